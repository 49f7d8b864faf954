package server_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/emersion/go-ical"

	"keephope/models"
)

// A secret calendar is made on a page, shown there once, read without a session, and kept by nobody on the way. What never
// was, and what was revoked, answer the same.
func TestASecretCalendarIsReadByAnotherProgram(t *testing.T) {
	s := newStory(t, "")
	harbour, attic := s.member(plain("Harbour")), plain("Attic")
	attic.level = models.Counted
	quiet := s.member(attic)
	c := planning("Reading circle")
	c.Where = models.Where{Mode: models.Online, Link: "https://meet.example/secret-room"}
	s.publishes(harbour, c)
	joins := func(hostsSee bool) {
		v, err := s.w.Store.Joinable(t.Context(), quiet.as, quiet.id, harbour.action)
		s.must(err)
		s.must(s.w.Store.JoinAction(t.Context(), quiet.as, s.w.Sent("join"),
			models.Joining{OrganisationID: quiet.id, ActionID: harbour.action, Way: models.JoinQuietly, HostsSee: hostsSee, HostsMark: v.HostsMark}))
	}
	joins(false)
	token, err := s.w.Store.MakeCalendar(t.Context(), quiet.as, s.w.Sent("calendar.made"), quiet.id, "ru")
	s.must(err)
	path := "/calendar/" + token + ".ics"
	got := s.ask(asked{method: http.MethodGet, path: path})
	if got.StatusCode != http.StatusOK || got.Header.Get("Cache-Control") != "private, no-store" || strings.Contains(got.body, "Attic") || strings.Contains(got.body, quiet.id) {
		t.Fatalf("%d %v\n%s", got.StatusCode, got.Header, got.body)
	}
	read, err := ical.NewDecoder(strings.NewReader(got.body)).Decode()
	s.must(err)
	events := read.Events()
	if len(events) != 1 || said(t, events[0], ical.PropSummary) != "Reading circle" || strings.Contains(got.body, "secret-room") {
		t.Errorf("of what the hosts do not know it takes part in it holds %d events:\n%s", len(events), got.body)
	}
	joins(true)
	if known := s.ask(asked{method: http.MethodGet, path: path}); !strings.Contains(known.body, "https://meet.example/secret-room") {
		t.Errorf("the hosts know that it takes part, and it has no link:\n%s", known.body)
	}
	public := calendarAt(t, s.app.URL()+"/en/calendar.ics")
	if said(t, public[0], ical.PropUID) != said(t, events[0], ical.PropUID) {
		t.Error("the action has two names")
	}
	s.must(s.w.Store.RevokeCalendars(t.Context(), quiet.as, s.w.Sent("calendar.revoked"), quiet.id, false))
	never := s.ask(asked{method: http.MethodGet, path: "/calendar/" + strings.Repeat("A", 43) + ".ics"})
	gone := s.ask(asked{method: http.MethodGet, path: path})
	if gone.StatusCode != http.StatusNotFound || !same(never, gone) {
		t.Errorf("revoked it answers %d, and otherwise than what never was", gone.StatusCode)
	}
}
