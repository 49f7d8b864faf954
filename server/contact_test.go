package server_test

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"keephope/models/modelstest"
	"keephope/server"
	"keephope/views/locale"
)

// withContact is a site whose operator set KEEPHOPE_CONTACT.
func withContact(t *testing.T, contact string) (*server.App, *modelstest.World) {
	t.Helper()
	w := modelstest.NewWorld(t, filepath.Join(t.TempDir(), "keephope.db"))
	w.Call(t)
	return replicaWith(t, w, map[string]string{"KEEPHOPE_CONTACT": contact}), w
}

func TestReadersAreToldWhereToAsk(t *testing.T) {
	for contact, link := range map[string]string{"hope@lamp.test": `"mailto:hope@lamp.test"`, "https://lamp.test/ask": `"https://lamp.test/ask"`} {
		app, _ := withContact(t, contact)
		for _, lang := range locale.Langs() {
			for path, links := range map[string]int{"/": 1, "/accessibility": 2, "/privacy": 2, "/safety": 2, "/never-was": 1} {
				if got := strings.Count(fetch(t, app.URL()+"/"+string(lang)+path).Body, link); got != links {
					t.Errorf("/%s%s leads to %s %d times, want %d", lang, path, contact, got, links)
				}
			}
		}
	}
}

func TestWithoutAContactNoneIsPromised(t *testing.T) {
	app, _ := withContact(t, "")
	for _, lang := range locale.Langs() {
		words := locale.For(lang)
		for _, path := range []string{"/", "/accessibility", "/privacy", "/safety"} {
			body := fetch(t, app.URL()+"/"+string(lang)+path).Body
			for _, key := range []string{"site.footer.contact", "privacy.contact.title", "safety.contact.title"} {
				if strings.Contains(body, ">"+words.T(key)+"<") {
					t.Errorf("/%s%s promises: %s", lang, path, words.T(key))
				}
			}
			if silent := strings.Contains(body, words.T("accessibility.tell.nobody")); silent != (path == "/accessibility") {
				t.Errorf("/%s%s says that there is no address: %v", lang, path, silent)
			}
		}
	}
}

func TestAFaultOnOurSideSaysWhomToTell(t *testing.T) {
	for _, contact := range []string{"", "hope@lamp.test"} {
		app, w := withContact(t, contact)
		w.Exec(t, "ALTER TABLE listings RENAME TO lost")
		for _, lang := range locale.Langs() {
			words, got := locale.For(lang), fetch(t, app.URL()+"/"+string(lang)+"/endorsers")
			if got.Status != http.StatusInternalServerError || strings.Count(got.Body, words.T("error.500.title")) != 2 {
				t.Errorf("%s: %d, or the text repeats its heading: %s", lang, got.Status, got.Body)
			}
			if tells := strings.Contains(got.Body, `"mailto:hope@lamp.test"`); tells != (contact != "") {
				t.Errorf("%s, contact %q: told whom to tell: %v", lang, contact, tells)
			}
		}
	}
}
