package server_test

import (
	"os"
	"strings"
	"testing"
)

// TestAnUpgradeForgetsWhoWasErasedBefore runs the migration on lines as an earlier release left them.
func TestAnUpgradeForgetsWhoWasErasedBefore(t *testing.T) {
	onStory(t, func(t *testing.T, s *story) {
		house := s.member(quiet("Candle", "public"))
		line := func(organisation, verb, kind, object string) {
			s.w.Exec(t, "INSERT INTO events (at, actor_id, verb, object_kind, object_id, organisation_id, campaign_id) VALUES ('2026-11-20 10:00:00+00:00', '"+
				house.as.PersonID+"', '"+verb+"', '"+kind+"', '"+object+"', '"+organisation+"', '')")
		}
		line("draft", "application.begun", "application", "a")
		line("draft", "application.deleted", "organisation", "draft")
		line("member", "application.accepted", "application", "b")
		line("member", "representative.removed", "person", house.as.PersonID)
		living := s.w.Count(t, "SELECT count(*) FROM events WHERE organisation_id NOT IN ('draft', 'member')")
		named := "SELECT count(*) FROM events WHERE organisation_id IN ('draft', 'member') AND '" + house.as.PersonID + "' IN (actor_id, object_id)"
		if s.w.Count(t, named) != 4 {
			t.Fatal("no line names anybody: this test is blind")
		}
		steps, err := os.ReadFile("../migrations/0027_events_of_erased.sql")
		s.must(err)
		s.w.Exec(t, strings.Split(strings.TrimSpace(string(steps)), ";\n")...)
		if n := s.w.Count(t, named); n != 0 {
			t.Errorf("%d lines name somebody", n)
		}
		if n := s.w.Count(t, "SELECT count(*) FROM events WHERE organisation_id = 'draft'"); n != 1 {
			t.Errorf("%d lines are left of a draft, want that it was deleted", n)
		}
		if n := s.w.Count(t, "SELECT count(*) FROM events WHERE organisation_id = 'member'"); n != 2 {
			t.Errorf("%d lines are left of a member, want 2", n)
		}
		if n := s.w.Count(t, "SELECT count(*) FROM events WHERE organisation_id NOT IN ('draft', 'member')"); n != living {
			t.Errorf("%d lines of those who live, were %d", n, living)
		}
		if n := s.w.Count(t, "SELECT count(*) FROM events WHERE organisation_id = '"+house.id+"' AND actor_id = '"+house.as.PersonID+"'"); n == 0 {
			t.Error("lines of one that lives name nobody")
		}
	})
}
