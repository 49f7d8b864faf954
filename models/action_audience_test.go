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

// Who agreed to host an action agreed to be named to those whom it is for: once it did, nobody chooses others, also when one of them is
// out of sight, or gone.
func TestForWhomItIsStaysOnceOthersHost(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		c := gathered(t, w, call, models.ForMembers)
		door := w.Member(t, call, "Door", models.Public)
		c.joins(door, "Door")
		stays := func(what string, hosts ...modelstest.Joined) {
			t.Helper()
			for _, m := range hosts {
				for _, send := range []bool{false, true} {
					if got := c.chooses(m, models.ForPublic, send); got != "audience action.audience_together" {
						t.Errorf("%s, sent %v: %q", what, send, got)
					}
				}
			}
			own, err := w.Store.OwnActionByID(t.Context(), hosts[0].Signatory, hosts[0].ID, c.id)
			if did(t, err); !own.Settled {
				t.Errorf("%s: its form does not say so", what)
			}
		}
		stays("in sight", c.host, door)
		c.hides(door)
		stays("one is hidden", c.host)
		did(t, w.Store.WithdrawCompletely(t.Context(), door.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: door.ID, Typed: "DELETE", AtOnce: true}))
		stays("one is erased", c.host)
	})
}

// Who is asked to host for members does not agree to be named to everybody.
func TestAYesIsForThoseWhomThePageNamed(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		c := gathered(t, w, call, models.ForMembers)
		door := w.Member(t, call, "Door", models.Public)
		did(t, c.ask("Door"))
		ask, err := w.Store.CoHostAskOf(t.Context(), door.Signatory, door.ID, c.id)
		did(t, err)
		if got := c.chooses(c.host, models.ForPublic, false); got != "" {
			t.Errorf("before anybody agreed: %q", got)
		}
		step := c.step(door)
		step.Yes, step.Audience = true, ask.Audience
		if err := w.Store.AnswerCoHost(t.Context(), door.Signatory, w.Sent("cohost.answered"), step); models.KindOf(err) != models.Conflict {
			t.Errorf("it accepts by the page of before: %v", err)
		}
		did(t, c.answer(door, true))
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
		if c.chooses(c.host, models.ForPublic, false) != "" || c.chooses(c.host, models.ForMembers, false) != "" {
			t.Error("before it is published nobody chooses")
		}
		c.joins(door, "Door")
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
