package server_test

import (
	"net/http"
	"strings"
	"testing"

	"keephope/models"
)

const deleteAccount = "/en/me/data/delete"

func TestAPersonDeletesTheirAccount(t *testing.T) {
	s := newSite(t)
	s.campaign()
	here, there := s.as("Maja"), s.as("Maja")
	maja := s.actor(here).PersonID
	wantStatus(t, "what is held", here.get("/en/me/data"), http.StatusOK, `href="`+deleteAccount+`"`)

	s.clock.Add(models.FreshFor)
	stale := here.get(deleteAccount)
	wantStatus(t, "a sign-in of long ago", stale, http.StatusOK, "sign in again first", "random number")
	if strings.Contains(stale.body, `action="`+deleteAccount) {
		t.Error("the button is offered")
	}
	wantStatus(t, "a form of long ago", here.post(deleteAccount, s.form()), http.StatusConflict, "sign in again first")
	again := s.signIn(here, "Maja")
	wantStatus(t, "signed in again", again, http.StatusOK, `action="`+deleteAccount)
	if again.Request.URL.Path != deleteAccount {
		t.Errorf("signing in again leads to %s", again.Request.URL.Path)
	}

	wantStatus(t, "without a form's id", here.post(deleteAccount, nil), http.StatusUnprocessableEntity)
	form := s.form()
	gone := here.post(deleteAccount, form)
	wantStatus(t, "deleted", gone, http.StatusOK, "Your account is deleted")
	if strings.Contains(gone.body, "Maja") || here.cookie("__Host-session") != "" {
		t.Error("the last page still knows who it was")
	}
	for _, b := range []*browser{here, there} {
		wantTo(t, "who is gone", b.get("/en/me"), "/en/sign-in")
	}
	wantTo(t, "the form again", here.post(deleteAccount, form), "/en/sign-in")
	if n := s.world().Count(t, "SELECT count(*) FROM people WHERE id = '"+maja+"'"); n != 0 {
		t.Error("the person is still there")
	}
	heir := s.as("Maja")
	if s.actor(heir).PersonID == maja {
		t.Error("the same account elsewhere is the same person here")
	}
}

func TestWhoIsNeededIsShownAWayOut(t *testing.T) {
	s := newSite(t)
	b, id := s.member("Nino", "House of Windows")
	for _, res := range []answer{b.get(deleteAccount), b.post(deleteAccount, s.form())} {
		for _, part := range []string{"House of Windows", "/en/me/" + id + "/people", "/en/me/" + id + "/erase"} {
			if !strings.Contains(res.body, part) {
				t.Errorf("%d: the page does not say %s", res.StatusCode, part)
			}
		}
		if strings.Contains(res.body, `action="`+deleteAccount) {
			t.Error("the button is offered")
		}
	}
	wantStatus(t, "sent all the same", b.post(deleteAccount, s.form()), http.StatusConflict, "Your account was not deleted.")
	ana := s.asRole("Ana", models.Administrator)
	wantStatus(t, "the last administrator", ana.post(deleteAccount, s.form()), http.StatusConflict, "Nobody would be left to administer", `href="/en/admin/people"`)
	if !s.actor(b).SignedIn() || !s.actor(ana).SignedIn() {
		t.Error("who was refused is out")
	}
}
