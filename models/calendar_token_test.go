package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// A secret calendar holds what its organisation is in, with the venue where it is in, and answers nobody once it was
// revoked, replaced, or its organisation or person is gone.
func TestASecretCalendar(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		w.Keepers(t)
		house := w.Member(t, call, "House of Windows", models.Public)
		id := opened(t, w, house, 1)
		first, circle := w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Quiet Circle", models.Counted)
		waits := w.Member(t, call, "Late Lamp", models.Public)
		join := func(m modelstest.Joined, way models.JoinWay) {
			t.Helper()
			did(t, w.Store.JoinAction(ctx, m.Signatory, w.Sent("participation.joined"), models.Joining{OrganisationID: m.ID, ActionID: id, Way: way}))
		}
		makes := func(m modelstest.Joined) string {
			t.Helper()
			token, err := w.Store.MakeCalendar(ctx, m.Signatory, w.Sent("calendar.made"), m.ID, "en")
			did(t, err)
			return token
		}
		reads := func(token string) []models.PrivateAction {
			t.Helper()
			_, all, err := w.Store.PrivateCalendar(ctx, token)
			did(t, err)
			return all
		}
		gone := func(token, why string) {
			t.Helper()
			if _, _, err := w.Store.PrivateCalendar(ctx, token); models.KindOf(err) != models.NotFound {
				t.Errorf("%s: %v", why, err)
			}
		}
		before := makes(circle)
		if all := reads(before); len(all) != 0 {
			t.Errorf("before it joined: %+v", all)
		}
		join(first, models.JoinNamed)
		join(waits, models.JoinNamed)
		join(circle, models.JoinQuietly)
		for name, c := range map[string]struct {
			member modelstest.Joined
			waits  bool
			apart  bool // no host knows of it
		}{"host": {house, false, false}, "first": {first, false, false}, "quietly": {circle, false, true}, "waits": {waits, true, true}} {
			all := reads(makes(c.member))
			if len(all) != 1 || all[0].Waiting != c.waits || (all[0].Venue == "") != c.apart || all[0].Slug == "" {
				t.Errorf("%s reads %+v", name, all)
			}
		}
		gone(before, "replaced")
		token := makes(circle)
		if n := w.Count(t, "SELECT count(*) FROM calendar_tokens"); n != 4 {
			t.Errorf("%d addresses for four people", n)
		}
		if _, err := w.Store.MakeCalendar(ctx, house.Signatory, w.Sent("calendar.made"), circle.ID, "en"); models.KindOf(err) != models.NotFound {
			t.Errorf("somebody else's organisation: %v", err)
		}
		if _, err := w.Store.Hide(ctx, house.Signatory, house.ID); err != nil {
			t.Fatal(err)
		}
		if all := reads(token); len(all) != 0 {
			t.Errorf("its only host hid: %+v", all)
		}
		host := makes(house)
		if all := reads(host); len(all) != 1 || all[0].Slug != "" {
			t.Errorf("the hidden host reads %+v", all)
		}
		did(t, w.Store.RevokeCalendars(ctx, circle.Signatory, w.Sent("calendar.revoked"), circle.ID, false))
		gone(token, "revoked")
		if err := w.Store.RevokeCalendars(ctx, circle.Signatory, w.Sent("calendar.revoked"), circle.ID, true); models.KindOf(err) != models.NotFound {
			t.Errorf("revoked twice: %v", err)
		}
		gone("", "no address")
		gone(string(make([]byte, 1000)), "a long one")
		w.Exec(t, "UPDATE organisations SET state = 'suspended' WHERE id = '"+house.ID+"'")
		gone(host, "suspended")
		w.Exec(t, "UPDATE organisations SET state = 'member' WHERE id = '"+house.ID+"'")
		w.Exec(t, "DELETE FROM representatives WHERE organisation_id = '"+house.ID+"'")
		gone(host, "nobody acts for it")
	})
}

// Whoever stops acting for an organisation loses the secret address for good: it tells nothing to who held it once they act for it again.
func TestASecretCalendarEndsWithItsPerson(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx := t.Context()
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		opened(t, w, house, 0)
		acts := func(name string) (models.Actor, string) {
			t.Helper()
			as := w.With(t, house.ID, name, models.Observer)
			token, err := w.Store.MakeCalendar(ctx, as, w.Sent("calendar.made"), house.ID, "en")
			did(t, err)
			return as, token
		}
		vera, left := acts("Vera")
		did(t, w.Store.Leave(ctx, vera, w.Sent("left"), house.ID))
		nora, removed := acts("Nora")
		did(t, w.Store.RemoveRepresentative(ctx, house.Signatory, w.Sent("removed"), models.Standings{OrganisationID: house.ID, PersonID: nora.PersonID}))
		for token, id := range map[string]string{left: vera.PersonID, removed: nora.PersonID} {
			w.Exec(t, "INSERT INTO representatives (organisation_id, person_id, role, since) SELECT organisation_id, '"+id+"', 'observer', since FROM representatives WHERE organisation_id = '"+house.ID+"' AND role = 'signatory'")
			if _, _, err := w.Store.PrivateCalendar(ctx, token); models.KindOf(err) != models.NotFound {
				t.Errorf("who acts for it again reads the old address: %v", err)
			}
		}
	})
}
