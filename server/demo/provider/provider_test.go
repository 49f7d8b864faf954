package provider_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/server/demo/provider"
	"keephope/server/signin"
)

// memory keeps begun sign-ins for the test of the whole way.
type memory map[string]models.SignIn

func (m memory) KeepSignIn(_ context.Context, begun models.SignIn) error {
	m[string(begun.StateHash)] = begun
	return nil
}

func (m memory) TakeSignIn(_ context.Context, stateHash []byte) (models.SignIn, error) {
	begun, ok := m[string(stateHash)]
	delete(m, string(stateHash))
	if !ok {
		return begun, models.ErrNoSignIn
	}
	return begun, nil
}

func TestAVisitorBecomesAPersona(t *testing.T) {
	for _, path := range []string{"", "/demo/provider"} {
		s := newStage(t, path)
		in, err := signin.New([]signin.Config{{ID: "demo", Issuer: s.issuer, ClientID: "keep-hope", ClientSecret: "demo: a secret"}}, signin.Deps{
			BaseURL: ours, Transactions: memory{}, Now: s.clock, Rand: rand.Reader,
		})
		if err != nil {
			t.Fatal(err)
		}
		begun, err := in.Begin(t.Context(), "demo", signin.Ask{Purpose: models.PurposeSignIn, Language: "ru"})
		if err != nil {
			t.Fatal(err)
		}
		to, err := url.Parse(begun.URL)
		if err != nil {
			t.Fatal(err)
		}
		doc := read(t, s.send("GET", strings.TrimPrefix(to.Path, path), to.Query()))
		if lang := doc.Find("html").AttrOr("lang", ""); lang != "ru" {
			t.Errorf("the page is in %q", lang)
		}
		form := hidden(doc)
		form.Set("persona", doc.Find("button[name=persona]").Eq(1).AttrOr("value", ""))
		action := doc.Find("form").AttrOr("action", "")
		back := s.answer(s.send("POST", strings.TrimPrefix(action, path), form))

		who, _, err := in.Finish(t.Context(), "demo", back, begun.BrowserSecret)
		want := models.Identity{Provider: "demo", Issuer: s.issuer, Subject: "ruta", Name: "Rūta & <Co>"}
		if diff := cmp.Diff(want, who); err != nil || diff != "" {
			t.Errorf("%v %s", err, diff)
		}
	}
}

func TestElsewhereIsNothing(t *testing.T) {
	s := newStage(t, "/demo")
	for _, c := range []struct {
		method, path string
		status       int
	}{
		{"GET", "", 404}, {"GET", "/", 404}, {"GET", "/token", 405}, {"POST", "/jwks", 405}, {"GET", "/userinfo", 401},
		{"GET", "/jwks", 200}, {"GET", "/.well-known/openid-configuration", 200},
	} {
		if resp := s.send(c.method, c.path, nil); resp.StatusCode != c.status {
			t.Errorf("%s %s: %s", c.method, c.path, resp.Status)
		}
	}
	resp, err := http.Get(s.URL + "/jwks")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusNotFound {
		t.Errorf("outside of the path: %s", resp.Status)
	}
}

func TestThePrivateKeyStaysInside(t *testing.T) {
	s := newStage(t, "")
	body, err := io.ReadAll(s.send("GET", "/jwks", nil).Body)
	if err != nil {
		t.Fatal(err)
	}
	var set struct{ Keys []map[string]string }
	if err := json.Unmarshal(body, &set); err != nil {
		t.Fatal(err)
	}
	if len(set.Keys) != 1 || set.Keys[0]["kty"] != "EC" || set.Keys[0]["d"] != "" {
		t.Errorf("keys %s", body)
	}
}

func TestMissingOptionsAreNamed(t *testing.T) {
	s := newStage(t, "")
	if _, err := provider.New(s.options()); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*provider.Options){
		"issuer":     func(o *provider.Options) { o.Issuer = "demo" },
		"redirect":   func(o *provider.Options) { o.RedirectURI = "" },
		"client":     func(o *provider.Options) { o.ClientSecret = "" },
		"personas":   func(o *provider.Options) { o.Personas = nil },
		"randomness": func(o *provider.Options) { o.Rand = nil },
	} {
		o := s.options()
		change(&o)
		if _, err := provider.New(o); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
