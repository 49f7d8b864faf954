package server_test

import (
	"maps"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"keephope/server"
)

// Cache headers: what is public may be kept by a proxy for a second, what is somebody's by nobody.
const (
	publicCache  = "public, max-age=0, s-maxage=1, must-revalidate"
	privateCache = "private, no-store"
)

// everyAnswer asks for every page as somebody whom it opens to and as somebody whom it does not, sends every form empty,
// and asks for what is no address at all.
func (m *matrix) everyAnswer(look func(r server.Route, a asked, res answer)) {
	m.t.Helper()
	before := m.rows()
	for _, r := range m.app.Routes() {
		for _, who := range []string{nobody, newcomer, signatory, keeper, administrator} {
			for _, object := range []string{own, missing} {
				path, ok := m.path(r, object)
				if !ok {
					continue
				}
				a := asked{method: r.Method, path: path, as: who}
				if r.Method != http.MethodGet {
					a.form = url.Values{"form_id": {m.w.Form()}}
				}
				look(r, a, m.ask(a))
				if r.Method != http.MethodGet {
					m.restore(before)
				}
			}
		}
	}
	for _, path := range []string{"/nothing", "/en/nothing", "/xx/", "/en/statement/%ff", "/en/?q=%zz", "/EN/"} {
		a := asked{method: http.MethodGet, path: path}
		look(server.Route{Method: http.MethodGet, Path: path}, a, m.ask(a))
	}
}

func TestEveryAnswerCarriesItsHeaders(t *testing.T) {
	m := newMatrix(t, "")
	named := 0
	m.everyAnswer(func(r server.Route, a asked, res answer) {
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
		} {
			if got := res.Header.Get(name); got != want {
				t.Errorf("%s %s as %s: %s is %q", r.Method, r.Path, a.as, name, got)
			}
		}
		for name := range res.Header {
			if strings.HasPrefix(name, "Access-Control-") { // no other site may read anything
				t.Errorf("%s %s as %s: %s is %q", r.Method, r.Path, a.as, name, res.Header.Get(name))
			}
		}
		named += m.ownFileName(r, res)
		policy := res.Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "frame-ancestors 'none'") || !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
			t.Errorf("%s %s as %s: the policy is %q", r.Method, r.Path, a.as, policy)
		}
		if kind := res.Header.Get("Content-Type"); res.body != "" && (kind == "" || strings.HasPrefix(kind, "text/") && !strings.Contains(strings.ToLower(kind), "charset=utf-8")) {
			t.Errorf("%s %s as %s: Content-Type is %q", r.Method, r.Path, a.as, kind)
		}
		if cached := res.Header.Get("Cache-Control"); r.Access > server.Kept && !strings.Contains(cached, "no-store") {
			t.Errorf("%s %s as %s: a private answer may be kept: %q", r.Method, r.Path, a.as, cached)
		}
	})
	if named < 3 {
		t.Errorf("%d answers have a file name: this test looks at too little", named)
	}
}

// ownFileName holds that a file's name is one of ours, in a form that every browser reads (RFC 6266). It counts 1 for a
// file.
func (m *matrix) ownFileName(r server.Route, res answer) int {
	disposition := res.Header.Get("Content-Disposition")
	if disposition == "" {
		return 0
	}
	kind, params, err := mime.ParseMediaType(disposition)
	if err != nil || kind != "attachment" && kind != "inline" || len(params) != 1 || !regexp.MustCompile(`^[a-z-]+\.[a-z]+$`).MatchString(params["filename"]) {
		m.t.Errorf("%s %s: Content-Disposition is %q: %v", r.Method, r.Path, disposition, err)
	}
	return 1
}

// uncached are public addresses that no proxy may keep, each for its reason.
var uncached = map[string]string{
	"/":        "it leads each reader to another language",
	"/setup":   "it leads on with a key",
	"/healthz": "an old answer is a wrong one",
	"/readyz":  "an old answer is a wrong one",
}

func TestPublicAnswersAreTheSameForEverybody(t *testing.T) {
	m := newMatrix(t, "")
	for _, r := range m.routes(http.MethodGet) {
		if r.Access != server.Public && r.Access != server.Kept {
			continue
		}
		for _, object := range m.objects(r) {
			path, _ := m.path(r, object)
			for _, accept := range representations {
				m.sameForAll(r, asked{method: http.MethodGet, path: path, accept: accept})
			}
		}
	}
}

