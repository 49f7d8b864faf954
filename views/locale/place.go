package locale

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"keephope/models/fold"
	"keephope/models/terms"
)

//go:generate node cldr/generate.mjs

//go:embed cldr/*.json
var cldrFiles embed.FS

// names are the names of places, languages and terms in one language.
type names struct {
	places      map[string]string // by code
	languages   map[string]string // by BCP 47 tag
	communities map[string]string // by slug
	kinds       map[string]string // by slug
	actionKinds map[string]string // by slug
	sorted      []Country
	spoken      []Term   // languages in the alphabetical order of the printer's
	keys        []string // search keys of sorted
}

// Country is a choice in a list of countries.
type Country struct {
	Code string // ISO 3166-1 alpha-2, XK, INT or UND
	Name string
}

// newNames reads the CLDR table of the printer's language and sorts the countries.
func newNames(p *Printer) *names {
	var table struct{ Countries, Languages map[string]string }
	path := "cldr/" + string(p.Lang()) + ".json"
	raw, err := cldrFiles.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(raw, &table)
	}
	if err != nil {
		panic(fmt.Errorf("read %s: %w", path, err))
	}
	n := &names{
		places:      table.Countries,
		languages:   table.Languages,
		communities: termNames(p, "community.", terms.Communities()),
		kinds:       termNames(p, "kind.", terms.Kinds()),
		actionKinds: termNames(p, "action.kind.", terms.ActionKinds()),
	}
	for code, name := range table.Countries {
		n.sorted = append(n.sorted, Country{Code: code, Name: name})
	}
	order := collate.New(p.tag)
	slices.SortFunc(n.sorted, func(a, b Country) int { return order.CompareString(a.Name, b.Name) })
	for tag, name := range table.Languages {
		n.spoken = append(n.spoken, Term{Slug: tag, Name: name})
	}
	slices.SortFunc(n.spoken, func(a, b Term) int { return cmp.Or(order.CompareString(a.Name, b.Name), cmp.Compare(a.Slug, b.Slug)) })
	// Twi is an Akan, and CLDR calls both so: one name stands once, for the tag that comes first.
	n.spoken = slices.CompactFunc(n.spoken, func(a, b Term) bool { return a.Name == b.Name })
	n.places[terms.International] = p.T("country.international")
	n.places[terms.Undisclosed] = p.T("country.undisclosed")
	for _, code := range []string{terms.International, terms.Undisclosed} {
		n.sorted = append(n.sorted, Country{Code: code, Name: n.places[code]})
	}
	for _, c := range n.sorted {
		n.keys = append(n.keys, fold.SearchKey(c.Name))
	}
	return n
}

// Country returns the name of a country by its ISO 3166-1 alpha-2 code or XK;
// INT is "international", UND "prefer not to say". An unknown code comes back as it is.
func (p *Printer) Country(code string) string {
	if name, ok := p.names.places[code]; ok {
		return name
	}
	return code
}

// Countries returns every country in the alphabetical order of the language, then
// "international" and "prefer not to say". The caller owns the slice.
func (p *Printer) Countries() []Country { return slices.Clone(p.names.sorted) }

// CountriesLike returns the countries that a search for text finds by their names, as Countries orders them.
func (p *Printer) CountriesLike(text string) (found []Country) {
	for i, key := range p.names.keys {
		if fold.Match(key, text) {
			found = append(found, p.names.sorted[i])
		}
	}
	return found
}

// Language returns the name of a language by its BCP 47 tag ("ka", "zh-Hant"), as
// it stands inside a sentence. Of a tag that CLDR does not name whole it names the
// language without script and region; an unknown tag comes back as it is.
func (p *Printer) Language(tag string) string {
	if name, ok := p.names.languages[tag]; ok {
		return name
	}
	parsed, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	for ; parsed != language.Und; parsed = parsed.Parent() {
		if name, ok := p.names.languages[parsed.String()]; ok {
			return name
		}
	}
	return tag
}

// Languages returns the languages that CLDR names, by BCP 47 tag, in the alphabetical order of the printer's language.
// The caller owns the slice.
func (p *Printer) Languages() []Term { return slices.Clone(p.names.spoken) }
