package views

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/a-h/templ"

	"keephope/models"
	"keephope/models/terms"
	"keephope/views/locale"
	"keephope/views/urls"
)

// ListingPage is the public list of endorsers.
type ListingPage struct {
	Page
	Query models.ListQuery
	List  models.ListPage
	Same  *ListingSame // what the whole page has in common with others; a fragment needs none
}

// EndorserPage is the page of one public endorser.
type EndorserPage struct {
	Page
	Endorser models.PublicEndorser
	Newest   int // number of the newest version of the statement
	Actions  models.ActionPage
}

// Headline says how many stand together: those who are named and those who are not.
func Headline(p Page, f models.Facets, key string) string {
	if f.Places() == 0 {
		return p.T("listing.organisations", "n", f.Named+f.Unnamed)
	}
	return p.T(key, "organisations", p.T("listing.organisations", "n", f.Named+f.Unnamed), "countries", p.T("listing.in_countries", "n", f.Places()))
}

// filter is the address of the list as it is shown.
func (p ListingPage) filter() urls.ListFilter {
	order := string(p.Query.Order)
	if p.Query.Order == models.OrderNewest {
		order = ""
	}
	return urls.ListFilter{Text: p.Query.Text, Country: p.Query.Country, Community: p.Query.Community, Order: order}
}

// Address is where the list stands as it is shown.
func (p ListingPage) Address() string { return urls.EndorserList(p.Lang, p.filter()) }

// languages is the page under the address of its filter: the one that was asked for may have empty fields.
func (p ListingPage) languages() Page {
	p.Path = strings.TrimPrefix(p.Address(), urls.In(p.Lang, ""))
	return p.Page
}

// link is the address of the list with one thing changed.
func (p ListingPage) link(change func(*urls.ListFilter)) templ.SafeURL {
	f := p.filter()
	change(&f)
	return templ.SafeURL(urls.EndorserList(p.Lang, f))
}

func (p ListingPage) page(cursor string) templ.SafeURL {
	return p.link(func(f *urls.ListFilter) { f.Page = cursor })
}

func (p ListingPage) filtered() bool {
	return p.Query.Text != "" || p.Query.Country != "" || p.Query.Community != ""
}

// matched is the heading of the list: how many fit.
func (p ListingPage) matched() string {
	switch {
	case p.List.Many:
		return p.T("listing.more_than", "n", p.List.Matched)
	case p.filtered():
		return p.T("listing.organisations", "n", p.List.Matched)
	}
	return p.T("listing.named", "n", p.List.Facets.Named)
}

// chip is a filter that is set, and the list without it.
type chip struct {
	name    string
	without templ.SafeURL
}

func (p ListingPage) chips() (chips []chip) {
	if p.Query.Text != "" {
		chips = append(chips, chip{p.Query.Text, p.link(func(f *urls.ListFilter) { f.Text = "" })})
	}
	if p.Query.Country != "" {
		chips = append(chips, chip{country(p.Page, p.Query.Country), p.link(func(f *urls.ListFilter) { f.Country = "" })})
	}
	if p.Query.Community != "" {
		chips = append(chips, chip{p.Words.Community(p.Query.Community), p.link(func(f *urls.ListFilter) { f.Community = "" })})
	}
	return chips
}

// meant are the countries with endorsers whose name fits what was searched for: people look for a country by its name
// where they look for an organisation.
func (p ListingPage) meant() (countries []locale.Country) {
	if p.Query.Text == "" || p.Query.Country != "" {
		return nil
	}
	for _, c := range p.Words.CountriesLike(p.Query.Text) {
		if p.List.Facets.Countries[c.Code] > 0 && len(countries) < maxMeant {
			countries = append(countries, c)
		}
	}
	return countries
}

// maxMeant is how many countries a search suggests.
const maxMeant = 3

// country is the name of a place for readers of a list.
func country(p Page, code string) string {
	if code == terms.Undisclosed {
		return p.T("listing.undisclosed")
	}
	return p.Words.Country(code)
}

// countryOptions are the countries that have endorsers, and the one that is chosen.
func (p ListingPage) countryOptions() []Option {
	options := []Option{{Label: p.T("listing.all_countries", "n", p.List.Facets.Places())}}
	for _, c := range p.Words.Countries() {
		n := p.List.Facets.Countries[c.Code]
		if n > 0 || c.Code == p.Query.Country {
			label := p.T("listing.choice", "name", country(p.Page, c.Code), "n", n)
			options = append(options, Option{Value: c.Code, Label: label, Chosen: c.Code == p.Query.Country})
		}
	}
	return options
}

