package models_test

import (
	"bytes"
	"encoding/hex"
	"slices"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// fresh is the person with the rights of now, just signed in.
func fresh(t *testing.T, w *modelstest.World, as models.Actor) models.Actor {
	t.Helper()
	now := w.Again(t, as)
	now.Fresh = true
	return now
}

// sealedOf are the bytes in which a person's name, account numbers and key lie, and the hashes of those numbers.
func sealedOf(t *testing.T, w *modelstest.World, personID string) (all [][]byte) {
	t.Helper()
	pool, _ := w.Store.SQL()
	for _, query := range []string{
		"SELECT name FROM people WHERE id = '", "SELECT sealed FROM identities WHERE person_id = '",
		"SELECT lookup FROM identities WHERE person_id = '", "SELECT wrapped FROM data_keys WHERE owner_id = '",
		"SELECT token_hash FROM sessions WHERE person_id = '", "SELECT names FROM askings WHERE person_id = '",
	} {
		var found []byte
		if err := pool.QueryRowContext(t.Context(), query+personID+"' LIMIT 1").Scan(&found); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		all = append(all, found)
	}
	return all
}

// lies reports whether bytes lie in what a database holds: as they are, or as a dump writes them.
func lies(in, part []byte) bool {
	return bytes.Contains(in, part) || bytes.Contains(in, []byte(hex.EncodeToString(part)))
}

func TestADeletedPersonIsInNoByte(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		slug := w.Text(t, "SELECT slug FROM listings WHERE organisation_id = '"+house.ID+"'")
		arrive := func() models.Actor {
			t.Helper()
			token, err := w.Store.Arrived(t.Context(), arrival("maja-4711"))
			if err != nil {
				t.Fatal(err)
			}
			return w.As(t, token)
		}
		maja := arrive()
		err := w.Store.AskToJoin(t.Context(), maja, w.Sent("ask"), models.Asking{Slug: slug, Message: "I work there."})
		if err != nil {
			t.Fatal(err)
		}
		written := sealedOf(t, w, maja.PersonID)
		before := held(t, w)
		for i, part := range written {
			if !lies(before, part) {
				t.Fatalf("this test would not find part %d", i)
			}
		}
		if err := w.Store.DeletePerson(t.Context(), maja, w.Sent("delete")); err != nil {
			t.Fatal(err)
		}
		after := held(t, w)
		for i, part := range append(written, []byte("maja-4711")) {
			if lies(after, part) {
				t.Errorf("part %d of what was sealed is still there", i)
			}
		}
		heir := arrive()
		if heir.PersonID == maja.PersonID || heir.Name != "maja-4711" {
			t.Errorf("the same account arrives as %+v", heir)
		}
		if asked, err := w.Store.MyJoinRequests(t.Context(), heir); err != nil || len(asked) != 0 {
			t.Errorf("somebody new has asked %d times: %v", len(asked), err)
		}
	})
}

// personColumns are the columns by which rows belong to a person and to nobody else.
var personColumns = map[string]string{
	"people": "id", "identities": "person_id", "roles": "person_id", "sessions": "person_id", "representatives": "person_id",
	"join_requests": "person_id", "askings": "person_id", "notices": "person_id", "sign_ins": "person_id", "data_keys": "owner_id", "invitations": "made_by",
}

func TestDeletingAnAccountLeavesLinesAndWhatTheOrganisationWrote(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		layla := w.With(t, house.ID, "Layla", models.Signatory)
		ana := w.AsRole(t, "Ana", models.Administrator)
		w.Exec(t, "INSERT INTO roles (person_id, role, granted_at) SELECT id, 'coordinator', created_at FROM people WHERE id = '"+house.Signatory.PersonID+"'")
		nino := fresh(t, w, house.Signatory)
		if _, err := w.Store.Invite(t.Context(), nino, w.Sent("invite"), models.Inviting{OrganisationID: house.ID, Standing: models.Editor}); err != nil {
			t.Fatal(err)
		}
		sent := w.Sent("delete")
		for range 2 { // a repeat is harmless
			if err := w.Store.DeletePerson(t.Context(), nino, sent); err != nil {
				t.Fatal(err)
			}
		}
		for table, column := range personColumns {
			if n := w.Count(t, "SELECT count(*) FROM "+table+" WHERE "+column+" = '"+nino.PersonID+"'"); n != 0 {
				t.Errorf("%s holds %d rows of the person", table, n)
			}
		}
		if n := w.Count(t, "SELECT count(*) FROM submissions WHERE person_id = '"+nino.PersonID+"'"); n != 1 {
			t.Errorf("%d marks of forms are left, want the one of this form", n)
		}
		for _, verb := range []string{"person.deleted", "representative.left", "role.revoked.coordinator"} {
			if n := w.Count(t, "SELECT count(*) FROM events WHERE verb = '"+verb+"' AND object_id = '"+nino.PersonID+"'"); n != 1 {
				t.Errorf("the ledger says %s %d times", verb, n)
			}
		}
		if public(t, w, house.ID) == 0 || w.Count(t, "SELECT count(*) FROM endorsements WHERE given_by = '"+nino.PersonID+"'") != 1 {
			t.Error("what the organisation wrote went too")
		}
		people, err := w.Store.Representatives(t.Context(), w.Again(t, layla), house.ID)
		if err != nil || len(people) != 1 || people[0].Name != "Layla" {
			t.Errorf("who acts for it: %+v, %v", people, err)
		}
		w.Exec(t, "INSERT INTO roles (person_id, role, granted_at) SELECT id, 'keeper', created_at FROM people WHERE id = '"+ana.PersonID+"'")
		page, err := w.Store.Log(t.Context(), w.Again(t, ana), models.LogQuery{PersonID: nino.PersonID, Lang: "en"})
		if err != nil || len(page.Lines) < 4 {
			t.Fatalf("the ledger: %+v, %v", page, err)
		}
		for _, line := range page.Lines {
			if line.Actor.Name == "Nino" || line.Person.Name == "Nino" {
				t.Errorf("the ledger still names who is gone: %+v", line)
			}
		}
	})
}

