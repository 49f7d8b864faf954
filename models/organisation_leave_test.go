package models_test

import (
	"bytes"
	"os"
	"os/exec"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// words are what the database must not hold in plain of an organisation that is not public.
var words = []string{"Zugdidi Lanterns", "zugdidi", "We keep a light on", "example.org", "lanterns"}

// held returns everything that lies in the database: the bytes of file and log, or a dump.
func held(t *testing.T, w *modelstest.World) []byte {
	t.Helper()
	if models.IsPostgres(w.URL) {
		path, err := exec.LookPath("pg_dump")
		if err != nil && os.Getenv("CI") == "true" {
			t.Fatal("pg_dump is not here: apt-get install postgresql-client")
		}
		if err != nil {
			t.Skip("pg_dump is not here: apt-get install postgresql-client")
		}
		out, err := exec.Command(path, w.URL).Output()
		if err != nil {
			t.Fatalf("pg_dump: %v", err)
		}
		return out
	}
	var all []byte
	for _, suffix := range []string{"", "-wal"} {
		part, err := os.ReadFile(w.URL + suffix)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, part...)
	}
	return all
}

func TestNoWordIsLeftInPlain(t *testing.T) {
	for name, quieter := range map[string]func(*testing.T, *modelstest.World, modelstest.Joined) error{
		"hidden": func(t *testing.T, w *modelstest.World, j modelstest.Joined) error {
			_, err := w.Store.Hide(t.Context(), j.Signatory, j.ID)
			return err
		},
		"to members": func(t *testing.T, w *modelstest.World, j modelstest.Joined) error {
			return rename(w, t, j, models.Naming{Level: models.Members}, "")
		},
		"hidden with a trace": func(t *testing.T, w *modelstest.World, j modelstest.Joined) error {
			withdraw(t, w, j, true)
			if !bytes.Contains(held(t, w), []byte(words[0])) {
				t.Error("no trace was left")
			}
			_, err := w.Store.Hide(t.Context(), j.Signatory, j.ID)
			return err
		},
		"withdrawn": func(t *testing.T, w *modelstest.World, j modelstest.Joined) error {
			withdraw(t, w, j, false)
			return nil
		},
		"left": func(t *testing.T, w *modelstest.World, j modelstest.Joined) error {
			return w.Store.LeaveCoalition(t.Context(), j.Signatory, w.Sent("leave"), j.ID)
		},
		"erased": func(t *testing.T, w *modelstest.World, j modelstest.Joined) error {
			return w.Store.WithdrawCompletely(t.Context(), j.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: j.ID, Typed: "DELETE", AtOnce: true})
		},
	} {
		t.Run(name, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				house := w.Member(t, w.Call(t), words[0], models.Public)
				if !bytes.Contains(held(t, w), []byte(words[0])) {
					t.Fatal("this test would not find a name")
				}
				if err := quieter(t, w, house); err != nil {
					t.Fatal(err)
				}
				rest := held(t, w)
				for _, word := range words {
					if bytes.Contains(rest, []byte(word)) {
						t.Errorf("%q is still there", word)
					}
				}
			})
		})
	}
}

func TestWithdrawCompletelyCanBeTakenBack(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		erase := func(typed string) error {
			return w.Store.WithdrawCompletely(t.Context(), house.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: house.ID, Typed: typed})
		}
		wantKind(t, "without the word", erase("remove"), models.Invalid)
		if err := erase("DELETE"); err != nil {
			t.Fatal(err)
		}
		if public(t, w, house.ID) != 0 {
			t.Error("it is not hidden meanwhile")
		}
		wantKind(t, "shown meanwhile", w.Store.ShowAgain(t.Context(), house.Signatory, w.Sent("show"), house.ID, ""), models.Conflict)
		w.Clock.Add(47 * time.Hour)
		if err := w.Store.EraseDue(t.Context(), house.ID); err != nil || w.Count(t, "SELECT count(*) FROM organisations") != 1 {
			t.Fatalf("erased before its time: %v", err)
		}
		if err := w.Store.KeepAfterAll(t.Context(), house.Signatory, w.Sent("keep"), house.ID); err != nil {
			t.Fatal(err)
		}
		w.Clock.Add(2 * time.Hour)
		if err := w.Store.EraseDue(t.Context(), house.ID); err != nil || w.Count(t, "SELECT count(*) FROM organisations WHERE hidden_at IS NOT NULL") != 1 {
			t.Errorf("what was taken back was erased, or shows: %v", err)
		}
		wantKind(t, "taken back twice", w.Store.KeepAfterAll(t.Context(), house.Signatory, w.Sent("keep"), house.ID), models.Conflict)
	})
}

