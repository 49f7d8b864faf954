package provider_test

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/server/demo/provider"
	"keephope/server/signin"
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

func TestAVisitorGoesBackWithoutSigningIn(t *testing.T) {
	s := newStage(t, "")
	got := s.answer(s.send("POST", "/authorize", s.ask("cancel", "1")))
	want := url.Values{"error": {"access_denied"}, "state": {"the-state"}, "iss": {s.issuer}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWrongRequestsGoBackWithTheErrorOfTheStandard(t *testing.T) {
	s := newStage(t, "")
	for problem, ask := range map[string]url.Values{
		"unsupported_response_type": s.ask("response_type", "id_token"),
		"invalid_scope":             s.ask("scope", "profile"),
		"invalid_request":           s.ask("code_challenge", ""),
		"login_required":            s.ask("prompt", "none"),
		"request_not_supported":     s.ask("request", "eyJ"),
		"request_uri_not_supported": s.ask("request_uri", "https://evil.example/"),
		"access_denied":             s.ask("persona", "nobody"),
	} {
		got := s.answer(s.send("POST", "/authorize", ask))
		if got.Get("error") != problem || got.Get("state") != "the-state" || got.Has("code") {
			t.Errorf("%s: %v", problem, got)
		}
	}
	for _, ask := range []url.Values{s.ask("code_challenge_method", "plain"), s.ask("code_challenge", "short")} {
		if got := s.answer(s.send("GET", "/authorize", ask)); got.Get("error") != "invalid_request" {
			t.Errorf("%v: %v", ask, got)
		}
	}
	twice := s.ask()
	twice.Add("nonce", "another")
	if got := s.answer(s.send("GET", "/authorize", twice)); got.Get("error") != "invalid_request" {
		t.Errorf("nonce twice: %v", got)
	}
}

func TestNobodyIsSentToAStranger(t *testing.T) {
	s := newStage(t, "")
	stranger := s.ask()
	stranger.Add("redirect_uri", "https://evil.example/")
	for _, ask := range []url.Values{
		s.ask("redirect_uri", "https://evil.example/"), s.ask("redirect_uri", callback+"/.."), s.ask("redirect_uri", ""),
		s.ask("client_id", "another"), s.ask("client_id", ""), stranger,
	} {
		ask.Set("persona", "amal")
		for _, method := range []string{"GET", "POST"} {
			resp := s.send(method, "/authorize", ask)
			if resp.StatusCode != http.StatusBadRequest || resp.Header.Get("Location") != "" {
				t.Errorf("%s %v: %s to %q", method, ask, resp.Status, resp.Header.Get("Location"))
			}
		}
	}
}

func TestOnlyAPostChooses(t *testing.T) {
	s := newStage(t, "")
	resp := s.send("GET", "/authorize", s.ask("persona", "amal", "cancel", "1"))
	if resp.StatusCode != http.StatusOK || resp.Header.Get("Location") != "" {
		t.Errorf("a GET was answered with %s", resp.Status)
	}
}

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

func TestThePageSpeaksTheReadersLanguage(t *testing.T) {
	s := newStage(t, "")
	for _, c := range []struct{ locales, accept, lang, dir, about, aboutLang string }{
		{"", "", "en", "ltr", "Administrator", "en"},
		{"", "ar-EG,en;q=0.5", "ar", "rtl", "مديرة", "ar"},
		{"ru", "ar", "ru", "ltr", "Администратор", "ru"},
		{"ka ru", "", "ru", "ltr", "Администратор", "ru"},
		{"ka", "xx;;", "en", "ltr", "Administrator", "en"},
	} {
		doc := read(t, s.send("GET", "/authorize", s.ask("ui_locales", c.locales), "Accept-Language", c.accept))
		about := doc.Find("#about-0 span")
		got := []string{doc.Find("html").AttrOr("lang", ""), doc.Find("html").AttrOr("dir", ""), about.Text(), about.AttrOr("lang", "")}
		if diff := cmp.Diff([]string{c.lang, c.dir, c.about, c.aboutLang}, got); diff != "" {
			t.Errorf("%q %q: %s", c.locales, c.accept, diff)
		}
	}
	doc := read(t, s.send("GET", "/authorize", s.ask("ui_locales", "ar")))
	if span := doc.Find("#about-1 span"); span.AttrOr("lang", "") != "en" || span.Text() != "Signatory" {
		t.Error("what is not translated is not marked as English")
	}
}

func TestThePageIsPlainAndClosed(t *testing.T) {
	s := newStage(t, "")
	resp := s.send("GET", "/authorize", s.ask("state", `"><script>alert(1)</script>`))
	want := "default-src 'none'; style-src http://keephope.example:8080; font-src http://keephope.example:8080; " +
		"img-src http://keephope.example:8080; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http://keephope.example:8080"
	if got := resp.Header.Get("Content-Security-Policy"); got != want {
		t.Errorf("policy %s", got)
	}
	if resp.Header.Get("Set-Cookie") != "" || resp.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("headers %v", resp.Header)
	}
	doc := read(t, resp)
	if n := doc.Find("script, style, [style], [onclick], img").Length(); n != 0 {
		t.Errorf("%d things that a plain page does not have", n)
	}
	if doc.Find("h1").Length() != 1 || doc.Find("button[name=persona]").Length() != 2 || doc.Find("title").Text() == "" {
		t.Error("the page lacks a heading, a title or its buttons")
	}
	doc.Find("button[name=persona]").Each(func(_ int, b *goquery.Selection) {
		if doc.Find("#"+b.AttrOr("aria-describedby", "x")).Length() != 1 {
			t.Error("a button is described by nothing")
		}
	})
	if got := hidden(doc).Get("state"); got != `"><script>alert(1)</script>` {
		t.Errorf("the state arrives as %q", got)
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
