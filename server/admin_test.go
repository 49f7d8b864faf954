package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
)

// theOperatorsLink makes a set-up link and returns its path and its key.
func (s *site) theOperatorsLink() (path, key string) {
	s.t.Helper()
	link, _, err := s.app.SetupLink(s.t.Context())
	if err != nil || !strings.HasPrefix(link, siteURL+"/setup?key=") {
		s.t.Fatalf("set-up link %q, %v", link, err)
	}
	path = strings.TrimPrefix(link, siteURL)
	_, key, _ = strings.Cut(path, "=")
	return path, key
}

func TestTheFirstAdministratorComesByTheOperatorsLink(t *testing.T) {
	s := newSite(t)
	path, key := s.theOperatorsLink()
	b := s.browser()
	for range 3 { // to look at it uses nothing up
		page := b.follow(b.get(path))
		if page.StatusCode != http.StatusOK || !strings.Contains(page.body, `action="/en/setup/first"`) {
			t.Fatalf("set-up page: %d", page.StatusCode)
		}
	}
	if s.actor(b).SignedIn() {
		t.Error("a GET signed somebody in")
	}
	s.idp.sits("Ana")
	away := b.post("/en/setup/first", url.Values{"key": {key}})
	todo := b.follow(away)
	if todo.Request.URL.Path != "/en/admin" || todo.StatusCode != http.StatusOK || !strings.Contains(todo.body, "4 things before you invite others") {
		t.Errorf("after set-up: %s %d", todo.Request.URL.Path, todo.StatusCode)
	}
	if !s.actor(b).Has(models.Administrator) {
		t.Error("whoever came back does not administer")
	}
	if link, until, err := s.app.SetupLink(t.Context()); err != nil || link != "" || !until.IsZero() {
		t.Errorf("a second start prints a link again: %q, %s, %v", link, until, err)
	}

	b = s.browser()
	never := b.get("/en/setup?key=" + strings.Repeat("A", 43))
	for name, address := range map[string]string{"used": "/en/setup?key=" + key, "empty": "/en/setup", "odd": "/en/setup?key=%00%ff"} {
		if res := b.get(address); res.StatusCode != http.StatusNotFound || res.body != never.body && name == "used" {
			t.Errorf("%s key: %d, and not the answer to a key that never was", name, res.StatusCode)
		}
	}
	if res := s.browser().post("/en/setup/first", url.Values{"key": {key}}); res.StatusCode != http.StatusNotFound {
		t.Errorf("form with a used key: %d, want 404", res.StatusCode)
	}
}

func TestOfTwoWhoBeganWithTheSameLinkOneAdministers(t *testing.T) {
	s := newSite(t)
	_, key := s.theOperatorsLink()
	var back []string
	browsers := []*browser{s.browser(), s.browser()}
	for i, b := range browsers {
		s.idp.sits([]string{"Ana", "Mallory"}[i])
		back = append(back, b.get(b.post("/en/setup/first", url.Values{"key": {key}}).to()).to())
	}
	if res := browsers[0].get(back[0]); res.to() != "/en/admin" {
		t.Errorf("the first: %d", res.StatusCode)
	}
	if res := browsers[1].get(back[1]); res.StatusCode != http.StatusNotFound || s.actor(browsers[1]).SignedIn() {
		t.Errorf("the second: %d, want 404", res.StatusCode)
	}
}

func TestAnAdministratorGrantsARoleAfterBeingAsked(t *testing.T) {
	s := newSite(t)
	ana := s.asRole("Ana", models.Administrator)
	ilyas := s.as("Ilyas")
	id := s.actor(ilyas).PersonID

	list := ana.send("/en/admin/people", "/en/admin/people", url.Values{"q": {"ily"}})
	if !strings.Contains(list.body, "/en/admin/people/"+id) || strings.Contains(list.body, s.actor(ana).PersonID) {
		t.Error("the search does not find Ilyas alone")
	}
	ask := ana.get("/en/admin/people/" + id + "/grant/keeper")
	if ask.StatusCode != http.StatusOK || s.actor(ilyas).Has(models.Keeper) {
		t.Fatalf("the question before a grant: %d", ask.StatusCode)
	}
	done := ana.post("/en/admin/people/"+id+"/grant/keeper", url.Values{"form_id": {ask.formID()}})
	if !strings.HasPrefix(done.to(), "/en/admin/people/"+id+"?saved=") {
		t.Errorf("grant: %d to %q", done.StatusCode, done.to())
	}
	wantStatus(t, "saved", ana.get(done.to()), http.StatusOK, "Saved 12:00 UTC", "data-focus")
	if s.actor(ilyas).SignedIn() {
		t.Error("Ilyas goes on with the session of before")
	}
	s.signIn(ilyas, "Ilyas")
	if !s.actor(ilyas).Has(models.Keeper) {
		t.Error("Ilyas is no keeper")
	}
	if res := ana.get("/en/admin/people/" + id + "/grant/owner"); res.StatusCode != http.StatusNotFound {
		t.Errorf("a role that is none: %d", res.StatusCode)
	}
	ana.post("/en/admin/people/"+id+"/disable", s.form())
	if res := ilyas.get("/en/me/sessions"); res.StatusCode != http.StatusSeeOther {
		t.Errorf("disabled, and still in: %d", res.StatusCode)
	}
	if res := s.signIn(ilyas, "Ilyas"); res.StatusCode != http.StatusForbidden || !strings.Contains(res.body, "Sign-in did not work. Try again.") {
		t.Errorf("signing in while disabled: %d", res.StatusCode)
	}
	last := ana.post("/en/admin/people/"+s.actor(ana).PersonID+"/revoke", s.form("role", "administrator"))
	if last.StatusCode != http.StatusConflict || !strings.Contains(last.body, "Nobody would be left to administer.") {
		t.Errorf("the last administrator leaves: %d", last.StatusCode)
	}
}

