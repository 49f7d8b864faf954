package models_test

import (
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// settles has a keeper decide on the mention that waits.
func settles(t *testing.T, w *modelstest.World, keeper models.Actor, withhold bool) {
	t.Helper()
	line, _ := waitingMention(t, w, keeper)
	c, err := w.Store.MentionAtDesk(t.Context(), keeper, line.ID)
	did(t, err)
	do := w.Store.LetMentionStand
	if withhold {
		do = w.Store.WithholdMention
	}
	did(t, do(t.Context(), keeper, w.Sent("mention"), models.Decision{ID: line.ID, Seen: c.Seen}))
	w.Clock.Add(time.Minute)
}

// Whoever takes a yes back brings no words back that a keeper took out of sight.
func TestTakingBackBringsNoWithheldReport(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host := w.Member(t, call, "House of Windows", models.Public)
		w.Member(t, call, "Quiet Circle", models.Counted)
		id := opened(t, w, host, 0)
		w.Clock.Set(vigilIsOver())
		tells := func(text string) {
			t.Helper()
			w.Clock.Add(time.Minute)
			own, err := w.Store.ReportOf(ctx, host.Signatory, host.ID, id)
			did(t, err)
			edit := reporting(t, host, id, text)
			edit.Edition = own.Edition
			did(t, w.Store.SendReport(ctx, host.Signatory, w.Sent("report.sent"), edit))
			accepts(t, w, irena)
		}
		back := func() error {
			return w.Store.TakeReportBack(ctx, irena, w.Sent("back"), w.Text(t, "SELECT id FROM reports"))
		}
		tells("Those of Quiet Circle sang.")
		seeks(t, w, id, "")
		settles(t, w, keeper, true)
		wantConflict(t, "the yes to what is out of sight", back(), "queue.take_back.built")
		tells("Everybody sang.")
		line, _ := waitingMention(t, w, keeper)
		c, err := w.Store.MentionAtDesk(ctx, keeper, line.ID)
		did(t, err)
		did(t, back())
		err = w.Store.LetMentionStand(ctx, keeper, w.Sent("stand"), models.Decision{ID: line.ID, Seen: c.Seen})
		wantConflict(t, "letting words stand that are others by now", err, "mention.changed")
		accepts(t, w, irena)
		settles(t, w, keeper, false)
		wantConflict(t, "the yes after which a keeper let it stand", back(), "queue.take_back.built")
		if told := toldOf(t, w, id); len(told) != 1 || told[0].Text != "Everybody sang." {
			t.Errorf("everybody reads %+v", told)
		}
	})
}

// What comes back after a keeper let words stand is searched as something new. That a keeper looked at all, no coordinator learns.
func TestTakingBackIsSearchedAnew(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host := w.Member(t, call, "House of Windows", models.Public)
		w.Member(t, call, "Quiet Circle", models.Counted)
		id := opened(t, w, host, 0)
		writes := func(title string) {
			t.Helper()
			w.Clock.Add(time.Minute)
			own, err := w.Store.OwnActionByID(ctx, host.Signatory, host.ID, id)
			did(t, err)
			text := own.Content.Texts["en"]
			text.Title = title
			own.Content.Texts["en"] = text
			did(t, w.Store.EditAction(ctx, host.Signatory, w.Sent("edit"),
				models.ActionEdit{OrganisationID: host.ID, ActionID: id, Edition: own.Edition, Audience: own.Audience, Content: own.Content}))
			did(t, w.Store.AcceptAction(ctx, irena, w.Sent("accept"), models.Decision{ID: id, Seen: markOf(t, w, irena, id)}))
		}
		writes("Light with Quiet Circle")
		writes("Light with the Quiet Circle")
		seeks(t, w, id, "")
		settles(t, w, keeper, false)
		if c, err := w.Store.ActionAtDesk(ctx, irena, id); err != nil || !c.MayTakeBack {
			t.Fatalf("the coordinator learns of the mention: %v, %v", c.MayTakeBack, err)
		}
		did(t, w.Store.TakeActionBack(ctx, irena, w.Sent("back"), id))
		seeks(t, w, id, "")
		if line, ok := waitingMention(t, w, keeper); !ok || line.State != models.Submitted {
			t.Fatalf("what came back: %+v, %v", line, ok)
		}

		settles(t, w, keeper, true)
		did(t, w.Store.AcceptAction(ctx, irena, w.Sent("accept"), models.Decision{ID: id, Seen: markOf(t, w, irena, id)}))
		writes("Light with everybody")
		settles(t, w, keeper, false)
		wantConflict(t, "the yes after which a keeper let it stand", w.Store.TakeActionBack(ctx, irena, w.Sent("back"), id), "queue.take_back.built")
		if shown := w.Text(t, "SELECT shown FROM listed_actions"); strings.Contains(shown, "Quiet Circle") {
			t.Errorf("everybody reads %s", shown)
		}
	})
}

// A keeper decides also on the words of an action whose first yes was taken back: it waits, and nobody changed it since it is published.
func TestAKeeperDecidesOnAnActionThatWaitsAgain(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host := w.Member(t, call, "House of Windows", models.Public)
		w.Member(t, call, "Quiet Circle", models.Counted)
		id := openedBy(t, w, host, irena, called("Walk with Quiet Circle"))
		seeks(t, w, id, "")
		w.Clock.Add(time.Minute)
		did(t, w.Store.TakeActionBack(t.Context(), irena, w.Sent("back"), id))
		settles(t, w, keeper, true)
		if line, ok := waitingMention(t, w, keeper); !ok || line.State != models.Asked {
			t.Errorf("it does not wait for its host: %v, %+v", ok, line)
		}
		settles(t, w, keeper, false)
		did(t, w.Store.AcceptAction(t.Context(), irena, w.Sent("accept"), models.Decision{ID: id, Seen: markOf(t, w, irena, id)}))
		if slug := listedOf(t, w, id); slug != "walk-with-quiet-circle" {
			t.Errorf("what may stand is published as %q", slug)
		}
	})
}
