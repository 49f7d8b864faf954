package provider_test

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keephope/server/demo/provider"
)

func TestACodeIsGoodOnce(t *testing.T) {
	s := newStage(t, "")
	code := s.code("amal")
	status, first := s.tokens(tokenForm(code))
	if status != http.StatusOK {
		t.Fatalf("%d %v", status, first)
	}
	bearer := []string{"Authorization", "Bearer " + first["access_token"].(string)}
	if resp := s.send("GET", "/userinfo", nil, bearer...); resp.StatusCode != http.StatusOK {
		t.Errorf("userinfo: %s", resp.Status)
	}
	if status, said := s.tokens(tokenForm(code)); status != http.StatusBadRequest || said["error"] != "invalid_grant" {
		t.Errorf("the second time: %d %v", status, said)
	}
	// Who shows a code again may have stolen it, so what it gave ends.
	if resp := s.send("GET", "/userinfo", nil, bearer...); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("userinfo after a replay: %s", resp.Status)
	}
}

func TestWrongTokenRequests(t *testing.T) {
	s := newStage(t, "")
	for name, c := range map[string]struct {
		form   func(code string) url.Values
		status int
		says   string
	}{
		"wrong verifier":   {func(c string) url.Values { return tokenForm(c, "code_verifier", verifier+"x") }, 400, "invalid_grant"},
		"no verifier":      {func(c string) url.Values { return tokenForm(c, "code_verifier", "") }, 400, "invalid_grant"},
		"wrong redirect":   {func(c string) url.Values { return tokenForm(c, "redirect_uri", "https://evil.example/") }, 400, "invalid_grant"},
		"no redirect":      {func(c string) url.Values { return tokenForm(c, "redirect_uri", "") }, 400, "invalid_grant"},
		"invented code":    {func(string) url.Values { return tokenForm("invented") }, 400, "invalid_grant"},
		"wrong secret":     {func(c string) url.Values { return tokenForm(c, "client_secret", "guess") }, 401, "invalid_client"},
		"no secret":        {func(c string) url.Values { return tokenForm(c, "client_secret", "") }, 401, "invalid_client"},
		"wrong client":     {func(c string) url.Values { return tokenForm(c, "client_id", "another") }, 401, "invalid_client"},
		"other grant type": {func(c string) url.Values { return tokenForm(c, "grant_type", "password") }, 400, "unsupported_grant_type"},
		"code twice": {func(c string) url.Values {
			f := tokenForm(c)
			f.Add("code", c)
			return f
		}, 400, "invalid_request"},
	} {
		code := s.code("amal")
		if status, said := s.tokens(c.form(code)); status != c.status || said["error"] != c.says || said["id_token"] != nil {
			t.Errorf("%s: %d %v", name, status, said)
		}
		// A wrong try spends the code, but one without the client's name does not.
		status, _ := s.tokens(tokenForm(code))
		if spent := status != http.StatusOK; spent != (c.says == "invalid_grant" && name != "invented code") {
			t.Errorf("%s: the code is spent: %t", name, spent)
		}
	}
}

func TestACodeLivesAMinuteAndATokenFive(t *testing.T) {
	s := newStage(t, "")
	code := s.code("amal")
	s.wait(time.Minute)
	if status, said := s.tokens(tokenForm(code)); status != http.StatusBadRequest {
		t.Errorf("after a minute: %d %v", status, said)
	}
	_, said := s.tokens(tokenForm(s.code("amal")))
	bearer := []string{"Authorization", "Bearer " + said["access_token"].(string)}
	s.wait(5 * time.Minute)
	if resp := s.send("POST", "/userinfo", nil, bearer...); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("userinfo after five minutes: %s", resp.Status)
	}
}

func TestTheClientMayShowItsSecretInTheHeaderButNotTwice(t *testing.T) {
	s := newStage(t, "")
	basic := "Basic " + base64.StdEncoding.EncodeToString([]byte("keep-hope:demo%3A+a+secret"))
	if status, said := s.tokens(tokenForm(s.code("amal"), "client_secret", "", "client_id", ""), "Authorization", basic); status != http.StatusOK {
		t.Errorf("in the header: %d %v", status, said)
	}
	if status, said := s.tokens(tokenForm(s.code("amal")), "Authorization", basic); status != http.StatusUnauthorized {
		t.Errorf("in both: %d %v", status, said)
	}
}

func TestTheNameNeedsTheScopeProfile(t *testing.T) {
	s := newStage(t, "")
	for scope, want := range map[string]map[string]any{
		"openid":         {"sub": "amal"},
		"openid profile": {"sub": "amal", "name": "Amal"},
	} {
		code := s.answer(s.send("POST", "/authorize", s.ask("persona", "amal", "scope", scope))).Get("code")
		_, said := s.tokens(tokenForm(code))
		resp := s.send("GET", "/userinfo", nil, "Authorization", "Bearer "+said["access_token"].(string))
		var info map[string]any
		if err := json.NewDecoder(resp.Body).Decode(&info); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, info); diff != "" {
			t.Errorf("%s: %s", scope, diff)
		}
	}
}

func TestTheMemoryForCodesIsBounded(t *testing.T) {
	s := newStage(t, "")
	for range 1000 {
		s.code("amal")
	}
	if got := s.answer(s.send("POST", "/authorize", s.ask("persona", "amal"))); got.Get("error") != "temporarily_unavailable" {
		t.Errorf("the 1001st: %v", got)
	}
	s.wait(6 * time.Minute)
	s.code("amal")
}

func TestWithoutRandomnessThereIsNoCode(t *testing.T) {
	s := newStage(t, "")
	o := s.options()
	drained := &drain{Reader: rand.Reader}
	o.Rand = drained
	p, err := provider.New(o)
	if err != nil {
		t.Fatal(err)
	}
	drained.empty = true
	w := httptest.NewRecorder()
	r := httptest.NewRequest("POST", s.issuer+"/authorize", strings.NewReader(s.ask("persona", "amal").Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	p.ServeHTTP(w, r)
	if got := s.answer(w.Result()); got.Has("code") {
		t.Errorf("a code without randomness: %v", got)
	}
}

// drain is a source of randomness that runs dry.
type drain struct {
	io.Reader
	empty bool
}

func (d *drain) Read(b []byte) (int, error) {
	if d.empty {
		return 0, errors.New("dry")
	}
	return d.Reader.Read(b)
}
