package models

import (
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // zones are known on machines without a time zone database, too

	"keephope/models/fold"
)

// Limits of a campaign's texts, in characters, and of its lists.
const (
	maxTitle   = 200
	maxHashtag = 60
	maxSummary = 600
	maxAsk     = 600
	maxDate    = 600
	maxAsks    = 8
	maxLinks   = 8
	maxDates   = 12
)

// MaxAsks, MaxLinks and MaxDates are how many rows the form of a campaign offers.
const (
	MaxAsks  = maxAsks
	MaxLinks = maxLinks
	MaxDates = maxDates
)

// row names a field of a list in a form: row("url", 0) is "url-1".
func row(name string, i int) string { return name + "-" + strconv.Itoa(i+1) }

// cleaned returns a campaign's text in one language as it is kept, and adds what is wrong with it. Empty asks go.
func (c CampaignText) cleaned(f *faults) CampaignText {
	if c.Title = checkLine(f, "title", c.Title, maxTitle); c.Title == "" {
		f.add("title", "campaign.title_missing")
	}
	c.Summary = checkText(f, "summary", c.Summary, maxSummary)
	c.Occasion = checkLine(f, "occasion", c.Occasion, maxLine)
	if len(c.Asks) > maxAsks {
		f.add("ask-1", "field.too_many", "n", maxAsks)
	}
	asks := []Ask{}
	for i, ask := range c.Asks {
		ask.Title = checkLine(f, row("ask", i), ask.Title, maxLine)
		ask.Text = checkText(f, row("ask_text", i), ask.Text, maxAsk)
		if ask.Title == "" && ask.Text != "" {
			f.add(row("ask", i), "campaign.ask_title")
		}
		if ask != (Ask{}) {
			asks = append(asks, ask)
		}
	}
	c.Asks = asks
	return c
}

// checkLink returns an address as it is kept, and adds a field error if it is no https address of a host.
func checkLink(f *faults, field, address string) string {
	address = checkLine(f, field, address, maxAddress)
	u, err := url.Parse(address)
	switch {
	case !strings.HasPrefix(address, "https://"):
		f.add(field, "field.https")
	case err != nil || u.Host == "" || u.User != nil || strings.ContainsAny(address, " \"<>\\"):
		f.add(field, "field.link")
	}
	return address
}

// checkHashtag adds a field error if text is more than one word with a hash sign. Empty is fit.
func checkHashtag(f *faults, text string) string {
	text = checkLine(f, "hashtag", text, maxHashtag)
	if text != "" && (!strings.HasPrefix(text, "#") || len(fold.Fold(text)) == 0 || strings.ContainsAny(text[1:], "# \t")) {
		f.add("hashtag", "campaign.hashtag_form")
	}
	return text
}

// errNoZone says that a text names no time zone.
var errNoZone = errors.New("no time zone of this name")

// zone returns a time zone by its name. Local is no name of a zone.
func zone(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, errNoZone
	}
	return time.LoadLocation(name)
}

// Place is where the date's clock hangs; UTC if the zone is not known any more.
func (d KeyDate) Place() *time.Location {
	place, err := zone(d.Zone)
	if err != nil {
		return time.UTC
	}
	return place
}

// instant reads a date like 2026-12-10 and a clock like 18:00 in a zone. It adds a field error for what cannot be
// read, and for a clock that is skipped that night. Of an hour that comes twice it takes the first.
func instant(f *faults, i int, d DateEdit) time.Time {
	place, err := zone(d.Zone)
	if err != nil {
		f.add(row("zone", i), "campaign.date.zone")
		return time.Time{}
	}
	day, err := time.ParseInLocation(time.DateOnly, d.Day, place)
	if err != nil || day.Year() < 1000 {
		f.add(row("day", i), "field.date")
		return time.Time{}
	}
	if d.Clock == "" {
		return day
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", d.Day+" "+d.Clock, place)
	if err != nil {
		f.add(row("clock", i), "campaign.date.clock")
		return time.Time{}
	}
	if shown := at.Format("15:04"); shown != d.Clock {
		_, before := at.Add(-24 * time.Hour).Zone()
		_, after := at.Add(24 * time.Hour).Zone()
		wall, _ := time.Parse("15:04", d.Clock)
		f.add(row("clock", i), "campaign.date.gap", "clock", d.Clock,
			"other", wall.Add(time.Duration(after-before)*time.Second).Format("15:04"))
	}
	return at
}
