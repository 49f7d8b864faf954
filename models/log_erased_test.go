package models_test

import (
	"slices"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// TestWhatIsErasedComesToLightNowhere: while they lived, nobody at the desk read of these. That they are gone must not
// change it: one line says that something was deleted, and no line says by whom.
func TestWhatIsErasedComesToLightNowhere(t *testing.T) {
	for name, story := range map[string]func(t *testing.T, w *modelstest.World) (id string, as models.Actor){
		"a draft whose time is over": func(t *testing.T, w *modelstest.World) (string, models.Actor) {
			id, as := w.Applicant(t, "Dato", "Quiet Draft")
			w.Clock.Add(models.DraftLife + time.Hour)
			if err := w.Store.ExpireAll(t.Context()); err != nil {
				t.Fatal(err)
			}
			return id, as
		},
		"a draft that goes with its account": func(t *testing.T, w *modelstest.World) (string, models.Actor) {
			id, as := w.Applicant(t, "Dato", "Quiet Draft")
			as.Fresh = true
			if err := w.Store.DeletePerson(t.Context(), as, w.Sent("delete")); err != nil {
				t.Fatal(err)
			}
			return id, as
		},
		"at risk, and taken by nobody": func(t *testing.T, w *modelstest.World) (string, models.Actor) {
			id, as := w.Applied(t, "Quiet House", models.Counted)
			if err := w.Store.DeleteApplication(t.Context(), as, w.Sent("delete"), id); err != nil {
				t.Fatal(err)
			}
			return id, as
		},
	} {
		t.Run(name, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				w.Call(t)
				keeper, _ := w.Keepers(t)
				id, as := story(t, w)
				if n := w.Count(t, "SELECT count(*) FROM organisations WHERE id = '"+id+"'"); n != 0 {
					t.Fatal("it is not erased: this test is blind")
				}
				lines := about(told(t, w, keeper, models.LogQuery{}), id)
				if len(lines) != 1 || !slices.Contains([]models.Verb{"application.expired", "application.deleted", "organisation.erased"}, lines[0].Verb) {
					t.Errorf("a keeper reads %+v", lines)
				}
				for _, line := range lines {
					if line.Actor.Name != "" || line.Actor.ID == as.PersonID || line.Person.ID == as.PersonID {
						t.Errorf("a line names who it was: %+v", line)
					}
				}
				if found := about(told(t, w, keeper, models.LogQuery{PersonID: as.PersonID}), id); len(found) > 0 {
					t.Errorf("by the person a keeper finds %+v", found)
				}
				if n := w.Count(t, "SELECT count(*) FROM events WHERE organisation_id = '"+id+"' AND (actor_id = '"+as.PersonID+"' OR object_id = '"+as.PersonID+"')"); n > 0 {
					t.Errorf("%d lines of a backup tell who it was", n)
				}
			})
		})
	}
}

// TestTheLedgerOfAnErasedMemberNamesNobody keeps what was done, so that the ledger has no hole where a member stood.
func TestTheLedgerOfAnErasedMemberNamesNobody(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		keeper, _ := w.Keepers(t)
		house := w.Member(t, call, "Lantern House", models.Counted)
		layla := w.With(t, house.ID, "Layla", models.Editor)
		before := len(about(told(t, w, keeper, models.LogQuery{}), house.ID))
		err := w.Store.WithdrawCompletely(t.Context(), house.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: house.ID, AtOnce: true, Typed: "DELETE"})
		if err != nil {
			t.Fatal(err)
		}
		lines := about(told(t, w, keeper, models.LogQuery{}), house.ID)
		if len(lines) != before+1 || lines[0].Verb != "organisation.erased" {
			t.Errorf("%d lines before, then %+v", before, lines)
		}
		for _, line := range lines {
			if line.Actor.Name != "" || line.Person.Name != "" || line.Organisation.Name != "" || line.Actor.ID == "" {
				t.Errorf("a line names somebody, or the program, as who did it: %+v", line)
			}
		}
		for _, as := range []models.Actor{house.Signatory, layla} {
			if found := about(told(t, w, keeper, models.LogQuery{PersonID: as.PersonID}), house.ID); len(found) > 0 {
				t.Errorf("by %s a keeper finds %+v", as.Name, found)
			}
		}
	})
}
