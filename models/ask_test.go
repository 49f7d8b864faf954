package models_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// pinning is a coordinator with the page of asks.
type pinning struct {
	*modelstest.World
	t  *testing.T
	as models.Actor
}

func (p pinning) pin(id string) error {
	return p.Store.PinAction(p.t.Context(), p.as, p.Sent("ask.pinned"), id)
}

func (p pinning) move(id, past string, up bool) error {
	return p.Store.MoveAsk(p.t.Context(), p.as, p.Sent("ask.moved"), models.AskMove{ActionID: id, Past: past, Up: up})
}

// desk is what an actor reads there: "title" or "title away".
func (p pinning) desk(as models.Actor) (out []string) {
	p.t.Helper()
	desk, err := p.Store.AsksAtDesk(p.t.Context(), as)
	did(p.t, err)
	for _, a := range desk.Asks {
		line := a.Texts[a.Original].Title
		if a.Away {
			line += " away"
		}
		out = append(out, line)
	}
	return out
}

// front is what everybody reads on the first page.
func (p pinning) front() (out []string) {
	p.t.Helper()
	front, err := p.Store.Front(p.t.Context(), "en")
	did(p.t, err)
	for _, a := range front.Asked {
		out = append(out, a.Texts[a.Original].Title)
	}
	return out
}

// mine is an organisation's list: "title" or "title done".
func (p pinning) mine(m modelstest.Joined) (out []string) {
	p.t.Helper()
	asks, err := p.Store.MyAsks(p.t.Context(), p.Again(p.t, m.Signatory), m.ID)
	did(p.t, err)
	for _, a := range asks {
		line := a.Texts[a.Original].Title
		if a.Done {
			line += " done"
		}
		out = append(out, line)
	}
	return out
}

