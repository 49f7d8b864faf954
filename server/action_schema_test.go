package server_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/occasion"
)

// event is what schema.org/Event asks for, as programs read it.
type event struct {
	Context    string   `json:"@context"`
	Type       string   `json:"@type"`
	Name       string   `json:"name"`
	Start      string   `json:"startDate"`
	End        string   `json:"endDate"`
	Status     string   `json:"eventStatus"`
	Attendance string   `json:"eventAttendanceMode"`
	Image      []string `json:"image"`
	Location   struct {
		Type    string `json:"@type"`
		Name    string `json:"name"`
		URL     string `json:"url"`
		Address map[string]string
	} `json:"location"`
	Schedules []map[string]any `json:"eventSchedule"`
	Organizer []struct {
		Type string `json:"@type"`
		Name string `json:"name"`
		URL  string `json:"url"`
	} `json:"organizer"`
}

// What pages say to programs: a time with its offset, or without where every town has its own; a place of the kind that
// the way of taking part asks for.
func TestPagesSayWhatTheyAreToPrograms(t *testing.T) {
	s := newStory(t, "")
	harbour := s.member(plain("Harbour"))
	read := func(slug string) (e event) {
		t.Helper()
		data := document(t, fetch(t, s.app.URL()+"/en/actions/"+slug)).Find(`script[type="application/ld+json"]`).Text()
		s.must(json.Unmarshal([]byte(data), &e))
		if e.Context != "https://schema.org" || e.Type != "Event" || len(e.Organizer) != 1 || e.Organizer[0].Type != "Organization" || e.Organizer[0].Name != "Harbour" {
			t.Errorf("%s is %+v", slug, e)
		}
		return e
	}
	s.publishes(harbour, odd())
	slug := s.w.Text(t, "SELECT slug FROM listed_actions")
	at := read(slug)
	if at.Name != hostile || at.Start != "2028-12-14T20:00:00+02:00" || at.End != "2028-12-14T21:30:00+02:00" || at.Status != "https://schema.org/EventScheduled" ||
		at.Attendance != "https://schema.org/OfflineEventAttendanceMode" || at.Location.Type != "Place" || at.Location.Address["addressCountry"] != "SE" {
		t.Errorf("at a place: %+v", at)
	}
	s.must(s.w.Store.CancelAction(t.Context(), harbour.as, s.w.Sent("cancel"), models.ActionStep{OrganisationID: harbour.id, ActionID: harbour.action, Reason: "Snow."}))
	if off := read(slug); off.Status != "https://schema.org/EventCancelled" || off.Start != at.Start {
		t.Errorf("cancelled: %+v", off)
	}
	online := planning("Reading circle")
	online.Where = models.Where{Mode: models.Online, Link: "https://meet.example/secret-room"}
	s.publishes(harbour, online)
	if got := read("reading-circle"); got.Attendance != "https://schema.org/OnlineEventAttendanceMode" || got.Location.Type != "VirtualLocation" ||
		got.Location.URL != s.app.BaseURL()+"/en/actions/reading-circle" {
		t.Errorf("online: %+v", got)
	}
	for _, path := range []string{"/en/actions/reading-circle", "/en/actions/reading-circle.ics", "/en/actions.atom", "/en/actions.feed.json"} {
		if strings.Contains(fetch(t, s.app.URL()+path).Body, "secret-room") {
			t.Errorf("%s tells the link", path)
		}
	}
	weekly := planning("Weekly vigil")
	weekly.When.Until = "2029-01-04"
	weekly.When.Except = []occasion.Exception{{Day: "2028-12-21", Off: true}, {Day: "2028-12-28", Start: "2028-12-29T18:00", End: "2028-12-29T19:00"}}
	s.publishes(harbour, weekly)
	schedules := []map[string]any{
		{"@type": "Schedule", "repeatFrequency": "P1W", "startDate": "2028-12-14", "endDate": "2029-01-04", "startTime": "20:00:00", "endTime": "21:30:00",
			"scheduleTimezone": "Europe/Vilnius", "exceptDate": []any{"2028-12-21", "2028-12-28"}},
		{"@type": "Schedule", "startDate": "2028-12-29", "endDate": "2028-12-29", "startTime": "18:00:00", "endTime": "19:00:00", "scheduleTimezone": "Europe/Vilnius"},
	}
	if diff := cmp.Diff(schedules, read("weekly-vigil").Schedules); diff != "" || at.Schedules != nil {
		t.Errorf("a series: %s", diff)
	}
	everywhere := planning("Light in the window")
	everywhere.When.Zone, everywhere.Where = "", models.Where{Mode: models.AtWindow}
	s.publishes(harbour, everywhere)
	if got := read("light-in-the-window"); got.Start != "2028-12-14T20:00" || got.Location.Type != "Place" || got.Location.Name == "" {
		t.Errorf("in every town: %+v", got)
	}
}
