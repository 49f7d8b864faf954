package e2e

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"keephope/models"
	"keephope/models/fold"
)

// hostileTitle and hostileBody try to end what they stand in and to begin another one.
const (
	hostileTitle = "\u200fشهر\u200e \u2067END:VEVENT\u2069 \u202bBEGIN\u202c; , \\n \\, \"x\" </title><entry> ]]> & =1+1 %0d%0aUID:2"
	hostileBody  = "One\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Two\r\n\r\n</content></entry><entry><title>Two</title>\r\n\",\"title\":\"Two\"},{"
)

// Whatever a host writes, an action is one item of each calendar, feed and file, with its own words.
func TestFaultAHostileTitleIsOneItemEverywhere(t *testing.T) {
	for name, address := range databases(t) {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, address(t))
			call, desk := s.Call(t), s.AsRole(t, "Tomas", models.Coordinator)
			host := s.Member(t, call, "House of Doors", models.Public)
			site := s.serve(t).url() + "/en"
			v := newVisitor(t, s.token(t, host.Signatory))
			own := site + "/me/" + host.ID + "/actions"
			writes := func(title string) answer {
				content := evening(title, s.Clock.Now())
				return v.must(t, http.MethodPost, own+"/new", url.Values{
					"form_id": {s.Form()}, "step": {"send"}, "edition": {"0"}, "lang": {"en"}, "title": {title}, "body": {hostileBody}, "summary": {"Lamps"},
					"kind": {"public-event"}, "start": {content.When.Start}, "end": {content.When.End}, "zone": {"UTC"}, "communities": {"women"},
					"mode": {"venue"}, "country": {"LT"}, "town": {"Vilnius"}, "venue": {"Behind the old mill"}, "risk": {"none"}, "audience": {"public"},
				})
			}
			for _, broken := range []string{"a\x01b", "a\x1bb", "a\u0085b", "a\rb", "a\nEND:VEVENT", "a\u2028b", "a\u202eb"} {
				if a := writes(broken); a.status != http.StatusUnprocessableEntity || strings.Count(a.body, `href="#title"`) != 1 {
					t.Errorf("a title %q is answered %d, without a word at its field", broken, a.status)
				}
			}
			if a := writes(hostileTitle); a.status != http.StatusSeeOther {
				t.Fatalf("the title is answered %d:\n%.2000s", a.status, a.body)
			}
			id := s.Text(t, "SELECT id FROM actions")
			shown, err := s.Store.ActionAtDesk(t.Context(), desk, id)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Store.AcceptAction(t.Context(), desk, s.Sent("action.published"), models.Decision{ID: id, Seen: shown.Seen}); err != nil {
				t.Fatal(err)
			}
			oneItem(t, site, s.Text(t, "SELECT slug FROM listed_actions"))
		})
	}
}

// oneItem reads each calendar, feed and file with a reader of its own format: one item, whose title is the one that was written.
func oneItem(t *testing.T, site, slug string) {
	t.Helper()
	titles := map[string]func(string) []string{
		"/calendar.ics": calendarTitles, "/actions/" + slug + ".ics": calendarTitles, "/calendar/country/LT.ics": calendarTitles,
		"/calendar/community/women.ics": calendarTitles, "/calendar/organisation/" + fold.Slug("House of Doors") + ".ics": calendarTitles,
		"/actions.atom": atomTitles, "/actions.feed.json": feedTitles, "/actions.json": feedTitles, "/actions.csv": rowTitles, "/actions/" + slug: pageTitles,
	}
	for path, read := range titles {
		a := newVisitor(t, "").must(t, http.MethodGet, site+path, nil)
		if a.status != http.StatusOK {
			t.Errorf("%s: %d", path, a.status)
			continue
		}
		if got := read(a.body); !slices.Equal(got, []string{hostileTitle}) {
			t.Errorf("%s: the titles are %q, want one %q", path, got, hostileTitle)
		}
	}
}

// calendarTitles reads a calendar as RFC 5545 says: unfolded lines, components that nest, text with its escapes undone.
func calendarTitles(body string) (titles []string) {
	inside := false
	for line := range strings.SplitSeq(strings.ReplaceAll(strings.ReplaceAll(body, "\r\n ", ""), "\r\n\t", ""), "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		name, _, _ = strings.Cut(name, ";")
		switch {
		case line == "BEGIN:VEVENT":
			inside = true
		case line == "END:VEVENT":
			inside = false
		case inside && name == "SUMMARY":
			titles = append(titles, strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n", `\N`, "\n").Replace(value))
		}
	}
	return titles
}

func atomTitles(body string) (titles []string) {
	var feed struct {
		Entries []struct {
			Title string `xml:"title"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(body), &feed); err != nil {
		return []string{err.Error()}
	}
	for _, e := range feed.Entries {
		titles = append(titles, e.Title)
	}
	return titles
}

// feedTitles reads the titles of a list's actions or a feed's items.
func feedTitles(body string) (titles []string) {
	var feed map[string]json.RawMessage
	if err := json.Unmarshal([]byte(body), &feed); err != nil {
		return []string{err.Error()}
	}
	for _, name := range []string{"items", "actions"} {
		var items []struct {
			Title string `json:"title"`
		}
		if json.Unmarshal(feed[name], &items) == nil {
			for _, item := range items {
				titles = append(titles, item.Title)
			}
		}
	}
	return titles
}

func rowTitles(body string) (titles []string) {
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff"))).ReadAll()
	if err != nil || len(rows) == 0 {
		return []string{"no rows"}
	}
	column := slices.Index(rows[0], "title")
	for _, row := range rows[1:] {
		titles = append(titles, row[max(column, 0)])
	}
	return titles
}

func pageTitles(body string) []string {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(body))
	if err != nil || doc.Find("entry, h1").Length() != 1 {
		return []string{"no page with one heading"}
	}
	return []string{doc.Find("h1").Text()}
}
