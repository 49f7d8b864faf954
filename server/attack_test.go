package server_test

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"keephope/models"
)

func TestCookiesAreClosed(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	s.idp.sits("Maja")
	away := b.post("/en/auth/first", nil)
	back := b.get(b.get(away.to()).to())
	set := append(away.Response.Cookies(), back.Response.Cookies()...)
	names := map[string]bool{}
	for _, c := range set {
		names[c.Name] = true
		if !strings.HasPrefix(c.Name, "__Host-") || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
			t.Errorf("cookie %s is open: %s", c.Name, c.Raw)
		}
		if len(c.Raw) > 4096 {
			t.Errorf("cookie %s has %d bytes", c.Name, len(c.Raw))
		}
	}
	if !names["__Host-session"] || !names["__Host-signin"] || len(names) != 3 {
		t.Errorf("cookies are %v", names)
	}
	token := b.cookie("__Host-session")
	for _, address := range []string{"/en/me/sessions", "/en/sign-in"} {
		if page := b.get(address); strings.Contains(page.body, token) || strings.Contains(page.to(), token) || page.Header.Get("Cache-Control") != "private, no-store" {
			t.Errorf("%s: the session's secret is in the answer, or it may be cached", address)
		}
	}
}

func TestASessionThatWasPlantedIsWorthNothing(t *testing.T) {
	s := newSite(t)
	mallory := s.as("Mallory")
	planted := mallory.cookie("__Host-session")
	victim := s.browser()
	s.idp.sits("Maja")
	away := victim.post("/en/auth/first", nil)
	back := victim.get(away.to()).to()
	site, _ := url.Parse(siteURL)
	victim.Jar.SetCookies(site, []*http.Cookie{{Name: "__Host-session", Value: planted, Path: "/", Secure: true}})
	victim.get(back)
	if got := victim.cookie("__Host-session"); got == planted || s.actor(victim).Name != "Maja" {
		t.Error("the planted session became the victim's")
	}
	if s.actor(mallory).SignedIn() {
		t.Error("the session that the browser held before lives on")
	}
	before := victim.cookie("__Host-session")
	s.signIn(victim, "Maja")
	if victim.cookie("__Host-session") == before {
		t.Error("signing in again keeps the secret")
	}
}

func TestNobodyIsSignedInByALinkOrInAnotherBrowser(t *testing.T) {
	s := newSite(t)
	mallory, victim := s.browser(), s.browser()
	s.idp.sits("Mallory")
	back := mallory.get(mallory.post("/en/auth/first", nil).to()).to()

	if res := victim.get(back); res.StatusCode != http.StatusForbidden || s.actor(victim).SignedIn() {
		t.Errorf("the victim is signed in as Mallory: %d", res.StatusCode)
	}
	if res := mallory.get(back); res.StatusCode != http.StatusForbidden || s.actor(mallory).SignedIn() {
		t.Errorf("a sign-in that another browser tried is still good: %d", res.StatusCode)
	}
	for _, address := range []string{"/en/auth/first", "/auth/first", "/en/me/sessions/link/first"} {
		if res := victim.get(address); res.StatusCode < 300 || strings.HasPrefix(res.to(), providerURL) {
			t.Errorf("GET %s begins a sign-in: %d to %q", address, res.StatusCode, res.to())
		}
	}
	// The victim has a sign-in of its own under way; Mallory's answer is still not its own.
	s.idp.sits("Maja")
	own := victim.get(victim.post("/en/auth/first", nil).to()).to()
	s.idp.sits("Mallory")
	foreign := mallory.get(mallory.post("/en/auth/first", nil).to()).to()
	if res := victim.get(foreign); res.StatusCode != http.StatusForbidden || s.actor(victim).SignedIn() {
		t.Errorf("Mallory's answer in the victim's browser: %d", res.StatusCode)
	}
	for _, sent := range []string{"/auth/first/callback", "/auth/first/callback?error=x&state=" + strings.Repeat("a", 43), "/auth/never/callback?code=x"} {
		if res := victim.get(sent); res.StatusCode == http.StatusOK || s.actor(victim).SignedIn() {
			t.Errorf("an answer to nothing: %d", res.StatusCode)
		}
	}
	if res := victim.get(own); res.to() != "/en/me" || s.actor(victim).Name != "Maja" {
		t.Errorf("what other sites sent ended the victim's own sign-in: %d", res.StatusCode)
	}
	if res := victim.get(own); res.StatusCode != http.StatusForbidden {
		t.Errorf("it is good twice: %d", res.StatusCode)
	}
}

