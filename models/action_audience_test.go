package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// chooses sends or saves the draft of a company for an audience, and returns what is wrong with that.
func (c company) chooses(m modelstest.Joined, audience models.Audience, send bool) string {
	c.t.Helper()
	own, err := c.Store.OwnActionByID(c.t.Context(), m.Signatory, m.ID, c.id)
	did(c.t, err)
	edit := models.ActionEdit{OrganisationID: m.ID, ActionID: c.id, Edition: own.Edition, Audience: audience, Content: own.Content}
	if send {
		err = c.Store.SendAction(c.t.Context(), m.Signatory, c.Sent("action.sent"), edit)
	} else {
		_, err = c.Store.SaveAction(c.t.Context(), m.Signatory, c.Sent("action.saved"), edit)
	}
	if fields := models.FieldsOf(err); len(fields) > 0 {
		return fields[0].Field + " " + fields[0].Key
	}
	did(c.t, err)
	return ""
}

// No host chooses an audience under which another one that is in sight would not be any more, and could not act. One that is out of
// sight plays no part in it.
func TestNobodyLocksAHostOut(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		c := company{World: w, t: t, host: w.Member(t, call, "House of Windows", models.Members)}
		door := w.Member(t, call, "Door", models.Public)
		var err error
		c.id, err = w.Store.SaveAction(ctx, c.host.Signatory, w.Sent("action.saved"),
			models.ActionEdit{OrganisationID: c.host.ID, Audience: models.ForMembers, Content: vigil()})
		did(t, err)
		c.joins(door, "Door")
		for _, m := range []modelstest.Joined{door, c.host} {
			for _, send := range []bool{false, true} {
				if got := c.chooses(m, models.ForPublic, send); got != "audience action.audience_unnamed" {
					t.Errorf("for everybody, sent %v: %q", send, got)
				}
			}
		}
		c.hides(c.host)
		if got := c.chooses(door, models.ForPublic, false); got != "" {
			t.Errorf("for everybody, with one that is hidden: %q", got)
		}
	})
}

// For whom an action is stays once it was published: who joined it by name among members is not named to everybody unasked, also after
// the yes was taken back and whoever published it is erased.
func TestForWhomItIsStaysOncePublished(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		c := gathered(t, w, call, models.ForMembers)
		door, lamp := w.Member(t, call, "Door", models.Public), w.Member(t, call, "Lamp", models.Public)
		c.joins(door, "Door")
		if c.chooses(c.host, models.ForPublic, false) != "" || c.chooses(c.host, models.ForMembers, false) != "" {
			t.Error("before it is published nobody chooses")
		}
		if got := c.chooses(c.host, models.ForMembers, true); got != "" {
			t.Fatal(got)
		}
		did(t, w.Store.AcceptAction(ctx, irena, w.Sent("accept"), models.Decision{ID: c.id, Seen: markOf(t, w, irena, c.id)}))
		takesPart(t, w, lamp, c.id, "Graz", models.JoinNamed)
		did(t, w.Store.TakeActionBack(ctx, irena, w.Sent("back"), c.id))
		did(t, w.Store.RecallAction(ctx, door.Signatory, w.Sent("recall"), models.ActionStep{OrganisationID: door.ID, ActionID: c.id}))
		did(t, w.Store.WithdrawCompletely(ctx, c.host.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: c.host.ID, Typed: "DELETE", AtOnce: true}))
		for _, send := range []bool{false, true} {
			if got := c.chooses(door, models.ForPublic, send); got != "audience action.audience_settled" {
				t.Errorf("for everybody, sent %v: %q", send, got)
			}
		}
		own, err := w.Store.OwnActionByID(ctx, door.Signatory, door.ID, c.id)
		if did(t, err); !own.Settled {
			t.Error("its form does not say so")
		}
		if got := c.chooses(door, models.ForMembers, true); got != "" {
			t.Errorf("as it was: %q", got)
		}
	})
}
