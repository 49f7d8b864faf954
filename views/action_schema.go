package views

import (
	"cmp"
	"strings"
	"time"

	"keephope/models"
	"keephope/models/occasion"
	"keephope/views/urls"
)

// eventData is an action in the words of schema.org/Event, for programs that read pages.
type eventData struct {
	Context     string          `json:"@context"`
	Type        string          `json:"@type"`
	Name        string          `json:"name"`
	Description string          `json:"description,omitempty"`
	Language    string          `json:"inLanguage"`
	Start       string          `json:"startDate"`
	End         string          `json:"endDate"`
	Schedules   []scheduleData  `json:"eventSchedule,omitempty"`
	Status      string          `json:"eventStatus"`
	Attendance  string          `json:"eventAttendanceMode"`
	Place       *placeData      `json:"location,omitempty"`
	Image       []string        `json:"image"`
	Organisers  []organiserData `json:"organizer"`
	URL         string          `json:"url"`
}

// scheduleData are times of a series by the clock of its zone, or without one of every town: those of the rule, or one that has
// times of its own. See schema.org/Schedule.
type scheduleData struct {
	Type      string   `json:"@type"`
	Frequency string   `json:"repeatFrequency,omitempty"`
	From      string   `json:"startDate"`
	Until     string   `json:"endDate"`
	Start     string   `json:"startTime"`
	End       string   `json:"endTime"`
	Zone      string   `json:"scheduleTimezone,omitempty"`
	Except    []string `json:"exceptDate,omitempty"`
}

// placeData is a Place, or a VirtualLocation: of one, only those who take part learn the address, so that it is the page's.
type placeData struct {
	Type    string       `json:"@type"`
	Name    string       `json:"name,omitempty"`
	URL     string       `json:"url,omitempty"`
	Address *addressData `json:"address,omitempty"`
}

type addressData struct {
	Type     string `json:"@type"`
	Locality string `json:"addressLocality,omitempty"`
	Country  string `json:"addressCountry,omitempty"`
}

type organiserData struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url"`
}

// data is what the page says, for programs: nothing that it does not say to people.
func (p ActionPage) data(next occasionShown) eventData {
	a := p.Action
	text, lang := a.Text(string(p.Lang))
	d := eventData{
		Context: "https://schema.org", Type: "Event", Name: text.Title, Description: text.Summary, Language: lang,
		Start: next.machine(), End: next.machineOf(next.Ends, next.LocalEnd), Schedules: schedules(a.When),
		Status: "https://schema.org/EventScheduled", Attendance: "https://schema.org/OfflineEventAttendanceMode",
		URL: p.Site.Base + urls.PublicAction(p.Lang, a.Slug),
	}
	if a.State == models.ActionCancelled {
		d.Status = "https://schema.org/EventCancelled"
	}
	d.Image = []string{p.Site.Base + urls.ActionCard(p.Lang, a.Slug)}
	if d.Place = p.placeData(); a.Mode == models.Online {
		d.Attendance, d.Place = "https://schema.org/OnlineEventAttendanceMode", &placeData{Type: "VirtualLocation", URL: d.URL}
	}
	for _, h := range a.Hosts {
		name, _ := h.Names.Shown(string(p.Lang))
		d.Organisers = append(d.Organisers, organiserData{"Organization", name, p.Site.Base + urls.Endorser(p.Lang, h.Slug)})
	}
	return d
}

// schedules are the times of a series: the rule with the days on which it does not hold, then each time that is another one.
func schedules(w occasion.When) []scheduleData {
	if !w.Weekly() {
		return nil
	}
	first, start, _ := strings.Cut(w.Start, "T")
	_, end, _ := strings.Cut(w.End, "T")
	rule := scheduleData{Type: "Schedule", Frequency: "P1W", From: first, Until: w.Until, Start: start + ":00", End: end + ":00", Zone: w.Zone}
	var moved []scheduleData
	for _, o := range w.Occurrences() {
		if o.Off || o.Moved {
			rule.Except = append(rule.Except, o.Day)
		}
		if o.Moved {
			moved = append(moved, scheduleData{
				Type: "Schedule", From: o.LocalStart.Format(time.DateOnly), Until: o.LocalEnd.Format(time.DateOnly),
				Start: o.LocalStart.Format(time.TimeOnly), End: o.LocalEnd.Format(time.TimeOnly), Zone: w.Zone,
			})
		}
	}
	return append([]scheduleData{rule}, moved...)
}

// placeData is where an action is, by the name of the place or in words; a Place without an address in every own window.
func (p ActionPage) placeData() *placeData {
	a := p.Action
	d := &placeData{Type: "Place", Name: cmp.Or(a.Place, placeLine(p.Page, a.PublicAction))}
	if a.Town != "" || a.Country != "" {
		d.Address = &addressData{Type: "PostalAddress", Locality: a.Town, Country: a.Country}
	}
	return d
}
