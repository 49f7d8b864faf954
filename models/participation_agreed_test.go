package models_test

import (
	"slices"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// guestNames are those who take part, as a host reads them.
func (c company) guestNames(m modelstest.Joined) (names []string) {
	c.t.Helper()
	all, err := c.Store.ActionTogether(c.t.Context(), m.Signatory, m.ID, c.id, "")
	did(c.t, err)
	for _, g := range all.In {
		names = append(names, g.Names.Own)
	}
	return names
}

func (c company) hides(m modelstest.Joined) {
	c.t.Helper()
	_, err := c.Store.Hide(c.t.Context(), m.Signatory, m.ID)
	did(c.t, err)
}

func (c company) shows(m modelstest.Joined) {
	c.t.Helper()
	showing, err := c.Store.WhatShows(c.t.Context(), m.Signatory, m.ID)
	did(c.t, err)
	did(c.t, c.Store.ShowAgain(c.t.Context(), m.Signatory, c.Sent("show"), m.ID, showing.Fingerprint))
}

// Who lets the hosts know agrees to those that its page names: not to one that was out of sight then and shows itself, nor to one that
// stepped down and came back, until it says so again.
func TestQuietGuestsAgreeToTheHostsOnTheirPage(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		w.Keepers(t)
		c := gathered(t, w, call, models.ForPublic)
		door, circle := w.Member(t, call, "Door", models.Public), w.Member(t, call, "Quiet Circle", models.Counted)
		c.publish()
		reads := func(what string, host, other int) {
			t.Helper()
			if first, second := c.guests(c.host), c.guests(door); first != host || second != other {
				t.Errorf("%s: the host reads %d, the other %d", what, first, second)
			}
		}
		c.joins(door, "Door")
		c.hides(door)
		w.Clock.Add(time.Hour)
		if v := c.part(circle, models.JoinQuietly, true); len(v.Called) != 1 {
			t.Fatalf("its page names %v", v.Called)
		}
		c.shows(door)
		reads("one shows itself", 1, 0)
		c.part(circle, models.JoinQuietly, true)
		reads("it says so again", 1, 1)
		c.hides(door)
		reads("one hides", 1, 0)
		c.shows(door)
		reads("and is back", 1, 1)
		did(t, w.Store.StepDown(t.Context(), door.Signatory, w.Sent("down"), c.step(door)))
		c.joins(door, "Door")
		reads("it stepped down and hosts again", 1, 0)
	})
}

// A host that accepts between the page and the button is read as another page: nothing is kept, and nobody learns of it.
func TestAPageNamesTheHostsThatItAsksFor(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		w.Keepers(t)
		c := gathered(t, w, call, models.ForPublic)
		door, circle := w.Member(t, call, "Door", models.Public), w.Member(t, call, "Quiet Circle", models.Counted)
		c.publish()
		did(t, c.ask("Door"))
		joining := models.Joining{OrganisationID: circle.ID, ActionID: c.id, Way: models.JoinQuietly, HostsSee: true, HostsMark: c.reads(circle).HostsMark}
		did(t, c.answer(door, true))
		joins := func() error {
			return w.Store.JoinAction(t.Context(), circle.Signatory, w.Sent("participation.joined"), joining)
		}
		if err := joins(); models.KindOf(err) != models.Conflict || c.reads(circle).Joined != nil {
			t.Errorf("with the page of before: %v", err)
		}
		joining.HostsMark = ""
		if err := joins(); models.KindOf(err) != models.Conflict {
			t.Errorf("with no page: %v", err)
		}
		joining.HostsSee = false
		did(t, joins())
		if c.guests(c.host)+c.guests(door) != 0 {
			t.Error("hosts know who let nobody know")
		}
	})
}

// Who was quiet and takes part by name stands where somebody stands who left and joined again.
func TestWhoWasQuietComesLast(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		w.Keepers(t)
		c := gathered(t, w, call, models.ForPublic)
		lamp, gate := w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Gate", models.Public)
		c.publish()
		c.part(lamp, models.JoinNamed, false)
		c.part(gate, models.JoinNamed, false)
		c.part(lamp, models.JoinNamed, false)
		if got := c.guestNames(c.host); !slices.Equal(got, []string{"Lamp", "Gate"}) {
			t.Errorf("who changes nothing but words: %v", got)
		}
		for _, tick := range []bool{false, true} {
			c.part(lamp, models.JoinQuietly, false)
			how := map[bool]models.JoinWay{false: models.JoinNamed, true: models.JoinQuietly}[tick]
			c.part(lamp, how, tick)
			if got := c.guestNames(c.host); !slices.Equal(got, []string{"Gate", "Lamp"}) {
				t.Errorf("quiet, and then %s: %v", how, got)
			}
			c.part(gate, models.JoinQuietly, false)
			c.part(gate, models.JoinNamed, false)
			if got := c.guestNames(c.host); !slices.Equal(got, []string{"Lamp", "Gate"}) {
				t.Errorf("then the other: %v", got)
			}
		}
	})
}

// Who agrees to a later host too stands there where somebody stands who joined again: nobody reads since when it takes part.
func TestWhoAgreesToALaterHostComesLast(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		w.Keepers(t)
		c := gathered(t, w, call, models.ForPublic)
		door, lamp, gate := w.Member(t, call, "Door", models.Public), w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Gate", models.Public)
		c.publish()
		c.part(lamp, models.JoinQuietly, true)
		w.Clock.Add(time.Minute)
		c.part(gate, models.JoinNamed, false)
		w.Clock.Add(time.Minute)
		c.part(lamp, models.JoinQuietly, true)
		if got := c.guestNames(c.host); !slices.Equal(got, []string{"Lamp", "Gate"}) {
			t.Errorf("who agrees to the same again: %v", got)
		}
		c.joins(door, "Door")
		w.Clock.Add(time.Minute)
		c.part(lamp, models.JoinQuietly, true)
		if got := c.guestNames(door); !slices.Equal(got, []string{"Gate", "Lamp"}) {
			t.Errorf("the later host reads %v", got)
		}
	})
}
