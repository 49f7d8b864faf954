package models_test

import (
	"slices"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// A place that everybody reads does not stand beside a venue that only participants learn: a draft may hold both, what is
// sent may not, and nobody who may join is told of it meanwhile.
func TestAPlaceBesideASecretVenueIsAskedAbout(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, host := t.Context(), w.Member(t, w.Call(t), "House of Windows", models.Public)
		content := vigil()
		content.Where = models.Where{Mode: models.AtVenue, Country: "LT", Town: "Vilnius", Place: "Behind the old mill", Venue: "Behind the old mill, at seven"}
		edit := models.ActionEdit{OrganisationID: host.ID, Audience: models.ForPublic, Content: content}
		id, err := w.Store.SaveAction(ctx, host.Signatory, w.Sent("action.saved"), edit)
		did(t, err)
		edit.ActionID, edit.Edition = id, 1
		err = w.Store.SendAction(ctx, host.Signatory, w.Sent("action.sent"), edit)
		asked := func(f models.FieldError) bool { return f.Field == "place" && f.Key == "action.place_beside_venue" }
		if models.KindOf(err) != models.Invalid || !slices.ContainsFunc(models.FieldsOf(err), asked) {
			t.Fatalf("sent with both: %v, %+v", err, models.FieldsOf(err))
		}
		edit.Content.Where.Place = ""
		did(t, w.Store.SendAction(ctx, host.Signatory, w.Sent("action.sent"), edit))
	})
}
