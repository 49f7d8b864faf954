package views

import (
	"context"
	"maps"
	"strings"
	"sync"

	"github.com/a-h/templ"

	"keephope/models"
	"keephope/views/locale"
	"keephope/views/urls"
)

// ListingSame is what pages of the list in one language have in common as long as the facets are the same: the map, the
// bars and the choices of the filter. It is rendered once, without a country or community that is chosen.
type ListingSame struct {
	facets                               models.Facets
	countries, communities, tiles, peers string
}

// ListingSames keeps the newest ListingSame of each language. Safe for concurrent use.
type ListingSames struct {
	mu   sync.Mutex
	kept map[locale.Lang]*ListingSame
}

// NewListingSames is empty.
func NewListingSames() *ListingSames { return &ListingSames{kept: map[locale.Lang]*ListingSame{}} }

// Of returns what a page has in common with others: what is kept if its facets are the page's own to the last number.
func (k *ListingSames) Of(p ListingPage) (*ListingSame, error) {
	k.mu.Lock()
	same := k.kept[p.Lang]
	k.mu.Unlock()
	if same != nil && same.of(p.List.Facets) {
		return same, nil
	}
	same, err := renderSame(p)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.kept[p.Lang] = same
	return same, nil
}

// of reports whether it was rendered for such facets.
func (s *ListingSame) of(f models.Facets) bool {
	return s.facets.Named == f.Named && maps.Equal(s.facets.Countries, f.Countries) && maps.Equal(s.facets.Communities, f.Communities)
}

func renderSame(p ListingPage) (*ListingSame, error) {
	p = ListingPage{Page: Page{Lang: p.Lang, Words: p.Words}, List: models.ListPage{Facets: p.List.Facets}}
	same := &ListingSame{facets: p.List.Facets}
	for text, component := range map[*string]templ.Component{
		&same.countries: listingCountries(p), &same.communities: listingCommunities(p), &same.tiles: listingMap(p), &same.peers: listingBars(p),
	} {
		var out strings.Builder
		if err := component.Render(context.Background(), &out); err != nil {
			return nil, err
		}
		*text = out.String()
	}
	return same, nil
}

// Where something is chosen, its element gets an attribute more. Codes and slugs are of closed lists, plain ASCII.

func (p ListingPage) sameCountries() templ.Component {
	if code := p.Query.Country; code != "" {
		return marked(p.Same.countries, `<option value="`+code+`"`, ` selected`, listingCountries(p))
	}
	return templ.Raw(p.Same.countries)
}

func (p ListingPage) sameCommunities() templ.Component {
	if slug := p.Query.Community; slug != "" {
		return marked(p.Same.communities, `<option value="`+slug+`"`, ` selected`, listingCommunities(p))
	}
	return templ.Raw(p.Same.communities)
}

func (p ListingPage) sameMap() templ.Component {
	if p.List.Facets.Countries[p.Query.Country] == 0 || locale.Region(p.Query.Country) == "" {
		return templ.Raw(p.Same.tiles)
	}
	tile := ` href="` + urls.EndorserList(p.Lang, urls.ListFilter{Country: p.Query.Country}) + `"`
	return marked(p.Same.tiles, tile, ` aria-current="true"`, listingMap(p))
}

// marked is html with an attribute more after the one place where an element begins so; otherwise where there is none.
func marked(html, element, attribute string, otherwise templ.Component) templ.Component {
	before, after, found := strings.Cut(html, element)
	if !found {
		return otherwise
	}
	return templ.Join(templ.Raw(before+element+attribute), templ.Raw(after))
}
