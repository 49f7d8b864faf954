package models_test

import (
	"slices"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// Whoever has a part in an action is told when it changes or is cancelled, by name, quietly or waiting; nobody is told of
// an action that is out of sight.
func TestWhoIsToldOfAnAction(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		w.Keepers(t)
		house := w.Member(t, call, "House of Windows", models.Public)
		id := opened(t, w, house, 1)
		guests := map[string]modelstest.Joined{
			"by name": w.Member(t, call, "Lamp", models.Public), "waiting": w.Member(t, call, "Candle", models.Public),
			"quietly": w.Member(t, call, "Quiet Circle", models.Counted),
		}
		for _, how := range []string{"by name", "waiting", "quietly"} {
			way := map[bool]models.JoinWay{true: models.JoinQuietly, false: models.JoinNamed}[how == "quietly"]
			did(t, w.Store.JoinAction(ctx, guests[how].Signatory, w.Sent("participation.joined"), models.Joining{OrganisationID: guests[how].ID, ActionID: id, Way: way}))
		}
		other := w.Member(t, call, "Somebody else", models.Public)
		heard := func(m modelstest.Joined, verb models.Verb) (lines []models.NoticeLine) {
			t.Helper()
			for event := range w.Count(t, "SELECT MAX(id) FROM events") {
				did(t, w.Store.Tell(ctx, int64(event+1)))
			}
			all, err := w.Store.Notices(ctx, m.Signatory, "en")
			did(t, err)
			return slices.DeleteFunc(all, func(n models.NoticeLine) bool { return n.Verb != verb })
		}
		hidden := func(hide bool) {
			t.Helper()
			if hide {
				_, err := w.Store.Hide(ctx, house.Signatory, house.ID)
				did(t, err)
				return
			}
			showing, err := w.Store.WhatShows(ctx, house.Signatory, house.ID)
			did(t, err)
			did(t, w.Store.ShowAgain(ctx, house.Signatory, w.Sent("show"), house.ID, showing.Fingerprint))
		}
		trusting := w.AsRole(t, "Ada", models.Administrator)
		did(t, w.Store.SetTrustActions(ctx, trusting, w.Sent("trust"), true))
		own, err := w.Store.OwnActionByID(ctx, house.Signatory, house.ID, id)
		did(t, err)
		own.Content.When.Start, own.Content.When.End = "2026-12-11T18:00", "2026-12-11T19:30"
		did(t, w.Store.EditAction(ctx, house.Signatory, w.Sent("action.edited"), models.ActionEdit{
			OrganisationID: house.ID, ActionID: id, Edition: own.Edition, Audience: own.Audience, Content: own.Content,
		}))
		for how, m := range guests {
			lines := heard(m, "action.changed")
			if len(lines) != 1 || lines[0].OrganisationID != m.ID || lines[0].ActionID != id || !lines[0].TakesPart {
				t.Errorf("who takes part %s is told of the new time: %+v", how, lines)
			}
		}
		hidden(true)
		if lines := heard(guests["quietly"], "action.changed"); len(lines) != 1 || lines[0].ActionID != "" {
			t.Errorf("the notice leads to an action out of sight: %+v", lines)
		}
		did(t, w.Store.CancelAction(ctx, house.Signatory, w.Sent("action.cancelled"), models.ActionStep{OrganisationID: house.ID, ActionID: id, Reason: "Storm."}))
		for how, m := range guests {
			if lines := heard(m, "action.cancelled"); len(lines) != 0 {
				t.Errorf("who takes part %s is told of an action out of sight: %+v", how, lines)
			}
		}
		hidden(false)
		if lines := slices.Concat(heard(other, "action.changed"), heard(other, "action.cancelled")); len(lines) != 0 {
			t.Errorf("somebody else is told: %+v", lines)
		}
	})
}
