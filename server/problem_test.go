package server_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/views/locale"
)

// misfortune is an error as a program reads it.
type misfortune struct {
	Type, Title, Detail, Code string
	Status                    int
}

// problem reads an answer that a program gets.
func (s *story) problem(a asked, want int) misfortune {
	s.t.Helper()
	res := s.ask(a)
	if kind := res.Header.Get("Content-Type"); res.StatusCode != want || kind != "application/problem+json" {
		s.t.Fatalf("%s %s: %d as %q, want %d as a problem", a.method, a.path, res.StatusCode, kind, want)
	}
	var p misfortune
	if err := json.Unmarshal([]byte(res.body), &p); err != nil {
		s.t.Fatalf("%s %s: %v in %s", a.method, a.path, err, res.body)
	}
	if p.Status != want || p.Type != "about:blank" || p.Title == "" || p.Detail == "" || strings.Contains(res.body, "<") {
		s.t.Errorf("%s %s: %s", a.method, a.path, res.body)
	}
	return p
}

func TestProgramsAreToldErrorsInTheirFormat(t *testing.T) {
	s := newStory(t, "")
	const program = "application/json"
	russian := s.problem(asked{method: http.MethodGet, path: "/ru/nothing.json"}, http.StatusNotFound)
	if want := locale.For("ru").T("error.404.title"); russian.Title != want {
		t.Errorf("in Russian: %q, want %q", russian.Title, want)
	}
	s.problem(asked{method: http.MethodGet, path: "/en/endorsers/nobody", accept: program}, http.StatusNotFound)
	s.problem(asked{method: http.MethodGet, path: "/en/endorsers.csv?q=a&q=b"}, http.StatusBadRequest)
	s.problem(asked{method: http.MethodGet, path: "/en/endorsers?country=Atlantis", accept: program}, http.StatusUnprocessableEntity)
	s.problem(asked{method: http.MethodPost, path: "/en/endorsers.json", form: url.Values{}}, http.StatusMethodNotAllowed)
	s.problem(asked{method: http.MethodPost, path: "/en/sign-out", accept: program, form: url.Values{}, header: map[string]string{"Sec-Fetch-Site": "cross-site"}}, http.StatusForbidden)
	for _, browser := range []string{"", "*/*", "text/html,application/json;q=0.9", "application/json;q=0.1, text/html;q=0.2", "application/json;q=x"} {
		if kind := s.ask(asked{method: http.MethodGet, path: "/en/endorsers/nobody", accept: browser}).Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/html") {
			t.Errorf("Accept %q: %q", browser, kind)
		}
	}
}

func TestProgramsAreToldToWaitAndWhatToReport(t *testing.T) {
	s := newStory(t, "")
	door := asked{method: http.MethodPost, path: "/en/auth/first", accept: "application/json", form: url.Values{}, header: map[string]string{"X-Forwarded-For": "203.0.113.9"}}
	var res answer
	for range 200 {
		if res = s.send(door, true, "application/x-www-form-urlencoded"); res.StatusCode == http.StatusTooManyRequests {
			break
		}
	}
	if res.StatusCode != http.StatusTooManyRequests || res.Header.Get("Retry-After") == "" || res.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("too often: %d %v", res.StatusCode, res.Header)
	}
	s.w.Exec(t, "ALTER TABLE listings RENAME TO lost")
	broken := s.problem(asked{method: http.MethodGet, path: "/en/endorsers.json"}, http.StatusInternalServerError)
	if broken.Code == "" || !strings.Contains(broken.Detail, broken.Code) || !strings.Contains(s.log.String(), broken.Code) {
		t.Errorf("broken: %+v; its code is not in the log", broken)
	}
}

func TestAProgramCannotTellWhatIsHiddenFromWhatNeverWas(t *testing.T) {
	s := newStory(t, "")
	house := s.member(plain("House of Windows"))
	at := asked{method: http.MethodGet, path: "/en/endorsers/" + house.slug, accept: "application/json"}
	if res := s.ask(at); house.level != models.Public || res.StatusCode != http.StatusOK {
		t.Fatalf("while it stands there: %d", res.StatusCode)
	}
	s.hide(house)
	never := at
	never.path += "-never"
	s.problem(at, http.StatusNotFound)
	if hidden, nothing := s.ask(at), s.ask(never); !same(hidden, nothing) {
		t.Errorf("hidden: %v %s\nnever: %v %s", hidden.Header, hidden.body, nothing.Header, nothing.body)
	}
}

func TestErrorPagesGoByTheCampaignsName(t *testing.T) {
	w := modelstest.NewWorld(t, t.TempDir()+"/keephope.db")
	w.Call(t)
	app := replica(t, w)
	for _, lang := range []string{"en", "ru", "ar"} {
		site, err := app.Store().Featured(t.Context(), lang)
		if err != nil || site.Title == "" {
			t.Fatalf("no campaign in %s: %v", lang, err)
		}
		if got := fetch(t, app.URL()+"/"+lang+"/endorsers/never-was"); !strings.Contains(got.Body, "<span>"+site.Title+"</span>") {
			t.Errorf("the frame of a page that is not there in %s is not the campaign's", lang)
		}
	}
}
