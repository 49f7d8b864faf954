package server_test

import (
	"image/png"
	"net/http"
	"strings"
	"testing"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"

	"keephope/models"
	"keephope/models/occasion"
)

// hostile is a title that would be more than a title to a careless writer.
const hostile = `Lamp END:VEVENT </script>]]> "a",b;c\n ` + "\u200fضوء \U0001f56f\ufe0f &amp; BEGIN:VEVENT"

// odd is an action of a hostile title.
func odd() models.ActionContent {
	c := planning("Lamp")
	text := c.Texts["en"]
	text.Title = hostile
	text.Summary = "First\nEND:VEVENT\nBEGIN:VEVENT\n" + hostile
	c.Texts = map[string]models.ActionText{"en": text}
	return c
}

// publishes has an organisation publish an action with this content.
func (s *story) publishes(p *party, c models.ActionContent) {
	s.t.Helper()
	ctx, edit := s.t.Context(), models.ActionEdit{OrganisationID: p.id, Audience: models.ForPublic, Content: c}
	var err error
	edit.ActionID, err = s.w.Store.SaveAction(ctx, p.as, s.w.Sent("save"), edit)
	s.must(err)
	p.action, edit.Edition = edit.ActionID, 1
	s.must(s.w.Store.SendAction(ctx, p.as, s.w.Sent("send"), edit))
	shown, err := s.w.Store.ActionAtDesk(ctx, s.keepers[0], p.action)
	s.must(err)
	s.must(s.w.Store.AcceptAction(ctx, s.keepers[0], s.w.Sent("accept"), models.Decision{ID: p.action, Seen: shown.Seen}))
}

// calendarAt reads a calendar with a parser that is not the writer's.
func calendarAt(t *testing.T, address string) []ical.Event {
	t.Helper()
	got := fetch(t, address)
	if got.Status != http.StatusOK || !strings.HasPrefix(got.Header.Get("Content-Type"), "text/calendar") {
		t.Fatalf("%s: %d %v", address, got.Status, got.Header)
	}
	c, err := ical.NewDecoder(strings.NewReader(got.Body)).Decode()
	if err != nil {
		t.Fatalf("%s: %v in %s", address, err, got.Body)
	}
	return c.Events()
}

