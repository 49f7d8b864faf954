package server_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"keephope/models"
)

// TestNoByteTellsOfASecret searches what lies on the disk, in a dump and in the log.
func TestNoByteTellsOfASecret(t *testing.T) {
	onCanary(t, func(t *testing.T, c *canary) {
		c.live()
		if held := c.held(); len(c.leaks(held, func(s *secret) bool { return s.quiet == nil })) < 20 {
			t.Fatal("what is public is not found in the bytes: the search is blind")
		} else {
			for _, leak := range head(c.leaks(held, func(s *secret) bool { return s.quiet != nil })) {
				t.Errorf("while it was never public, the database holds %s", leak)
			}
		}
		c.hush()
		c.shoot(nobody, c.beside())
		c.shoot(nobody, c.lists()[:100])
		c.findsNothing(stranger, func(s *secret) bool { return s.members })
		for what, bytes := range map[string][]byte{"the database": c.settled(), "the log": []byte(c.log.String()), "the index": []byte(strings.Join(c.vocabulary(), " "))} {
			for _, leak := range head(c.leaks(bytes, knownToNobody)) {
				t.Errorf("%s holds %s", what, leak)
			}
			if what == "the index" && (strings.Contains(string(bytes), latinMark[:3]) || strings.Contains(string(bytes), latinMark[3:6])) {
				t.Error("the index holds a piece of a word")
			}
		}
	})
}

// settled is what the database holds in the end. A reader may have stood in the way when the write-ahead log was to be
// emptied; the next quieter change empties it.
func (c *canary) settled() []byte {
	c.t.Helper()
	for range 5 {
		if held := c.held(); len(c.leaks(held, knownToNobody)) == 0 {
			return held
		}
		c.hide(c.named("hidden").party)
	}
	return c.held()
}

// held is everything that lies in the database: the bytes of its files, or a dump.
func (c *canary) held() (all []byte) {
	c.t.Helper()
	if _, dialect := c.w.Store.SQL(); dialect == "postgres" {
		path, err := exec.LookPath("pg_dump")
		if err != nil {
			c.t.Fatal("pg_dump is not here: install postgresql-client")
		}
		out, err := exec.Command(path, c.database).Output()
		if err != nil {
			c.t.Fatalf("pg_dump: %v", err)
		}
		return out
	}
	files, err := filepath.Glob(filepath.Join(c.data, "*"))
	c.must(err)
	for _, file := range files {
		part, err := os.ReadFile(file)
		c.must(err)
		all = append(all, part...)
	}
	if !bytes.Contains(all, []byte("SQLite format 3")) {
		c.t.Fatalf("no database in %v", files)
	}
	return all
}

// TestTheNumberOfTheUnnamedTellsOfNobody counts up: the number is rounded down, from ten on, and stays for the day; one
// that hides and comes back does not swing it.
func TestTheNumberOfTheUnnamedTellsOfNobody(t *testing.T) {
	s := newStory(t, "")
	unnamed := func() int {
		t.Helper()
		n, err := s.w.Store.Unnamed(t.Context(), s.call.StatementID)
		s.must(err)
		return n
	}
	night := func(n int) int {
		t.Helper()
		before := unnamed()
		s.must(s.w.Store.WriteTally(t.Context()))
		if unnamed() != before {
			t.Fatalf("with %d the day's number changed", n)
		}
		s.clock.Add(24 * 60 * 60e9)
		s.must(s.w.Store.WriteTally(t.Context()))
		return unnamed()
	}
	levels := []models.Level{models.Counted, models.Members, models.Delivery}
	for n := 1; n <= 19; n++ {
		last := s.w.Member(t, s.call, "Quiet", levels[n%3])
		told := night(n)
		if told > n || told%5 != 0 || told != 0 && told < 10 || n == 14 && told != 10 || n == 19 && told != 15 {
			t.Errorf("%d unnamed are told as %d", n, told)
		}
		if n < 9 {
			continue
		}
		_, err := s.w.Store.Hide(t.Context(), last.Signatory, last.ID)
		s.must(err)
		if hidden := night(n - 1); hidden != told {
			t.Errorf("one of %d that hides moves the number from %d to %d", n, told, hidden)
		}
		showing, err := s.w.Store.WhatShows(t.Context(), last.Signatory, last.ID)
		s.must(err)
		s.must(s.w.Store.ShowAgain(t.Context(), last.Signatory, s.w.Sent("show"), last.ID, showing.Fingerprint))
		night(n)
	}
}
