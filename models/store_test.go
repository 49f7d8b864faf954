package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

func TestSomebodySignsInAndIsKnownAgain(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		nino := w.AsPerson(t, "Nino")
		if nino.Name != "Nino" || nino.Has(models.Coordinator) {
			t.Fatalf("a newcomer is %+v", nino)
		}
		ilyas := w.AsRole(t, "Ilyas", models.Keeper)
		if err := ilyas.MayUseDesk(); err != nil {
			t.Errorf("a keeper is a coordinator too: %v", err)
		}
		stranger, err := w.Store.Actor(t.Context(), "no such token")
		if err != nil || stranger.SignedIn() {
			t.Errorf("an unknown token is %+v, %v", stranger, err)
		}
	})
}
