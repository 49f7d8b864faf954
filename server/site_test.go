package server_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"keephope/config"
	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/seal"
	"keephope/server"
)

// Where the site and its providers are on the network of a test. No name is loopback, and each is another site.
const (
	siteURL     = "https://app.example.test"
	providerURL = "https://id.elsewhere.test"
	secondURL   = "https://login.third.test"
)

// site is the whole program behind a proxy that ends TLS, as in production, with two providers elsewhere.
type site struct {
	t      *testing.T
	app    *server.App
	clock  *modelstest.Clock
	idp    *provider
	second *provider
	log    *logged
	hosts  map[string]string // "host:port" to where it really listens
	data   string
	keys   string // text of the key ring
	// database is the address of another database than a SQLite file in data; "" = none.
	database string
}

// logged is what the program wrote to its log.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write implements io.Writer.
func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func newSite(t *testing.T) *site {
	t.Helper()
	return newSiteOn(t, "")
}

// newSiteOn is newSite on another database than a SQLite file of its own. It logs everything that can be logged.
func newSiteOn(t *testing.T, database string) *site {
	t.Helper()
	s := &site{t: t, clock: modelstest.NewClock(), log: &logged{}, hosts: map[string]string{}, data: t.TempDir(), database: database}
	s.idp, s.second = newProvider(t, providerURL, s.clock.Now), newProvider(t, secondURL, s.clock.Now)
	s.serveTLS("id.elsewhere.test:443", s.idp)
	s.serveTLS("login.third.test:443", s.second)
	ring, err := seal.GenerateRing(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s.keys = ring
	env := map[string]string{
		"KEEPHOPE_DATABASE_URL": database,
		"KEEPHOPE_ADDR":         "127.0.0.1:0", "KEEPHOPE_DATA": s.data, "KEEPHOPE_KEYS": ring, "KEEPHOPE_BASE_URL": siteURL,
		"KEEPHOPE_TRUSTED_PROXIES": "127.0.0.1", "KEEPHOPE_BACKUP_DAYS": "14",
		"KEEPHOPE_OIDC_0_ID": "first", "KEEPHOPE_OIDC_0_NAME": "First", "KEEPHOPE_OIDC_0_ISSUER": providerURL,
		"KEEPHOPE_OIDC_0_CLIENT_ID": clientID, "KEEPHOPE_OIDC_0_CLIENT_SECRET": clientSecret,
		"KEEPHOPE_OIDC_1_ID": "second", "KEEPHOPE_OIDC_1_NAME": "Second", "KEEPHOPE_OIDC_1_ISSUER": secondURL,
		"KEEPHOPE_OIDC_1_CLIENT_ID": clientID, "KEEPHOPE_OIDC_1_CLIENT_SECRET": clientSecret,
	}
	cfg, err := config.Load(func(name string) string { return env[name] })
	if err != nil {
		t.Fatal(err)
	}
	s.app, err = server.Open(t.Context(), cfg, server.Parts{
		Now: s.clock.Now, Log: slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug})), Transport: s.network(),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.app.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	inner, _ := url.Parse(s.app.URL())
	s.serveTLS("app.example.test:443", &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(inner)
		r.Out.Host = r.In.Host
		r.Out.Header["X-Forwarded-For"] = r.In.Header["X-Test-Address"]
	}})
	return s
}

// serveTLS puts a handler on the test's network.
func (s *site) serveTLS(hostPort string, handler http.Handler) {
	srv := httptest.NewUnstartedServer(handler)
	srv.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug)
	srv.StartTLS()
	s.t.Cleanup(srv.Close)
	s.hosts[hostPort] = srv.Listener.Addr().String()
}

// network dials the test's names.
func (s *site) network() *http.Transport {
	return &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, // the names are the test's own
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			if to, ok := s.hosts[address]; ok {
				address = to
			}
			return (&net.Dialer{}).DialContext(ctx, network, address)
		},
	}
}

// browser is one reader's browser. It follows no redirect by itself, so that a story sees each.
type browser struct {
	*http.Client
	t       *testing.T
	address string // of the reader, as the proxy reports it
}

func (s *site) browser() *browser {
	jar, _ := cookiejar.New(nil)
	transport := s.network()
	s.t.Cleanup(transport.CloseIdleConnections)
	return &browser{t: s.t, address: "203.0.113.77", Client: &http.Client{
		Jar: jar, Transport: transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// answer is a response with its body read.
type answer struct {
	*http.Response
	body string
}

func (b *browser) do(method, address string, form url.Values, header map[string]string) answer {
	b.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	if strings.HasPrefix(address, "/") {
		address = siteURL + address
	}
	r, err := http.NewRequestWithContext(b.t.Context(), method, address, body)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("X-Test-Address", b.address)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range header {
		if name == "Host" {
			r.Host = value
		}
		r.Header.Set(name, value)
	}
	res, err := b.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{res, string(text)}
}

func (b *browser) get(address string) answer {
	b.t.Helper()
	return b.do(http.MethodGet, address, nil, map[string]string{"Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document"})
}

// post sends a form as a browser sends one of our own pages' forms.
func (b *browser) post(address string, form url.Values) answer {
	b.t.Helper()
	if form == nil {
		form = url.Values{}
	}
	return b.do(http.MethodPost, address, form, map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": siteURL})
}

// to is where a redirect leads.
func (a answer) to() string { return a.Header.Get("Location") }

// follow goes on from a redirect until something is no redirect.
func (b *browser) follow(a answer) answer {
	b.t.Helper()
	for range 10 {
		if a.to() == "" {
			return a
		}
		a = b.get(a.to())
	}
	b.t.Fatal("redirects without end")
	return a
}

// signIn signs somebody in at the first provider and returns where that led.
func (s *site) signIn(b *browser, who string) answer {
	s.t.Helper()
	s.idp.sits(who)
	return b.follow(b.post("/en/auth/first", nil))
}

// as is a browser in which somebody is signed in.
func (s *site) as(who string) *browser {
	s.t.Helper()
	b := s.browser()
	s.signIn(b, who)
	if s.actor(b).Name != who {
		s.t.Fatalf("%s is not signed in", who)
	}
	return b
}

// actor is who holds the browser's session.
func (s *site) actor(b *browser) models.Actor {
	s.t.Helper()
	actor, err := s.app.Store().Actor(s.t.Context(), b.cookie("__Host-session"))
	if err != nil {
		s.t.Fatal(err)
	}
	return actor
}

// cookie is the value that the browser holds for the site, "" if none.
func (b *browser) cookie(name string) string {
	at, _ := url.Parse(siteURL)
	for _, c := range b.Jar.Cookies(at) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

// asRole is a browser of somebody with a role of the instance.
func (s *site) asRole(who string, role models.Role) *browser {
	s.t.Helper()
	b := s.as(who)
	if err := s.app.Store().Grant(s.t.Context(), models.Program(), models.Sent{}, s.actor(b).PersonID, role); err != nil {
		s.t.Fatal(err)
	}
	s.signIn(b, who)
	return b
}

var formIDShape = regexp.MustCompile(`name="form_id" value="([a-z0-9]{26})"`)

// formID is the hidden field of a page's forms.
func (a answer) formID() string {
	m := formIDShape.FindStringSubmatch(a.body)
	if m == nil {
		return ""
	}
	return m[1]
}
