package models_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// told is what the people of a house are told so far.
func (c company) told(m modelstest.Joined) (verbs []models.Verb) {
	c.t.Helper()
	for event := range c.Count(c.t, "SELECT MAX(id) FROM events") {
		did(c.t, c.Store.Tell(c.t.Context(), int64(event+1)))
	}
	lines, err := c.Store.Notices(c.t.Context(), m.Signatory, "en")
	did(c.t, err)
	for _, l := range lines {
		verbs = append(verbs, l.Verb)
	}
	return verbs
}

// listed are the hosts in the order in which everybody reads them.
func (c company) listed() string {
	c.t.Helper()
	sheet, _, err := c.Store.ActionBySlug(c.t.Context(), listedOf(c.t, c.World, c.id))
	did(c.t, err)
	var slugs []string
	for _, h := range sheet.Hosts {
		slugs = append(slugs, h.Slug+" "+string(h.Part))
	}
	return strings.Join(slugs, ", ")
}

// A host that hides, and then steps down, leaves, or is erased, looks the same to the others and to everybody all along: the part
// falls to who accepted first of those in sight, with its rights, and nobody is told.
func TestTheHostsPartFallsToWhoIsInSight(t *testing.T) {
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
				ctx, call := t.Context(), w.Call(t)
				c := gathered(t, w, call, models.ForPublic)
				first, zoo, abc := w.Member(t, call, "First", models.Public), w.Member(t, call, "Zoo", models.Public), w.Member(t, call, "Abc", models.Public)
				c.publish()
				did(t, c.ask("First", "Zoo", "Abc"))
				for _, m := range []modelstest.Joined{first, zoo, abc} {
					w.Clock.Add(time.Minute)
					did(t, c.answer(m, true))
				}
				did(t, w.Store.OfferHost(ctx, c.host.Signatory, w.Sent("offer"), c.ref(c.host, "Abc")))
				c.hides(first)
				c.hides(c.host)
				look := func() string {
					t.Helper()
					asks, err := w.Store.CoHostAsks(ctx, abc.Signatory, abc.ID)
					did(t, err)
					return c.listed() + " | " + strings.Join(c.seen(zoo), ", ") + " | " + strings.Join(c.seen(abc), ", ") + map[bool]string{true: " offered"}[len(asks) > 0]
				}
				before, told := look(), c.told(zoo)
				if want := "zoo host, abc cohost | Zoo host accepted, Abc cohost accepted | Zoo host accepted, Abc cohost accepted"; before != want {
					t.Errorf("hidden: %s", before)
				}
				w.Clock.Add(time.Hour)
				did(t, leaves(c))
				if after := look(); after != before {
					t.Errorf("it was %s\nand is %s", before, after)
				}
				if now := c.told(zoo); !slices.Equal(now, told) {
					t.Errorf("told %v after %v", now, told)
				}
				if err := w.Store.OfferHost(ctx, abc.Signatory, w.Sent("offer"), c.ref(abc, "Zoo")); models.KindOf(err) != models.Conflict {
					t.Errorf("a co-host offers the host's part: %v", err)
				}
				did(t, w.Store.OfferHost(ctx, zoo.Signatory, w.Sent("offer"), c.ref(zoo, "Abc")))
				take := c.step(abc)
				take.Yes = true
				did(t, w.Store.AnswerOffer(ctx, abc.Signatory, w.Sent("take"), take))
				if got := c.listed(); got != "abc host, zoo cohost" {
					t.Errorf("handed over: %s", got)
				}
			})
		})
	}
}

// A host that shows itself again has its part again, and what it offered stands again, unless another took the part meanwhile.
func TestTheHostIsBack(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		c := gathered(t, w, call, models.ForPublic)
		door := w.Member(t, call, "Door", models.Public)
		c.joins(door, "Door")
		did(t, w.Store.OfferHost(ctx, c.host.Signatory, w.Sent("offer"), c.ref(c.host, "Door")))
		c.hides(c.host)
		if got := c.seen(c.host); !slices.Equal(got, []string{"Door host accepted", "House of Windows cohost accepted"}) {
			t.Errorf("while it is hidden it reads %v", got)
		}
		if err := w.Store.DiscardAction(ctx, c.host.Signatory, w.Sent("discard"), c.host.ID, c.id); models.KindOf(err) != models.Conflict {
			t.Errorf("it discards: %v", err)
		}
		c.shows(c.host)
		asks, err := w.Store.CoHostAsks(ctx, door.Signatory, door.ID)
		if did(t, err); len(asks) != 1 || !asks[0].Offer || !slices.Equal(c.seen(c.host), []string{"House of Windows host accepted", "Door cohost accepted"}) {
			t.Errorf("back: %v, %d offers", c.seen(c.host), len(asks))
		}
		if err := w.Store.DiscardAction(ctx, door.Signatory, w.Sent("discard"), door.ID, c.id); models.KindOf(err) != models.Conflict {
			t.Errorf("a co-host discards: %v", err)
		}
		c.hides(c.host)
		did(t, w.Store.DiscardAction(ctx, door.Signatory, w.Sent("discard"), door.ID, c.id))
	})
}
