package server_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"keephope/models"
	"keephope/models/modelstest"
)

func TestAnOrganisationsWindowLooksTheSameEverywhere(t *testing.T) {
	w := modelstest.NewWorld(t, filepath.Join(t.TempDir(), "keephope.db"))
	w.Member(t, w.Call(t), "House of Windows", models.Public)
	app := replica(t, w)
	own := "/endorsers/" + w.Text(t, "SELECT slug FROM listings")
	for _, lang := range []string{"en", "ru", "ar"} {
		windows := map[string]string{"/": ".voice .arch", "/endorsers": ".rows .arch", own: "main .arch"}
		seen := map[string]bool{}
		for path, which := range windows {
			doc, err := goquery.NewDocumentFromReader(strings.NewReader(fetch(t, app.URL()+"/"+lang+path).Body))
			if err != nil {
				t.Fatal(err)
			}
			one := doc.Find(which).First()
			seen[one.AttrOr("class", "")] = true
			if one.Text() != "H" {
				t.Errorf("/%s%s: the letter is %q", lang, path, one.Text())
			}
		}
		if len(seen) != 1 {
			t.Errorf("in %s the window is shown in different ways: %v", lang, seen)
		}
	}
}
