package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// besides is a published action of two hosts that both are public, with who decides on it.
func besides(t *testing.T, w *modelstest.World) (c company, door modelstest.Joined, keeper, irena models.Actor) {
	t.Helper()
	call := w.Call(t)
	keeper, _ = w.Keepers(t)
	irena = w.AsRole(t, "Irena", models.Coordinator)
	c = gathered(t, w, call, models.ForPublic)
	door = w.Member(t, call, "Door", models.Public)
	c.publish()
	c.joins(door, "Door")
	return c, door, keeper, irena
}

// says has a host send a change with an answer to the desk.
func (c company) says(m modelstest.Joined, title, answer string) {
	c.t.Helper()
	c.Clock.Add(time.Minute)
	e := desk{c.World, c.t}.edit(m, c.id, titled(title))
	e.Answer = answer
	did(c.t, c.Store.EditAction(c.t.Context(), m.Signatory, c.Sent("edit"), e))
}

// said is what somebody reads at the desk of what was said.
func (c company) said(as models.Actor) models.DeskSaid {
	c.t.Helper()
	read, err := c.Store.ActionAtDesk(c.t.Context(), as, c.id)
	did(c.t, err)
	return read.Said.DeskSaid
}

// What a host answered that stands counted by now, and what a keeper wrote to it, is not read with the change that another host sends
// instead: that comes with its own answer.
func TestAnAnswerIsNotReadAsAnotherHosts(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		c, door, keeper, irena := besides(t, w)
		d, ctx := desk{w, t}, t.Context()
		c.retitles(c.host, "Light everywhere")
		d.want("ask", w.Store.AskAction(ctx, irena, w.Sent("ask"), d.rulesOn(irena, c.id, "Why?")))
		if said := c.said(irena); said.Reason != "Why?" {
			t.Errorf("while its host is public: %+v", said)
		}
		c.says(c.host, "Light everywhere", "Our neighbours asked.")
		want := models.DeskSaid{Reason: "Why?", Verb: models.StepAsk, Question: "Why?", Answer: "Our neighbours asked.", Again: true}
		if said := c.said(irena); said != want {
			t.Errorf("answered: %+v", said)
		}
		c.counts(c.host)
		d.want("hold", w.Store.HoldAction(ctx, keeper, w.Sent("hold"), d.rulesOn(keeper, c.id, "We ask a friend.")))
		if said := c.said(keeper); said.Reason != "We ask a friend." || said.Answer != "Our neighbours asked." {
			t.Errorf("a keeper reads %+v", said)
		}
		if said := d.own(door, c.id).Said; said.Answer != "" || said.Of != "" || said.Reason != "We ask a friend." {
			t.Errorf("the other host reads %+v", said)
		}
		c.says(door, "Doors everywhere", "It is warmer.")
		for _, as := range []models.Actor{irena, keeper} {
			if said := c.said(as); said != (models.DeskSaid{Answer: "It is warmer.", Again: true}) {
				t.Errorf("sent by the other: %+v", said)
			}
		}
		d.want("hold", w.Store.HoldAction(ctx, irena, w.Sent("hold"), d.rulesOn(irena, c.id, "Until Monday.")))
		c.says(door, "Doors in each street", "It is warmer there.")
		if said := c.said(irena); said.Reason != "Until Monday." || said.Answer != "It is warmer." {
			t.Errorf("sent anew by the same: %+v", said)
		}
	})
}

// What a keeper asks of a host that stands counted is for keepers, also once nothing waits any more and once another host sends.
func TestWhatAKeeperAsksOfTheCountedIsForKeepers(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		c, door, keeper, irena := besides(t, w)
		d, ctx := desk{w, t}, t.Context()
		c.retitles(c.host, "Light everywhere")
		c.counts(c.host)
		d.want("ask", w.Store.AskAction(ctx, keeper, w.Sent("ask"), d.rulesOn(keeper, c.id, "House of Windows, why?")))
		if said := c.said(irena); said != (models.DeskSaid{}) {
			t.Errorf("a coordinator reads %+v", said)
		}
		if said := c.said(keeper); said.Reason != "House of Windows, why?" {
			t.Errorf("a keeper reads %+v", said)
		}
		did(t, w.Store.ForgetOf(ctx, c.id))
		if said := c.said(irena); said != (models.DeskSaid{}) {
			t.Errorf("of what was kept before a coordinator reads %+v", said)
		}
		c.says(door, "Doors", "")
		if said := c.said(irena); said != (models.DeskSaid{}) {
			t.Errorf("with the other's change a coordinator reads %+v", said)
		}
		d.want("decline", w.Store.DeclineAction(ctx, irena, w.Sent("decline"), d.rulesOn(irena, c.id, "No.")))
		if said := c.said(irena); said != (models.DeskSaid{Reason: "No.", Verb: models.StepDecline}) {
			t.Errorf("what she said herself: %+v", said)
		}
	})
}

// So is what was said of an organisation that is erased.
func TestWhatWasSaidToTheErasedIsForKeepers(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		c, _, keeper, irena := besides(t, w)
		d, ctx := desk{w, t}, t.Context()
		c.retitles(c.host, "Light everywhere")
		d.want("ask", w.Store.AskAction(ctx, irena, w.Sent("ask"), d.rulesOn(irena, c.id, "Why?")))
		did(t, w.Store.WithdrawCompletely(ctx, c.host.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: c.host.ID, Typed: "DELETE", AtOnce: true}))
		if said := c.said(irena); said != (models.DeskSaid{}) {
			t.Errorf("a coordinator reads %+v", said)
		}
		if said := c.said(keeper); said.Reason != "Why?" {
			t.Errorf("a keeper reads %+v", said)
		}
	})
}
