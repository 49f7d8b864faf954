package models_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/modelstest"
)

// listed is a member that everybody can read of.
func listed(t *testing.T, w *modelstest.World, call modelstest.Call, name string) (id string, as models.Actor) {
	t.Helper()
	id, as = w.Applicant(t, "Nino", name)
	w.Fill(t, as, id, models.Public)
	w.Exec(t, "UPDATE organisations SET state = 'member', joined_at = created_at WHERE id = '"+id+"'",
		"DELETE FROM applications WHERE organisation_id = '"+id+"'")
	as = w.Again(t, as)
	_, err := w.Store.Endorse(t.Context(), as, w.Sent("endorse"), models.Giving{
		OrganisationID: id, StatementID: call.StatementID, VersionID: call.VersionID, Lang: "en", Level: models.Public,
	})
	if err != nil {
		t.Fatal(err)
	}
	return id, as
}

// joined is somebody new who followed an invitation.
func joined(t *testing.T, w *modelstest.World, by models.Actor, id string, standing models.Standing) models.Actor {
	t.Helper()
	token, err := w.Store.Invite(t.Context(), by, w.Sent("invite"), models.Inviting{OrganisationID: id, Standing: standing})
	if err != nil {
		t.Fatal(err)
	}
	as := w.AsPerson(t, "Giorgi")
	if _, err := w.Store.UseInvitation(t.Context(), as, w.Sent("use"), token); err != nil {
		t.Fatal(err)
	}
	return w.Again(t, as)
}

func found(t *testing.T, w *modelstest.World, as models.Actor, name string) []string {
	t.Helper()
	rows, err := w.Store.FindListed(t.Context(), as, name)
	if err != nil {
		t.Fatalf("%q: %v", name, err)
	}
	var names []string
	for _, row := range rows {
		names = append(names, row.Names.Own)
	}
	return names
}

func TestOnlyWhatIsPublicIsFound(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		w.Keepers(t)
		listed(t, w, call, "Мемориал")
		listed(t, w, call, "Memorial House")
		hidden, _ := listed(t, w, call, "Lantern")
		w.Exec(t, "UPDATE organisations SET hidden_at = created_at WHERE id = '"+hidden+"'", "DELETE FROM listings WHERE organisation_id = '"+hidden+"'")
		w.Applied(t, "Candle", models.Counted)
		w.Applicant(t, "Sandro", "Spark")
		nino := w.AsPerson(t, "Nino")
		for typed, want := range map[string][]string{
			"memorial": {"Мемориал", "Memorial House"}, "memorial house": {"Memorial House"}, "МЕМОРИАЛ": {"Мемориал", "Memorial House"},
			"mor": {"Memorial House", "Мемориал"}, "Lantern": nil, "Candle": nil, "Spark": nil, "Nobody": nil,
		} {
			if diff := cmp.Diff(want, found(t, w, nino, typed)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", typed, diff)
			}
		}
		_, err := w.Store.FindListed(t.Context(), nino, " .. ")
		wantKind(t, "nothing to search for", err, models.Invalid)
		_, err = w.Store.FindListed(t.Context(), models.Actor{}, "memorial")
		wantKind(t, "a stranger", err, models.Unauthenticated)
		for _, slug := range []string{"lantern", "candle", "spark", "nobody", ""} {
			err := w.Store.AskToJoin(t.Context(), nino, w.Sent("ask"), models.Asking{Slug: slug, Message: "I work with you."})
			wantKind(t, "asking "+slug, err, models.NotFound)
		}
	})
}

