package models_test

import (
	"encoding/json"
	"strings"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

func TestEverythingThatIsHeld(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		house := w.Member(t, call, "House of Windows", models.Public)
		w.Member(t, call, "House of Doors", models.Public)
		applicant, nino := w.Applied(t, "House of Stairs", models.Public)
		w.Exec(t, "INSERT INTO events (at, actor_id, verb, object_kind, object_id, organisation_id) VALUES ('2026-11-22 12:00:00+00:00', '', 'application.noted', 'application', '', '"+applicant+"')")
		held := func(as models.Actor) string {
			t.Helper()
			h, err := w.Store.Everything(t.Context(), as)
			if err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal(h)
			if err != nil {
				t.Fatal(err)
			}
			return string(text)
		}
		all := held(house.Signatory)
		for _, word := range []string{"House of Windows", "house-of-windows", "We keep a light on.", "Our board, on 12 November", "https://provider.example", `"endorsement.given"`, `"by_you":true`, `"your_role":"signatory"`} {
			if !strings.Contains(all, word) {
				t.Errorf("%q is held and not told", word)
			}
		}
		for _, word := range []string{"Doors", "Stairs"} {
			if strings.Contains(all, word) {
				t.Errorf("%q is told to a stranger", word)
			}
		}
		all = held(nino)
		if !strings.Contains(all, "House of Stairs") || !strings.Contains(all, `"application.submitted"`) || strings.Contains(all, "noted") {
			t.Errorf("an applicant is told %s", all)
		}
		if _, err := w.Store.Everything(t.Context(), models.Actor{}); models.KindOf(err) != models.Unauthenticated {
			t.Errorf("nobody is told everything: %v", err)
		}
	})
}
