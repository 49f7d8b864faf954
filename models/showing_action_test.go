package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// Who shows itself again reads which actions name it then: those that it hosts and joined by name, not what it joined quietly.
// A part that changes meanwhile is asked about again.
func TestShowUsAgainListsItsActions(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		w.Keepers(t)
		host, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public)
		id := opened(t, w, host, 0)
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		lists := func(m modelstest.Joined) models.Showing {
			t.Helper()
			_, err := w.Store.Hide(ctx, m.Signatory, m.ID)
			did(t, err)
			showing, err := w.Store.WhatShows(ctx, m.Signatory, m.ID)
			did(t, err)
			return showing
		}
		showing := lists(lamp)
		if len(showing.Actions) != 1 || showing.Actions[0].Title != "Light in the window" || showing.Actions[0].Part != models.Participant || showing.Actions[0].Audience != models.ForPublic {
			t.Errorf("who takes part reads %+v", showing.Actions)
		}
		did(t, w.Store.LeaveAction(ctx, lamp.Signatory, w.Sent("left"), models.LeavingPart{OrganisationID: lamp.ID, ActionID: id, Asked: true}))
		if err := w.Store.ShowAgain(ctx, lamp.Signatory, w.Sent("show"), lamp.ID, showing.Fingerprint); models.KindOf(err) != models.Conflict {
			t.Errorf("shown on the strength of an older page: %v", err)
		}
		if showing, err := w.Store.WhatShows(ctx, lamp.Signatory, lamp.ID); err != nil || len(showing.Actions) != 0 {
			t.Errorf("without a part it reads %+v, %v", showing.Actions, err)
		}
		if showing := lists(host); len(showing.Actions) != 1 || showing.Actions[0].Part != models.Host {
			t.Errorf("the host reads %+v", showing.Actions)
		}
	})
}

// Hosts that call their action otherwise between page and button keep nobody from showing itself.
func TestATitleKeepsNobodyHidden(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		did(t, w.Store.SetTrustActions(ctx, w.AsRole(t, "Ada", models.Administrator), w.Sent("trust"), true))
		host, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public)
		did(t, w.Store.SendAction(ctx, host.Signatory, w.Sent("send"), models.ActionEdit{OrganisationID: host.ID, Audience: models.ForPublic, Content: vigil()}))
		id := w.Text(t, "SELECT id FROM actions")
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		_, err := w.Store.Hide(ctx, lamp.Signatory, lamp.ID)
		did(t, err)
		showing, err := w.Store.WhatShows(ctx, lamp.Signatory, lamp.ID)
		did(t, err)
		own, err := w.Store.OwnActionByID(ctx, host.Signatory, host.ID, id)
		did(t, err)
		text := own.Content.Texts["en"]
		text.Title = "Another title"
		own.Content.Texts["en"] = text
		did(t, w.Store.EditAction(ctx, host.Signatory, w.Sent("edit"), models.ActionEdit{OrganisationID: host.ID, ActionID: id, Edition: own.Edition, Audience: own.Audience, Content: own.Content}))
		if now, err := w.Store.WhatShows(ctx, lamp.Signatory, lamp.ID); err != nil || now.Actions[0].Title != "Another title" {
			t.Errorf("it reads %+v, %v", now.Actions, err)
		}
		did(t, w.Store.ShowAgain(ctx, lamp.Signatory, w.Sent("show"), lamp.ID, showing.Fingerprint))
	})
}
