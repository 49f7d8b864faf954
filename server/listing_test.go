package server_test

import (
	"io"
	"maps"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"keephope/config"
	"keephope/models"
	"keephope/models/modelstest"
	"keephope/server"
)

// onBoth runs a story on both databases, where the program looks for them.
func onBoth(t *testing.T, story func(t *testing.T, w *modelstest.World)) {
	t.Run("sqlite", func(t *testing.T) { story(t, modelstest.NewWorld(t, filepath.Join(t.TempDir(), "keephope.db"))) })
	t.Run("postgres", func(t *testing.T) { story(t, modelstest.NewWorld(t, modelstest.Postgres(t))) })
}

// replica starts the program on a World's database.
func replica(t *testing.T, w *modelstest.World) *server.App {
	t.Helper()
	return replicaWith(t, w, nil)
}

// replicaWith is a replica whose operator also set the variables in more.
func replicaWith(t *testing.T, w *modelstest.World, more map[string]string) *server.App {
	t.Helper()
	data := t.TempDir()
	cfg, err := config.Load(func(name string) string {
		env := map[string]string{
			"KEEPHOPE_ADDR": "127.0.0.1:0", "KEEPHOPE_DATA": filepath.Dir(w.URL), "KEEPHOPE_KEYS": w.Keys,
			"KEEPHOPE_BASE_URL": "https://keephope.example.org",
		}
		maps.Copy(env, more)
		if models.IsPostgres(w.URL) {
			env["KEEPHOPE_DATA"], env["KEEPHOPE_DATABASE_URL"] = data, w.URL
		}
		return env[name]
	})
	if err != nil {
		t.Fatal(err)
	}
	app, err := server.Open(t.Context(), cfg, server.Parts{Now: w.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = app.Close() })
	return app
}

// reading is what a reader gets, without the date.
type reading struct {
	Status int
	Header http.Header
	Body   string
}

func fetch(t *testing.T, address string, headers ...string) reading {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	res.Header.Del("Date")
	return reading{res.StatusCode, res.Header, string(body)}
}

func document(t *testing.T, a reading) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(a.Body))
	if err != nil || a.Status != http.StatusOK {
		t.Fatalf("%d, %v", a.Status, err)
	}
	return doc
}

func texts(s *goquery.Selection) []string {
	return s.Map(func(_ int, s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") })
}

func window(name string) models.Profile {
	return models.Profile{Names: models.Names{Own: name, OwnLang: "ka"}, Kind: "collective", Country: "GE", Communities: []string{"women"}}
}

func TestWhoHidesIsGoneFromEveryReplicaAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *modelstest.World) {
		here := replica(t, w)
		there := here // one process serves a SQLite file
		if models.IsPostgres(w.URL) {
			there = replica(t, w)
		}
		call := w.Call(t)
		id, nino := w.Endorser(t, call, window("Candle Quorum"), models.Public)
		surfaces := []string{"/en/endorsers", "/ru/endorsers?q=candle", "/ar/endorsers/candle-quorum", "/en/endorsers.csv", "/en/endorsers.json", "/en/endorsers?country=GE"}
		shows := func(a *server.App, path string) bool {
			return strings.Contains(fetch(t, a.URL()+path).Body, "Candle Quorum")
		}
		for _, path := range surfaces {
			eventually(t, func() bool { return shows(there, path) })
		}
		if _, err := here.Store().Hide(t.Context(), nino, id); err != nil {
			t.Fatal(err)
		}
		for _, path := range surfaces {
			if shows(here, path) {
				t.Errorf("%s still names who is hidden", path)
			}
		}
		hidden := time.Now()
		for _, path := range surfaces {
			eventually(t, func() bool { return !shows(there, path) })
		}
		if took := time.Since(hidden); took > 2*time.Second {
			t.Errorf("the other replica took %v", took)
		}
	})
}

// eventually waits up to three seconds for something to be so.
func eventually(t *testing.T, so func() bool) {
	t.Helper()
	for until := time.Now().Add(3 * time.Second); time.Now().Before(until); time.Sleep(10 * time.Millisecond) {
		if so() {
			return
		}
	}
	t.Fatal("it did not come to be so")
}

func TestAHiddenEndorserAnswersLikeOneThatNeverWas(t *testing.T) {
	onBoth(t, func(t *testing.T, w *modelstest.World) {
		app := replica(t, w)
		call := w.Call(t)
		hidden, nino := w.Endorser(t, call, window("Hidden Window"), models.Public)
		w.Endorser(t, call, window("Quiet Window"), models.Members)
		w.Endorser(t, call, window("Open Window"), models.Public)
		if got := fetch(t, app.URL()+"/en/endorsers/hidden-window"); got.Status != http.StatusOK {
			t.Fatalf("before it hides: %d", got.Status)
		}
		if _, err := app.Store().Hide(t.Context(), nino, hidden); err != nil {
			t.Fatal(err)
		}
		for _, lang := range []string{"en", "ru", "ar"} {
			base := app.URL() + "/" + lang + "/endorsers/"
			for _, headers := range [][]string{nil, {"Accept-Encoding", "gzip"}, {"HX-Request", "true"}, {"Accept-Language", "ru"}} {
				never := fetch(t, base+"never-was", headers...)
				if never.Status != http.StatusNotFound || strings.Contains(never.Body, "never-was") {
					t.Fatalf("never used: %d", never.Status)
				}
				for _, slug := range []string{"hidden-window", "quiet-window", "hidden-window-2", strings.Repeat("x", 500)} {
					if diff := cmp.Diff(never, fetch(t, base+slug, headers...)); diff != "" {
						t.Errorf("%s in %s (-never +hidden):\n%s", slug, lang, diff)
					}
				}
			}
		}
		if logo := fetch(t, app.URL()+"/en/logos/"+w.Store.NewID()+"-96"); logo.Status != http.StatusNotFound {
			t.Errorf("a logo that is nobody's: %d", logo.Status)
		}
	})
}

