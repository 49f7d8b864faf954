package urls

import (
	"net/url"
	"strconv"

	"keephope/views/locale"
)

// ListFilter is the query of the public list. Empty fields are left out of the address.
type ListFilter struct{ Text, Country, Community, Order, Page string }

// Query writes the filter as a query with its question mark, in one order of its fields; "" for an empty filter.
func (f ListFilter) Query() string {
	query := ""
	for _, field := range [][2]string{{"q", f.Text}, {"country", f.Country}, {"community", f.Community}, {"order", f.Order}, {"page", f.Page}} {
		if field[1] == "" {
			continue
		}
		if query == "" {
			query = "?"
		} else {
			query += "&"
		}
		query += field[0] + "=" + url.QueryEscape(field[1])
	}
	return query
}

// EndorserList is a page of the public list.
func EndorserList(lang locale.Lang, f ListFilter) string { return Endorsers(lang) + f.Query() }

// EndorserFile is the public list in another format, "csv" or "json". It is whole, so it has no page.
func EndorserFile(lang locale.Lang, format string, f ListFilter) string {
	f.Page = ""
	return Endorsers(lang) + "." + format + f.Query()
}

// PublicLogo is a public logo, at least so many pixels wide where it has them.
func PublicLogo(lang locale.Lang, logoID string, width int) string {
	return In(lang, "/logos/"+logoID+"-"+strconv.Itoa(width))
}
