package server_test

import (
	"strings"
	"testing"
	"time"

	"keephope/models"
)

// TestWhatEverybodyCouldKeepLeadsToNoRow compares a copy of the public list with a backup of later, when the organisation
// hides: neither the day nor the address of its logo stands in a row of it. And what is only drafted stands nowhere.
func TestWhatEverybodyCouldKeepLeadsToNoRow(t *testing.T) {
	s := newStory(t, "")
	s.clock.Add(20 * 24 * time.Hour) // another day than that of the statement
	house := s.member(quiet("Candle", models.Public))
	day := s.w.Clock.Now().UTC().Format(time.DateOnly)
	if house.face == "" || s.w.Count(t, "SELECT count(*) FROM listing_logos WHERE logo_id = '"+house.face+"'") == 0 {
		t.Fatal("the logo is not public: this test is blind")
	}
	if since := strings.Join(s.texts("SELECT CAST(public_since AS text) FROM endorsements"), ""); !strings.HasPrefix(since, day) {
		t.Fatalf("public since %s, want %s", since, day)
	}
	s.hide(house)
	for _, column := range []string{"public_since", "given_at"} {
		if at := strings.Join(s.texts("SELECT CAST("+column+" AS text) FROM endorsements"), ""); strings.HasPrefix(at, day) {
			t.Errorf("%s tells the day: %s", column, at)
		}
	}
	if n := s.w.Count(t, "SELECT count(*) FROM logos WHERE id = '"+house.face+"'"); n != 0 {
		t.Error("the address of the logo names its row")
	}
	irena := s.w.AsRole(t, "Irena", models.Coordinator)
	version, err := s.w.Store.DraftVersion(t.Context(), irena, s.w.Sent("draft"), models.NewVersion{StatementID: s.call.StatementID, OriginalLang: "en"})
	s.must(err)
	s.must(s.w.Store.SaveStatementText(t.Context(), irena, s.w.Sent("save"), models.Wording{VersionID: version, Lang: "en", Title: "EMBARGOED", Body: "Not yet."}))
	if n := s.w.Count(t, "SELECT count(*) FROM statement_texts WHERE title LIKE '%EMBARGOED%' OR body LIKE '%Not yet%'"); n != 0 {
		t.Error("a draft stands in plain")
	}
}
