package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// Who says how it was leaves nothing at the desk: neither the change that was on hold there, nor what could be brought back. An
// older page overwrites nothing.
func TestWhatIsDoneLeavesNothingAtTheDesk(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		host, irena := w.Member(t, call, "House of Windows", models.Public), w.AsRole(t, "Irena", models.Coordinator)
		id := opened(t, w, host, 0)
		own, err := w.Store.OwnActionByID(ctx, host.Signatory, host.ID, id)
		did(t, err)
		content := vigil()
		content.Texts["en"] = models.ActionText{Title: "Light in every window", Body: content.Texts["en"].Body, Before: content.Texts["en"].Before}
		edit := models.ActionEdit{OrganisationID: host.ID, ActionID: id, Edition: own.Edition, Audience: own.Audience, Content: content}
		did(t, w.Store.EditAction(ctx, host.Signatory, w.Sent("edit"), edit))
		did(t, w.Store.HoldAction(ctx, irena, w.Sent("hold"), models.Decision{ID: id, Seen: markOf(t, w, irena, id), Until: "2026-12-20"}))
		before, err := w.Store.OwnActionByID(ctx, host.Signatory, host.ID, id)
		did(t, err)
		w.Clock.Set(time.Date(2026, 12, 10, 17, 0, 0, 0, time.UTC))
		did(t, w.Store.FinishAction(ctx, host.Signatory, w.Sent("finish"), models.ActionStep{OrganisationID: host.ID, ActionID: id, Outcome: "Forty windows."}))
		if n := w.Count(t, "SELECT count(*) FROM actions WHERE state = 'done' AND proposal IS NULL AND proposed_at IS NULL AND held_until IS NULL AND replaced IS NULL"); n != 1 {
			t.Error("something of it is at the desk still")
		}
		edit.Edition = before.Edition
		if err := w.Store.EditAction(ctx, host.Signatory, w.Sent("edit"), edit); models.KindOf(err) != models.Conflict {
			t.Errorf("an older page changes it: %v", err)
		}
	})
}
