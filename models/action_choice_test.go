package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// A form that says a thing twice is refused: else nobody who stands in the action with its sender could hide and come back.
func TestAnActionSaysNothingTwice(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		w.Keepers(t)
		house, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public)
		twice := vigil()
		twice.Communities = []string{"women", "women"}
		_, err := w.Store.SaveAction(ctx, house.Signatory, w.Sent("action.saved"), models.ActionEdit{OrganisationID: house.ID, Audience: models.ForPublic, Content: twice})
		if models.KindOf(err) != models.Invalid || err == nil {
			t.Errorf("one community twice: %v", err)
		}
		id := opened(t, w, house, 0)
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		w.Clock.Set(vigilIsOver())
		report := reporting(t, lamp, id, "Forty windows were lit.")
		did(t, w.Store.SendReport(ctx, lamp.Signatory, w.Sent("report.sent"), report))
		image := models.ReportedImage{ID: w.Text(t, "SELECT DISTINCT id FROM report_pictures"), Alt: "A lamp"}
		report.Upload, report.Alt, report.Edition, report.Pictures = nil, "", 1, []models.ReportedImage{image, image}
		if err := w.Store.SendReport(ctx, lamp.Signatory, w.Sent("report.sent"), report); models.KindOf(err) != models.Invalid || err == nil {
			t.Errorf("one picture twice: %v", err)
		}
	})
}
