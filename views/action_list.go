package views

import (
	"github.com/a-h/templ"

	"keephope/models"
	"keephope/views/urls"
)

// ActionListPage is the public list of joint actions.
type ActionListPage struct {
	Page
	Query models.ActionQuery
	List  models.ActionPage
}

// filter is the address of the list as it is shown.
func (p ActionListPage) filter() urls.ActionFilter {
	q := p.Query
	return urls.ActionFilter{Past: q.Past, Kind: q.Kind, Country: q.Country, Community: q.Community, Online: q.Online}
}

// link is the address of the list with one thing changed.
func (p ActionListPage) link(change func(*urls.ActionFilter)) templ.SafeURL {
	f := p.filter()
	change(&f)
	return templ.SafeURL(urls.ActionList(p.Lang, f))
}

// calendar is the address of the calendar that is nearest to the filter.
func (p ActionListPage) calendar() string {
	switch q := p.Query; {
	case q.Country != "":
		return urls.CountryCalendar(p.Lang, q.Country)
	case q.Community != "":
		return urls.CommunityCalendar(p.Lang, q.Community)
	}
	return urls.Calendar(p.Lang)
}

func (p ActionListPage) page(cursor string) templ.SafeURL {
	return p.link(func(f *urls.ActionFilter) { f.Page = cursor })
}

func (p ActionListPage) filtered() bool {
	q := p.Query
	return q.Kind != "" || q.Country != "" || q.Community != "" || q.Online
}

func (p ActionListPage) kinds() []Option {
	options := []Option{{Label: p.T("action.list.all")}}
	for _, k := range p.Words.ActionKinds() {
		options = append(options, Option{Value: k.Slug, Label: k.Name, Chosen: k.Slug == p.Query.Kind})
	}
	return options
}

// countries are those in which there are actions, and the one that is chosen.
func (p ActionListPage) countries() []Option {
	there := map[string]bool{p.Query.Country: true}
	for _, code := range p.List.Countries {
		there[code] = true
	}
	options := []Option{{Label: p.T("action.list.all")}}
	for _, c := range p.Words.Countries() {
		if there[c.Code] {
			options = append(options, Option{Value: c.Code, Label: country(p.Page, c.Code), Chosen: c.Code == p.Query.Country})
		}
	}
	return options
}

func (p ActionListPage) communities() []Option {
	options := []Option{{Label: p.T("action.list.all")}}
	for _, c := range p.Words.Communities() {
		options = append(options, Option{Value: c.Slug, Label: c.Name, Chosen: c.Slug == p.Query.Community})
	}
	return options
}

func (p ActionListPage) places() []Option {
	return []Option{{Label: p.T("action.list.anywhere")}, {Value: "yes", Label: p.T("action.list.online"), Chosen: p.Query.Online}}
}
