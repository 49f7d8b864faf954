package signin_test

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
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
