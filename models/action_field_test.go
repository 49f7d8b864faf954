package models_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// Of every field of an action somebody decided whether it is public at once or is read first, in both directions: one word more and
// one word less, a mark that is set and one that is taken away, something and nothing. A field that is new fails here until it stands
// in the table.
func TestOfEveryFieldItIsDecidedWhetherItIsRead(t *testing.T) {
	const atOnce, read = false, true
	decided := map[string]bool{
		"Kind": atOnce, "Communities": atOnce, "Capacity": atOnce, // they mislead nobody about where to be, when, and at what risk
		"Original": read, "Texts": read, "Texts.Title": read, "Texts.Before": read,
		"Texts.Summary": atOnce, "Texts.Body": atOnce, "Texts.Steps": atOnce, "Texts.Share": atOnce, // a few words; more of them are read
		"When.Start": read, "When.End": read, "When.Zone": read, "When.Second": read, "When.Until": read, "When.Except": read,
		"When.Except.Day": read, "When.Except.Off": read, "When.Except.Start": read, "When.Except.End": read, "When.Except.Second": read,
		"Where.Mode": read, "Where.Country": read, "Where.Town": read, "Where.Place": read, "Where.Link": read, "Where.Venue": read,
		"Risk": read, "Materials": read, "Materials.Label": read, "Materials.URL": read,
	}
	met, now := map[string]bool{}, modelstest.Action()
	decide := func(path string, changed models.ActionContent, more func(kind string) bool) {
		t.Helper()
		kind := modelstest.Unindexed(path)
		met[kind] = true
		want, ok := decided[kind]
		if !ok {
			t.Errorf("%s: nobody decided whether it is read", path)
			return
		}
		want = want || more(kind)
		if to, back := models.NeedsReading(changed, now), models.NeedsReading(now, changed); to != want || back != want {
			t.Errorf("%s is read: %v, back again: %v, want %v", path, to, back, want)
		}
	}
	modelstest.EachField(t, now, func(path string, changed models.ActionContent) {
		decide(path, changed, func(string) bool { return false })
	})
	modelstest.EachEmptied(t, now, func(path string, emptied models.ActionContent) {
		decide(path, emptied, func(kind string) bool { return strings.HasPrefix(kind, "Texts.") }) // a text that goes or comes is more than a few words
	})
	if gone := slices.DeleteFunc(slices.Sorted(maps.Keys(decided)), func(kind string) bool { return met[kind] }); len(gone) > 0 {
		t.Errorf("decided, and no fields: %v", gone)
	}
}

// Everything that is written of an action is public, or is kept from the public for a reason; and in everything public that is
// free text names of the hidden are looked for.
func TestEveryFieldIsPublicAndSearchedOrNamedHere(t *testing.T) {
	kept := map[string]string{
		"Where.Link": "for those who take part", "Where.Venue": "for those who take part",
	}
	said := models.ActionSaid{DeskSaid: models.DeskSaid{Reason: "of the desk", Question: "of the desk", Answer: "to the desk"}, Hidden: "of a coordinator", Cancelled: "The hall is closed", Outcome: "Forty windows"}
	public := func(c models.ActionContent) string {
		text, err := json.Marshal(models.PublicOf(c, said))
		did(t, err)
		return string(text)
	}
	now := public(modelstest.Action())
	modelstest.EachField(t, modelstest.Action(), func(path string, changed models.ActionContent) {
		if reason := kept[path]; (public(changed) == now) != (reason != "") {
			t.Errorf("%s is in the public copy: %v; kept from it: %q", path, public(changed) != now, reason)
		}
	})
	if text := now; strings.Contains(text, said.Reason) || strings.Contains(text, said.Hidden) {
		t.Errorf("the public copy tells what the desk said: %s", text)
	}
	chosen := map[string]string{
		"Kind": "of a list", "Original": "a language", "Communities": "of a list", "Mode": "of four", "Country": "of a list", "Risk": "of three",
		"When.Start": "a time", "When.End": "a time", "When.Zone": "of a list", "When.Until": "a day",
		"When.Except.Day": "a day", "When.Except.Start": "a time", "When.Except.End": "a time",
	}
	modelstest.EachField(t, models.PublicOf(modelstest.Action(), said), func(path string, changed models.PublicAction) {
		wantSearched(t, path, changed, chosen, models.WordsSearched(changed))
	})
	people := 40
	report := models.PublicReport{Lang: "en", Text: "Forty windows were lit", People: &people, Pictures: []models.PublicImage{{ID: "picture", Alt: "A lamp", Width: 480, Height: 300}}}
	chosen = map[string]string{"Lang": "a language", "Pictures.ID": "a hash"}
	modelstest.EachField(t, report, func(path string, changed models.PublicReport) {
		wantSearched(t, path, changed, chosen, models.ReportWordsSearched(changed))
	})
}

// wantSearched demands that the word which a text has more is among those that are searched, if it is no text that is chosen.
func wantSearched(t *testing.T, path string, changed any, chosen map[string]string, searched []string) {
	t.Helper()
	plain, err := json.Marshal(changed)
	did(t, err)
	if !strings.Contains(string(plain), modelstest.Word) { // a number or a mark
		return
	}
	reason := chosen[modelstest.Unindexed(path)]
	if found := strings.Contains(strings.Join(searched, "\n"), modelstest.Word); found == (reason != "") {
		t.Errorf("%s is searched for names: %v; it need not be: %q", path, found, reason)
	}
}
