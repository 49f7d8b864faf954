package views

import (
	"keephope/models"
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
	Status      string          `json:"eventStatus"`
	Attendance  string          `json:"eventAttendanceMode"`
	Place       *placeData      `json:"location,omitempty"`
	Organisers  []organiserData `json:"organizer"`
	URL         string          `json:"url"`
}

type placeData struct {
	Type    string      `json:"@type"`
	Name    string      `json:"name,omitempty"`
	Address addressData `json:"address"`
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
		Start: next.machine(), End: next.machineOf(next.Ends, next.LocalEnd),
		Status: "https://schema.org/EventScheduled", Attendance: "https://schema.org/OfflineEventAttendanceMode",
		URL: p.Site.Base + urls.PublicAction(p.Lang, a.Slug),
	}
	if a.State == models.ActionCancelled {
		d.Status = "https://schema.org/EventCancelled"
	}
	if a.Mode == models.Online {
		d.Attendance = "https://schema.org/OnlineEventAttendanceMode"
	}
	if a.Place != "" || a.Town != "" || a.Country != "" {
		d.Place = &placeData{Type: "Place", Name: a.Place, Address: addressData{Type: "PostalAddress", Locality: a.Town, Country: a.Country}}
	}
	for _, h := range a.Hosts {
		name, _ := h.Names.Shown(string(p.Lang))
		d.Organisers = append(d.Organisers, organiserData{"Organization", name, p.Site.Base + urls.Endorser(p.Lang, h.Slug)})
	}
	return d
}
