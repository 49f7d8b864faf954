package server_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"keephope/server"
)

// The matrix asks every route of the table as every reader for every object. What it expects follows from the route's
// access and from whose the object is (matrix_rule_test.go), so that a new route is held to the rules without a line here.

var parameter = regexp.MustCompile(`:(\w+)|\*`)

// parameters are the names in a route's path.
func parameters(path string) (names []string) {
	for _, found := range parameter.FindAllString(path, -1) {
		names = append(names, strings.TrimPrefix(found, ":"))
	}
	return names
}

// path is the address that names an object; ok is false if the route names nothing of that kind.
func (m *matrix) path(r server.Route, object string) (path string, ok bool) {
	names, several := parameters(r.Path), 0
	path = r.Path
	for _, name := range names {
		value := m.value(r, name, object)
		if value == "" {
			return "", false
		}
		if !slices.Contains([]string{"lang", "*", "width", "role", "text"}, name) {
			several++
		}
		path = strings.Replace(strings.Replace(path, ":"+name, value, 1), "*", value, 1)
	}
	if slices.Contains(endorsementPages, r.Path) {
		several++
		path += "?endorsement=" + m.examples(r)["endorsement"][map[string]string{crossed: others}[object]+strings.TrimPrefix(object, crossed)]
	}
	if object == crossed {
		return path, several > 1 && slices.Contains(names, "organisation")
	}
	return path, several > 0 || object == own
}

// endorsementPages are pages of an organisation that name one of its endorsements in their query.
var endorsementPages = []string{
	"/:lang/me/:organisation/visibility", "/:lang/me/:organisation/withdraw", "/:lang/me/:organisation/endorse/newest",
}

// objects are what the route's address can name.
func (m *matrix) objects(r server.Route) (out []string) {
	for _, object := range []string{own, others, crossed, hidden, missing, malformed} {
		if _, ok := m.path(r, object); ok {
			out = append(out, object)
		}
	}
	return out
}

func (m *matrix) routes(method string) []server.Route {
	return slices.DeleteFunc(m.app.Routes(), func(r server.Route) bool { return r.Method != method })
}

func TestEchoKnowsTheTableAndNothingElse(t *testing.T) {
	s := newSite(t)
	table := map[string]bool{}
	for _, r := range s.app.Routes() {
		table[r.Method+" "+r.Path] = true
		if r.Method == http.MethodGet {
			table["HEAD "+r.Path] = true
		}
		if r.Access == server.Denied {
			t.Errorf("%s %s: no access is stated", r.Method, r.Path)
		}
	}
	for _, known := range s.app.Known() {
		if !table[known.Method+" "+known.Path] {
			t.Errorf("echo answers %s %s, which is not in the table", known.Method, known.Path)
		}
		delete(table, known.Method+" "+known.Path)
	}
	if len(table) > 0 {
		t.Errorf("echo does not answer %v", table)
	}
}

func TestEveryRouteOpensToThoseWhomItIsFor(t *testing.T) {
	for name, database := range databases(t) {
		t.Run(name, func(t *testing.T) {
			m := newMatrix(t, database(t))
			before := m.rows()
			for _, r := range m.routes(http.MethodGet) {
				m.opens(r)
				m.refusesWhatIsNone(r)
				if names := before.changes(m.rows()); len(names) > 0 {
					t.Fatalf("GET %s: rows of %v have changed", r.Path, names)
				}
			}
		})
	}
}

// refusesWhatIsNone asks for a page in a language that is not shipped, and by names and queries that are no text.
func (m *matrix) refusesWhatIsNone(r server.Route) {
	m.t.Helper()
	path, _ := m.path(r, own)
	who := map[server.Access]string{server.SignedIn: signatory, server.Desk: keeper, server.Admin: administrator}[r.Access]
	wants := map[string]int{path + "?q=%zz": http.StatusBadRequest, path + "?q=a%00": http.StatusNotFound, path + "?q=%ff": http.StatusNotFound}
	if r.Access == server.Kept { // what such a page does not read is dropped before anybody looks at it
		clear(wants)
	}
	if strings.HasPrefix(path, "/en/") {
		wants[strings.Replace(path, "/en/", "/xx/", 1)] = http.StatusNotFound
	}
	for _, name := range parameters(r.Path) {
		if value := m.value(r, name, own); name != "lang" && name != "*" {
			wants[strings.Replace(path, value, "%00", 1)] = http.StatusNotFound
			wants[strings.Replace(path, value, "a%FF", 1)] = http.StatusNotFound
		}
	}
	for address, want := range wants {
		if res := m.ask(asked{method: http.MethodGet, path: address, as: who}); res.StatusCode != want && !strings.Contains(address, "?endorsement=") {
			m.t.Errorf("GET %s: %d, want %d", address, res.StatusCode, want)
		}
	}
}

// opens asks for a page as everybody. What a reader may not see answers like what never was.
func (m *matrix) opens(r server.Route) {
	m.t.Helper()
	for _, who := range readers {
		never := map[bool]string{} // of a page, and of what programs are told
		for _, object := range m.objects(r) {
			path, _ := m.path(r, object)
			for _, accept := range representations {
				res := m.ask(asked{method: http.MethodGet, path: path, as: who, accept: accept})
				if fault := m.expect(cell{r, who, object}).fault(res); fault != "" {
					m.t.Errorf("GET %s (%s, %s) as %s: %s", r.Path, object, accept, who, fault)
				}
				if res.StatusCode != http.StatusNotFound {
					continue
				}
				program := strings.Contains(res.Header.Get("Content-Type"), "json")
				if never[program] == "" {
					never[program] = res.shape()
				}
				if res.shape() != never[program] || program != tellsPrograms(path, accept) {
					m.t.Errorf("GET %s (%s, %s) as %s: this 404 differs from another", r.Path, object, accept, who)
				}
			}
		}
	}
}

// tellsPrograms reports whether an error at an address is for a program.
func tellsPrograms(path, accept string) bool {
	path, _, _ = strings.Cut(path, "?")
	return accept == "application/json" || strings.HasSuffix(path, ".json") || strings.HasSuffix(path, ".csv")
}

func TestEveryFormDoesWhatItMayForThoseWhoMay(t *testing.T) {
	m := newMatrix(t, "")
	before := m.rows()
	for _, r := range m.routes(http.MethodPost) {
		m.refuses(r, before)
		for _, who := range readers {
			for _, object := range m.objects(r) {
				if !m.expect(cell{r, who, object}).still {
					m.sends(r, who, object)
					m.restore(before)
				}
			}
		}
	}
}

// refuses posts a form as everybody whom it is not for, and looks that nothing has changed.
func (m *matrix) refuses(r server.Route, before rows) {
	m.t.Helper()
	for _, who := range readers {
		for _, object := range m.objects(r) {
			if m.expect(cell{r, who, object}).still {
				m.sends(r, who, object)
			}
		}
	}
	if changed := before.changes(m.rows()); len(changed) > 0 {
		m.t.Errorf("POST %s: it was refused, and yet rows of %v have changed", r.Path, changed)
		m.restore(before)
	}
}

// sends posts a form with nothing but its id filled in.
func (m *matrix) sends(r server.Route, who, object string) {
	m.t.Helper()
	path, _ := m.path(r, object)
	res := m.ask(asked{method: http.MethodPost, path: path, as: who, form: url.Values{"form_id": {m.w.Form()}}})
	if fault := m.expect(cell{r, who, object}).fault(res); fault != "" {
		m.t.Errorf("POST %s (%s) as %s: %s", r.Path, object, who, fault)
	}
}
