package server_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"keephope/models"
	"keephope/server"
)

// form is a form with an id of its own, and pairs of name and value.
func (s *site) form(pairs ...string) url.Values {
	values := url.Values{"form_id": {s.app.Store().NewID()}}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	return values
}

// harmless are forms that are carried out without an id too, because to do so twice is what was wished, and because
// nothing may stand between a person and them.
var harmless = []string{
	"/:lang/auth/:provider", "/:lang/setup/:provider", "/:lang/me/sessions/link/:provider", // each begins a sign-in of its own
	"/:lang/sign-out", "/:lang/leave",
	"/:lang/me/:organisation/hide",
	"/:lang/me/notices/seen",
	"/:lang/me/coalition", "/:lang/desk", "/:lang/desk/members", "/:lang/admin/people", // searches, whose words shall stand in no address
}

// whoSends is the reader whom a route is for.
func whoSends(r server.Route) string {
	switch {
	case r.Access == server.Desk:
		return keeper
	case r.Access == server.Admin:
		return administrator
	case strings.HasSuffix(r.Path, "/application/delete"), strings.HasSuffix(r.Path, "/invitation/:token"):
		return newcomer
	}
	return signatory
}

func TestAFormWithoutItsIDOrWithNothingInItDoesNothing(t *testing.T) {
	m := newMatrix(t, "")
	before := m.rows()
	for _, r := range m.routes(http.MethodPost) {
		if slices.Contains(harmless, r.Path) {
			continue
		}
		path, _ := m.path(r, own)
		who := whoSends(r)
		sends := map[string]answer{
			"an empty body":         m.ask(asked{method: http.MethodPost, path: path, as: who, form: url.Values{}}),
			"an empty id":           m.ask(asked{method: http.MethodPost, path: path, as: who, form: url.Values{"form_id": {""}}}),
			"an id that is none":    m.ask(asked{method: http.MethodPost, path: path, as: who, form: url.Values{"form_id": {"1 OR 1=1"}}}),
			"no body and no format": m.send(asked{method: http.MethodPost, path: path, as: who, header: map[string]string{"Sec-Fetch-Site": "same-origin"}}, false, ""),
		}
		for what, res := range sends {
			if res.StatusCode < 400 || res.StatusCode >= 500 {
				m.t.Errorf("POST %s with %s as %s: %d to %q", r.Path, what, who, res.StatusCode, res.to())
			}
		}
		if changed := before.changes(m.rows()); len(changed) > 0 {
			m.t.Errorf("POST %s: rows of %v have changed", r.Path, changed)
			m.restore(before)
		}
	}
}

func TestAnAdministratorsFormSentAgainLaterDoesNothing(t *testing.T) {
	s := newSite(t)
	ada, maja := s.asRole("Ada", models.Administrator), s.as("Maja")
	at := "/en/admin/people/" + s.actor(maja).PersonID
	grant := s.form()
	grants := func() answer { return ada.post(at+"/grant/coordinator", grant) }
	first := grants()
	if first.StatusCode != http.StatusSeeOther {
		t.Fatalf("grant: %d", first.StatusCode)
	}
	if res := ada.post(at+"/revoke", s.form("role", "coordinator")); res.StatusCode != http.StatusSeeOther {
		t.Fatalf("revoke: %d", res.StatusCode)
	}
	if again := grants(); again.StatusCode != http.StatusSeeOther || again.to() != first.to() {
		t.Errorf("the same form again: %d to %q", again.StatusCode, again.to())
	}
	s.signIn(maja, "Maja")
	if s.actor(maja).Has(models.Coordinator) {
		t.Error("a form that was sent again granted what was revoked since")
	}
	out := s.form()
	for range 2 {
		if res := ada.post(at+"/sign-out", out); res.StatusCode != http.StatusSeeOther {
			t.Errorf("sign out: %d", res.StatusCode)
		}
		s.signIn(maja, "Maja")
	}
	if !s.actor(maja).SignedIn() {
		t.Error("signed out by an old form")
	}
	if res := ada.post(at+"/disable", out); res.StatusCode != http.StatusConflict {
		t.Errorf("a form's id used for something else: %d", res.StatusCode)
	}
	there := s.as("Ada")
	end := s.form("session", s.actor(there).SessionID)
	for range 2 {
		if res := ada.post("/en/me/sessions/end", end); res.StatusCode != http.StatusSeeOther {
			t.Errorf("end a session, twice by one form: %d", res.StatusCode)
		}
	}
}

func TestAWayToSignInIsTakenAwayButNeverTheLast(t *testing.T) {
	s := newSite(t)
	b := s.as("Maja")
	const sessions, unlink = "/en/me/sessions", "/en/me/sessions/unlink"
	if page := b.get(sessions); strings.Contains(page.body, unlink) || !strings.Contains(page.body, "your only way to sign in here") {
		t.Error("the only way to sign in can be taken away")
	}
	identity := func(of *browser, name string) string {
		return of.get(sessions).page(t).Find(`form[action="`+unlink+`"]:contains("`+name+`") input[name=identity]`).AttrOr("value", "")
	}
	s.second.sits("maja-at-second")
	b.follow(b.post("/en/me/sessions/link/second", nil))
	elsewhere := s.browser()
	elsewhere.follow(elsewhere.post("/en/auth/second", nil))
	first, second, before := identity(b, "First"), identity(b, "Second"), b.cookie("__Host-session")
	if first == "" || second == "" {
		t.Fatal("two ways are there and none can be taken away")
	}
	stranger := s.as("Layla")
	if res := stranger.post(unlink, s.form("identity", second)); res.StatusCode != http.StatusNotFound {
		t.Errorf("somebody else's: %d", res.StatusCode)
	}
	gone := s.form("identity", second)
	if res := b.post(unlink, gone); res.StatusCode != http.StatusSeeOther || b.cookie("__Host-session") == before || !s.actor(b).SignedIn() {
		t.Errorf("taken away: %d, and the cookie is the same or no good", res.StatusCode)
	}
	if s.actor(elsewhere).SignedIn() {
		t.Error("a session that was begun by it goes on")
	}
	if res := b.post(unlink, gone); res.StatusCode != http.StatusSeeOther || !s.actor(b).SignedIn() {
		t.Errorf("the form again: %d", res.StatusCode)
	}
	if res := b.post(unlink, s.form("identity", first)); res.StatusCode != http.StatusConflict || !strings.Contains(res.body, "your only way to sign in here") {
		t.Errorf("the last way: %d", res.StatusCode)
	}
	maja := s.actor(b).PersonID
	s.second.sits("maja-at-second")
	later := s.browser()
	later.follow(later.post("/en/auth/second", nil))
	if s.actor(later).PersonID == maja {
		t.Error("what was taken away still opens the account")
	}
	s.clock.Add(models.FreshFor)
	if res := b.post(unlink, s.form("identity", first)); res.StatusCode != http.StatusConflict || !strings.Contains(res.body, "sign in again first") {
		t.Errorf("a sign-in of long ago: %d", res.StatusCode)
	}
}