// What takes something from a person asks first and says what it means; what concerns the unnamed is said too.
func TestWhatIsTakenFromAPersonIsAskedFirst(t *testing.T) {
	s := newSite(t)
	ana, ilyas := s.asRole("Ana", models.Administrator), s.asRole("Ilyas", models.Keeper)
	at := "/en/admin/people/" + s.actor(ilyas).PersonID
	page := ana.get(at)
	wantStatus(t, "the person", page, http.StatusOK, `href="`+at+`/revoke/keeper"`, `href="`+at+`/disable"`)
	for _, form := range []string{`action="` + at + `/revoke"`, `action="` + at + `/disable"`, `href="` + at + `/grant/coordinator"`} {
		if strings.Contains(page.body, form) {
			t.Errorf("the page of a keeper has %s", form)
		}
	}
	for _, ask := range []string{"/revoke/keeper", "/disable"} {
		wantStatus(t, ask, ana.get(at+ask), http.StatusOK, "No keeper remains then.", `action="`+at)
	}
	s.asRole("Marta", models.Keeper)
	wantStatus(t, "the second keeper", ana.get(at+"/revoke/keeper"), http.StatusOK, "One keeper remains then.")
	s.asRole("Tomas", models.Keeper)
	if strings.Contains(ana.get(at+"/revoke/keeper").body, "remains then") {
		t.Error("two remain, and it warns")
	}
	for _, nothing := range []string{"/revoke/administrator", "/revoke/owner"} {
		wantStatus(t, nothing, ana.get(at+nothing), http.StatusNotFound)
	}
	wantStatus(t, "everybody", ana.get("/en/admin/people/sign-out"), http.StatusOK, "Sign everybody out?", `action="/en/admin/people/sign-out"`)
	if !s.actor(ilyas).Has(models.Keeper) || !s.actor(ana).SignedIn() {
		t.Error("asking did something")
	}
	done := ana.send(at+"/revoke/keeper", at+"/revoke", url.Values{"role": {"keeper"}})
	wantTo(t, "withdrawn", done, at+"?saved=")
	saved := ana.send("/en/admin/settings", "/en/admin/settings", url.Values{"two_approvals": {"1"}})
	wantStatus(t, "settings", ana.get(saved.to()), http.StatusOK, "Saved 12:00 UTC")
}

func TestTheAdministratorsAreaIsTheirsAlone(t *testing.T) {
	s := newSite(t)
	keeper, stranger := s.asRole("Ilyas", models.Keeper), s.browser()
	for _, address := range []string{"/en/admin", "/en/admin/people", "/en/admin/people/" + s.app.Store().NewID(), "/en/admin/settings"} {
		if res := keeper.get(address); res.StatusCode != http.StatusForbidden {
			t.Errorf("%s as a keeper: %d, want 403", address, res.StatusCode)
		}
		if res := stranger.get(address); res.StatusCode != http.StatusSeeOther || res.to() != "/en/sign-in" {
			t.Errorf("%s as a stranger: %d to %q", address, res.StatusCode, res.to())
		}
	}
	if res := keeper.post("/en/admin/settings", url.Values{"two_approvals": {"1"}}); res.StatusCode != http.StatusForbidden {
		t.Errorf("a keeper changes a setting: %d", res.StatusCode)
	}
	if on, _ := s.app.Store().TwoApprovals(t.Context()); on {
		t.Error("the setting was changed")
	}
}

func TestSigningEverybodyOut(t *testing.T) {
	s := newSite(t)
	ana, maja := s.asRole("Ana", models.Administrator), s.as("Maja")
	if res := ana.post("/en/admin/people/sign-out", s.form()); res.to() != "/en/sign-in" {
		t.Errorf("sign everybody out: %d to %q", res.StatusCode, res.to())
	}
	if s.actor(ana).SignedIn() || s.actor(maja).SignedIn() {
		t.Error("somebody is still signed in")
	}
}
