package signin_test

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
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

func TestAPersonSignsIn(t *testing.T) {
	h := newHouse(t, 0)
	begun := h.begin(t)
	ask, err := url.Parse(begun.URL)
	if err != nil {
		t.Fatal(err)
	}
	q := ask.Query()
	want := map[string]string{
		"response_type": "code", "client_id": clientID, "scope": "openid profile",
		"redirect_uri": ours + "/auth/first/callback", "code_challenge_method": "S256",
	}
	for name, value := range want {
		if q.Get(name) != value {
			t.Errorf("%s is %q, want %q", name, q.Get(name), value)
		}
	}
	for _, name := range []string{"state", "nonce", "code_challenge"} {
		if len(q.Get(name)) != 43 {
			t.Errorf("%s is %q, want 256 bits", name, q.Get(name))
		}
	}

	who, taken, err := h.arrive(t, trip{begun, visit(t, begun.URL)})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(models.Identity{Provider: "first", Issuer: h.idp.URL, Subject: "person-7", Name: "Maja Ilić"}, who); diff != "" {
		t.Error(diff)
	}
	if taken.ReturnTo != "/en/me" || taken.Purpose != models.PurposeSignIn {
		t.Errorf("taken: %+v", taken)
	}
}

func TestOnlyHashesOfWhatTheBrowserHoldsAreKept(t *testing.T) {
	h := newHouse(t, 0)
	begun := h.begin(t)
	ask, _ := url.Parse(begun.URL)
	state := ask.Query().Get("state")
	for _, row := range h.store.begun {
		text := fmt.Sprintf("%+v %s %s", row, row.StateHash, row.BrowserHash)
		if strings.Contains(text, state) || strings.Contains(text, begun.BrowserSecret) {
			t.Error("the row holds a secret of the browser")
		}
		sum := sha256.Sum256([]byte(state))
		if string(row.StateHash) != string(sum[:]) {
			t.Error("the row is not kept under the hash of its state")
		}
		if strings.Contains(begun.URL, row.Verifier) {
			t.Error("the verifier travels through the browser")
		}
		if !row.ExpiresAt.Equal(h.clock.Now().Add(10 * time.Minute)) {
			t.Errorf("expires %s", row.ExpiresAt)
		}
	}
}

func TestSetupAndLinkCarryWhatTheyAreFor(t *testing.T) {
	h := newHouse(t, 0)
	for _, ask := range []signin.Ask{
		{Purpose: models.PurposeSetup, SetupKeyHash: []byte("hash of a key")},
		{Purpose: models.PurposeLink, PersonID: "p1", ReturnTo: "/ar/me"},
	} {
		begun, err := h.Begin(t.Context(), "first", ask)
		if err != nil {
			t.Fatal(err)
		}
		_, taken, err := h.arrive(t, trip{begun, visit(t, begun.URL)})
		if err != nil {
			t.Fatal(err)
		}
		got := signin.Ask{Purpose: taken.Purpose, SetupKeyHash: taken.SetupKeyHash, PersonID: taken.PersonID, ReturnTo: taken.ReturnTo}
		if diff := cmp.Diff(ask, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestAPurposeNeedsItsKeyOrPersonAndNothingElse(t *testing.T) {
	h := newHouse(t, 0)
	for _, ask := range []signin.Ask{
		{},
		{Purpose: "anything"},
		{Purpose: models.PurposeSetup},
		{Purpose: models.PurposeLink},
		{Purpose: models.PurposeSignIn, PersonID: "p1"},
		{Purpose: models.PurposeSignIn, SetupKeyHash: []byte("k")},
		{Purpose: models.PurposeLink, PersonID: "p1", SetupKeyHash: []byte("k")},
	} {
		if _, err := h.Begin(t.Context(), "first", ask); !errors.Is(err, signin.ErrRefused) {
			t.Errorf("%+v: %v", ask, err)
		}
	}
}

func TestAForeignReturnPathIsDropped(t *testing.T) {
	h := newHouse(t, 0)
	begun, err := h.Begin(t.Context(), "first", signin.Ask{ReturnTo: "//evil.example/", Purpose: models.PurposeSignIn})
	if err != nil {
		t.Fatal(err)
	}
	_, taken, err := h.arrive(t, trip{begun, visit(t, begun.URL)})
	if err != nil || taken.ReturnTo != "" {
		t.Errorf("return to %q, %v", taken.ReturnTo, err)
	}
}

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

func TestADatabaseFaultIsNoRefusal(t *testing.T) {
	h := newHouse(t, 0)
	back := h.travel(t)
	h.store.err = errors.New("database away")
	var failure *signin.Failure
	if _, _, err := h.arrive(t, back); !errors.Is(err, h.store.err) || errors.As(err, &failure) {
		t.Errorf("finish: %v", err)
	}
	_, err := h.Begin(t.Context(), "first", signin.Ask{Purpose: models.PurposeSignIn})
	if !errors.Is(err, h.store.err) || errors.As(err, &failure) {
		t.Errorf("begin: %v", err)
	}
}

func TestWithoutRandomnessNothingBegins(t *testing.T) {
	s, err := signin.New([]signin.Config{{ID: "gh", Kind: signin.KindGitHub, ClientID: "a", ClientSecret: "b"}}, signin.Deps{
		BaseURL: ours, Transactions: &memory{}, Now: time.Now, Rand: io.LimitReader(rand.Reader, 100),
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Begin(t.Context(), "gh", signin.Ask{Purpose: models.PurposeSignIn}); err == nil {
		t.Error("a sign-in began with 100 random bytes of 128")
	}
}

func TestAWrongConfigurationNamesEveryFault(t *testing.T) {
	good := signin.Config{ID: "a", Issuer: "https://id.example.org", ClientID: "c", ClientSecret: "s"}
	deps := signin.Deps{BaseURL: ours, Transactions: &memory{}, Now: time.Now, Rand: rand.Reader}
	if _, err := signin.New([]signin.Config{good}, deps); err != nil {
		t.Fatalf("a right one: %v", err)
	}
	for fault, change := range map[string]func(*signin.Config){
		"the id is not like":    func(c *signin.Config) { c.ID = "Key Cloak" },
		"unknown kind":          func(c *signin.Config) { c.Kind = "vk" },
		"must begin with https": func(c *signin.Config) { c.Issuer = "http://id.example.org" },
		"neither https nor":     func(c *signin.Config) { c.Issuer = "ftp://id.example.org" },
		"not an address like":   func(c *signin.Config) { c.Issuer = "https://user:pw@id.example.org" },
		"query or fragment":     func(c *signin.Config) { c.Issuer = "https://id.example.org?a=b" },
		"secret is missing":     func(c *signin.Config) { c.ClientSecret = "" },
		"origin":                func(c *signin.Config) { c.Origins = []string{"https://a.example/; script-src *"} },
	} {
		wrong := good
		change(&wrong)
		if _, err := signin.New([]signin.Config{wrong}, deps); err == nil || !strings.Contains(err.Error(), fault) {
			t.Errorf("%s: %v", fault, err)
		}
	}
	twin := good
	twin.ID = "b"
	if _, err := signin.New([]signin.Config{good, twin}, deps); err == nil {
		t.Error("one issuer was taken twice")
	}
	if _, err := signin.New([]signin.Config{good, good}, deps); err == nil {
		t.Error("one id was taken twice")
	}
}
