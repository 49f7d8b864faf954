package server_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"keephope/models"
)

func TestADraftIsReadBesideWhatIsPublished(t *testing.T) {
	s := newSite(t)
	s.campaign()
	b := s.asRole("Irena", models.Coordinator)
	at := b.post("/en/desk/statement", filled(t, b.get("/en/desk/statement").page(t).Find("main form"))).to()
	save := func(at, title, body string) {
		t.Helper()
		values := filled(t, b.get(at).page(t).Find("main form"))
		values.Set("title", title)
		values.Set("body", body)
		if res := b.post(at, values); res.StatusCode != http.StatusSeeOther {
			t.Fatalf("saved: %d\n%s", res.StatusCode, res.body)
		}
	}
	values := filled(t, b.get(at).page(t).Find("main form"))
	save(at, values.Get("title"), values.Get("body"))
	const publish = "/en/desk/statement/publish"
	if page := b.get(publish); page.page(t).Find(".diff").Length() != 0 || !strings.Contains(page.body, "The same words as in version 1.") {
		t.Errorf("of a draft that says the same: %s", page.page(t).Find("main").Text())
	}
	save(at, values.Get("title"), strings.Replace(values.Get("body"), "We stand", "We all stand", 1))
	page := b.get(publish).page(t)
	if added := strings.TrimSpace(page.Find(".diff ins").Text()); !strings.Contains(added, "all") || page.Find(".diff del").Length() != 0 {
		t.Errorf("added: %q", added)
	}
	save(strings.Replace(at, "/draft/en", "/draft/ar", 1), "نقف معًا", "")
	res := b.post(publish, filled(t, b.get(publish).page(t).Find("main form")))
	if want := "Write title and text in every language that you began (Arabic)"; res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(res.body, want) {
		t.Errorf("an unfinished language: %d %q", res.StatusCode, res.body)
	}
}

// Two write the same text: whoever saves later is shown what the other one saved, beside what they wrote themselves, and
// saves once more with open eyes.
func TestTwoWhoWriteOneDraftSeeBothTexts(t *testing.T) {
	s := newSite(t)
	s.campaign()
	irena, tomas := s.asRole("Irena", models.Coordinator), s.asRole("Tomas", models.Coordinator)
	at := irena.post("/en/desk/statement", filled(t, irena.get("/en/desk/statement").page(t).Find("main form"))).to()
	mine, theirs := filled(t, irena.get(at).page(t).Find("main form")), filled(t, tomas.get(at).page(t).Find("main form"))
	theirs.Set("body", "What Tomas wrote.")
	wantStatus(t, "first", tomas.post(at, theirs), http.StatusSeeOther)
	s.clock.Add(time.Second)
	mine.Set("body", "What Irena wrote.")
	clash := irena.post(at, mine)
	wantStatus(t, "second", clash, http.StatusConflict, "What is saved now", "What Tomas wrote.", "What Irena wrote.</textarea>")
	mine.Set("form_id", clash.formID())
	mine.Set("seen", fieldOf(clash, "seen"))
	wantStatus(t, "once more", irena.post(at, mine), http.StatusSeeOther)
	if page := tomas.get(at); !strings.Contains(page.body, "What Irena wrote.</textarea>") || strings.Contains(page.body, "What Tomas wrote.") {
		t.Error("the text that was saved with open eyes is not there")
	}
}