func TestWhoIsNeededStays(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		house := w.Member(t, call, "House of Windows", models.Public)
		_, applicant := w.Applied(t, "Window", models.Public)
		try := func(as models.Actor) error {
			return w.Store.DeletePerson(t.Context(), fresh(t, w, as), w.Sent("delete"))
		}
		wantConflict(t, "a sign-in of long ago", w.Store.DeletePerson(t.Context(), w.Again(t, house.Signatory), w.Sent("delete")), "account.stale")
		wantKind(t, "nobody", w.Store.DeletePerson(t.Context(), models.Actor{}, w.Sent("delete")), models.Unauthenticated)
		wantConflict(t, "a member's last signatory", try(house.Signatory), "account.last_signatory")
		wantConflict(t, "an applicant's last signatory", try(applicant), "account.last_signatory")
		d, err := w.Store.Departure(t.Context(), house.Signatory)
		if err != nil || len(d.Held) != 1 || d.Held[0].Name != "House of Windows" || d.Free() {
			t.Errorf("what holds the signatory back: %+v, %v", d, err)
		}
		w.With(t, house.ID, "Layla", models.Editor)
		wantConflict(t, "with an editor", try(house.Signatory), "account.last_signatory")
		off := w.With(t, house.ID, "Maja", models.Signatory)
		w.Exec(t, "UPDATE people SET disabled_at = created_at WHERE id = '"+off.PersonID+"'")
		wantConflict(t, "with a signatory who is kept out", try(house.Signatory), "account.last_signatory")
		w.With(t, house.ID, "Omar", models.Signatory)
		if err := try(house.Signatory); err != nil {
			t.Errorf("with another signatory: %v", err)
		}

		ana := w.AsRole(t, "Ana", models.Administrator)
		wantConflict(t, "the last administrator", try(ana), "person.last_administrator")
		if d, err := w.Store.Departure(t.Context(), ana); err != nil || !d.LastAdministrator {
			t.Errorf("what holds the administrator back: %+v, %v", d, err)
		}
		w.AsRole(t, "Irena", models.Administrator)
		if err := try(ana); err != nil {
			t.Errorf("with another administrator: %v", err)
		}
	})
}

func TestWithdrawingCompletelyIsAWayOut(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		for _, atOnce := range []bool{true, false} {
			house := w.Member(t, call, "House of Windows", models.Public)
			err := w.Store.WithdrawCompletely(t.Context(), house.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: house.ID, Typed: "DELETE", AtOnce: atOnce})
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Store.DeletePerson(t.Context(), fresh(t, w, house.Signatory), w.Sent("delete")); err != nil {
				t.Fatalf("at once %v: %v", atOnce, err)
			}
			w.Clock.Add(models.EraseAfter)
			if err := w.Store.EraseDue(t.Context(), house.ID); err != nil {
				t.Fatal(err)
			}
		}
		if n := w.Count(t, "SELECT count(*) FROM organisations"); n != 0 {
			t.Errorf("%d organisations are left", n)
		}
	})
}

func TestWhatNobodyElseActsForGoesWithTheAccount(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		left := w.Member(t, w.Call(t), "House of Windows", models.Public)
		if err := w.Store.LeaveCoalition(t.Context(), left.Signatory, w.Sent("leave"), left.ID); err != nil {
			t.Fatal(err)
		}
		id, draft := w.Applicant(t, "Layla", "House of Doors")
		for _, as := range []models.Actor{left.Signatory, draft} {
			d, err := w.Store.Departure(t.Context(), as)
			if err != nil || !d.Free() || len(d.Gone) != 1 {
				t.Errorf("what would go: %+v, %v", d, err)
			}
			if err := w.Store.DeletePerson(t.Context(), fresh(t, w, as), w.Sent("delete")); err != nil {
				t.Fatal(err)
			}
		}
		if n := w.Count(t, "SELECT count(*) FROM organisations WHERE id IN ('"+left.ID+"', '"+id+"')"); n != 0 {
			t.Errorf("%d of them are left, and nobody could delete them", n)
		}
	})
}

func TestTwoSignatoriesCannotBothGoAtOnce(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		both := []models.Actor{fresh(t, w, house.Signatory), fresh(t, w, w.With(t, house.ID, "Layla", models.Signatory))}
		sent := []models.Sent{w.Sent("delete"), w.Sent("delete")}
		errs := atOnce(2, func(i int) error { return w.Store.DeletePerson(t.Context(), both[i], sent[i]) })
		refused := slices.DeleteFunc(errs, func(err error) bool { return err == nil })
		if len(refused) != 1 || models.KindOf(refused[0]) != models.Conflict {
			t.Errorf("refused: %v, want one of two", refused)
		}
	})
}
