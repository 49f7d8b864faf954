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
	e := calendarEntry(p, a.ActionSheet)
	if a.Slug == "" { // for members alone
		e.Text = strings.TrimSpace(strings.TrimSuffix(e.Text, e.URL))
		e.URL = p.Site.Base + urls.Me(p.Lang)
	}
	if a.Venue != "" && a.State != models.ActionCancelled {
		e.Place = venueLine(p, a)
	}
	for _, more := range []string{a.Venue, a.Link} {
		if more != "" && a.State != models.ActionCancelled { // nobody meets there
			e.Text = strings.TrimSpace(more + "\n\n" + e.Text)
		}
	}
	if a.Waiting {
		if e.Status == calendar.Confirmed {
			e.Status = calendar.Tentative
		}
		e.Text = strings.TrimSpace(p.T("calendar.waiting") + "\n\n" + e.Text)
	}
	return e
}

// venueLine is where those meet who are in, in one line.
func venueLine(p Page, a models.PrivateAction) string {
	parts := strings.FieldsFunc(a.Venue, func(r rune) bool { return r == '\n' || r == '\r' })
	return strings.Join(append(parts, placeNames(p, a.ActionSheet)...), p.T("listing.comma")+" ")
}