func (p ListingPage) communityOptions() []Option {
	options := []Option{{Label: p.T("listing.all_communities", "n", len(p.List.Facets.Communities))}}
	for _, c := range p.Words.Communities() {
		n := p.List.Facets.Communities[c.Slug]
		if n > 0 || c.Slug == p.Query.Community {
			label := p.T("listing.choice", "name", c.Name, "n", n)
			options = append(options, Option{Value: c.Slug, Label: label, Chosen: c.Slug == p.Query.Community})
		}
	}
	return options
}

func (p ListingPage) orderOptions() []Option {
	option := func(order models.ListOrder, key string) Option {
		return Option{Value: string(order), Label: p.T(key), Chosen: order == p.Query.Order}
	}
	return []Option{
		option(models.OrderNewest, "listing.newest"), option(models.OrderName, "listing.name"), option(models.OrderCountry, "listing.by_country"),
	}
}

// tile is a country on the map. n is 0 where nobody is named yet.
type tile struct {
	code, name, place string // place: classes of column and row, "" outside Europe
	n                 int
}

// tiles are the countries of each region by name: in Europe all of the grid, elsewhere those with endorsers.
func (p ListingPage) tiles() map[string][]tile {
	tiles := make(map[string][]tile, len(locale.Regions()))
	for _, c := range p.Words.Countries() {
		n := p.List.Facets.Countries[c.Code]
		x, y, onGrid := locale.Tile(c.Code)
		if !onGrid && n == 0 {
			continue
		}
		t := tile{code: c.Code, name: c.Name, n: n}
		if onGrid {
			t.place = "x" + strconv.Itoa(x) + " y" + strconv.Itoa(y)
		}
		region := locale.Region(c.Code)
		tiles[region] = append(tiles[region], t)
	}
	return tiles
}

// elsewhere are the endorsers that are in no country, or tell none.
func (p ListingPage) elsewhere() (tiles []tile) {
	for _, code := range []string{terms.International, terms.Undisclosed} {
		if n := p.List.Facets.Countries[code]; n > 0 {
			tiles = append(tiles, tile{code: code, name: country(p.Page, code), n: n})
		}
	}
	return tiles
}

// band is the colour of a number on the map.
func band(n int) string {
	switch {
	case n >= 10:
		return "q4"
	case n >= 6:
		return "q3"
	case n >= 3:
		return "q2"
	case n >= 1:
		return "q1"
	}
	return "q0"
}

func (p ListingPage) inCountry(code string) templ.SafeURL {
	return templ.SafeURL(urls.EndorserList(p.Lang, urls.ListFilter{Country: code}))
}

// bar is a community and how many work for it.
type bar struct {
	slug, name string
	n          int
}

// bars are all communities, the largest first; those without an endorser stand out by their 0.
func (p ListingPage) bars() []bar {
	var bars []bar
	for _, c := range p.Words.Communities() {
		bars = append(bars, bar{c.Slug, c.Name, p.List.Facets.Communities[c.Slug]})
	}
	slices.SortStableFunc(bars, func(a, b bar) int { return b.n - a.n })
	return bars
}

// shownName is the name for the reader, in which language it is, and the name in the organisation's own script.
type shownName struct{ text, lang, beside, besideLang string }

func nameFor(lang locale.Lang, n models.Names) shownName {
	text, beside := n.Shown(string(lang))
	shown := shownName{text: text, beside: beside, besideLang: n.OwnLang}
	if shown.lang = n.OwnLang; text != n.Own {
		shown.lang = string(locale.English)
	}
	if shown.lang == string(lang) {
		shown.lang = ""
	}
	return shown
}

// arch is the letter in an organisation's window and the colour of the window: always the same for one name.
func arch(name shownName, slug string) (letter, class string) {
	for _, r := range name.text {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			letter = string(unicode.ToTitle(r))
			break
		}
	}
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(slug)) // never fails
	return letter, []string{"arch", "arch b", "arch c", "arch d"}[hash.Sum32()%4]
}

// communityNames lists communities in the reader's language.
func communityNames(p Page, slugs []string) string {
	comma := p.T("listing.comma") + " "
	var names strings.Builder
	for i, slug := range slugs {
		if i > 0 {
			names.WriteString(comma)
		}
		names.WriteString(p.Words.Community(slug))
	}
	return names.String()
}