func TestSomebodyAsksToJoin(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		id, nino := listed(t, w, call, "Window")
		sandro, ask := w.AsPerson(t, "Sandro"), models.Asking{Slug: "window", Message: "I keep your books."}
		wantKind(t, "without a word", w.Store.AskToJoin(t.Context(), sandro, w.Sent("ask"), models.Asking{Slug: "window"}), models.Invalid)
		if n := passed(together(4, func(int) error { return w.Store.AskToJoin(t.Context(), sandro, w.Sent("ask"), ask) })); n != 1 {
			t.Errorf("%d requests of one person", n)
		}
		wantKind(t, "who is there already", w.Store.AskToJoin(t.Context(), nino, w.Sent("ask"), ask), models.Conflict)
		waiting, err := w.Store.JoinRequests(t.Context(), nino, id)
		if err != nil || len(waiting) != 1 || waiting[0].Name != "Sandro" || waiting[0].Message != "I keep your books." {
			t.Fatalf("%+v, %v", waiting, err)
		}
		decide := models.JoinDecision{ID: waiting[0].ID, Standing: models.Editor}
		wantKind(t, "by a stranger", w.Store.DecideJoin(t.Context(), w.AsPerson(t, "X"), w.Sent("join"), decide), models.NotFound)
		w.Clock.Add(models.JoinRequestLife)
		wantKind(t, "after its time", w.Store.DecideJoin(t.Context(), nino, w.Sent("join"), decide), models.Conflict)
		if err := w.Store.AskToJoin(t.Context(), sandro, w.Sent("ask"), ask); err != nil {
			t.Fatalf("asking again: %v", err)
		}
		waiting, _ = w.Store.JoinRequests(t.Context(), nino, id)
		decide.ID = waiting[0].ID
		if n := passed(together(3, func(int) error { return w.Store.DecideJoin(t.Context(), nino, w.Sent("join"), decide) })); n != 1 {
			t.Errorf("decided %d times", n)
		}
		if r, _ := w.Again(t, sandro).At(id); r.Standing != models.Editor {
			t.Errorf("joined as %q", r.Standing)
		}
		mine, err := w.Store.MyJoinRequests(t.Context(), sandro)
		if err != nil || len(mine) != 0 {
			t.Errorf("still waiting: %+v, %v", mine, err)
		}
	})
}

func TestAnInvitationWorksOnce(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		other := w.Open(t)
		id, nino := w.Applicant(t, "Nino", "Window")
		sent := w.Sent("invite")
		in := models.Inviting{OrganisationID: id, Standing: models.Editor}
		token, err := w.Store.Invite(t.Context(), nino, sent, in)
		if err != nil || len(token) < 22 {
			t.Fatalf("%q, %v", token, err)
		}
		if again, err := w.Store.Invite(t.Context(), nino, sent, in); err != nil || again != "" {
			t.Errorf("the secret is shown twice: %q, %v", again, err)
		}
		if invited, err := w.Store.Invited(t.Context(), token); err != nil || invited.Role != models.Editor {
			t.Errorf("%+v, %v", invited, err)
		}
		people := make([]models.Actor, 6)
		for i := range people {
			people[i] = w.AsPerson(t, "Guest")
		}
		errs := together(len(people), func(i int) error {
			store := w.Store
			if i%2 == 1 {
				store = other
			}
			_, err := store.UseInvitation(t.Context(), people[i], w.Sent("use"), token)
			return err
		})
		if n := passed(errs); n != 1 {
			t.Errorf("used %d times: %v", n, errs)
		}
		for _, err := range errs {
			if err != nil && models.KindOf(err) != models.NotFound {
				t.Errorf("whoever was late hears %v", err)
			}
		}
		_, err = w.Store.Invited(t.Context(), token)
		wantKind(t, "a used link", err, models.NotFound)
		if n := w.Count(t, "SELECT count(*) FROM representatives"); n != 2 {
			t.Errorf("%d representatives", n)
		}
	})
}

