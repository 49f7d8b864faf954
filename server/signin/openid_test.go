package signin_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/server/signin"
)

// TestManySignInsAtOnce lets many people through at once: everybody must come back as themselves, with values of their own.
func TestManySignInsAtOnce(t *testing.T) {
	h := newHouse(t, 0)
	const people = 40
	var all sync.WaitGroup
	var mu sync.Mutex
	seen := map[string]bool{}
	for range people {
		all.Go(func() {
			begun, err := h.Begin(t.Context(), "first", signin.Ask{Purpose: models.PurposeSignIn})
			if err != nil {
				t.Error(err)
				return
			}
			q := visit(t, begun.URL)
			if _, _, err := h.Finish(t.Context(), "first", q, begun.BrowserSecret); err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			ask, _ := url.Parse(begun.URL)
			for _, name := range []string{"state", "nonce", "code_challenge"} {
				seen[name+ask.Query().Get(name)] = true
			}
			seen[begun.BrowserSecret] = true
		})
	}
	all.Wait()
	if len(seen) != 4*people {
		t.Errorf("%d different values, want %d", len(seen), 4*people)
	}
	if n := h.idp.times("/.well-known/openid-configuration"); n != 1 {
		t.Errorf("metadata was asked for %d times, want once", n)
	}
}

func TestTheSignInPageLearnsTheOrigins(t *testing.T) {
	h := newHouse(t, 0)
	h.idp.metadata = func(m map[string]any) {
		m["authorization_endpoint"] = "https://login.elsewhere.example:8443/oauth?tenant=7"
	}
	h.other.answer("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "down", http.StatusServiceUnavailable)
	})
	host := strings.TrimPrefix
	want := []signin.Provider{
		{ID: "first", Kind: signin.KindOpenID, Name: host(h.idp.URL, "http://"), Origins: []string{"https://login.elsewhere.example:8443"}},
		{ID: "second", Kind: signin.KindOpenID, Name: host(h.other.URL, "http://"), Origins: []string{h.other.URL}},
	}
	if diff := cmp.Diff(want, h.Providers(t.Context())); diff != "" {
		t.Error(diff)
	}
}

func TestAProviderThatIsAwayIsAskedAgainButNotByEverybody(t *testing.T) {
	h := newHouse(t, 0)
	const path = "/.well-known/openid-configuration"
	h.idp.answer(path, func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "down", http.StatusBadGateway) })
	for range 5 {
		if _, err := h.Begin(t.Context(), "first", signin.Ask{Purpose: models.PurposeSignIn}); !errors.Is(err, signin.ErrUnavailable) {
			t.Fatal(err)
		}
	}
	if h.idp.times(path) != 1 {
		t.Errorf("asked %d times within a moment", h.idp.times(path))
	}
	h.idp.answer(path, nil)
	h.clock.add(6 * time.Second)
	h.signInPlainly(t)

	// Known metadata serves on while the provider does not give it.
	h.idp.answer(path, func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "down", http.StatusBadGateway) })
	h.clock.add(2 * time.Hour)
	h.signInPlainly(t)
}

func TestKeysMayRotate(t *testing.T) {
	h := newHouse(t, 0)
	h.signInPlainly(t)
	h.idp.rotate("key-2")
	h.signInPlainly(t)
	if n := h.idp.times("/jwks"); n != 2 {
		t.Errorf("keys were asked for %d times, want 2", n)
	}
}

func TestTheCodeIsShownOnce(t *testing.T) {
	for _, inBody := range []bool{false, true} {
		h := newHouse(t, 0)
		h.idp.secretInBody = inBody
		h.signInPlainly(t)
		back := h.travel(t)
		back.query.Set("code", "code-invented")
		_, _, err := h.arrive(t, back)
		refusedFor(t, err, signin.ErrRefused, "code not accepted")
		if n := h.idp.times("/token"); n != 2 {
			t.Errorf("secret in the body %t: %d token requests for 2 codes", inBody, n)
		}
	}
}

func TestTheNameMayComeFromUserinfoOfTheSameSubject(t *testing.T) {
	h := newHouse(t, 0)
	h.idp.claims = func(c map[string]any) { delete(c, "name") }
	userinfo := func(sub string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer access-") {
				problem(w, http.StatusUnauthorized, "invalid_token")
				return
			}
			reply(w, map[string]string{"sub": sub, "name": "Nino\u0000\nof\u2028Tbilisi", "picture": h.other.URL + "/picture"})
		}
	}
	for sub, want := range map[string]string{"person-7": "Nino of Tbilisi", "person-8": ""} {
		h.idp.answer("/userinfo", userinfo(sub))
		if who := h.signInPlainly(t); who.Name != want || who.Subject != "person-7" {
			t.Errorf("userinfo of %s: %+v", sub, who)
		}
	}
	h.idp.answer("/userinfo", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "down", http.StatusBadGateway) })
	if who := h.signInPlainly(t); who.Name != "" {
		t.Errorf("name %q from nowhere", who.Name)
	}
	if h.other.times("/picture") != 0 {
		t.Error("the picture was fetched")
	}
}

func TestOnlyAVerifiedEMailIsKept(t *testing.T) {
	h := newHouse(t, 0)
	for _, c := range []struct {
		email    any
		verified any
		want     string
	}{
		{"maja@example.org", true, "maja@example.org"},
		{"maja@example.org", "true", "maja@example.org"},
		{"maja@example.org", false, ""},
		{"maja@example.org", nil, ""},
		{"maja@example.org", 1, ""},
		{"maja@evil.example@example.org", true, ""},
		{"maja@example.org\r\nBcc: all@example.org", true, ""},
		{7, true, ""},
	} {
		h.idp.claims = func(claims map[string]any) { claims["email"], claims["email_verified"] = c.email, c.verified }
		if who := h.signInPlainly(t); who.Email != c.want || who.EmailVerified != (c.want != "") {
			t.Errorf("%v, %v: %+v", c.email, c.verified, who)
		}
	}
}