func said(t *testing.T, e ical.Event, name string) string {
	t.Helper()
	text, err := e.Props.Text(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Every public calendar has one entry for one action, whatever its title and its times, and all know it by one name.
func TestCalendarsAreReadByAnotherProgram(t *testing.T) {
	s := newStory(t, "")
	harbour := s.member(plain("Harbour"))
	c := odd()
	c.When.Until = "2029-01-04"
	c.When.Except = []occasion.Exception{{Day: "2028-12-21", Off: true}, {Day: "2028-12-28", Start: "2028-12-29T18:00", End: "2028-12-29T19:00"}}
	s.publishes(harbour, c)
	slug := s.w.Text(t, "SELECT slug FROM listed_actions")
	names := map[string]bool{}
	for _, path := range []string{
		"/en/calendar.ics", "/ar/calendar.ics", "/en/calendar/country/SE.ics", "/ru/calendar/community/women.ics",
		"/en/calendar/organisation/harbour.ics", "/en/actions/" + slug + ".ics",
	} {
		events := calendarAt(t, s.app.URL()+path)
		if len(events) != 2 { // the series, and the week that moved
			t.Fatalf("%s has %d events", path, len(events))
		}
		for _, e := range events {
			names[said(t, e, ical.PropUID)] = true
			if got := said(t, e, ical.PropSummary); got != hostile {
				t.Errorf("%s: title %q, want %q", path, got, hostile)
			}
			if got := said(t, e, ical.PropDescription); !strings.Contains(got, "First\nEND:VEVENT\nBEGIN:VEVENT") || !strings.Contains(got, "/actions/"+slug) {
				t.Errorf("%s: text %q", path, got)
			}
			if e.Props.Get(ical.PropStatus).Value != "CONFIRMED" || e.Props.Get(ical.PropDateTimeStart).Params.Get(ical.ParamTimezoneID) != "Europe/Vilnius" {
				t.Errorf("%s: %v", path, e.Props)
			}
		}
		if rule := events[0].Props.Get(ical.PropRecurrenceRule); rule == nil || events[0].Props.Get(ical.PropExceptionDates).Value != "20281221T200000" {
			t.Errorf("%s: the series is %v", path, events[0].Props)
		}
		if moved := events[1].Props.Get(ical.PropRecurrenceID); moved == nil || moved.Value != "20281228T200000" {
			t.Errorf("%s: the moved week is %v", path, events[1].Props)
		}
	}
	if len(names) != 1 || names[harbour.action] {
		t.Errorf("the action goes by the names %v", names)
	}
	for _, path := range []string{"/en/calendar/country/GE.ics", "/en/calendar/community/roma.ics"} {
		if n := len(calendarAt(t, s.app.URL()+path)); n != 0 {
			t.Errorf("%s has %d events", path, n)
		}
	}
	before := sequence(t, calendarAt(t, s.app.URL()+"/en/calendar.ics")[0])
	s.must(s.w.Store.CancelAction(t.Context(), harbour.as, s.w.Sent("cancel"), models.ActionStep{OrganisationID: harbour.id, ActionID: harbour.action, Reason: "Snow."}))
	off := calendarAt(t, s.app.URL()+"/en/calendar.ics")
	if len(off) != 2 || off[0].Props.Get(ical.PropStatus).Value != "CANCELLED" || !names[said(t, off[0], ical.PropUID)] || sequence(t, off[0]) <= before {
		t.Errorf("cancelled it is %v", off)
	}
}

func sequence(t *testing.T, e ical.Event) int {
	t.Helper()
	n, err := e.Props.Get(ical.PropSequence).Int()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The local time of every town has no zone in a calendar.
func TestTheTimeOfEveryTownFloats(t *testing.T) {
	s := newStory(t, "")
	harbour := s.member(plain("Harbour"))
	c := planning("Light in the window")
	c.When.Zone, c.Where = "", models.Where{Mode: models.AtWindow}
	s.publishes(harbour, c)
	events := calendarAt(t, s.app.URL()+"/en/actions/light-in-the-window.ics")
	start := events[0].Props.Get(ical.PropDateTimeStart)
	if len(events) != 1 || start.Value != "20281214T200000" || len(start.Params) != 0 {
		t.Errorf("it begins %v", start)
	}
}

// Both feeds tell the same, know an action again after it changed its title and address, and have nothing of who is hidden.
func TestFeedsAreReadByAnotherProgram(t *testing.T) {
	s := newStory(t, "")
	harbour, orchard := s.member(plain("Harbour")), s.member(plain("Orchard"))
	s.publishes(harbour, odd())
	s.announces(orchard, "Reading aloud")
	slug := s.w.Text(t, "SELECT slug FROM listed_actions WHERE action_id = '"+harbour.action+"'")
	var ids [][]string
	for _, path := range []string{"/en/actions.atom", "/en/actions.feed.json"} {
		got := fetch(t, s.app.URL()+path)
		read, err := gofeed.NewParser().ParseString(got.Body)
		if err != nil || got.Status != http.StatusOK {
			t.Fatalf("%s: %d, %v in %s", path, got.Status, err, got.Body)
		}
		if len(read.Items) != 2 || read.FeedLink != s.app.BaseURL()+path || read.Link != s.app.BaseURL()+"/en/actions" || read.Language != "en" {
			t.Fatalf("%s: %+v", path, read)
		}
		var known []string
		for _, item := range read.Items {
			known = append(known, item.GUID)
			if strings.Contains(item.GUID, harbour.action) || !strings.HasPrefix(item.GUID, "urn:uuid:") {
				t.Errorf("%s: an entry goes by %s", path, item.GUID)
			}
			if item.Link == s.app.BaseURL()+"/en/actions/"+slug && item.Title != hostile {
				t.Errorf("%s: title %q", path, item.Title)
			}
		}
		ids = append(ids, known)
		if again := fetch(t, s.app.URL()+path, "If-None-Match", got.Header.Get("ETag")); again.Status != http.StatusNotModified {
			t.Errorf("%s: unchanged it answers %d", path, again.Status)
		}
	}
	if diff := cmp.Diff(ids[0], ids[1]); diff != "" {
		t.Errorf("the formats differ: %s", diff)
	}
	s.hide(orchard)
	if left := fetch(t, s.app.URL()+"/en/actions.atom"); strings.Contains(left.Body, "Reading aloud") {
		t.Error("the feed still tells of the action of who is hidden")
	}
}

// The card and the code are pictures of what is public now, asked for once, and nothing else.
func TestPicturesToPassOn(t *testing.T) {
	s := newStory(t, "")
	harbour := s.member(plain("Harbour"))
	s.announces(harbour, "Reading aloud")
	page := document(t, fetch(t, s.app.URL()+"/ar/actions/reading-aloud"))
	for name, want := range map[string]string{
		"og:image": s.app.BaseURL() + "/ar/actions/reading-aloud/card.png", "og:image:width": "1200", "og:image:height": "630",
		"og:url": s.app.BaseURL() + "/ar/actions/reading-aloud", "og:title": "Reading aloud",
	} {
		if got := page.Find(`meta[property="`+name+`"]`).AttrOr("content", ""); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if says := page.Find(`meta[property="og:image:alt"]`).AttrOr("content", ""); !strings.Contains(says, "Reading aloud") || !strings.Contains(says, "14") {
		t.Errorf("the picture says %q", says)
	}
	drawn := fetch(t, s.app.URL()+"/ar/actions/reading-aloud/card.png")
	picture, err := png.Decode(strings.NewReader(drawn.Body))
	if err != nil || picture.Bounds().Dx() != 1200 || picture.Bounds().Dy() != 630 {
		t.Errorf("the card: %d, %v", drawn.Status, err)
	}
	if again := fetch(t, s.app.URL()+"/ar/actions/reading-aloud/card.png", "If-None-Match", drawn.Header.Get("ETag")); again.Status != http.StatusNotModified {
		t.Errorf("the card, unchanged: %d", again.Status)
	}
	code := fetch(t, s.app.URL()+"/ru/actions/reading-aloud/qr.svg")
	if code.Status != http.StatusOK || code.Header.Get("Content-Type") != "image/svg+xml" || !strings.HasPrefix(code.Body, "<svg") {
		t.Errorf("the code: %d %v", code.Status, code.Header)
	}
	s.hide(harbour)
	for _, part := range []string{"/card.png", "/qr.svg", ".ics"} {
		never := s.ask(asked{method: http.MethodGet, path: "/en/actions/never-was" + part})
		gone := s.ask(asked{method: http.MethodGet, path: "/en/actions/reading-aloud" + part})
		if gone.StatusCode != http.StatusNotFound || !same(never, gone) {
			t.Errorf("%s of who is hidden answers %d, and otherwise than what never was", part, gone.StatusCode)
		}
	}
}
