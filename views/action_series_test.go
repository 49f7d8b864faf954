package views

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/occasion"
	"keephope/views/locale"
)

// tuesdays is a series in Berlin whose second week is left out and whose third is a day later.
func tuesdays() models.ActionSheet {
	a := models.ActionSheet{Slug: "tuesdays", State: models.ActionOpen}
	a.Original, a.Mode = "en", models.AtWindow
	a.Texts = map[string]models.ActionText{"en": {Title: "Tuesdays", Body: "A lamp."}}
	a.When = occasion.When{
		Start: "2026-12-15T18:00", End: "2026-12-15T19:00", Zone: "Europe/Berlin", Until: "2027-01-12",
		Except: []occasion.Exception{{Day: "2026-12-22", Off: true}, {Day: "2026-12-29", Start: "2026-12-30T19:00", End: "2026-12-30T20:00"}},
	}
	a.Hosts = []models.ActionPart{{Names: models.Names{Own: "House of Windows", OwnLang: "en"}, Part: models.Host}}
	return a
}

func TestASeriesSaysWhichWeeksAreNotLikeTheOthers(t *testing.T) {
	p := Page{Lang: locale.English, Words: locale.For(locale.English)}
	a := tuesdays()
	for at, want := range map[string]string{
		"2026-12-01": "Every Tuesday until 12 January 2027 · Not on 22 December 2026 · Instead of 29 December 2026: Wednesday 30 December 2026, 19:00",
		"2026-12-24": "Every Tuesday until 12 January 2027 · Instead of 29 December 2026: Wednesday 30 December 2026, 19:00",
		"2027-01-02": "Every Tuesday until 12 January 2027",
	} {
		day, err := time.Parse(time.DateOnly, at)
		if err != nil {
			t.Fatal(err)
		}
		got := series(p, a, shownAt(a, day))
		if !strings.HasPrefix(got, want) || at == "2027-01-02" && got != want {
			t.Errorf("on %s: %q", at, got)
		}
	}
}

func TestFilesCarryTheWeeksThatAreNotLikeTheOthers(t *testing.T) {
	file := func(open func(*bufio.Writer, ActionFile) ActionWriter) *bytes.Buffer {
		t.Helper()
		var out bytes.Buffer
		w := open(bufio.NewWriter(&out), ActionFile{Words: locale.For(locale.English), Address: func(slug string) string { return "/" + slug }})
		if err := w.Write([]models.ActionSheet{tuesdays()}); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return &out
	}
	lines, err := csv.NewReader(file(NewActionCSV)).ReadAll()
	if err != nil || len(lines) != 2 {
		t.Fatal(lines, err)
	}
	want := "2026-12-22; 2026-12-29 2026-12-30T19:00:00+01:00/2026-12-30T20:00:00+01:00"
	if got := lines[1][slices.Index(lines[0], "except")]; got != want {
		t.Errorf("the csv says %q", got)
	}
	var all struct {
		Actions []struct{ Except []exceptionJSON }
	}
	if err := json.Unmarshal(file(NewActionJSON).Bytes(), &all); err != nil || len(all.Actions) != 1 {
		t.Fatal(all, err)
	}
	weeks := []exceptionJSON{{Day: "2026-12-22"}, {"2026-12-29", "2026-12-30T19:00:00+01:00", "2026-12-30T20:00:00+01:00"}}
	if got := all.Actions[0].Except; !slices.Equal(got, weeks) {
		t.Errorf("the json says %v", got)
	}
}