func TestAnInvitationEndsWithItsTimeItsRevocationAndItsMaker(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		id, nino := w.Applicant(t, "Nino", "Window")
		giorgi, guest := joined(t, w, nino, id, models.Signatory), w.AsPerson(t, "Guest")
		in := models.Inviting{OrganisationID: id, Standing: models.Observer}
		for what, end := range map[string]func(token string){
			"its time": func(string) { w.Clock.Add(models.InvitationLife) },
			"revocation": func(string) {
				open, err := w.Store.Invitations(t.Context(), nino, id)
				if err != nil || len(open) != 1 {
					t.Fatalf("%+v, %v", open, err)
				}
				if err := w.Store.RevokeInvitation(t.Context(), nino, w.Sent("revoke"), open[0].ID); err != nil {
					t.Fatal(err)
				}
			},
			"its maker's demotion": func(string) {
				set := models.Standings{OrganisationID: id, PersonID: giorgi.PersonID, Standing: models.Editor}
				if err := w.Store.SetStanding(t.Context(), nino, w.Sent("set"), set); err != nil {
					t.Fatal(err)
				}
			},
		} {
			w.Exec(t, "UPDATE representatives SET role = 'signatory' WHERE person_id = '"+giorgi.PersonID+"'")
			token, err := w.Store.Invite(t.Context(), giorgi, w.Sent("invite"), in)
			if err != nil {
				t.Fatal(err)
			}
			end(token)
			_, err = w.Store.UseInvitation(t.Context(), guest, w.Sent("use"), token)
			wantKind(t, "after "+what, err, models.NotFound)
		}
		_, err := w.Store.Invite(t.Context(), guest, w.Sent("invite"), in)
		wantKind(t, "a stranger invites", err, models.NotFound)
		_, err = w.Store.Invite(t.Context(), joined(t, w, nino, id, models.Editor), w.Sent("invite"), in)
		wantKind(t, "an editor invites", err, models.Forbidden)
	})
}

func TestTheLastSignatoryStays(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		other := w.Open(t)
		for range 3 {
			id, nino := w.Applicant(t, "Nino", "Window")
			giorgi := joined(t, w, nino, id, models.Signatory)
			people := []models.Actor{nino, giorgi}
			errs := together(2, func(i int) error {
				store := []*models.Store{w.Store, other}[i]
				return store.Leave(t.Context(), people[i], w.Sent("leave"), id)
			})
			if passed(errs) != 1 {
				t.Errorf("of two who leave at once: %v", errs)
			}
			for _, err := range errs {
				if err != nil && models.KindOf(err) != models.Conflict {
					t.Errorf("the last one hears %v", err)
				}
			}
			if n := w.Count(t, "SELECT count(*) FROM representatives WHERE role = 'signatory' AND organisation_id = '"+id+"'"); n != 1 {
				t.Errorf("%d signatories", n)
			}
		}
	})
}

func TestTwoWhoRemoveEachOther(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		id, nino := w.Applicant(t, "Nino", "Window")
		giorgi, third := joined(t, w, nino, id, models.Signatory), joined(t, w, nino, id, models.Signatory)
		people := []models.Actor{nino, giorgi}
		errs := together(2, func(i int) error {
			return w.Store.RemoveRepresentative(t.Context(), people[i], w.Sent("remove"), models.Standings{OrganisationID: id, PersonID: people[1-i].PersonID})
		})
		if passed(errs) != 1 {
			t.Errorf("%v", errs)
		}
		list, err := w.Store.Representatives(t.Context(), third, id)
		if err != nil || len(list) != 2 {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

func TestARoleChangeEndsTheSessionsOfWhomItConcerns(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		id, nino := w.Applicant(t, "Nino", "Window")
		token := w.Arrive(t, "Giorgi")
		link, err := w.Store.Invite(t.Context(), nino, w.Sent("invite"), models.Inviting{OrganisationID: id, Standing: models.Editor})
		if err != nil {
			t.Fatal(err)
		}
		giorgi := w.As(t, token)
		if _, err := w.Store.UseInvitation(t.Context(), giorgi, w.Sent("use"), link); err != nil {
			t.Fatal(err)
		}
		w.As(t, token) // who takes a right up stays signed in
		set := models.Standings{OrganisationID: id, PersonID: giorgi.PersonID, Standing: models.Observer}
		if err := w.Store.SetStanding(t.Context(), nino, w.Sent("set"), set); err != nil {
			t.Fatal(err)
		}
		if now, err := w.Store.Actor(t.Context(), token); err != nil || now.SignedIn() {
			t.Errorf("still signed in: %+v, %v", now, err)
		}
		if r, _ := w.Again(t, giorgi).At(id); r.Standing != models.Observer {
			t.Errorf("now %q", r.Standing)
		}
		w.Clock.Add(models.JoinRequestLife + models.InvitationLife + time.Hour)
		if err := w.Store.ExpireJoining(t.Context()); err != nil || w.Count(t, "SELECT count(*) FROM invitations") != 0 {
			t.Errorf("old links stay: %v", err)
		}
	})
}