// callsFor publishes an action of a house for an audience.
func (p pinning) callsFor(house modelstest.Joined, title string, audience models.Audience) string {
	p.t.Helper()
	edit := models.ActionEdit{OrganisationID: house.ID, Audience: audience, Content: on(title, "2026-12-10T18:00", "2026-12-10T19:30", func(*models.ActionContent) {})}
	id, err := p.Store.SaveAction(p.t.Context(), house.Signatory, p.Sent("action.saved"), edit)
	did(p.t, err)
	edit.ActionID, edit.Edition = id, 1
	did(p.t, p.Store.SendAction(p.t.Context(), house.Signatory, p.Sent("action.sent"), edit))
	did(p.t, p.Store.AcceptAction(p.t.Context(), p.as, p.Sent("action.accepted"), models.Decision{ID: id, Seen: markOf(p.t, p.World, p.as, id)}))
	return id
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// Actions are pinned and put in order; the public reads the public ones, members theirs with what they did. Of what is over,
// called off or out of sight nobody is asked.
func TestAsksOfTheCampaign(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		w.Keepers(t)
		p := pinning{World: w, t: t, as: w.AsRole(t, "Irena", models.Coordinator)}
		host, lamp, attic := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Attic", models.Counted)
		vigil, walk, talk := p.callsFor(host, "Vigil", models.ForPublic), p.callsFor(lamp, "Walk", models.ForPublic), p.callsFor(host, "Talk", models.ForMembers)
		for _, id := range []string{vigil, walk, talk, walk} { // twice changes nothing
			did(t, p.pin(id))
		}
		same(t, "desk", p.desk(p.as), "Vigil", "Walk", "Talk")
		same(t, "everybody", p.front(), "Vigil", "Walk")
		did(t, p.move(walk, vigil, true))
		did(t, p.move(walk, vigil, true)) // somebody else pressed it too
		did(t, p.move(vigil, talk, false))
		same(t, "everybody, in another order", p.front(), "Walk", "Vigil")
		same(t, "desk, in another order", p.desk(p.as), "Walk", "Talk", "Vigil")
		if err := p.move(walk, vigil, false); models.KindOf(err) != models.Conflict {
			t.Errorf("past one that stands elsewhere: %v", err)
		}
		for id, way := range map[string]models.JoinWay{walk: models.JoinQuietly, talk: models.JoinQuietly} {
			did(t, w.Store.JoinAction(ctx, attic.Signatory, w.Sent("join"), models.Joining{OrganisationID: attic.ID, ActionID: id, Way: way}))
		}
		did(t, w.Store.JoinAction(ctx, lamp.Signatory, w.Sent("join"), models.Joining{OrganisationID: lamp.ID, ActionID: vigil, Way: models.JoinNamed}))
		same(t, "who takes part quietly", p.mine(attic), "Walk done", "Talk done", "Vigil")
		same(t, "who hosts", p.mine(host), "Walk", "Talk done", "Vigil done")
		desk, err := w.Store.AsksAtDesk(ctx, p.as)
		did(t, err)
		for i, want := range []int{1, 1, 2} { // of the quiet one only the day's number tells
			if a := desk.Asks[i]; a.Named != want || a.Others != 0 {
				t.Errorf("ask %d: %d did it by name, %d besides", i, a.Named, a.Others)
			}
			if who := desk.Asks[i].Who; len(who) != want || who[0].Own == "Attic" {
				t.Errorf("ask %d was done by %+v", i, who)
			}
		}
		_, err = w.Store.Hide(ctx, host.Signatory, host.ID)
		did(t, err)
		same(t, "everybody, without who hid", p.front(), "Walk")
		same(t, "a member, without who hid", p.mine(attic), "Walk done")
		same(t, "who hid", p.mine(host), "Walk")
		same(t, "the desk", p.desk(p.as), "Walk", "Talk away", "Vigil away")
		if err := p.pin(p.callsFor(lamp, "Song", models.ForPublic)); err != nil {
			t.Error(err)
		}
		shows, err := w.Store.WhatShows(ctx, host.Signatory, host.ID)
		did(t, err)
		did(t, w.Store.ShowAgain(ctx, host.Signatory, w.Sent("show"), host.ID, shows.Fingerprint))
		same(t, "everybody, with who came back", p.front(), "Walk", "Vigil", "Song")
		did(t, w.Store.CancelAction(ctx, lamp.Signatory, w.Sent("cancel"), models.ActionStep{OrganisationID: lamp.ID, ActionID: walk, Reason: "Storm"}))
		same(t, "without the cancelled one", p.front(), "Vigil", "Song")
		did(t, w.Store.UnpinAction(ctx, p.as, w.Sent("unpin"), talk))
		same(t, "taken off", p.mine(lamp), "Vigil done", "Song done")
		w.Clock.Add(60 * 24 * time.Hour)
		same(t, "over, everybody", p.front())
		same(t, "over, a member", p.mine(lamp))
		same(t, "over, the desk", p.desk(p.as), "Walk", "Vigil", "Song")
		if err := p.pin(talk); models.KindOf(err) != models.Conflict {
			t.Errorf("pinned when over: %v", err)
		}
		for verb, n := range map[string]int{"ask.pinned": 4, "ask.unpinned": 1, "ask.moved": 2} {
			if got := w.Count(t, "SELECT count(*) FROM events WHERE verb = '"+verb+"'"); got != n {
				t.Errorf("%d lines of %s, want %d", got, verb, n)
			}
		}
	})
}

