package models

import "time"

// Listing is the public copy of an endorsement, in plain. Public queries read it and nothing else.
type Listing struct {
	EndorsementID  string `gorm:"primaryKey"`
	OrganisationID string
	StatementID    string
	Slug           string
	Names          Names `gorm:"serializer:json"`
	Folded         string
	SortKey        string
	Country        string
	Town           string
	Kind           string
	Website        string
	Communities    []string `gorm:"serializer:json"`
	Quote          string
	QuoteLang      string
	LogoID         string
	Version        int
	ListedFrom     time.Time
}

// PublicEndorser is what everybody may read of one organisation's public endorsement: the only thing that public pages
// are given of an organisation, selected column by column.
type PublicEndorser struct {
	Slug        string
	Names       Names
	Country     string // ISO 3166-1 alpha-2, XK, INT or UND
	Town        string // "" = no place shown
	Kind        string
	Website     string
	Communities []string // slugs, in alphabetical order
	Quote       string
	QuoteLang   string
	LogoID      string // "" = none
	Version     int    // number of the statement version that it stands under
	Since       time.Time
}

// ListOrder is how the public list is ordered.
type ListOrder string

// The orders. Name is one stored collation for readers of every language; country is by the names of countries in the
// reader's language, then by name.
const (
	OrderNewest  ListOrder = "newest"
	OrderName    ListOrder = "name"
	OrderCountry ListOrder = "country"
)

// ListQuery asks for a page of the public list. The zero value is the first page of all, newest first.
type ListQuery struct {
	Text        string    // part of a name or town in any script; "" = all
	Country     string    // code; "" = all
	Community   string    // slug; "" = all
	Order       ListOrder // "" = newest
	Page        string    // a cursor of ListPage; "" or one that does not fit this query = the first page
	CountryRank []string  // all codes in the order of the reader's language; needed by OrderCountry
}

// ListPageSize is how many endorsers a page of the public list has.
const ListPageSize = 50

// MaxMatches is how far matches are counted; beyond it a page says "more than 1,000".
const MaxMatches = 1000

// maxSearch is how long a search may be, in characters.
const maxSearch = 200

// ListPage is one page of the public list.
type ListPage struct {
	Endorsers []PublicEndorser
	Matched   int    // endorsers that fit the query on all pages; with Many at least that
	Many      bool   // more than MaxMatches fit and nobody counted how many
	Previous  string // cursor of the page before; "" on the first page
	Next      string // cursor of the page after; "" on the last page
	Facets    Facets // of the whole public list, whatever the query
}
