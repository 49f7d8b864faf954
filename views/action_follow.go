package views

import (
	"strings"
	"time"

	"keephope/models"
	"keephope/views/calendar"
	"keephope/views/feed"
	"keephope/views/prose"
	"keephope/views/urls"
)

// ActionCalendar is a calendar of public actions in the page's language, each in its original where it has no other.
// Of is what it is narrowed to, "" for all.
func ActionCalendar(p Page, of string, all []models.ActionSheet) calendar.Calendar {
	c := calendar.Calendar{Name: p.Site.Name, Lang: string(p.Lang)}
	if of != "" {
		c.Name = p.T("follow.calendar", "of", of, "site", p.Site.Name)
	}
	for _, a := range all {
		c.Entries = append(c.Entries, calendarEntry(p, a))
	}
	return c
}

// ActionFeeds are the formats in which programs follow the public actions, for the head of pages.
func ActionFeeds(p Page) []Feed {
	name := p.T("action.list.title")
	return []Feed{
		{Type: "application/atom+xml", URL: urls.ActionFeed(p.Lang, "atom"), Name: name},
		{Type: "application/feed+json", URL: urls.ActionFeed(p.Lang, "feed.json"), Name: name},
		{Type: "text/calendar", URL: urls.Calendar(p.Lang), Name: p.T("follow.list")},
	}
}

func calendarEntry(p Page, a models.ActionSheet) calendar.Entry {
	text, lang := a.Text(string(p.Lang))
	e := calendar.Entry{
		UID: string(a.Name), Sequence: a.Revision, Stamp: a.ChangedAt, Lang: lang, Title: text.Title, Status: calendar.Confirmed, When: a.When,
		URL: p.Site.Base + urls.PublicAction(p.Lang, a.Slug), Place: placeLine(p, a.PublicAction),
	}
	if a.State == models.ActionCancelled {
		e.Status = calendar.Cancelled
	}
	e.Text = strings.Join(calendarText(p, a, text, e.URL), "\n\n")
	return e
}

// calendarText are the paragraphs of an entry: why it is off, what it is, that there is something to know before, where
// to read on.
func calendarText(p Page, a models.ActionSheet, text models.ActionText, address string) (parts []string) {
	if a.State == models.ActionCancelled {
		parts = append(parts, p.T("action.status.cancelled")+"\n"+a.Cancelled)
	}
	if text.Summary != "" {
		parts = append(parts, text.Summary)
	}
	if text.Before != "" {
		parts = append(parts, p.T("follow.before"))
	}
	return append(parts, address)
}

// placeLine is where an action is, in one line.
func placeLine(p Page, a models.PublicAction) string {
	sheet := models.ActionSheet{PublicAction: a}
	parts := placeNames(p, sheet)
	if mode := placeMode(p, sheet); mode != "" {
		parts = append(parts, mode)
	}
	return strings.Join(parts, p.T("listing.comma")+" ")
}

// ActionFeed is the feed of the actions that were published or changed last, without the address of its own format.
// Returns an error for a text that is none.
func ActionFeed(p Page, changes models.ActionChanges) (feed.Feed, error) {
	f := feed.Feed{
		ID: changes.Name.In(string(p.Lang)).URN(), Title: p.T("follow.calendar", "of", p.T("action.list.title"), "site", p.Site.Name), About: p.T("action.list.lead"), Author: p.Site.Name,
		Lang: string(p.Lang), Address: p.Site.Base + urls.Actions(p.Lang), Updated: time.Unix(0, 0),
	}
	for _, a := range changes.Actions {
		text, lang := a.Text(string(p.Lang))
		html, err := prose.HTML(text.Body)
		if err != nil {
			return f, err
		}
		f.Entries = append(f.Entries, feed.Entry{
			ID: a.Name.In(string(p.Lang)).URN(), Title: text.Title, Address: p.Site.Base + urls.PublicAction(p.Lang, a.Slug),
			Published: a.PublishedAt, Updated: a.ChangedAt, HTML: html, Text: feedText(p, a, text), Lang: lang,
		})
	}
	return f, nil
}

// feedText says of an action whether it is off, when and where it is, what it is, and that there is something to know before.
func feedText(p Page, a models.ActionSheet, text models.ActionText) string {
	var parts []string
	if a.State == models.ActionCancelled {
		parts = append(parts, p.T("action.status.cancelled")+" "+a.Cancelled)
	}
	first := shownAt(a, time.Time{}) // not what comes next: an entry changes with its action, and not with the clock
	parts = append(parts, first.line(p))
	if line := series(p, a, first); line != "" {
		parts = append(parts, line)
	}
	if line := placeLine(p, a.PublicAction); line != "" {
		parts = append(parts, line)
	}
	if text.Summary != "" {
		parts = append(parts, text.Summary)
	}
	if text.Before != "" {
		parts = append(parts, p.T("follow.before"))
	}
	return strings.Join(parts, "\n")
}
