package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

func TestWhatIsKeptOfNamesDiesWithThem(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		ilyas, _ := d.Keepers(t)
		house := d.Member(t, call, "House of Doors", models.Public)
		lantern := d.Member(t, call, "Night Lantern", models.Counted)
		resembles := func(as models.Actor, name string, want ...string) {
			t.Helper()
			id, _, nino := d.applied(name, models.Public)
			for range 2 { // once from the database, once from what is kept
				var got []string
				for _, s := range d.caseOf(as, id).Similar {
					got = append(got, s.Profile.Names.Own)
				}
				if len(got) != len(want) || len(want) > 0 && got[0] != want[0] {
					t.Errorf("%s resembles %q, want %q", name, got, want)
				}
			}
			organisation := d.Text(t, "SELECT organisation_id FROM applications WHERE id = '"+id+"'")
			d.want("withdraw", d.Store.WithdrawApplication(t.Context(), nino, d.Sent("withdraw"), organisation))
		}
		resembles(irena, "House of Doors", "House of Doors")
		resembles(ilyas, "Night Lantern", "Night Lantern")
		resembles(irena, "Night Lantern")
		id := d.wishes(house, "Open Gate")
		d.want("accept", d.Store.AcceptChange(t.Context(), irena, d.Sent("accept"), models.Decision{ID: id, Seen: d.changeOf(irena, id).Seen}))
		resembles(irena, "House of Doors")
		resembles(irena, "Open Gate", "Open Gate")
		d.want("erase", d.Store.WithdrawCompletely(t.Context(), lantern.Signatory, d.Sent("erase"), models.Leaving{OrganisationID: lantern.ID, AtOnce: true, Typed: "DELETE"}))
		resembles(ilyas, "Night Lantern")
	})
}
