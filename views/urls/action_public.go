package urls

import (
	"net/url"
	"time"

	"keephope/views/locale"
)

// ActionFilter is the query of the public list of actions. Empty fields are left out of the address.
type ActionFilter struct {
	Past                           bool
	Kind, Country, Community, Page string
	Online                         bool
}

// Actions is the public list of joint actions.
func Actions(lang locale.Lang) string { return In(lang, "/actions") }

// ActionList is a page of the public list of actions.
func ActionList(lang locale.Lang, f ActionFilter) string { return Actions(lang) + f.query() }

// ActionFile is the public list of actions in another format, "csv" or "json". It is whole, so it has no page.
func ActionFile(lang locale.Lang, format string, f ActionFilter) string {
	f.Page = ""
	return Actions(lang) + "." + format + f.query()
}

// ActionMonth is the month of an instant as a page of the public actions.
func ActionMonth(lang locale.Lang, month time.Time, f ActionFilter) string {
	f.Page, f.Past = "", false
	return Actions(lang) + "/month/" + month.Format("2006-01") + f.query()
}

// PublicAction is the page of a public action.
func PublicAction(lang locale.Lang, slug string) string {
	return In(lang, "/actions/"+url.PathEscape(slug))
}

// Participants is the page of all who take part in a public action by name.
func Participants(lang locale.Lang, slug, page string) string {
	return paged(PublicAction(lang, slug)+"/participants", page)
}

// paged is the page of a list that a cursor names; "" = the first.
func paged(address, page string) string { return Beside(address, url.Values{"page": {page}}) }

func (f ActionFilter) query() string {
	query := ""
	add := func(name, value string) {
		if value == "" {
			return
		}
		query += map[bool]string{true: "?", false: "&"}[query == ""] + name + "=" + url.QueryEscape(value)
	}
	if f.Past {
		add("when", "past")
	}
	add("kind", f.Kind)
	add("country", f.Country)
	add("community", f.Community)
	if f.Online {
		add("online", "yes")
	}
	add("page", f.Page)
	return query
}