func TestTheListIsReadByElement(t *testing.T) {
	w := modelstest.NewWorld(t, t.TempDir()+"/keephope.db")
	app := replica(t, w)
	w.Store = app.Store()
	call := w.Call(t)
	first := document(t, fetch(t, app.URL()+"/en/endorsers"))
	if got := first.Find("#result > p").Text(); got != "The first names appear here as soon as coordinators have read the first applications." {
		t.Errorf("on the first day: %q", got)
	}
	p := window("ღია ფანჯარა")
	p.Names.English, p.Town = "Open Window <b>", "Tbilisi"
	w.Endorser(t, call, p, models.Public)
	doc := document(t, fetch(t, app.URL()+"/en/endorsers"))
	for selector, want := range map[string][]string{
		"h1":                          {"Who stands with us"},
		"h2":                          {"1 named organisation", "By country", "By community", "This campaign", "Stay close", "For organisations", "About"},
		".rows h3 a":                  {"Open Window <b>"},
		".rows .native[lang=ka]":      {"ღია ფანჯარა"},
		".rows q":                     {"We stay."},
		".rows .meta > span":          {"Georgia", "Women’s rights", "since 22 Nov 2026"},
		".tiles a":                    {"GE Georgia 1"},
		".bars > li:not(.none) .num":  {"1"},
		"#country option":             {"All 1", "Georgia (1)"},
		".measure > p:not(.only-s) b": {"1 organisation in 1 country."},
	} {
		if diff := cmp.Diff(want, texts(doc.Find(selector))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", selector, diff)
		}
	}
	if n := doc.Find(".bars > li.none").Length(); n != 24 {
		t.Errorf("%d communities are without an endorser, want 24", n)
	}
	for query, want := range map[string]string{
		"q=zzz":         "No organisation matches “zzz”. Try fewer letters, or clear the filters.",
		"country=MD":    "Nobody here yet. Do you know an organisation in Moldova? Invite it.",
		"community=hrd": "Nobody here yet. Invite it.",
	} {
		doc := document(t, fetch(t, app.URL()+"/en/endorsers?"+query))
		if got := texts(doc.Find("#result > p:last-of-type")); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %q", query, got)
		}
		if doc.Find(".chip").Length() != 1 || doc.Find("#result h2").Text() != "0 organisations" {
			t.Errorf("%s: %d chips under %q", query, doc.Find(".chip").Length(), doc.Find("#result h2").Text())
		}
	}
	fragment := fetch(t, app.URL()+"/en/endorsers?q=open", "HX-Request", "true")
	if doc := document(t, fragment); doc.Find("h1, header, .tiles").Length() != 0 || doc.Find("#found").Text() != "1 organisation" {
		t.Errorf("a fragment: %s", fragment.Body)
	}
	if got := document(t, fragment).Find("#languages a[lang=ru]").AttrOr("href", ""); got != "/ru/endorsers?q=open" {
		t.Errorf("a fragment's other languages keep %q", got)
	}
	if got := fetch(t, app.URL()+"/en/endorsers?q=open&country=&community=&order=newest", "HX-Request", "true").Header.Get("HX-Replace-Url"); got != "/en/endorsers?q=open" {
		t.Errorf("a filter's address is %q", got)
	}
	if meant := document(t, fetch(t, app.URL()+"/en/endorsers?q=georg")).Find("#result .chip[href='/en/endorsers?country=GE']").Text(); meant != "Georgia (1)" {
		t.Errorf("who looks for a country by its name is shown %q", meant)
	}
	one := document(t, fetch(t, app.URL()+"/en/endorsers/open-window-b"))
	if diff := cmp.Diff([]string{"Tbilisi", "Women’s rights", "Informal group or collective", "The statement, version 1"}, texts(one.Find("dd"))); diff != "" {
		t.Errorf("its page (-want +got):\n%s", diff)
	}
}

func TestBadFiltersAreRefusedAndStrangersPassedOver(t *testing.T) {
	w := modelstest.NewWorld(t, t.TempDir()+"/keephope.db")
	app := replica(t, w)
	w.Endorser(t, w.Call(t), window("Open Window"), models.Public)
	refused := fetch(t, app.URL()+"/en/endorsers?country=ZZ")
	refused.Status = http.StatusOK // told below
	wrong := document(t, refused)
	if got := wrong.Find(".error-summary a[href='#country']").Length(); got != 1 || wrong.Find(".rows li").Length() != 1 {
		t.Errorf("a country that there is not: %d links to its field, %d rows of the list", got, wrong.Find(".rows li").Length())
	}
	for query, want := range map[string]int{
		"utm_source=x&fbclid=y": 200, "q=" + url.QueryEscape(strings.Repeat("ж", 200)): 200, "page=nonsense": 200,
		"q=a&q=b": 400, "q=%zz": 400, "country=ZZ": 422, "community=x": 422, "order=x": 422, "q=%00": 404, "q=%ff": 404,
		"q=" + strings.Repeat("a", 201): 422,
	} {
		for _, path := range []string{"/en/endorsers?", "/en/endorsers.csv?", "/en/endorsers.json?"} {
			if got := fetch(t, app.URL()+path+query); got.Status != want || strings.Contains(got.Body, "fbclid") {
				t.Errorf("GET %s%.40s: %d, want %d", path, query, got.Status, want)
			}
		}
	}
}
