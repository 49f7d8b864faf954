package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// Whoever makes a keeper opens every unnamed organisation. So all keepers and administrators are told, by name, those too
// in whose name it was done.
func TestAGrantIsToldToAllWhoAreTrusted(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ana, leo := w.AsRole(t, "Ana", models.Administrator), w.AsRole(t, "Leo", models.Administrator)
		marta, irena := w.AsRole(t, "Marta", models.Keeper), w.AsRole(t, "Irena", models.Coordinator)
		puppet := w.AsPerson(t, "Puppet")
		told := func(as models.Actor) []models.NoticeLine {
			t.Helper()
			lines, err := w.Store.Notices(t.Context(), as, "en")
			if err != nil {
				t.Fatal(err)
			}
			return lines
		}
		tell := func() {
			t.Helper()
			if err := w.Store.Tell(t.Context(), int64(w.Count(t, "SELECT max(id) FROM events"))); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Store.Grant(t.Context(), ana, w.Sent("grant"), puppet.PersonID, models.Keeper); err != nil {
			t.Fatal(err)
		}
		tell()
		for name, as := range map[string]models.Actor{"her who did it": ana, "another administrator": leo, "a keeper": marta} {
			lines := told(as)
			if len(lines) != 1 || lines[0].Verb != "role.granted.keeper" || lines[0].Whom != "Puppet" || lines[0].By != "Ana" {
				t.Errorf("%s is told %+v", name, lines)
			}
		}
		if lines := told(irena); len(lines) != 0 {
			t.Errorf("a coordinator is told %+v", lines)
		}
		marta.Roles = nil
		if lines := told(marta); lines[0].Whom != "" || lines[0].By != "" {
			t.Errorf("who is trusted no more reads the names: %+v", lines)
		}
		if err := w.Store.Revoke(t.Context(), leo, w.Sent("revoke"), puppet.PersonID, models.Keeper); err != nil {
			t.Fatal(err)
		}
		tell()
		if lines := told(ana); len(lines) != 2 || lines[0].Verb != "role.revoked.keeper" || lines[0].By != "Leo" {
			t.Errorf("of what was taken she is told %+v", lines)
		}
	})
}

func TestWhoGrantsSignedInAShortWhileAgo(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ana, ilyas := w.AsRole(t, "Ana", models.Administrator), w.AsPerson(t, "Ilyas")
		ana.Fresh = false
		wantKind(t, "a grant long after the sign-in", w.Store.Grant(t.Context(), ana, w.Sent("grant"), ilyas.PersonID, models.Keeper), models.Conflict)
		if w.Count(t, "SELECT count(*) FROM roles WHERE role = 'keeper'") != 0 {
			t.Error("it was granted")
		}
		if err := w.Store.Revoke(t.Context(), ana, w.Sent("revoke"), ilyas.PersonID, models.Keeper); err != nil {
			t.Errorf("to take a role needs it too: %v", err)
		}
	})
}
