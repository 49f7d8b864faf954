package server_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
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

// TestTheWriteAheadLogForgetsWhoHides: on SQLite a deleted row still stands in the log until that is emptied.
func TestTheWriteAheadLogForgetsWhoHides(t *testing.T) {
	w := modelstest.NewWorld(t, t.TempDir()+"/test.db")
	call := w.Call(t)
	m := w.Member(t, call, "Lantern House Gdansk", models.Public)
	held := func() string {
		t.Helper()
		bytes, err := os.ReadFile(w.URL + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		return string(bytes)
	}
	if !strings.Contains(held(), "Lantern House Gdansk") {
		t.Fatal("the log never held the name: this test is blind")
	}
	if _, err := w.Store.Hide(t.Context(), m.Signatory, m.ID); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(held(), "Lantern House Gdansk") {
		t.Error("the name still stands in the write-ahead log")
	}
}

// TestATraceOfABackupNamesNobodyUnnamed: the rows alone do not lead from "supported until" to one that stands counted since.
func TestATraceOfABackupNamesNobodyUnnamed(t *testing.T) {
	s := newStory(t, "")
	house := s.member(quiet("Candle", models.Public))
	s.must(s.w.Store.Withdraw(t.Context(), house.as, s.w.Sent("withdraw"), models.Withdrawing{OrganisationID: house.id, EndorsementID: house.endorsement, Trace: true}))
	if s.w.Count(t, "SELECT count(*) FROM public_traces") != 1 {
		t.Fatal("no trace was left: this test is blind")
	}
	for _, column := range strings.Fields(schema()["public_traces"].all()) {
		for _, id := range s.texts("SELECT CAST(" + column + " AS text) FROM public_traces") {
			for _, theirs := range []string{house.id, house.endorsement} {
				if strings.Contains(id, theirs) {
					t.Errorf("%s of a trace holds %s", column, theirs)
				}
			}
		}
	}
	if n := s.w.Count(t, "SELECT count(*) FROM endorsements WHERE traced_until <> ''"); n != 0 {
		t.Error("the month of the trace stands in plain beside the organisation")
	}
}

// TestNoLineIsDatedByItsNeighbours has whoever holds a backup, and no key, read the ledger from top to bottom: an organisation
// that is counted now endorsed between two that are public. What the public list itself tells of those two is another thing.
func TestNoLineIsDatedByItsNeighbours(t *testing.T) {
	onStory(t, func(t *testing.T, s *story) {
		s.clock.Set(time.Date(2026, 12, 9, 8, 0, 0, 0, time.UTC))
		s.w.Member(t, s.call, "Loud before", models.Public)
		s.clock.Add(7 * time.Minute)
		quiet := s.w.Member(t, s.call, "Quiet between", models.Public)
		since := s.clock.Now()
		s.clock.Add(3 * time.Minute)
		loud := s.w.Member(t, s.call, "Loud after", models.Public)
		_, err := s.w.Store.Hide(t.Context(), quiet.Signatory, quiet.ID)
		s.must(err)
		s.must(s.w.Store.StayCounted(t.Context(), quiet.Signatory, s.w.Sent("stay"), quiet.ID))
		s.clock.Add(8 * 24 * time.Hour)
		s.must(s.w.Store.ExpireAll(t.Context())) // on the 17th it makes the ledger's own key

		months := "to_char(%s AT TIME ZONE 'UTC', 'DD HH24:MI:SS') = '01 00:00:00'"
		if _, dialect := s.w.Store.SQL(); dialect != "postgres" {
			months = "substr(%s, 9, 11) = '01 00:00:00'"
		}
		for _, column := range []string{
			"events.at", "notices.at", "notices.seen_at", "people.created_at", "identities.added_at", "roles.granted_at", "data_keys.made_at", "submissions.at",
		} {
			table, name, _ := strings.Cut(column, ".")
			if n := s.w.Count(t, "SELECT count(*) FROM "+table+" WHERE "+name+" IS NOT NULL AND "+name+" < '2026-12-17' AND NOT "+strings.Replace(months, "%s", name, 1)); n != 0 {
				t.Errorf("%s: %d rows tell more than their month", column, n)
			}
		}
		if n := s.w.Count(t, "SELECT count(*) FROM events WHERE organisation_id = '"+loud.ID+"' AND exact IS NOT NULL"); n == 0 {
			t.Error("the instants of a public one are lost")
		}
		// With the keys the ledger reads as before.
		page, err := s.w.Store.Log(t.Context(), s.keepers[0], models.LogQuery{Lang: "en", OrganisationID: loud.ID, From: "2026-12-09", To: "2026-12-09"})
		s.must(err)
		if len(page.Lines) == 0 || !page.Lines[0].At.Equal(since.Add(3*time.Minute)) {
			t.Errorf("a keeper reads %+v", page.Lines)
		}
		page, err = s.w.Store.Log(t.Context(), s.keepers[0], models.LogQuery{Lang: "en", OrganisationID: loud.ID, From: "2026-12-10"})
		s.must(err)
		if len(page.Lines) != 0 {
			t.Errorf("on other days a keeper finds %+v", page.Lines)
		}
	})
}
