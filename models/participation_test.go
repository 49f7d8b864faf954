package models_test

import (
	"fmt"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// opened is an action of a house that everybody may know of, with so many places.
func opened(t *testing.T, w *modelstest.World, house modelstest.Joined, places int) string {
	t.Helper()
	content := vigil()
	content.Capacity = places
	return openedAs(t, w, house, content)
}

// openedAs publishes an action as a house wrote it.
func openedAs(t *testing.T, w *modelstest.World, house modelstest.Joined, content models.ActionContent) string {
	t.Helper()
	return openedBy(t, w, house, w.AsRole(t, "Irena", models.Coordinator), content)
}

// openedBy has a coordinator publish an action as a house wrote it.
func openedBy(t *testing.T, w *modelstest.World, house modelstest.Joined, irena models.Actor, content models.ActionContent) string {
	t.Helper()
	edit := models.ActionEdit{OrganisationID: house.ID, Audience: models.ForPublic, Content: content}
	id, err := w.Store.SaveAction(t.Context(), house.Signatory, w.Sent("action.saved"), edit)
	did(t, err)
	edit.ActionID, edit.Edition = id, 1
	did(t, w.Store.SendAction(t.Context(), house.Signatory, w.Sent("action.sent"), edit))
	did(t, w.Store.AcceptAction(t.Context(), irena, w.Sent("action.accepted"), models.Decision{ID: id, Seen: markOf(t, w, irena, id)}))
	return id
}

func named(t *testing.T, w *modelstest.World, id string) int {
	t.Helper()
	return w.Count(t, "SELECT count(*) FROM listed_parts WHERE action_id = '"+id+"' AND part = 'participant'")
}

// By name somebody takes a place and is named; quietly neither, to nobody. Whoever waits moves up when a place opens.
func TestTakingPart(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		w.Keepers(t)
		id := opened(t, w, w.Member(t, call, "House of Windows", models.Public), 2)
		var houses []modelstest.Joined
		for i := range 3 {
			houses = append(houses, w.Member(t, call, fmt.Sprintf("Lamp %d", i), models.Public))
		}
		join := func(m modelstest.Joined, quiet bool) error {
			return w.Store.JoinAction(ctx, m.Signatory, w.Sent("participation.joined"), models.Joining{OrganisationID: m.ID, ActionID: id, Way: map[bool]models.JoinWay{true: models.JoinQuietly, false: models.JoinNamed}[quiet], Town: "Graz"})
		}
		see := func(m modelstest.Joined) models.JoinView {
			t.Helper()
			v, err := w.Store.Joinable(ctx, m.Signatory, m.ID, id)
			did(t, err)
			return v
		}
		if v := see(houses[0]); v.Content.Where.Venue != "" || v.Content.Where.Link != "" || v.Full {
			t.Errorf("before joining: %+v", v.Content.Where)
		}
		for _, m := range houses {
			did(t, join(m, false))
		}
		if v := see(houses[0]); v.Content.Where.Venue == "" || v.Said.Town != "Graz" || !v.Full {
			t.Errorf("who is in: %+v", v)
		}
		if v := see(houses[2]); !v.Joined.Waiting || v.Content.Where.Venue != "" || named(t, w, id) != 2 {
			t.Errorf("who waits: %+v, %d named", v.Joined, named(t, w, id))
		}
		circle := w.Member(t, call, "Quiet Circle", models.Counted)
		if err := join(circle, false); models.KindOf(err) != models.Invalid {
			t.Errorf("an organisation that is counted took part by name: %v", err)
		}
		did(t, join(circle, true))
		if v := see(circle); v.Joined.Waiting || v.Joined.HostsSee || named(t, w, id) != 2 {
			t.Errorf("quietly: %+v", v.Joined)
		}
		did(t, w.Store.LeaveAction(ctx, houses[0].Signatory, w.Sent("participation.left"), models.LeavingPart{OrganisationID: houses[0].ID, ActionID: id, Asked: true}))
		if v := see(houses[2]); v.Joined.Waiting || named(t, w, id) != 2 {
			t.Errorf("a place opened: %+v, %d named", v.Joined, named(t, w, id))
		}
		if _, err := w.Store.Hide(ctx, houses[1].Signatory, houses[1].ID); err != nil {
			t.Fatal(err)
		}
		if n := named(t, w, id); n != 1 {
			t.Errorf("one hid, %d are named", n)
		}
		if v := see(houses[2]); v.Full {
			t.Error("the place of who hid is told as taken")
		}
		did(t, join(houses[0], false))
		late := w.Member(t, call, "Late Lamp", models.Public)
		did(t, join(late, false))
		showing, err := w.Store.WhatShows(ctx, houses[1].Signatory, houses[1].ID)
		did(t, err)
		did(t, w.Store.ShowAgain(ctx, houses[1].Signatory, w.Sent("show"), houses[1].ID, showing.Fingerprint))
		if v := see(houses[1]); v.Joined.Waiting || named(t, w, id) != 3 {
			t.Errorf("who came back lost its place: %+v, %d named", v.Joined, named(t, w, id))
		}
		if _, err := w.Store.Hide(ctx, houses[2].Signatory, houses[2].ID); err != nil {
			t.Fatal(err)
		}
		if v := see(late); !v.Joined.Waiting || named(t, w, id) != 2 {
			t.Errorf("three had two places, one hid: %+v, %d named", v.Joined, named(t, w, id))
		}
		if _, err := w.Store.Hide(ctx, houses[0].Signatory, houses[0].ID); err != nil {
			t.Fatal(err)
		}
		if v := see(late); v.Joined.Waiting || named(t, w, id) != 2 {
			t.Errorf("a place opened because one hid: %+v, %d named", v.Joined, named(t, w, id))
		}
	})
}

