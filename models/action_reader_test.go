package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// Whoever is suspended or left reads no more of what others host: no page, no title in what it was told before, and it is told nothing new.
func TestWhoIsNoMemberReadsNothingOfAnAction(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		c := gathered(t, w, call, models.ForMembers)
		others := map[string]modelstest.Joined{}
		for _, name := range []string{"suspended host", "gone host", "suspended guest", "gone guest"} {
			others[name] = w.Member(t, call, name, models.Public)
		}
		door := w.Member(t, call, "Door", models.Public)
		c.publish()
		for name, m := range others {
			if name == "suspended host" || name == "gone host" {
				c.joins(m, name)
			} else {
				takesPart(t, w, m, c.id, "Graz", models.JoinNamed)
			}
		}
		cancel := func() {
			t.Helper()
			did(t, w.Store.HideAction(ctx, irena, w.Sent("hide"), models.Decision{ID: c.id, Seen: markOf(t, w, irena, c.id), Text: "Look again."}))
			did(t, w.Store.ShowAction(ctx, irena, w.Sent("show"), models.Decision{ID: c.id, Seen: markOf(t, w, irena, c.id)}))
			desk{w, t}.tellAll()
		}
		cancel()
		told := map[string]int{}
		for name, m := range others {
			before, err := w.Store.Notices(ctx, m.Signatory, "en")
			did(t, err)
			told[name] = len(before)
			if name == "gone host" || name == "gone guest" {
				did(t, w.Store.LeaveCoalition(ctx, m.Signatory, w.Sent("leave"), m.ID))
			} else {
				did(t, w.Store.Suspend(ctx, irena, w.Sent("suspend"), models.Suspension{OrganisationID: m.ID, Reason: "We look into it."}))
				told[name]++
			}
		}
		w.Clock.Add(time.Minute)
		cancel()
		c.joins(door, "Door")
		own, err := w.Store.OwnActionByID(ctx, c.host.Signatory, c.host.ID, c.id)
		did(t, err)
		did(t, w.Store.CancelAction(ctx, c.host.Signatory, w.Sent("cancel"), models.ActionStep{OrganisationID: c.host.ID, ActionID: own.ID, Reason: "Snow."}))
		desk{w, t}.tellAll()
		for name, m := range others {
			as := w.Again(t, m.Signatory)
			after, err := w.Store.Notices(ctx, as, "en")
			did(t, err)
			if len(after) != told[name] {
				t.Errorf("%s is told %d things, of which %d are of before", name, len(after), told[name])
			}
			for _, l := range after {
				if l.Title.Text != "" || l.ActionID != "" {
					t.Errorf("%s reads what it was told (%s) of %q", name, l.Verb, l.Title.Text)
				}
			}
			if v, err := w.Store.ReportOf(ctx, as, m.ID, c.id); models.KindOf(err) != models.NotFound {
				t.Errorf("%s reports on %q: %v", name, v.Content.Texts["en"].Title, err)
			}
			if _, err := w.Store.OwnActionByID(ctx, as, m.ID, c.id); models.KindOf(err) != models.NotFound {
				t.Errorf("%s reads it: %v", name, err)
			}
		}
	})
}

// What a suspended organisation hosts alone is its own: nobody else writes of it.
func TestWhoIsNoMemberReadsItsOwn(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public)
		id := opened(t, w, host, 0)
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		did(t, w.Store.Suspend(ctx, irena, w.Sent("suspend"), models.Suspension{OrganisationID: host.ID, Reason: "We look into it."}))
		did(t, w.Store.HideAction(ctx, irena, w.Sent("hide"), models.Decision{ID: id, Seen: markOf(t, w, irena, id), Text: "Look again."}))
		desk{w, t}.tellAll()
		lines, err := w.Store.Notices(ctx, w.Again(t, host.Signatory), "en")
		did(t, err)
		for _, l := range lines {
			if l.Verb == "action.hidden" && l.ActionID == id && l.Title.Text == "Light in the window" {
				return
			}
		}
		t.Errorf("it is told %+v", lines)
	})
}
