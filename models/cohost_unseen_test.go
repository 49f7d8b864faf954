package models_test

import (
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// wishes changes the title and the venue of the company's action, or sends that.
func (c company) wishes(m modelstest.Joined, title string, send bool) {
	c.t.Helper()
	own, err := c.Store.OwnActionByID(c.t.Context(), m.Signatory, m.ID, c.id)
	did(c.t, err)
	text := own.Content.Texts["en"]
	text.Title = title
	own.Content.Texts["en"], own.Content.Where.Venue = text, title
	e := models.ActionEdit{OrganisationID: m.ID, ActionID: c.id, Edition: own.Edition, Audience: own.Audience, Content: own.Content}
	switch {
	case own.Published:
		err = c.Store.EditAction(c.t.Context(), m.Signatory, c.Sent("action.edited"), e)
	case send:
		err = c.Store.SendAction(c.t.Context(), m.Signatory, c.Sent("action.sent"), e)
	default:
		_, err = c.Store.SaveAction(c.t.Context(), m.Signatory, c.Sent("action.saved"), e)
	}
	did(c.t, err)
}

// Who hid reads of what others host as little once they hide, leave or are erased too: neither venue nor link, nor who takes part.
func TestAHiddenHostReadsNothingOnceOthersGo(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		c := gathered(t, w, call, models.ForPublic)
		door, lamp := w.Member(t, call, "Door", models.Public), w.Member(t, call, "Lamp", models.Public)
		c.publish()
		c.joins(door, "Door")
		c.part(lamp, models.JoinNamed, false)
		c.hides(door)
		nothing := func(what string) {
			t.Helper()
			own, err := w.Store.OwnActionByID(ctx, door.Signatory, door.ID, c.id)
			did(t, err)
			if own.Content.Where.Venue != "" || !own.Still || c.calendarTells(door) || c.guests(door) != 0 {
				t.Errorf("%s: venue %q, still %v, calendar %v, guests %d", what, own.Content.Where.Venue, own.Still, c.calendarTells(door), c.guests(door))
			}
		}
		nothing("hidden")
		c.hides(c.host)
		nothing("the host hides too")
		c.state(c.host, "suspended")
		nothing("the host is suspended")
		c.state(c.host, "member")
		did(t, w.Store.WithdrawCompletely(ctx, c.host.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: c.host.ID, Typed: "DELETE", AtOnce: true}))
		nothing("the host is erased")
	})
}

// Who is no member now reads nothing of what others hosted too, also once they are erased.
func TestWhoIsNoMemberReadsNothingOnceOthersGo(t *testing.T) {
	for _, state := range []string{"suspended", "left"} {
		t.Run(state, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				call := w.Call(t)
				c := gathered(t, w, call, models.ForPublic)
				door := w.Member(t, call, "Door", models.Public)
				c.publish()
				c.joins(door, "Door")
				c.state(c.host, state)
				did(t, w.Store.WithdrawCompletely(t.Context(), door.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: door.ID, Typed: "DELETE", AtOnce: true}))
				if own, err := w.Store.OwnActionByID(t.Context(), c.host.Signatory, c.host.ID, c.id); models.KindOf(err) != models.NotFound {
					t.Errorf("it reads %q: %v", own.Content.Texts["en"].Title, err)
				}
			})
		})
	}
}

// Who hid reads no draft of others, neither on its pages nor on the list of what was given back, nor in its notices; nor whom they ask.
func TestAHiddenHostReadsNoDraft(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		c := gathered(t, w, call, models.ForPublic)
		door := w.Member(t, call, "Door", models.Public)
		w.Member(t, call, "Gate", models.Public)
		c.joins(door, "Door")
		c.wishes(c.host, "Before it hid", true)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		decline := func() {
			t.Helper()
			did(t, w.Store.DeclineAction(ctx, irena, w.Sent("declined"), models.Decision{ID: c.id, Text: "A private reason", Seen: markOf(t, w, irena, c.id)}))
		}
		decline()
		reads := func() string {
			t.Helper()
			c.told(door)
			own, err := w.Store.OwnActionByID(ctx, door.Signatory, door.ID, c.id)
			did(t, err)
			back, err := w.Store.GivenBackTo(ctx, door.Signatory)
			did(t, err)
			lines, err := w.Store.Notices(ctx, door.Signatory, "en")
			did(t, err)
			all := own.Content.Texts["en"].Title + own.Said.Reason + strings.Join(c.seen(door), " ")
			for _, b := range back[door.ID] {
				all += b.Title
			}
			for _, l := range lines {
				all += l.Title.Text
			}
			return all
		}
		if got := reads(); !strings.Contains(got, "Before it hid") || !strings.Contains(got, "private reason") {
			t.Errorf("in sight it reads %q", got)
		}
		c.hides(door)
		c.wishes(c.host, "After it hid", true)
		decline()
		did(t, c.ask("Gate"))
		got := reads()
		for _, secret := range []string{"it hid", "private reason", "Gate"} {
			if strings.Contains(got, secret) {
				t.Errorf("hidden it reads %s: %q", secret, got)
			}
		}
		if _, err := w.Store.PreviewAction(ctx, door.Signatory, door.ID, c.id); models.KindOf(err) != models.NotFound {
			t.Errorf("its preview: %v", err)
		}
		c.shows(door)
		if got := reads(); !strings.Contains(got, "After it hid") || !strings.Contains(got, "Gate") {
			t.Errorf("back it reads %q", got)
		}
	})
}