func (m *matrix) sameForAll(r server.Route, a asked) {
	m.t.Helper()
	a.as = nobody
	plain := m.ask(a)
	if cached := plain.Header.Get("Cache-Control"); plain.StatusCode < 300 && uncached[r.Path] == "" && cached != publicCache && !strings.HasSuffix(cached, "immutable") {
		m.t.Errorf("GET %s: public, and Cache-Control is %q", a.path, cached)
	}
	if strings.Contains(strings.ToLower(strings.Join(plain.Header.Values("Vary"), ",")), "cookie") {
		m.t.Errorf("GET %s: public, and varies by cookie", a.path)
	}
	for _, who := range []string{signatory, keeper, administrator} {
		a.as = who
		if res := m.ask(a); !same(plain, res) {
			m.t.Errorf("GET %s: %s gets another answer than nobody: %v, %v", a.path, who, plain.Header, res.Header)
		}
	}
	if len(plain.Response.Cookies()) > 0 {
		m.t.Errorf("GET %s: public, and sets a cookie", a.path)
	}
}

// same reports whether two answers are one, but for the moment at which they were given.
func same(a, b answer) bool {
	heads := [2]http.Header{a.Header.Clone(), b.Header.Clone()}
	for _, head := range heads {
		head.Del("Date")
	}
	return a.StatusCode == b.StatusCode && a.body == b.body && maps.EqualFunc(heads[0], heads[1], slices.Equal)
}

func TestHeadIsGetWithoutItsBody(t *testing.T) {
	m := newMatrix(t, "")
	before := m.rows()
	for _, r := range m.routes(http.MethodGet) {
		for _, who := range []string{nobody, signatory, keeper, administrator} {
			for _, object := range []string{own, missing} {
				path, ok := m.path(r, object)
				if !ok {
					continue
				}
				page, head := m.ask(asked{method: http.MethodGet, path: path, as: who}), m.ask(asked{method: http.MethodHead, path: path, as: who})
				if once := strings.HasSuffix(r.Path, "/callback"); once {
					page.StatusCode = http.StatusMethodNotAllowed // a sign-in is used up by a GET alone
				}
				if head.body != "" || head.StatusCode != page.StatusCode || head.to() != page.to() {
					m.t.Errorf("HEAD %s as %s: %d to %q, GET is %d to %q", path, who, head.StatusCode, head.to(), page.StatusCode, page.to())
				}
			}
		}
		if names := before.changes(m.rows()); len(names) > 0 {
			t.Fatalf("HEAD %s: rows of %v have changed", r.Path, names)
		}
	}
}

func TestFormsOfOtherSitesDoNothing(t *testing.T) {
	m := newMatrix(t, "")
	before := m.rows()
	for _, r := range m.routes(http.MethodPost) {
		path, _ := m.path(r, own)
		for _, who := range []string{nobody, signatory, keeper, administrator} {
			for what, header := range map[string]map[string]string{
				"another site":   {"Sec-Fetch-Site": "cross-site"},
				"a sister site":  {"Sec-Fetch-Site": "same-site", "Origin": "https://www.example.test"},
				"an old browser": {"Sec-Fetch-Site": "", "Origin": "https://elsewhere.test"},
				"a sandbox":      {"Sec-Fetch-Site": "", "Origin": "null"},
				"plain http":     {"Sec-Fetch-Site": "", "Origin": strings.Replace(m.app.BaseURL(), "https:", "http:", 1)},
			} {
				res := m.ask(asked{method: http.MethodPost, path: path, as: who, form: url.Values{"form_id": {m.w.Form()}}, header: header})
				if res.StatusCode != http.StatusForbidden || !strings.Contains(res.Header.Get("Cache-Control"), "no-store") {
					t.Errorf("POST %s as %s from %s: %d", r.Path, who, what, res.StatusCode)
				}
			}
		}
	}
	if names := before.changes(m.rows()); len(names) > 0 {
		t.Errorf("rows of %v have changed", names)
	}
}

func TestOtherMethodsAreRefused(t *testing.T) {
	m := newMatrix(t, "")
	before := m.rows()
	methods := map[string][]string{}
	for _, r := range m.app.Routes() {
		methods[r.Path] = append(methods[r.Path], r.Method)
	}
	for _, r := range m.app.Routes() {
		path, _ := m.path(r, own)
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, http.MethodTrace, "PROPFIND"} {
			if slices.Contains(methods[r.Path], method) {
				continue
			}
			a := asked{method: method, path: path, as: signatory, header: map[string]string{"Sec-Fetch-Site": "same-origin", "X-HTTP-Method-Override": http.MethodPost}}
			res := m.ask(a)
			if method == http.MethodOptions && res.StatusCode == http.StatusNoContent && res.body == "" {
				continue // which methods there are is no secret
			}
			if !slices.Contains([]int{http.StatusMethodNotAllowed, http.StatusNotFound, http.StatusForbidden}, res.StatusCode) {
				t.Errorf("%s %s: %d, want 405", method, r.Path, res.StatusCode)
			}
		}
	}
	if names := before.changes(m.rows()); len(names) > 0 {
		t.Errorf("rows of %v have changed", names)
	}
}
