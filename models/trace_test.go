package models_test

import (
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// traceStory is an organisation that withdrew by name, left a trace, and stands again so that few know.
type traceStory struct {
	desk
	modelstest.Joined
	call   modelstest.Call
	keeper models.Actor
}

func newTraceStory(t *testing.T, w *modelstest.World, name string) traceStory {
	t.Helper()
	s := traceStory{desk: desk{w, t}, call: w.Call(t)}
	s.keeper, _ = w.Keepers(t)
	s.Joined = w.Member(t, s.call, name, models.Public)
	w.Clock.Add(time.Hour)
	withdraw(t, w, s.Joined, true)
	return s
}

func (s traceStory) endorse(level models.Level) {
	s.t.Helper()
	_, err := s.Store.Endorse(s.t.Context(), s.Signatory, s.Sent("endorse"), models.Giving{
		OrganisationID: s.ID, StatementID: s.call.StatementID, VersionID: s.call.VersionID, Lang: "en", Level: level, Mandate: "The board.",
	})
	s.want("endorse", err)
}

// becomes lets the organisation change its name, and a keeper accept that.
func (s traceStory) becomes(name string) {
	s.t.Helper()
	_, err := s.Store.EditProfile(s.t.Context(), s.Signatory, s.Sent("edit"), models.ProfileEdit{OrganisationID: s.ID, Profile: ofItself(name)})
	s.want("edit", err)
	id := s.Text(s.t, "SELECT id FROM profile_changes WHERE state = 'submitted' AND organisation_id = '"+s.ID+"'")
	c, err := s.Store.ChangeCase(s.t.Context(), s.keeper, id)
	s.want("read the change", err)
	s.Clock.Add(time.Second)
	s.want("accept", s.Store.AcceptChange(s.t.Context(), s.keeper, s.Sent("accept"), models.Decision{ID: id, Seen: c.Seen}))
}

// shows is the one name that everybody reads under the call, "" = none.
func (s traceStory) shows() string {
	s.t.Helper()
	traces, err := s.Store.CallTraces(s.t.Context())
	s.want("read traces", err)
	var names []string
	for _, trace := range traces {
		names = append(names, trace.Names.Own)
	}
	return strings.Join(names, ", ")
}

func TestATraceKeepsTheNameOfItsDay(t *testing.T) {
	for _, level := range []models.Level{models.Counted, models.Members} {
		t.Run(string(level), func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				s := newTraceStory(t, w, "Old House")
				s.endorse(level)
				s.becomes("Later House")
				if got := s.shows(); got != "Old House" {
					t.Errorf("everybody reads %q", got)
				}
				_, err := w.Store.Hide(t.Context(), s.Signatory, s.ID)
				s.want("hide", err)
				if got := s.shows(); got != "" {
					t.Errorf("hidden, and everybody reads %q", got)
				}
				showing, err := w.Store.WhatShows(t.Context(), s.Signatory, s.ID)
				s.want("read what shows", err)
				if last := showing.Shown[len(showing.Shown)-1]; last.Until == "" || last.Names.Own != "Old House" {
					t.Errorf("it is told that %+v shows", last)
				}
				s.want("show again", w.Store.ShowAgain(t.Context(), s.Signatory, w.Sent("show"), s.ID, showing.Fingerprint))
				if got := s.shows(); got != "Old House" {
					t.Errorf("shown again, and everybody reads %q", got)
				}
			})
		})
	}
}

// TestATraceLeadsToNoRow: whoever has the rows and no key finds nobody by the name that a trace tells.
func TestATraceLeadsToNoRow(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		s := newTraceStory(t, w, "Old House")
		short := w.Member(t, s.call, "O", models.Public)
		withdraw(t, w, short, true)
		none := w.Member(t, s.call, "House of Doors", models.Public)
		withdraw(t, w, none, false)
		s.endorse(models.Counted)
		for _, row := range []string{s.ID, s.EndorsementID} {
			if n := w.Count(t, "SELECT count(*) FROM public_traces WHERE id = '"+row+"'"); n != 0 {
				t.Errorf("a trace names the row %s", row)
			}
		}
		if n := w.Count(t, "SELECT count(DISTINCT length(trace)) FROM endorsements WHERE withdrawn_at IS NOT NULL"); n != 1 {
			t.Errorf("withdrawals have %d lengths: they tell who left a trace, and of what length its names are", n)
		}
		if n := w.Count(t, "SELECT count(*) FROM endorsements WHERE traced_until <> ''"); n != 0 {
			t.Error("the month of a trace stands in plain")
		}
	})
}

func TestATraceGoesWithItsOrganisation(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		s := newTraceStory(t, w, "Old House")
		if s.shows() == "" {
			t.Fatal("no trace: this test is blind")
		}
		s.want("erase", w.Store.WithdrawCompletely(t.Context(), s.Signatory, w.Sent("erase"),
			models.Leaving{OrganisationID: s.ID, Typed: "DELETE", AtOnce: true}))
		if got := s.shows(); got != "" {
			t.Errorf("erased, and everybody reads %q", got)
		}
	})
}

// earlier puts a trace back as the release before wrote it.
func (s traceStory) earlier(names string) {
	s.t.Helper()
	s.World.Exec(s.t, "DELETE FROM public_traces")
	s.World.Exec(s.t, "UPDATE endorsements SET trace = NULL, traced_until = '2026-11' WHERE id = '"+s.EndorsementID+"'")
	if names != "" {
		s.World.Exec(s.t, "INSERT INTO traces (id, organisation_id, statement_id, names, sort_key, until) VALUES ('"+
			s.EndorsementID+"', '"+s.ID+"', '"+s.call.StatementID+"', '"+names+"', 'x', '2026-11')")
	}
}

func TestTracesOfAnEarlierRelease(t *testing.T) {
	for name, story := range map[string]struct {
		does func(s traceStory)
		want string
	}{
		"carried by the sweep": {func(s traceStory) { s.earlier(`{"own":"Old House"}`) }, "Old House"},
		"carried by a change": {func(s traceStory) {
			s.earlier(`{"own":"Old House"}`)
			s.endorse(models.Counted)
			s.becomes("Later House")
		}, "Old House"},
		"hidden": {func(s traceStory) {
			s.earlier("")
			_, err := s.Store.Hide(s.t.Context(), s.Signatory, s.ID)
			s.want("hide", err)
		}, ""},
		"an earlier program hid it beside this one": {func(s traceStory) {
			s.World.Exec(s.t, "UPDATE organisations SET hidden_at = created_at WHERE id = '"+s.ID+"'")
		}, ""},
		"an earlier program erased it beside this one": {func(s traceStory) {
			s.World.Exec(s.t, "DELETE FROM organisations WHERE id = '"+s.ID+"'")
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				s := newTraceStory(t, w, "Old House")
				story.does(s)
				s.want("sweep", w.Store.Sweep(t.Context()))
				if got := s.shows(); got != story.want {
					t.Errorf("everybody reads %q, want %q", got, story.want)
				}
				left := w.Count(t, "SELECT count(*) FROM traces") +
					w.Count(t, "SELECT count(*) FROM endorsements WHERE traced_until <> '' OR withdrawn_at IS NOT NULL AND trace IS NULL")
				if left != 0 {
					t.Errorf("%d rows are as the earlier release wrote them", left)
				}
			})
		})
	}
}
