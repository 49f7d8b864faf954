package views_test

import (
	"bufio"
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/views"
	"keephope/views/locale"
)

// sheetOf is a public action that says something in every field.
func sheetOf(p models.PublicAction) models.ActionSheet {
	return models.ActionSheet{
		Slug: "light-in-the-window", State: models.ActionOpen, PublicAction: p, LastAt: time.Date(2027, 11, 28, 3, 0, 0, 0, time.UTC),
		ChangedAt: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), Hosts: []models.ActionPart{{Names: models.Names{Own: "ღია ფანჯარა", OwnLang: "ka", English: "Open Window"}}},
	}
}

func actionFile(t *testing.T, open func(*bufio.Writer, views.ActionFile) views.ActionWriter, a models.ActionSheet, lang locale.Lang) string {
	t.Helper()
	var out bytes.Buffer
	w := open(bufio.NewWriter(&out), views.ActionFile{
		Words: locale.For(lang), At: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC),
		Address: func(slug string) string { return "https://keephope.example.org/en/actions/" + slug },
	})
	if err := w.Write([]models.ActionSheet{a}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestEveryFieldOfAnActionStandsUnderItsHead holds what other programs lean on: columns and their order, names and types.
func TestEveryFieldOfAnActionStandsUnderItsHead(t *testing.T) {
	for want, open := range map[string]func(*bufio.Writer, views.ActionFile) views.ActionWriter{
		"\ufeff" + "title,title_language,summary,kind,status,start,end,time_zone,weekly_until,where,country,town,place,communities,hosts,changed,page,except" + "\r\n" +
			"en: light in the window,en,en: one window in every town of the country stays lit,public-event,open,2027-10-31T03:30:00+02:00,2027-10-31T05:00:00+02:00,Europe/Vilnius,2027-11-28,place,LT," +
			"Vilnius,Town hall,women,Open Window,2026-11-22T12:00:00Z,https://keephope.example.org/en/actions/light-in-the-window,2027-11-14; 2027-11-21 2027-11-21T18:00:00+02:00/2027-11-21T19:00:00+02:00" + "\r\n": views.NewActionCSV,
		`{"actions":[{"title":"en: light in the window","title_language":"en","summary":"en: one window in every town of the country stays lit","kind":"public-event","status":"open",` +
			`"start":"2027-10-31T03:30:00+02:00","end":"2027-10-31T05:00:00+02:00","time_zone":"Europe/Vilnius","weekly_until":"2027-11-28",` +
			`"where":"place","country":"LT","town":"Vilnius","place":"Town hall","communities":["women"],"hosts":["Open Window"],` +
			`"changed":"2026-11-22T12:00:00Z","page":"https://keephope.example.org/en/actions/light-in-the-window",` +
			`"except":[{"day":"2027-11-14"},{"day":"2027-11-21","start":"2027-11-21T18:00:00+02:00","end":"2027-11-21T19:00:00+02:00"}]}]}` + "\n": views.NewActionJSON,
	} {
		if diff := cmp.Diff(want, actionFile(t, open, sheetOf(modelstest.PublicAction(t)), locale.English)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// Every field of a public action is told by both files, or is left to its page for a reason.
func TestFilesTellEveryFieldOfAnAction(t *testing.T) {
	paged := map[string]string{
		"Texts.Body": "long", "Texts.Steps": "long", "Texts.Before": "long", "Texts.Share": "for people who share the page", "Cancelled": "the status says so", "Outcome": "long",
		"Risk": "nothing without what to know before", "Materials": "links of the page", "Materials.Label": "links of the page", "Materials.URL": "links of the page",
		"Capacity": "nothing without how many places are taken", "When.Except.Second": "tells which of two equal hours",
	}
	for name, open := range map[string]func(*bufio.Writer, views.ActionFile) views.ActionWriter{"csv": views.NewActionCSV, "json": views.NewActionJSON} {
		inAll := func(p models.PublicAction) (all string) { // a text stands in the file of its language
			for _, lang := range locale.Langs() {
				all += actionFile(t, open, sheetOf(p), lang)
			}
			return all
		}
		now := inAll(modelstest.PublicAction(t))
		modelstest.EachField(t, modelstest.PublicAction(t), func(path string, changed models.PublicAction) {
			reason := paged[modelstest.Unindexed(path)]
			if told := inAll(changed) != now; told == (reason != "") {
				t.Errorf("%s: tells %s: %v; it need not: %q", name, path, told, reason)
			}
		})
	}
}