func TestAnAnswerIsGoodOnceForItsOwnProviderAndTenMinutes(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	s.idp.sits("Maja")
	begin := func() string { return b.get(b.post("/en/auth/first", nil).to()).to() }

	back := begin()
	mixed := strings.Replace(back, "/auth/first/", "/auth/second/", 1)
	if res := b.get(mixed); res.StatusCode != http.StatusForbidden {
		t.Errorf("at another provider's address: %d", res.StatusCode)
	}
	back = begin()
	s.clock.Add(models.SignInLife)
	if res := b.get(back); res.StatusCode != http.StatusForbidden {
		t.Errorf("after ten minutes: %d", res.StatusCode)
	}
	back = begin()
	if res := b.get(back); res.to() != "/en/me" {
		t.Fatalf("in time: %d", res.StatusCode)
	}
	if res := b.get(back); res.StatusCode != http.StatusForbidden {
		t.Errorf("a second time: %d", res.StatusCode)
	}
}

func TestAfterSignInNobodyIsSentElsewhere(t *testing.T) {
	s := newSite(t)
	for i, wanted := range []string{
		"//evil.test", "https://evil.test/", "/\\evil.test", "/en/me/%2f%2fevil.test", "/en/../..//evil.test", "/auth/first/callback?x=1",
	} {
		b := s.browser()
		b.address = fmt.Sprintf("203.0.%d.1", i) // a network of its own, with a rate of its own
		for _, name := range []string{"next", "return", "return_to", "redirect", "redirect_uri", "url"} {
			b.get("/en/sign-in?" + url.Values{name: {wanted}}.Encode())
			b.do(http.MethodPost, "/en/auth/first?"+url.Values{name: {wanted}}.Encode(), url.Values{}, map[string]string{"Sec-Fetch-Site": "same-origin"})
		}
		b.do(http.MethodGet, "/en/me/sessions/"+strings.TrimPrefix(wanted, "/"), nil, map[string]string{"Sec-Fetch-Dest": "document"})
		s.idp.sits("Maja")
		back := b.get(b.get(b.post("/en/auth/first", nil).to()).to())
		if !strings.HasPrefix(back.to(), "/en/me") || strings.Contains(back.to(), "evil") && !strings.HasPrefix(back.to(), "/en/me/sessions/") {
			t.Errorf("wanted %q: sent to %q", wanted, back.to())
		}
	}
	b := s.browser()
	if res := b.post("/en/auth/first", url.Values{"return_to": {"//evil.test"}}); res.StatusCode != http.StatusBadRequest {
		t.Errorf("a field that the form does not have: %d, want 400", res.StatusCode)
	}
}

