package provider_test

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"keephope/server/demo/provider"
)

const (
	ours     = "http://keephope.example:8080"
	callback = ours + "/auth/demo/callback"
)

// stage is the provider below a path on a host of its own, with a clock that stands still until it is moved.
type stage struct {
	*httptest.Server
	t      *testing.T
	issuer string
	mu     sync.Mutex
	now    time.Time
}

func newStage(t *testing.T, path string) *stage {
	t.Helper()
	s := &stage{t: t, now: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)}
	var p http.Handler
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.ServeHTTP(w, r) }))
	t.Cleanup(s.Close)
	s.issuer = s.URL + path
	var err error
	p, err = provider.New(s.options())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *stage) options() provider.Options {
	return provider.Options{
		Issuer: s.issuer, ClientID: "keep-hope", ClientSecret: "demo: a secret", RedirectURI: callback,
		Personas: []provider.Persona{
			{Subject: "amal", Name: "Amal", About: map[string]string{"en": "Administrator", "ru": "Администратор", "ar": "مديرة"}},
			{Subject: "ruta", Name: "Rūta & <Co>", About: map[string]string{"en": "Signatory"}},
		},
		Stylesheet: "http://keephope.example:8080/static/keephope.css", Now: s.clock, Rand: rand.Reader,
	}
}

func (s *stage) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *stage) wait(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

const verifier = "a-verifier-of-at-least-forty-three-characters"

// ask is a right authorisation request, changed by name, value pairs; "" takes a parameter away.
func (s *stage) ask(changes ...string) url.Values {
	sum := sha256.Sum256([]byte(verifier))
	q := url.Values{
		"response_type": {"code"}, "client_id": {"keep-hope"}, "redirect_uri": {callback}, "scope": {"openid profile"},
		"state": {"the-state"}, "nonce": {"the-nonce"}, "code_challenge_method": {"S256"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])},
	}
	for i := 0; i < len(changes); i += 2 {
		if q.Set(changes[i], changes[i+1]); changes[i+1] == "" {
			q.Del(changes[i])
		}
	}
	return q
}

// send sends a request without following redirects.
func (s *stage) send(method, path string, form url.Values, header ...string) *http.Response {
	s.t.Helper()
	address, body := s.issuer+path, ""
	if method == http.MethodPost {
		body = form.Encode()
	} else if form != nil {
		address += "?" + form.Encode()
	}
	r, err := http.NewRequestWithContext(s.t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { resp.Body.Close() })
	return resp
}

// answer is the query with which a response sends the browser back to the client.
func (s *stage) answer(resp *http.Response) url.Values {
	s.t.Helper()
	to, err := resp.Location()
	if err != nil {
		s.t.Fatalf("%s, and no way back", resp.Status)
	}
	if at := to.Scheme + "://" + to.Host + to.Path; at != callback {
		s.t.Fatalf("sent to %s", at)
	}
	return to.Query()
}

// code gets a code for a persona.
func (s *stage) code(persona string) string {
	s.t.Helper()
	got := s.answer(s.send("POST", "/authorize", s.ask("persona", persona)))
	if got.Get("code") == "" {
		s.t.Fatalf("no code: %v", got)
	}
	return got.Get("code")
}

// tokenForm is a right token request, changed like ask.
func tokenForm(code string, changes ...string) url.Values {
	f := url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {callback}, "code_verifier": {verifier},
		"client_id": {"keep-hope"}, "client_secret": {"demo: a secret"},
	}
	for i := 0; i < len(changes); i += 2 {
		if f.Set(changes[i], changes[i+1]); changes[i+1] == "" {
			f.Del(changes[i])
		}
	}
	return f
}

// tokens sends a token request and returns its status and answer.
func (s *stage) tokens(form url.Values, header ...string) (int, map[string]any) {
	s.t.Helper()
	resp := s.send("POST", "/token", form, header...)
	var said map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&said); err != nil {
		s.t.Fatal(err)
	}
	return resp.StatusCode, said
}

// read parses a page.
func read(t *testing.T, resp *http.Response) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// hidden is what a page's form carries along.
func hidden(doc *goquery.Document) url.Values {
	form := url.Values{}
	doc.Find("form input[type=hidden]").Each(func(_ int, s *goquery.Selection) {
		form.Add(s.AttrOr("name", ""), s.AttrOr("value", ""))
	})
	return form
}
