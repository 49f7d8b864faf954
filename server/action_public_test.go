package server_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
)

// A host that hides itself takes its action from every list, file and page at once; showing itself brings it back.
func TestAnActionGoesAndComesWithItsHost(t *testing.T) {
	for name, database := range databases(t) {
		t.Run(name, func(t *testing.T) {
			s := newStory(t, database(t))
			harbour := s.member(plain("Harbour"))
			s.announces(harbour, "Reading aloud")
			surfaces := []string{
				"/en/", "/en/actions", "/ar/actions?community=women", "/en/actions.csv", "/en/actions.json", "/en/actions/reading-aloud",
				"/en/endorsers/harbour", "/en/actions.atom", "/en/actions.feed.json", "/en/calendar.ics", "/ru/calendar/country/SE.ics",
				"/en/calendar/community/women.ics", "/en/actions/reading-aloud.ics",
			}
			tells := func(path string) bool {
				return strings.Contains(s.ask(asked{method: http.MethodGet, path: path}).body, "Reading aloud")
			}
			for _, path := range surfaces {
				eventually(t, func() bool { return tells(path) })
			}
			s.hide(harbour)
			for _, path := range surfaces {
				if tells(path) {
					t.Errorf("%s still tells of the action of who is hidden", path)
				}
			}
			never := s.ask(asked{method: http.MethodGet, path: "/en/actions/never-was"})
			gone := s.ask(asked{method: http.MethodGet, path: "/en/actions/reading-aloud"})
			if gone.StatusCode != http.StatusNotFound || !same(never, gone) {
				t.Errorf("it answers %d, and otherwise than what never was", gone.StatusCode)
			}
			showing, err := s.w.Store.WhatShows(t.Context(), harbour.as, harbour.id)
			s.must(err)
			s.must(s.w.Store.ShowAgain(t.Context(), harbour.as, s.w.Sent("show"), harbour.id, showing.Fingerprint))
			for _, path := range surfaces {
				eventually(t, func() bool { return tells(path) })
			}
		})
	}
}

func TestAnActionIsReadByElement(t *testing.T) {
	s := newStory(t, "")
	harbour := s.member(plain("Harbour"))
	s.announces(harbour, "Reading aloud")
	page := document(t, fetch(t, s.app.URL()+"/en/actions/reading-aloud"))
	for selector, want := range map[string][]string{
		"h1":                        {"Reading aloud"},
		".bigday":                   {"December14Thursday"},
		".when time":                {"20:00 – 21:30"},
		".when p .muted":            {"20:00 EET (18:00 UTC)"},
		".facts dd:nth-of-type(1)":  {"Thursday 14 December 2028, 20:00 EET (18:00 UTC), until 21:30"},
		".facts dd:nth-of-type(2)":  {"Reading aloud place, Reading aloud town, Sweden"},
		"#tz":                       {"20:00 EET elsewhere"},
		"aside .kv dd:last-of-type": {"18:00"},
		".poster .muted a":          {"Joint actions", "Harbour"},
		".status":                   {"Open to join"},
		".note.stop div p":          {"Reading aloud and what to know"},
	} {
		if diff := cmp.Diff(want, texts(page.Find(selector))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", selector, diff)
		}
	}
	s.must(s.w.Store.CancelAction(t.Context(), harbour.as, s.w.Sent("cancel"), models.ActionStep{OrganisationID: harbour.id, ActionID: harbour.action, Reason: "Snow."}))
	off := document(t, fetch(t, s.app.URL()+"/en/actions/reading-aloud"))
	if got := texts(off.Find(".note.stop")); len(got) == 0 || got[0] != "Cancelled on 22 November 2026. Reason:Snow." {
		t.Errorf("cancelled it says %q", got)
	}
	for query, want := range map[string]int{"kind=x": 422, "country=ZZ": 422, "kind=a&kind=b": 400, "page=nonsense&utm_source=x": 200} {
		if got := fetch(t, s.app.URL()+"/en/actions?"+query); got.Status != want {
			t.Errorf("%s: %d, want %d", query, got.Status, want)
		}
	}
}

// A month tells each time once, keeps its filter on the way to the next, and has nothing of who is hidden.
func TestAMonthIsReadByElement(t *testing.T) {
	s := newStory(t, "")
	harbour := s.member(plain("Harbour"))
	s.announces(harbour, "Reading aloud")
	page := document(t, fetch(t, s.app.URL()+"/en/actions/month/2028-12?country=SE"))
	for selector, want := range map[string][]string{
		"h1":                              {"Joint actions in December 2028"},
		".month > li:not(.free) h2":       {"14 Thursday"},
		".month > li:not(.free).d4 ul li": {"Reading aloud 20:00 EET"},
		".pager":                          {"November 2028 December 2028 January 2029"},
	} {
		if diff := cmp.Diff(want, texts(page.Find(selector))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", selector, diff)
		}
	}
	if next := page.Find(".pager a[rel=next]").AttrOr("href", ""); next != "/en/actions/month/2029-01?country=SE" {
		t.Errorf("the next month is %s", next)
	}
	if page.Find(`meta[name=robots]`).Length() == 0 {
		t.Error("a month years ahead is for search engines")
	}
	for path, want := range map[string]int{"2028-13": 404, "9999-12": 404, "2028-12?kind=x": 422, "2028-12?kind=a&kind=b": 400, "2028-12?when=past": 200} {
		if got := fetch(t, s.app.URL()+"/en/actions/month/"+path); got.Status != want {
			t.Errorf("%s: %d, want %d", path, got.Status, want)
		}
	}
	s.hide(harbour)
	if got := fetch(t, s.app.URL()+"/en/actions/month/2028-12"); got.Status != http.StatusOK || strings.Contains(got.Body, "Reading aloud") {
		t.Errorf("%d, and the month still tells of the action of who is hidden", got.Status)
	}
}
