package views

import (
	"strings"

	"keephope/models"
	"keephope/views/calendar"
	"keephope/views/urls"
)

// PrivateCalendarsPage is where somebody makes a secret calendar of an organisation's actions.
type PrivateCalendarsPage struct {
	OwnPage
	models.PrivateCalendars
	Made  string // the address, this once
	Again bool   // the form came twice: the address cannot be shown again
	Done  bool   // revoked
}

// PrivateCalendar is the calendar of what an organisation does, which it names nowhere.
func PrivateCalendar(p Page, all []models.PrivateAction) calendar.Calendar {
	c := calendar.Calendar{Name: p.T("calendar.name", "site", p.Site.Name), Lang: string(p.Lang)}
	for _, a := range all {
		c.Entries = append(c.Entries, privateEntry(p, a))
	}
	return c
}

// privateEntry is as that of everybody, with what those learn who are in.
func privateEntry(p Page, a models.PrivateAction) calendar.Entry {
	w := a.Content.Where
	sheet := models.ActionSheet{
		Name: a.Name, Slug: a.Slug, State: a.State, Revision: a.Revision, ChangedAt: a.ChangedAt,
		PublicAction: models.PublicAction{
			Original: a.Content.Original, Texts: a.Content.Texts, When: a.Content.When, Cancelled: a.Cancelled,
			Mode: w.Mode, Country: w.Country, Town: w.Town, Place: w.Place,
		},
	}
	e := calendarEntry(p, sheet)
	if a.Slug == "" { // for members alone
		e.Text = strings.TrimSpace(strings.TrimSuffix(e.Text, e.URL))
		e.URL = p.Site.Base + urls.Me(p.Lang)
	}
	for _, more := range []string{w.Venue, w.Link} {
		if more != "" && a.State != models.ActionCancelled { // nobody meets there
			e.Text = strings.TrimSpace(more + "\n\n" + e.Text)
		}
	}
	if a.Waiting {
		e.Text = strings.TrimSpace(p.T("calendar.waiting") + "\n\n" + e.Text)
	}
	return e
}
