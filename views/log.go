package views

import (
	"net/url"
	"time"

	"keephope/models"
	"keephope/views/urls"
)

// LogPage is a page of the ledger.
type LogPage struct {
	Page
	Query  models.LogQuery
	Lines  []models.LogLine
	Next   string
	Keeper bool // sees unnamed organisations too
}

// filter is the page's own filter as an address has it, with one value set.
func (p LogPage) filter(name, value string) string {
	values := url.Values{
		"group": {p.Query.Group}, "organisation": {p.Query.OrganisationID}, "person": {p.Query.PersonID},
		"from": {p.Query.From}, "to": {p.Query.To},
	}
	values.Set(name, value)
	return urls.Log(p.Lang, values)
}

// filtered reports whether the page shows less than everything.
func (p LogPage) filtered() bool {
	q := p.Query
	return q.Group != "" || q.OrganisationID != "" || q.PersonID != "" || q.From != "" || q.To != ""
}

func (p LogPage) next() string { return p.filter("before", p.Next) }

// groups are the choices of the filter.
func (p LogPage) groups() Choice {
	options := []Option{{Label: p.T("log.everything"), Chosen: p.Query.Group == ""}}
	for _, group := range models.LogGroups() {
		options = append(options, Option{Value: group, Label: p.T("log.group." + group), Chosen: p.Query.Group == group})
	}
	return Choice{Name: "group", Legend: p.T("log.about"), Options: options}
}

// when is the instant of a line, in UTC.
func (p LogPage) when(at time.Time) string { return lineTime(p.Page, at) }

// lineTime is the instant of a line of the ledger, as UTC; its month, where no more is kept.
func lineTime(p Page, at time.Time) string {
	if at = at.UTC(); models.Coarse(at) {
		return p.Words.Month(at)
	}
	return p.Words.DateShort(at) + " " + p.Words.Clock(at)
}

// chosen is the name of the organisation or person that the filter is set to, as far as the page tells it.
func (p LogPage) chosen(id string) string {
	for _, line := range p.Lines {
		for _, n := range []models.Named{line.Organisation, line.Actor, line.Person} {
			if n.ID == id && n.Name != "" {
				return n.Name
			}
		}
	}
	return p.T("log.somebody")
}

// aboutLabel stands before whom a line is about where the table reads as a list; "" where it is about nobody.
func (p LogPage) aboutLabel(line models.LogLine) string {
	if line.Organisation.ID == "" && line.Person.ID == "" {
		return ""
	}
	return p.T("log.whom")
}