// A host that is out of sight keeps its place for those who come back: whether it stays hidden, steps down, leaves or is erased, the part
// is with who accepted first.
func TestTheHostsPartComesToWhoIsBack(t *testing.T) {
	goes := map[string]func(company) error{
		"stays hidden": func(company) error { return nil },
		"steps down": func(c company) error {
			return c.Store.StepDown(c.t.Context(), c.host.Signatory, c.Sent("down"), c.step(c.host))
		},
		"leaves": func(c company) error {
			return c.Store.LeaveCoalition(c.t.Context(), c.host.Signatory, c.Sent("leave"), c.host.ID)
		},
		"is erased": func(c company) error {
			return c.Store.WithdrawCompletely(c.t.Context(), c.host.Signatory, c.Sent("erase"), models.Leaving{OrganisationID: c.host.ID, Typed: "DELETE", AtOnce: true})
		},
	}
	for how, leaves := range goes {
		t.Run(how, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				call := w.Call(t)
				c := gathered(t, w, call, models.ForPublic)
				zoo, abc := w.Member(t, call, "Zoo", models.Public), w.Member(t, call, "Abc", models.Public)
				c.publish()
				did(t, c.ask("Zoo", "Abc"))
				for _, m := range []modelstest.Joined{zoo, abc} {
					w.Clock.Add(time.Minute)
					did(t, c.answer(m, true))
				}
				c.hides(c.host)
				c.hides(zoo)
				did(t, leaves(c))
				c.shows(zoo)
				if got := c.listed(); got != "zoo host, abc cohost" {
					t.Errorf("everybody reads %s", got)
				}
			})
		})
	}
}

// A draft that others hosted too can be left by who is out of sight, and learns nothing of them by that: it goes on under those who are
// hidden, and without anybody it is deleted. In sight its last host discards it.
func TestAHiddenHostLeavesItsDraft(t *testing.T) {
	for _, erased := range []bool{false, true} {
		modelstest.On(t, func(t *testing.T, w *modelstest.World) {
			ctx, call := t.Context(), w.Call(t)
			c := gathered(t, w, call, models.ForPublic)
			door := w.Member(t, call, "Door", models.Public)
			c.joins(door, "Door")
			c.hides(door)
			down := func() error { return w.Store.StepDown(ctx, c.host.Signatory, w.Sent("down"), c.step(c.host)) }
			if err := down(); models.KindOf(err) != models.Conflict {
				t.Errorf("in sight, the last one: %v", err)
			}
			c.hides(c.host)
			left := 1
			if erased {
				left = 0
				did(t, w.Store.WithdrawCompletely(ctx, door.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: door.ID, Typed: "DELETE", AtOnce: true}))
			}
			did(t, down())
			h, err := w.Store.Everything(ctx, c.host.Signatory)
			did(t, err)
			if events := h.Organisations[0].Events; events[len(events)-1].Verb != "cohost.stepped_down" {
				t.Errorf("erased %v: its data end with %s", erased, events[len(events)-1].Verb)
			}
			if n := w.Count(t, "SELECT count(*) FROM actions"); n != left {
				t.Errorf("erased %v: %d drafts are left", erased, n)
			}
			if !erased {
				c.shows(door)
				if got := c.seen(door); len(got) != 1 || got[0] != "Door host accepted" {
					t.Errorf("who is back reads %v", got)
				}
			}
		})
	}
}
