package models_test

import (
	"bytes"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/picture"
)

func TestAReplacedLogoLeavesItsAddressAtOnce(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d := desk{w, t}
		house := d.Member(t, w.Call(t), "House of Windows", models.Public)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		accept := func(s models.Sent, on models.Decision) error { return d.Store.AcceptChange(t.Context(), irena, s, on) }
		show := func(shade uint8) string {
			t.Helper()
			_, err := d.Store.EditProfile(t.Context(), house.Signatory, d.Sent("edit"), models.ProfileEdit{
				OrganisationID: house.ID, Profile: ofItself("House of Windows"), Picture: &picture.Upload{Name: "logo.png", Body: bytes.NewReader(grey(t, shade))},
			})
			d.want("edit", err)
			d.rules(irena, d.Text(t, "SELECT id FROM profile_changes WHERE state = 'submitted'"), accept, "", "")
			return d.Text(t, "SELECT logo_id FROM listings")
		}
		read := func(id string) error {
			_, err := d.Store.ListingLogo(t.Context(), id, 96)
			return err
		}
		first := show(10)
		d.want("the first logo", read(first))
		second := show(20)
		d.want("the logo that replaced it", read(second))
		wantKind(t, "the address of the one before", read(first), models.NotFound)
		if n := d.Count(t, "SELECT count(DISTINCT logo_id) FROM listing_logos"); n != 1 || first == second {
			t.Errorf("%d logos are public", n)
		}
		_, err := d.Store.EditProfile(t.Context(), house.Signatory, d.Sent("edit"), models.ProfileEdit{
			OrganisationID: house.ID, Profile: ofItself("House of Windows"), NoLogo: true,
		})
		d.want("no logo any more", err)
		wantKind(t, "the address of a logo taken away", read(second), models.NotFound)
		if left := d.Text(t, "SELECT logo_id FROM listings"); left != "" {
			t.Errorf("the listing still names the logo %s", left)
		}
	})
}
