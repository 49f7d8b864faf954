package server_test

import (
	"net/http"
	"strings"
	"testing"

	"keephope/models"
)

func TestWhoHasNoOrganisationBeginsAtTheirWork(t *testing.T) {
	s := newSite(t)
	s.campaign()
	for who, c := range map[string]struct {
		role          models.Role
		begins, title string
	}{
		"Irena": {models.Coordinator, "/en/desk", "Open the desk"},
		"Kira":  {models.Keeper, "/en/desk", "Open the desk"},
		"Ana":   {models.Administrator, "/en/admin", "Administration"},
		"Maja":  {"", "/en/me", "Type its name"},
	} {
		b := s.as(who)
		if c.role != "" {
			if err := s.app.Store().Grant(t.Context(), models.Program(), models.Sent{}, s.actor(b).PersonID, c.role); err != nil {
				t.Fatal(err)
			}
		}
		b = s.browser()
		if begins := s.signIn(b, who); begins.Request.URL.Path != c.begins {
			t.Errorf("%s begins at %q, want %s", who, begins.Request.URL.Path, c.begins)
		}
		wantTo(t, who+" asks to sign in again", b.get("/en/sign-in"), c.begins)
		wantStatus(t, who+" at the desk's door", b.get(c.begins), http.StatusOK)
		page := b.get("/en/me")
		wantStatus(t, who+" on /me", page, http.StatusOK, c.title, "Is your organisation already here?")
		if asked := strings.Contains(page.body, "<h1>Is your organisation already here?</h1>"); asked != (c.role == "") {
			t.Errorf("%s is asked for an organisation first: %v", who, asked)
		}
	}
	b := s.as("Ana")
	refused := b.get("/en/desk")
	wantStatus(t, "an administrator at the desk", refused, http.StatusForbidden, "You are signed in, but this page is for")
	if strings.Contains(refused.body, "Sign in, or ask your coordinator") {
		t.Error("somebody who is signed in is asked to sign in")
	}
}

func TestTheDeskIsToldOfWhichCases(t *testing.T) {
	s := newStory(t, "")
	irena, kira := s.asRole("Irena", models.Coordinator), s.asRole("Kira", models.Keeper)
	for _, name := range []string{"Lantern", "Candle", "Torch"} {
		of := quiet(name, models.Public)
		of.atRisk = name == "Torch"
		s.applied(of)
	}
	s.settle()
	for id := range s.w.Count(t, "SELECT max(id) FROM events") + 1 {
		s.must(s.w.Store.Tell(t.Context(), int64(id)))
	}
	page := irena.get("/en/me")
	wantStatus(t, "a coordinator is told", page, http.StatusOK, "New application: 2", "Lantern Qlox", "Candle Qlox", `href="/en/desk/applications/`)
	if strings.Count(page.body, "New application: 2") != 1 || strings.Contains(page.body, "Torch") {
		t.Error("the coordinator reads of one case twice, or of one that is for keepers")
	}
	page = kira.get("/en/me")
	wantStatus(t, "a keeper is told", page, http.StatusOK, "New application: 3", "Lantern Qlox", "Candle Qlox", `href="/en/desk"`)
	if strings.Contains(page.body, "Torch") {
		t.Error("what is at risk has a name before it is taken")
	}
}