// What an organisation may not know of answers like what never was; what is over or cancelled says so.
func TestWhatCannotBeJoined(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		house, guest := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public)
		id := opened(t, w, house, 0)
		join := func(action string) error {
			return w.Store.JoinAction(ctx, guest.Signatory, w.Sent("participation.joined"), models.Joining{OrganisationID: guest.ID, ActionID: action, Way: models.JoinNamed})
		}
		draft, err := w.Store.SaveAction(ctx, house.Signatory, w.Sent("action.saved"), models.ActionEdit{OrganisationID: house.ID, Audience: models.ForPublic, Content: vigil()})
		did(t, err)
		for what, action := range map[string]string{"a draft": draft, "nothing": w.Store.NewID(), "no id": "x"} {
			if err := join(action); models.KindOf(err) != models.NotFound {
				t.Errorf("%s: %v", what, err)
			}
		}
		did(t, w.Store.CloseAction(ctx, house.Signatory, w.Sent("action.closed"), models.ActionStep{OrganisationID: house.ID, ActionID: id}))
		if err := join(id); models.KindOf(err) != models.Conflict {
			t.Errorf("closed: %v", err)
		}
		did(t, w.Store.CancelAction(ctx, house.Signatory, w.Sent("action.cancelled"), models.ActionStep{OrganisationID: house.ID, ActionID: id, Reason: "Storm."}))
		if err := join(id); models.KindOf(err) != models.Conflict {
			t.Errorf("cancelled: %v", err)
		}
		if _, err := w.Store.Hide(ctx, house.Signatory, house.ID); err != nil {
			t.Fatal(err)
		}
		if err := join(id); models.KindOf(err) != models.NotFound {
			t.Errorf("of a hidden host: %v", err)
		}
	})
}

// Who joins quietly enters one number, which is written once a day and tells nothing under ten.
func TestQuietParticipantsAreOneNumber(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		id := opened(t, w, w.Member(t, call, "House of Windows", models.Public), 0)
		join := func(n int) {
			t.Helper()
			for i := range n {
				m := w.Member(t, call, fmt.Sprintf("Lamp %d of %d", i, n), models.Members)
				did(t, w.Store.JoinAction(ctx, m.Signatory, w.Sent("participation.joined"), models.Joining{OrganisationID: m.ID, ActionID: id, Way: models.JoinQuietly}))
			}
		}
		told := func() int {
			t.Helper()
			w.Clock.Add(24 * time.Hour)
			did(t, w.Store.WriteTally(ctx))
			n, err := w.Store.UnnamedParticipants(ctx, id)
			did(t, err)
			return n
		}
		join(9)
		if n := told(); n != 0 {
			t.Errorf("nine are told as %d", n)
		}
		join(6)
		if n := told(); n != 10 {
			t.Errorf("fifteen are told as %d", n)
		}
	})
}
