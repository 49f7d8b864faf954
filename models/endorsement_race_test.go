package models_test

import (
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// The same form fifty times, over two replicas: one endorsement, and everybody is told of the same one.
func TestOneFormFiftyTimesIsOneEndorsement(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		house := w.Member(t, call, "House of Windows", models.Public)
		withdraw(t, w, house, false)
		replicas := []*models.Store{w.Store, w.Open(t)}
		form, given := w.Sent("endorse"), make([]string, 50)
		errs := together(50, func(i int) (err error) {
			given[i], err = replicas[i%2].Endorse(t.Context(), house.Signatory, form, again(call, house))
			return err
		})
		if n := passed(errs); n != 50 {
			t.Errorf("%d of 50 were answered well", n)
		}
		for _, id := range given {
			if id != given[0] {
				t.Errorf("told of %s and of %s", id, given[0])
			}
		}
		wantOneLiving(t, w)
	})
}

// Fifty forms at once, as from many tabs: one wins, the others are told.
func TestFiftyFormsAtOnceAreOneEndorsement(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		house := w.Member(t, call, "House of Windows", models.Public)
		withdraw(t, w, house, false)
		replicas := []*models.Store{w.Store, w.Open(t)}
		errs := together(50, func(i int) error {
			_, err := replicas[i%2].Endorse(t.Context(), house.Signatory, w.Sent("endorse"), again(call, house))
			return err
		})
		for _, err := range errs {
			if err != nil && models.KindOf(err) != models.Conflict {
				t.Errorf("refused with %v", err)
			}
		}
		if n := passed(errs); n != 1 {
			t.Errorf("%d endorsements were acknowledged", n)
		}
		wantOneLiving(t, w)
	})
}

func again(call modelstest.Call, j modelstest.Joined) models.Giving {
	return models.Giving{OrganisationID: j.ID, StatementID: call.StatementID, VersionID: call.VersionID, Lang: "en", Level: models.Public}
}

func wantOneLiving(t *testing.T, w *modelstest.World) {
	t.Helper()
	if n := w.Count(t, "SELECT count(*) FROM endorsements WHERE withdrawn_at IS NULL"); n != 1 {
		t.Errorf("%d living endorsements", n)
	}
	if n := w.Count(t, "SELECT count(*) FROM listings"); n != 1 {
		t.Errorf("%d listings", n)
	}
}

// Whatever runs while an organisation hides, on whichever replica: afterwards nothing of it is public.
func TestHidingWinsAgainstPublication(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call, replica := w.Call(t), w.Open(t)
		for round := range 12 {
			house := w.Member(t, call, "House of Windows", models.Public)
			due := w.Clock.Now().Add(time.Minute)
			if err := rename(w, t, house, models.Naming{Level: models.Public, From: &due}, ""); err != nil {
				t.Fatal(err)
			}
			w.Clock.Add(time.Minute)
			errs := together(6, func(i int) error {
				if i == round%6 {
					_, err := replica.Hide(t.Context(), house.Signatory, house.ID)
					return err
				}
				return w.Store.PublishDue(t.Context(), house.EndorsementID)
			})
			if passed(errs) != 6 {
				t.Fatalf("round %d: %v", round, errs)
			}
			if n := w.Count(t, "SELECT count(*) FROM listings WHERE organisation_id = '"+house.ID+"'"); n != 0 {
				t.Fatalf("round %d: %d listings of a hidden organisation", round, n)
			}
		}
	})
}

// A signatory shows, changes and withdraws while an editor hides: every answer is an honest one, and what is public
// afterwards is what the rows say.
func TestManyHandsOnOneOrganisation(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Keepers(t)
		call := w.Call(t)
		house := w.Member(t, call, "House of Windows", models.Public)
		editor, replica := w.With(t, house.ID, "Eka", models.Editor), w.Open(t)
		var odd atomic.Int64
		honest := func(err error) {
			switch models.KindOf(err) {
			case models.Conflict, models.NotFound:
			default:
				hidden := slices.ContainsFunc(models.FieldsOf(err), func(f models.FieldError) bool { return f.Key == "endorsement.hidden_first" })
				if err != nil && !hidden {
					odd.Add(1)
					t.Errorf("answered %v", err)
				}
			}
		}
		together(24, func(i int) error {
			switch i % 4 {
			case 0:
				_, err := replica.Hide(t.Context(), editor, house.ID)
				honest(err)
			case 1:
				honest(rename(w, t, house, models.Naming{Level: models.Members}, ""))
			case 2:
				showing, err := w.Store.WhatShows(t.Context(), house.Signatory, house.ID)
				honest(err)
				honest(w.Store.ShowAgain(t.Context(), house.Signatory, w.Sent("show"), house.ID, showing.Fingerprint))
			default:
				honest(w.Store.StayCounted(t.Context(), house.Signatory, w.Sent("count"), house.ID))
			}
			return nil
		})
		hidden := w.Count(t, "SELECT count(*) FROM organisations WHERE hidden_at IS NOT NULL")
		byName := w.Count(t, "SELECT count(*) FROM endorsements WHERE level = 'public' AND withdrawn_at IS NULL")
		want := 0
		if hidden == 0 && byName == 1 {
			want = 1
		}
		if n := w.Count(t, "SELECT count(*) FROM listings"); n != want {
			t.Errorf("%d listings while %d are hidden and %d by name", n, hidden, byName)
		}
	})
}