func TestErasureLeavesNothingButALine(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		house, other := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "House of Doors", models.Public)
		err := w.Store.WithdrawCompletely(t.Context(), house.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: house.ID, Typed: "DELETE"})
		if err != nil {
			t.Fatal(err)
		}
		w.Clock.Add(models.EraseAfter)
		for range 2 { // running again is harmless
			if err := w.Store.EraseDue(t.Context(), house.ID); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Store.EraseDue(t.Context(), other.ID); err != nil {
			t.Fatal(err)
		}
		for table, column := range map[string]string{
			"organisations": "id", "representatives": "organisation_id", "endorsements": "organisation_id", "listings": "organisation_id",
			"data_keys": "owner_id", "slugs": "organisation_id",
		} {
			if n := w.Count(t, "SELECT count(*) FROM "+table+" WHERE "+column+" = '"+house.ID+"'"); n != 0 {
				t.Errorf("%s holds %d rows of it", table, n)
			}
			if n := w.Count(t, "SELECT count(*) FROM "+table+" WHERE "+column+" = '"+other.ID+"'"); n == 0 {
				t.Errorf("%s holds nothing of the other", table)
			}
		}
		if n := w.Count(t, "SELECT count(*) FROM events WHERE verb = 'organisation.erased'"); n != 1 {
			t.Errorf("the ledger says it %d times", n)
		}
		if gone := w.Again(t, house.Signatory); len(gone.Represents) != 0 || gone.Name != "Nino" {
			t.Errorf("its signatory is %+v", gone)
		}
		heir := w.Member(t, call, "House of Windows", models.Public)
		if slug := w.Text(t, "SELECT slug FROM listings WHERE organisation_id = '"+heir.ID+"'"); slug == "house-of-windows" {
			t.Error("an address was given twice")
		}
	})
}

func TestLeaving(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		withdraw(t, w, house, true)
		if err := w.Store.LeaveCoalition(t.Context(), house.Signatory, w.Sent("leave"), house.ID); err != nil {
			t.Fatal(err)
		}
		if public(t, w, house.ID) != 0 {
			t.Error("something is left in public")
		}
		wantKind(t, "left twice", w.Store.LeaveCoalition(t.Context(), house.Signatory, w.Sent("leave"), house.ID), models.Conflict)
		if r, ok := w.Again(t, house.Signatory).At(house.ID); !ok || r.State != models.Left {
			t.Errorf("its people see %+v", r)
		}
	})
}

// The ledger and the jobs hold ids: no name, no sentence, no address of an organisation.
func TestLedgerAndJobsHoldIDsOnly(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), words[0], models.Public)
		if _, err := w.Store.Hide(t.Context(), house.Signatory, house.ID); err != nil {
			t.Fatal(err)
		}
		for _, query := range []string{
			"SELECT count(*) FROM events WHERE length(object_id) <> 26 OR length(organisation_id) NOT IN (0, 26)",
			"SELECT count(*) FROM river_job WHERE length(CAST(args AS text)) > 60",
		} {
			if n := w.Count(t, query); n != 0 {
				t.Errorf("%d rows: %s", n, query)
			}
		}
	})
}
