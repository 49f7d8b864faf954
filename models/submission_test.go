package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// Somebody deletes the own account in one window and sends a form in another: the form is nobody's, and no fault of ours.
func TestAFormBesideTheDeletionOfItsPerson(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		slug := w.Text(t, "SELECT slug FROM listings WHERE organisation_id = '"+house.ID+"'")
		sam := w.AsPerson(t, "Sam")
		sam.Fresh = true
		if err := w.Store.DeletePerson(t.Context(), sam, w.Sent("delete")); err != nil {
			t.Fatal(err)
		}
		if err := w.Store.AskToJoin(t.Context(), sam, w.Sent("ask"), models.Asking{Slug: slug, Message: "I work with you"}); models.KindOf(err) != models.Unauthenticated {
			t.Errorf("a form of nobody: %v", err)
		}
	})
}
