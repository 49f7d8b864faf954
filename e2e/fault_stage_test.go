package e2e

import (
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"keephope/config"
	"keephope/models/modelstest"
	"keephope/server"
	"keephope/server/demo/provider"
)

// stage is a place for the program with a database that a test prepares through a store of its own, with the same keys.
type stage struct {
	*modelstest.World
	place
}

// newStage prepares a stage on SQLite, or on the PostgreSQL database at address.
func newStage(t testing.TB, address string) *stage {
	t.Helper()
	data := t.TempDir()
	at := address
	if at == "" {
		at = filepath.Join(data, "keephope.db")
	}
	w := modelstest.NewWorld(t, at)
	w.Clock.Set(time.Now()) // the program has no other clock than the machine's
	return &stage{World: w, place: newPlace(t, map[string]string{
		"KEEPHOPE_KEYS": w.Keys, "KEEPHOPE_DATA": data, "KEEPHOPE_DATABASE_URL": address,
	})}
}

// onStages runs a story on both databases.
func onStages(t *testing.T, story func(t *testing.T, s *stage)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { story(t, newStage(t, "")) })
	t.Run("postgres", func(t *testing.T) { story(t, newStage(t, modelstest.Postgres(t))) })
}

// beside is a second replica: another address, the same database.
func (s *stage) beside(t testing.TB) place {
	t.Helper()
	addr := newPlace(t, nil).addr
	return place{addr: addr, env: s.with(map[string]string{"KEEPHOPE_ADDR": addr}).env}
}

// open runs the stage's program inside the test, for what only a test can set.
func (s *stage) open(t testing.TB, env map[string]string, parts server.Parts) *server.App {
	t.Helper()
	at := s.with(env).env
	at["KEEPHOPE_ADDR"] = "127.0.0.1:0"
	cfg, err := config.Load(func(name string) string { return at[name] })
	if err != nil {
		t.Fatal(err)
	}
	if parts.Log == nil {
		parts.Log = slog.New(slog.DiscardHandler)
	}
	app, err := server.Open(t.Context(), cfg, parts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := app.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return app
}

// column reads one column of text.
func (s *stage) column(t testing.TB, query string) (found []string) {
	t.Helper()
	pool, _ := s.Store.SQL()
	rows, err := pool.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		found = append(found, text)
	}
	return found
}

// visitor is a browser that follows no redirect by itself. A token of the store's own makes it one of somebody who is
// signed in, without the way over a provider; "" is a stranger.
type visitor struct {
	http.Client
	token string
}

func newVisitor(t testing.TB, token string) *visitor {
	t.Helper()
	transport := &http.Transport{MaxIdleConnsPerHost: 4}
	t.Cleanup(transport.CloseIdleConnections)
	return &visitor{token: token, Client: http.Client{
		Transport: transport, Timeout: 60 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// answer is a response with its body read.
type answer struct {
	status int
	header http.Header
	body   string
}

// ask sends a request. err says that no whole answer came.
func (v *visitor) ask(method, address string, form url.Values) (answer, error) {
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequest(method, address, body)
	if err != nil {
		return answer{}, err
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return v.send(r)
}

// send sends a request of one's own, as one's own pages send forms.
func (v *visitor) send(r *http.Request) (answer, error) {
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if v.token != "" {
		r.AddCookie(&http.Cookie{Name: "demo-session", Value: v.token}) // its name where the address is plain http
	}
	res, err := v.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header, string(text)}, err
}

// must is ask where an answer has to come.
func (v *visitor) must(t testing.TB, method, address string, form url.Values) answer {
	t.Helper()
	a, err := v.ask(method, address, form)
	if err != nil {
		t.Fatalf("%s %s: %v", method, address, err)
	}
	return a
}

// providerFor opens an OpenID provider for the stage's program, which then offers it.
func (s *stage) providerFor(t testing.TB, personas ...string) *httptest.Server {
	t.Helper()
	var own http.Handler
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { own.ServeHTTP(w, r) }))
	t.Cleanup(srv.Close)
	offered := make([]provider.Persona, len(personas))
	for i, name := range personas {
		offered[i] = provider.Persona{Subject: name, Name: name, About: map[string]string{"en": name}}
	}
	var err error
	own, err = provider.New(provider.Options{
		Issuer: srv.URL, ClientID: clientID, ClientSecret: clientSecret, Personas: offered,
		RedirectURI: s.url() + "/auth/" + providerID + "/callback", Now: time.Now, Rand: rand.Reader,
	})
	if err != nil {
		t.Fatal(err)
	}
	s.place = s.with(map[string]string{"KEEPHOPE_OIDC_0_ISSUER": srv.URL})
	return srv
}

var hiddenField = regexp.MustCompile(`<input type="hidden" name="([a-z_]+)" value="([^"]*)"`)

// signIn goes the whole way over the provider and returns a browser in which somebody is signed in.
func (s *stage) signIn(t testing.TB, persona string) *visitor {
	t.Helper()
	v := newVisitor(t, "")
	begun := v.must(t, http.MethodPost, s.url()+"/en/auth/"+providerID, url.Values{})
	page := v.must(t, http.MethodGet, begun.header.Get("Location"), nil)
	choice := url.Values{"persona": {persona}}
	for _, field := range hiddenField.FindAllStringSubmatch(page.body, -1) {
		choice.Set(field[1], strings.NewReplacer("&amp;", "&", "&#43;", "+").Replace(field[2]))
	}
	at, err := url.Parse(begun.header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	back := v.must(t, http.MethodPost, at.Scheme+"://"+at.Host+"/authorize", choice)
	r, err := http.NewRequest(http.MethodGet, back.header.Get("Location"), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cookies(begun) {
		r.AddCookie(c)
	}
	home, err := v.send(r)
	if err != nil || home.status != http.StatusSeeOther {
		t.Fatalf("sign-in of %s: %d %v", persona, home.status, err)
	}
	for _, c := range cookies(home) {
		if c.Name == "demo-session" {
			v.token = c.Value
		}
	}
	return v
}

// cookies are those that an answer sets.
func cookies(a answer) []*http.Cookie {
	return (&http.Response{Header: a.header}).Cookies()
}
