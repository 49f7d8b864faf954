package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

func TestAdministratorsSeeWhoSignedInAndFindThemAcrossScripts(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ana := w.AsRole(t, "Ana", models.Administrator)
		w.AsPerson(t, "Нино Хуцишвили")
		w.AsPerson(t, "Ilyas")
		page, err := w.Store.People(t.Context(), ana, models.PeopleQuery{Search: "khuts"})
		if err != nil || len(page.People) != 1 || page.People[0].Name != "Нино Хуцишвили" || page.People[0].Sessions != 1 {
			t.Errorf("search across scripts: %+v, %v", page, err)
		}
		all, err := w.Store.People(t.Context(), ana, models.PeopleQuery{})
		if err != nil || len(all.People) != 3 || all.Next != "" {
			t.Errorf("everybody: %+v, %v", all, err)
		}
		for _, role := range []models.Role{models.Coordinator, models.Keeper} {
			if _, err := w.Store.People(t.Context(), w.AsRole(t, "Zura", role), models.PeopleQuery{}); models.KindOf(err) != models.Forbidden {
				t.Errorf("a %s saw people: %v", role, err)
			}
		}
	})
}

func TestPeopleAreListedInPagesWithoutGapOrDouble(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ana := w.AsRole(t, "Ana", models.Administrator)
		for i := range 120 {
			w.AsPerson(t, "Person")
			if i%3 == 0 { // several at one instant
				w.Clock.Add(1)
			}
		}
		seen := map[string]bool{}
		var q models.PeopleQuery
		pages := 0
		for {
			page, err := w.Store.People(t.Context(), ana, q)
			if err != nil {
				t.Fatal(err)
			}
			pages++
			for _, p := range page.People {
				if seen[p.ID] {
					t.Fatalf("%s stands twice", p.ID)
				}
				seen[p.ID] = true
			}
			if q.After = page.Next; q.After == "" {
				break
			}
		}
		if len(seen) != 121 || pages != 3 {
			t.Errorf("%d people on %d pages, want 121 on 3", len(seen), pages)
		}
	})
}

func TestWhoIsDisabledIsOutAtOnceAndCannotComeBack(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ana := w.AsRole(t, "Ana", models.Administrator)
		token, err := w.Store.Arrived(t.Context(), arrival("maja"))
		if err != nil {
			t.Fatal(err)
		}
		maja := w.As(t, token)
		if err := w.Store.Disable(t.Context(), maja, w.Sent("person"), ana.PersonID); models.KindOf(err) != models.Forbidden {
			t.Errorf("somebody disabled an administrator: %v", err)
		}
		if err := w.Store.Disable(t.Context(), ana, w.Sent("person"), maja.PersonID); err != nil {
			t.Fatal(err)
		}
		if gone, _ := w.Store.Actor(t.Context(), token); gone.SignedIn() {
			t.Error("the session goes on")
		}
		if _, err := w.Store.Arrived(t.Context(), arrival("maja")); models.KindOf(err) != models.Forbidden {
			t.Errorf("signed in again: %v", err)
		}
		if err := w.Store.Enable(t.Context(), ana, w.Sent("person"), maja.PersonID); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Store.Arrived(t.Context(), arrival("maja")); err != nil {
			t.Errorf("after being enabled again: %v", err)
		}
	})
}

func TestOneAdministratorAlwaysRemains(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ana, ben := w.AsRole(t, "Ana", models.Administrator), w.AsRole(t, "Ben", models.Administrator)
		stores := []*models.Store{w.Store, w.Open(t)}
		refused := 0
		for _, err := range atOnce(2, func(i int) error { // each dismisses the other, at the same moment
			return stores[i].Revoke(t.Context(), []models.Actor{ana, ben}[i], w.Sent("person"), []models.Actor{ben, ana}[i].PersonID, models.Administrator)
		}) {
			switch models.KindOf(err) {
			case models.Conflict:
				refused++
			default:
				if err != nil {
					t.Error(err)
				}
			}
		}
		if needed, err := w.Store.NeedsSetup(t.Context()); err != nil || needed || refused != 1 {
			t.Fatalf("nobody administers: %v, %d refused, %v", needed, refused, err)
		}
		for _, last := range []models.Actor{ana, ben} {
			err := w.Store.Disable(t.Context(), models.Program(), models.Sent{}, last.PersonID)
			person, _ := w.Store.PersonByID(t.Context(), models.Program(), last.PersonID)
			if person.Has(models.Administrator) != (models.KindOf(err) == models.Conflict) {
				t.Errorf("disabling %s: %v", last.Name, err)
			}
		}
	})
}

func TestARoleThatIsTakenIsGoneAtOnce(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ana := w.AsRole(t, "Ana", models.Administrator)
		token, err := w.Store.Arrived(t.Context(), arrival("ilyas"))
		if err != nil {
			t.Fatal(err)
		}
		ilyas := w.As(t, token)
		grant := func() {
			if err := w.Store.Grant(t.Context(), ana, w.Sent("person"), ilyas.PersonID, models.Keeper); err != nil {
				t.Fatal(err)
			}
		}
		grant()
		if old, _ := w.Store.Actor(t.Context(), token); old.SignedIn() {
			t.Error("the session of before the grant goes on")
		}
		token, _ = w.Store.Arrived(t.Context(), arrival("ilyas"))
		grant() // again: changes nothing
		if err := w.As(t, token).MayUseDesk(); err != nil {
			t.Errorf("a keeper at the desk: %v", err)
		}
		if err := w.Store.Revoke(t.Context(), ana, w.Sent("person"), ilyas.PersonID, models.Keeper); err != nil {
			t.Fatal(err)
		}
		if old, _ := w.Store.Actor(t.Context(), token); old.SignedIn() {
			t.Error("the session of before the withdrawal goes on")
		}
		if err := w.Store.Grant(t.Context(), ana, w.Sent("person"), ilyas.PersonID, "owner"); models.KindOf(err) != models.NotFound {
			t.Errorf("a role that is none: %v", err)
		}
	})
}

func TestTwoApprovalsIsASetting(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ana, zura := w.AsRole(t, "Ana", models.Administrator), w.AsRole(t, "Zura", models.Coordinator)
		for _, on := range []bool{false, true, true, false} {
			if err := w.Store.SetTwoApprovals(t.Context(), ana, w.Sent("setting"), on); err != nil {
				t.Fatal(err)
			}
			if got, err := w.Store.TwoApprovals(t.Context()); err != nil || got != on {
				t.Errorf("set %v, reads %v, %v", on, got, err)
			}
		}
		if err := w.Store.SetTwoApprovals(t.Context(), zura, w.Sent("setting"), true); models.KindOf(err) != models.Forbidden {
			t.Errorf("a coordinator set it: %v", err)
		}
	})
}