// Nobody pins what they may not know of, what is their own, or more than there is room for; and of a pinned action whose
// host is for keepers alone other coordinators do not learn that it is there.
func TestWhatCannotBePinned(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		keeper, _ := w.Keepers(t)
		p := pinning{World: w, t: t, as: w.AsRole(t, "Irena", models.Coordinator)}
		host, cellar := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Cellar", models.Public)
		first, secret, aside := p.callsFor(host, "First", models.ForPublic), p.callsFor(cellar, "Secret", models.ForPublic), p.callsFor(host, "Aside", models.ForPublic)
		for what, as := range map[string]models.Actor{"nobody": {}, "a member": host.Signatory} {
			if _, err := w.Store.AsksAtDesk(ctx, as); models.KindOf(err) != models.Forbidden {
				t.Errorf("%s reads the desk: %v", what, err)
			}
			if err := w.Store.PinAction(ctx, as, w.Sent("pin"), first); models.KindOf(err) != models.Forbidden {
				t.Errorf("%s pins: %v", what, err)
			}
		}
		if _, err := w.Store.MyAsks(ctx, cellar.Signatory, host.ID); models.KindOf(err) != models.NotFound {
			t.Errorf("another's list: %v", err)
		}
		did(t, p.pin(secret))
		w.Exec(t, "UPDATE endorsements SET level = 'counted' WHERE organisation_id = '"+cellar.ID+"'", "DELETE FROM listed_actions WHERE slug = 'secret'",
			"DELETE FROM listings WHERE organisation_id = '"+cellar.ID+"'")
		w.Exec(t, "UPDATE actions SET withheld_at = published_at WHERE id = '"+aside+"'", "DELETE FROM listed_actions WHERE action_id = '"+aside+"'")
		same(t, "a coordinator", p.desk(p.as))
		same(t, "a keeper", p.desk(keeper), "Secret away")
		draft, err := w.Store.SaveAction(ctx, host.Signatory, w.Sent("action.saved"), models.ActionEdit{OrganisationID: host.ID, Audience: models.ForPublic, Content: vigil()})
		did(t, err)
		for what, id := range map[string]string{"out of sight": secret, "withheld by a keeper": aside, "a draft": draft, "none": w.Store.NewID(), "no id": "x'--"} {
			for verb, err := range map[string]error{"pinned": p.pin(id), "taken off": w.Store.UnpinAction(ctx, p.as, w.Sent("unpin"), id), "moved": p.move(id, secret, true)} {
				if models.KindOf(err) != models.NotFound {
					t.Errorf("%s, %s: %v", what, verb, err)
				}
			}
		}
		for i := range models.MaxPinned { // the one that the coordinator may not know of takes no room
			did(t, p.pin(p.callsFor(host, "Light "+strings.Repeat("i", i+1), models.ForPublic)))
		}
		if err := p.pin(first); models.KindOf(err) != models.Conflict || len(p.front()) != models.MaxPinned {
			t.Errorf("one more: %v, %q", err, p.front())
		}
		w.Exec(t, "INSERT INTO representatives (organisation_id, person_id, role, since) VALUES ('"+host.ID+"', '"+p.as.PersonID+"', 'editor', '2026-11-22 12:00:00+00:00')")
		if err := w.Store.PinAction(ctx, w.Again(t, p.as), w.Sent("pin"), first); models.KindOf(err) != models.Forbidden {
			t.Errorf("one's own: %v", err)
		}
		if desk, err := w.Store.AsksAtDesk(ctx, w.Again(t, p.as)); err != nil || len(desk.Choices) != 1 || !desk.Choices[0].Own {
			t.Errorf("one's own: %+v, %v", desk.Choices, err)
		}
	})
}

// Two coordinators at once: places stay apart, no more than there is room for, and each action once.
func TestCoordinatorsRaceForAsks(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		p := pinning{World: w, t: t, as: w.AsRole(t, "Irena", models.Coordinator)}
		other := pinning{World: w, t: t, as: w.AsRole(t, "Tomas", models.Coordinator)}
		host := w.Member(t, call, "House of Windows", models.Public)
		var ids []string
		for i := range models.MaxPinned + 2 {
			ids = append(ids, p.callsFor(host, "Light "+strings.Repeat("i", i+1), models.ForPublic))
		}
		both := func(f, g func() error) (failed int) {
			var wait sync.WaitGroup
			errs := make([]error, 2)
			for i, do := range []func() error{f, g} {
				wait.Go(func() { errs[i] = do() })
			}
			wait.Wait()
			for _, err := range errs {
				if err != nil && models.KindOf(err) != models.Conflict {
					t.Errorf("lost with %v", err)
				}
				if err != nil {
					failed++
				}
			}
			return failed
		}
		if n := both(func() error { return p.pin(ids[0]) }, func() error { return other.pin(ids[0]) }); n != 0 {
			t.Errorf("the same one: %d failed", n)
		}
		for _, id := range ids[1 : models.MaxPinned-1] {
			did(t, p.pin(id))
		}
		if n := both(func() error { return p.pin(ids[8]) }, func() error { return other.pin(ids[9]) }); n != 1 {
			t.Errorf("two for the last place: %d failed", n)
		}
		both(func() error { return p.move(ids[1], ids[0], true) }, func() error { return other.move(ids[1], ids[0], true) })
		both(func() error { return p.move(ids[1], ids[0], false) }, func() error { return other.move(ids[2], ids[0], true) })
		if rows, places := w.Count(t, "SELECT count(*) FROM pinned_actions"), w.Count(t, "SELECT count(DISTINCT place) FROM pinned_actions"); rows != models.MaxPinned || places != rows {
			t.Errorf("%d asks at %d places", rows, places)
		}
		sent := w.Sent("ask.unpinned")
		both(func() error { return w.Store.UnpinAction(t.Context(), p.as, sent, ids[0]) }, func() error { return w.Store.UnpinAction(t.Context(), p.as, sent, ids[0]) })
		if n := w.Count(t, "SELECT count(*) FROM events WHERE verb = 'ask.unpinned'"); n != 1 {
			t.Errorf("taken off by one form twice: %d lines", n)
		}
	})
}
