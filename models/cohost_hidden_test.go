package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// Under a host who is in sight nothing changes as if by nobody: who hid changes nothing there, and can step down. What it hosts alone
// it may change.
func TestAHiddenHostChangesNothingOfOthers(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		c := gathered(t, w, call, models.ForPublic)
		door := w.Member(t, call, "Door", models.Public)
		c.publish()
		c.joins(door, "Door")
		state := func() string {
			t.Helper()
			return w.Text(t, "SELECT state || edition || revision FROM actions WHERE id = '"+c.id+"'")
		}
		tries := func() map[string]error {
			t.Helper()
			own, err := w.Store.OwnActionByID(ctx, c.host.Signatory, c.host.ID, c.id)
			did(t, err)
			content := own.Content
			content.Capacity = 30 + own.Edition
			step := models.ActionStep{OrganisationID: c.host.ID, ActionID: c.id, Reason: "Storm.", Outcome: "It was good."}
			return map[string]error{
				"edits": w.Store.EditAction(ctx, c.host.Signatory, w.Sent("action.edited"),
					models.ActionEdit{OrganisationID: c.host.ID, ActionID: c.id, Edition: own.Edition, Audience: own.Audience, Content: content}),
				"closes":     w.Store.CloseAction(ctx, c.host.Signatory, w.Sent("action.closed"), step),
				"cancels":    w.Store.CancelAction(ctx, c.host.Signatory, w.Sent("action.cancelled"), step),
				"drops":      w.Store.DropEdit(ctx, c.host.Signatory, w.Sent("action.edit_dropped"), step),
				"discards":   w.Store.DiscardAction(ctx, c.host.Signatory, w.Sent("action.discarded"), c.host.ID, c.id),
				"takes back": w.Store.TakeBackOffer(ctx, c.host.Signatory, w.Sent("cohost.offer_back"), c.step(c.host)),
			}
		}
		_, err := w.Store.Hide(ctx, c.host.Signatory, c.host.ID)
		did(t, err)
		before := state()
		for what, err := range tries() {
			if models.KindOf(err) != models.Conflict {
				t.Errorf("who hid %s: %v", what, err)
			}
		}
		if after := state(); after != before {
			t.Errorf("it was %s and is %s", before, after)
		}
		_, err = w.Store.Hide(ctx, door.Signatory, door.ID)
		did(t, err)
		if err := tries()["closes"]; err != nil {
			t.Errorf("both hid, and one closes it: %v", err)
		}
		showing, err := w.Store.WhatShows(ctx, door.Signatory, door.ID)
		did(t, err)
		did(t, w.Store.ShowAgain(ctx, door.Signatory, w.Sent("show"), door.ID, showing.Fingerprint))
		did(t, w.Store.StepDown(ctx, c.host.Signatory, w.Sent("cohost.stepped_down"), c.step(c.host)))
	})
}
