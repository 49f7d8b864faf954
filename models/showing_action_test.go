package models_test

import (
	"errors"
	"testing"
	"time"

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

// Who waits by name gets a free place with the change that names it: the page says so before, when it shows itself and when it takes a
// louder level. What is over or cancelled gives nobody a place.
func TestShowUsAgainListsWhereItWaits(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		w.Keepers(t)
		host := w.Member(t, call, "House of Windows", models.Public)
		lamp, candle := w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Candle", models.Public)
		c := company{World: w, t: t, id: opened(t, w, host, 1), host: host}
		takesPart(t, w, candle, c.id, "Graz", models.JoinNamed)
		w.Clock.Add(time.Minute)
		takesPart(t, w, lamp, c.id, "Riga", models.JoinNamed)
		c.counts(lamp)
		var asks *models.Unconfirmed
		louder := models.Renaming{OrganisationID: lamp.ID, EndorsementID: lamp.EndorsementID, Naming: models.Naming{Level: models.Public}}
		if err := w.Store.Rename(ctx, lamp.Signatory, w.Sent("louder"), louder); !errors.As(err, &asks) || len(asks.Showing.Actions) != 1 || !asks.Showing.Actions[0].Waiting {
			t.Fatalf("before it is public it reads %+v, %v", asks, err)
		}
		louder.Fingerprint = asks.Showing.Fingerprint
		did(t, w.Store.Rename(ctx, lamp.Signatory, w.Sent("louder"), louder))
		_, err := w.Store.Hide(ctx, lamp.Signatory, lamp.ID)
		did(t, err)
		did(t, w.Store.LeaveAction(ctx, candle.Signatory, w.Sent("left"), models.LeavingPart{OrganisationID: candle.ID, ActionID: c.id, Asked: true}))
		reads := func() models.Showing {
			t.Helper()
			showing, err := w.Store.WhatShows(ctx, lamp.Signatory, lamp.ID)
			did(t, err)
			return showing
		}
		if showing := reads(); len(showing.Actions) != 1 || !showing.Actions[0].Waiting || showing.Actions[0].Part != models.Participant {
			t.Errorf("who waits reads %+v", showing.Actions)
		}
		step := models.ActionStep{OrganisationID: host.ID, ActionID: c.id, Reason: "Storm"}
		shown := reads()
		did(t, w.Store.CancelAction(ctx, host.Signatory, w.Sent("cancel"), step))
		if showing := reads(); len(showing.Actions) != 0 {
			t.Errorf("of a cancelled one it reads %+v", showing.Actions)
		}
		if err := w.Store.ShowAgain(ctx, lamp.Signatory, w.Sent("show"), lamp.ID, shown.Fingerprint); models.KindOf(err) != models.Conflict {
			t.Errorf("shown on the strength of an older page: %v", err)
		}
	})
}