func TestTheHostOfARequestIsNotBelieved(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	for name, header := range map[string]map[string]string{
		"Host":             {"Host": "evil.test"},
		"X-Forwarded-Host": {"X-Forwarded-Host": "evil.test", "X-Forwarded-Proto": "http", "Forwarded": "host=evil.test"},
	} {
		header["Sec-Fetch-Site"] = "same-origin"
		res := b.do(http.MethodPost, "/en/auth/first", url.Values{}, header)
		to, _ := url.Parse(res.to())
		if got := to.Query().Get("redirect_uri"); got != siteURL+"/auth/first/callback" {
			t.Errorf("%s: the provider is told to come back to %q", name, got)
		}
		if page := b.do(http.MethodGet, "/en/sign-in", nil, header); strings.Contains(page.body, "evil.test") || strings.Contains(page.Header.Get("Content-Security-Policy"), "evil.test") {
			t.Errorf("%s stands on the page", name)
		}
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	s := newSite(t)
	ana := s.asRole("Ana", models.Administrator)
	form := s.form("two_approvals", "1")
	for name, header := range map[string]map[string]string{
		"cross-site":           {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.test"},
		"a sister site":        {"Sec-Fetch-Site": "same-site", "Origin": "https://other.example.test"},
		"old browser":          {"Origin": "https://evil.test"},
		"no origin to tell":    {"Origin": "null"},
		"our name, other port": {"Origin": siteURL + ":8443"},
		"our name as a part":   {"Origin": siteURL + ".evil.test"},
		"the provider":         {"Sec-Fetch-Site": "cross-site", "Origin": providerURL},
	} {
		res := ana.do(http.MethodPost, "/ru/admin/settings", form, header)
		if res.StatusCode != http.StatusForbidden || !strings.Contains(res.body, "Эту форму отправил другой сайт") {
			t.Errorf("%s: %d", name, res.StatusCode)
		}
		if res.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s: the refusal has no policy", name)
		}
	}
	if on, _ := s.app.Store().TwoApprovals(t.Context()); on {
		t.Fatal("another site changed a setting")
	}
	for name, header := range map[string]map[string]string{
		"a browser":     {"Sec-Fetch-Site": "same-origin", "Origin": siteURL},
		"an old one":    {"Origin": siteURL},
		"not a browser": {},
	} {
		if res := ana.do(http.MethodPost, "/ru/admin/settings", s.form("two_approvals", "1"), header); res.StatusCode != http.StatusSeeOther {
			t.Errorf("our own form from %s: %d", name, res.StatusCode)
		}
	}
}

func TestUnusedMethodsAreRefused(t *testing.T) {
	s := newSite(t)
	ana := s.asRole("Ana", models.Administrator)
	own := map[string]string{"Sec-Fetch-Site": "same-origin"}
	for _, method := range []string{http.MethodTrace, http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodOptions, "PROPFIND"} {
		res := ana.do(method, "/en/admin/settings", nil, own)
		if method == http.MethodOptions && res.StatusCode == http.StatusNoContent {
			continue // says only which methods there are
		}
		if res.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d, want 405", method, res.StatusCode)
		}
	}
	for _, override := range []map[string]string{
		{"X-HTTP-Method-Override": "POST"}, {"X-HTTP-Method": "POST"}, {"X-Method-Override": "POST"},
	} {
		if res := ana.do(http.MethodGet, "/en/admin/people/sign-out?_method=POST", nil, override); res.StatusCode == http.StatusSeeOther || !s.actor(ana).SignedIn() {
			t.Errorf("a method was overridden by %v", override)
		}
	}
}

func TestTriesAreLimitedAndNoAddressIsKept(t *testing.T) {
	s := newSite(t)
	b, other := s.browser(), s.browser()
	b.address, other.address = "203.0.113.77", "198.51.100.9"
	last := answer{}
	for range models.RateSignIn.Burst + 1 {
		last = b.post("/en/auth/first", nil)
	}
	if last.StatusCode != http.StatusTooManyRequests || !strings.Contains(last.body, "Wait a minute and go on.") || last.Header.Get("Retry-After") == "" {
		t.Errorf("one try too many: %d", last.StatusCode)
	}
	if res := other.post("/en/auth/first", nil); res.StatusCode != http.StatusSeeOther {
		t.Errorf("another network: %d", res.StatusCode)
	}
	// Whoever writes more addresses into the header does not get a new rate: only what our own proxy wrote counts.
	b.address = "192.0.2.1, 203.0.113.78"
	if res := b.post("/en/auth/first", nil); res.StatusCode != http.StatusTooManyRequests {
		t.Errorf("with an invented address in front: %d", res.StatusCode)
	}
	s.clock.Add(time.Minute)
	if res := b.post("/en/auth/first", nil); res.StatusCode != http.StatusSeeOther {
		t.Errorf("a minute later: %d", res.StatusCode)
	}
	b.get("/auth/first/callback?code=x&state=" + strings.Repeat("A", 43))

	files, err := filepath.Glob(filepath.Join(s.data, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("files of the database: %v, %v", files, err)
	}
	texts := map[string]string{"the log": s.log.String()}
	for _, file := range files {
		if raw, err := os.ReadFile(file); err == nil {
			texts[filepath.Base(file)] = string(raw)
		}
	}
	for where, text := range texts {
		for _, address := range []string{"203.0.113", "198.51.100", "192.0.2", "\xcb\x00\x71\x4d"} {
			if strings.Contains(text, address) {
				t.Errorf("%s stands in %s", address, where)
			}
		}
	}
}
