package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// TestKeepersStayForWhoIsUnnamed: nobody but they may open the unnamed, so the last two go only when others are there.
func TestKeepersStayForWhoIsUnnamed(t *testing.T) {
	for name, story := range map[string]struct {
		before func(d desk, call modelstest.Call)
		held   bool
	}{
		"who stands counted": {func(d desk, call modelstest.Call) { d.Member(d.t, call, "Quiet House", models.Counted) }, true},
		"who waits at risk":  {func(d desk, _ modelstest.Call) { d.Applied(d.t, "Lantern", models.Counted) }, true},
		"who withdrew counted": {func(d desk, call modelstest.Call) {
			withdraw(d.t, d.World, d.Member(d.t, call, "Quiet House", models.Counted), false)
		}, false},
		"nobody": {func(d desk, call modelstest.Call) { d.Member(d.t, call, "House of Windows", models.Public) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				d := desk{w, t}
				call := d.Call(t)
				marta, ilyas := d.Keepers(t)
				ana := d.AsRole(t, "Ana", models.Administrator)
				story.before(d, call)
				leave := func() error { return d.Store.DeletePerson(t.Context(), fresh(t, w, marta), d.Sent("delete")) }
				revoke := func() error { return d.Store.Revoke(t.Context(), ana, d.Sent("revoke"), ilyas.PersonID, models.Keeper) }
				departure, err := d.Store.Departure(t.Context(), d.Again(t, marta))
				left, also := d.Store.KeepersWithout(t.Context(), ana, ilyas.PersonID)
				if err != nil || also != nil || departure.LastKeepers != story.held || departure.Free() == story.held || left != (models.KeepersLeft{N: 1, Held: story.held}) {
					t.Errorf("the pages before say %+v and %+v, %v, %v", departure, left, err, also)
				}
				if story.held {
					wantConflict(t, "delete", leave(), "person.last_keepers")
					wantConflict(t, "revoke", revoke(), "person.last_keepers")
					d.AsRole(t, "Tomas", models.Keeper)
				}
				d.want("delete", leave())
				if story.held {
					wantConflict(t, "revoke the next", revoke(), "person.last_keepers")
				} else {
					d.want("revoke", revoke())
				}
				d.want("disable in need", d.Store.Disable(t.Context(), ana, d.Sent("disable"), ilyas.PersonID))
				d.want("revoke what opens nothing", revoke())
			})
		})
	}
}

// TestOfTwoKeepersWhoGoAtOnceOneStays: two replicas, and neither sees the other's going.
func TestOfTwoKeepersWhoGoAtOnceOneStays(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d := desk{w, t}
		call := d.Call(t)
		marta, ilyas := d.Keepers(t)
		d.AsRole(t, "Tomas", models.Keeper)
		d.Member(t, call, "Quiet House", models.Counted)
		both := []models.Actor{fresh(t, w, marta), fresh(t, w, ilyas)}
		stores := []*models.Store{w.Store, w.Open(t)}
		sent := []models.Sent{d.Sent("delete"), d.Sent("delete")}
		errs := atOnce(2, func(i int) error { return stores[i].DeletePerson(t.Context(), both[i], sent[i]) })
		if n := d.Count(t, "SELECT count(*) FROM roles WHERE role = 'keeper'"); n != 2 {
			t.Errorf("%d keepers are left, want 2: %v", n, errs)
		}
	})
}
