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
		d := desk{w, t}
		irena := w.AsRole(t, "Irena", models.Coordinator)
		gates, id := d.published(call, irena, "House of Gates")
		joined := models.Joining{OrganisationID: house.ID, ActionID: id, Way: models.JoinQuietly, Town: "Tartu", Note: "We bring tea."}
		d.want("join", w.Store.JoinAction(t.Context(), house.Signatory, w.Sent("join"), joined))
		d.want("edit", d.edits(gates, id, titled("Light in every window")))
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
		for _, word := range []string{"Tartu", "We bring tea.", "Light in the window"} {
			if !strings.Contains(all, word) {
				t.Errorf("%q of what it takes part in is not told", word)
			}
		}
		if hosts := held(gates.Signatory); !strings.Contains(hosts, "Behind the old mill") || !strings.Contains(hosts, "Light in every window") || strings.Contains(hosts, "Tartu") {
			t.Errorf("its host is told %s", hosts)
		}
		for _, word := range []string{"Doors", "Stairs", "Light in every window"} {
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
