package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestSomebodySignsInWhereTheyWereGoing(t *testing.T) {
	s := newSite(t)
	b := s.browser()

	stranger := b.get("/ru/me/sessions?x=1")
	if stranger.StatusCode != http.StatusSeeOther || stranger.to() != "/ru/sign-in" {
		t.Fatalf("stranger on a page of members: %d to %q, want 303 to /ru/sign-in", stranger.StatusCode, stranger.to())
	}
	page := b.get("/ru/sign-in")
	if page.StatusCode != http.StatusOK || !strings.Contains(page.body, `action="/ru/auth/first"`) || !strings.Contains(page.body, `action="/ru/auth/second"`) {
		t.Fatalf("sign-in page: %d without both providers", page.StatusCode)
	}
	if first, second := strings.Index(page.body, "auth/first"), strings.Index(page.body, "auth/second"); first > second {
		t.Error("providers are not in the operator's order")
	}
	if got := strings.Count(page.body, "Там узнают, что вы были у нас."); got != 2 {
		t.Errorf("the sentence under each provider stands %d times, want 2", got)
	}
	policy := page.Header.Get("Content-Security-Policy")
	if !strings.HasSuffix(policy, "form-action 'self' "+providerURL+" "+secondURL) {
		t.Errorf("form-action does not let the forms lead to the providers: %q", policy)
	}

	s.idp.sits("Maja")
	away := b.post("/ru/auth/first", nil)
	if away.StatusCode != http.StatusSeeOther || !strings.HasPrefix(away.to(), providerURL+"/authorize?") {
		t.Fatalf("begin: %d to %q, want 303 to the provider", away.StatusCode, away.to())
	}
	back := b.get(b.get(away.to()).to())
	if back.StatusCode != http.StatusSeeOther || back.to() != "/ru/me/sessions?x=1" {
		t.Fatalf("callback: %d to %q, want 303 to the wanted page", back.StatusCode, back.to())
	}
	if arrived := b.get(back.to()); arrived.StatusCode != http.StatusOK || !strings.Contains(arrived.body, "Maja") {
		t.Errorf("wanted page after sign-in: %d", arrived.StatusCode)
	}
	if again := b.get("/en/sign-in"); again.to() != "/en/me" {
		t.Errorf("sign-in page for somebody who is signed in leads to %q, want /en/me", again.to())
	}
	if b.cookie("__Host-wanted") != "" || b.cookie("__Host-signin") != "" {
		t.Error("cookies of the sign-in are left behind")
	}
}

func TestSignOutEndsTheSessionOnTheServer(t *testing.T) {
	s := newSite(t)
	b := s.as("Maja")
	token := b.cookie("__Host-session")
	page := b.get("/en/me/sessions")
	out := b.post("/en/sign-out", url.Values{"form_id": {page.formID()}})
	if out.StatusCode != http.StatusSeeOther || out.to() != "/en/" {
		t.Errorf("sign-out: %d to %q", out.StatusCode, out.to())
	}
	if b.cookie("__Host-session") != "" {
		t.Error("the browser keeps its cookie")
	}
	thief := s.browser()
	res := thief.do(http.MethodGet, "/en/me/sessions", nil, map[string]string{"Cookie": "__Host-session=" + token})
	if res.StatusCode != http.StatusSeeOther {
		t.Errorf("the old cookie still opens pages: %d", res.StatusCode)
	}
}

func TestAFailedSignInSaysOneThingAndLogsTheCause(t *testing.T) {
	s := newSite(t)
	for name, query := range map[string]string{
		"nothing":          "",
		"no such state":    "?code=abc&state=" + strings.Repeat("A", 43),
		"provider says no": "?error=access_denied&state=" + strings.Repeat("A", 43),
		"markup":           "?error=<script>alert(1)</script>&state=" + strings.Repeat("A", 43),
	} {
		b := s.browser()
		res := b.get("/auth/first/callback" + query)
		if res.StatusCode != http.StatusForbidden || !strings.Contains(res.body, "Sign-in did not work. Try again.") {
			t.Errorf("%s: %d, want the generic page", name, res.StatusCode)
		}
		if strings.Contains(res.body, "<script>alert") || strings.Contains(res.body, "access_denied") {
			t.Errorf("%s: the page repeats what the provider said", name)
		}
		if b.cookie("__Host-session") != "" {
			t.Errorf("%s: a session began", name)
		}
	}
	if log := s.log.String(); !strings.Contains(log, "state unknown or used") || strings.Contains(log, "script") {
		t.Errorf("the log does not say why, or repeats what was sent:\n%s", log)
	}
}

func TestTheProviderIsAway(t *testing.T) {
	s := newSite(t)
	delete(s.hosts, "id.elsewhere.test:443")
	res := s.browser().post("/en/auth/first", nil)
	if res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(res.body, "Sign-in did not work. Try again.") {
		t.Errorf("begin while the provider is away: %d", res.StatusCode)
	}
	if res.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
}

func TestAHeadRequestUsesNoSignInUp(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	s.idp.sits("Maja")
	back := b.get(b.post("/en/auth/first", nil).to()).to()
	if res := b.do(http.MethodHead, back, nil, nil); res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("HEAD on the callback: %d, want 405", res.StatusCode)
	}
	if res := b.get(back); res.to() != "/en/me" {
		t.Errorf("the sign-in was used up: %d to %q", res.StatusCode, res.to())
	}
}
