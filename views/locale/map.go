package locale

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"

	"golang.org/x/text/language"

	"keephope/models/terms"
)

//go:embed tile-grid-europe.json
var europeGrid []byte

// The regions of the map of endorsers: the continents of UN M49 as CLDR contains
// them, where every country with a tile on the grid of Europe belongs to Europe.
const (
	Europe      = "europe"
	Africa      = "africa"
	Americas    = "americas"
	AsiaPacific = "asia-pacific"
)

// Regions returns the regions in the order in which the map shows them.
func Regions() []string { return []string{Europe, Africa, Americas, AsiaPacific} }

// RegionName returns the heading of a region: "Europe and its neighbours".
func (p *Printer) RegionName(region string) string { return p.T("region." + region) }

// tiles are the places of the countries on the grid of Europe: column and row from 0.
var tiles = sync.OnceValue(func() map[string][2]int {
	var grid map[string][2]int
	if err := json.Unmarshal(europeGrid, &grid); err != nil {
		panic(fmt.Errorf("read the tile grid of Europe: %w", err))
	}
	return grid
})

// Tile returns column and row, from 0, of a country on the grid of Europe (12
// columns, 9 rows); false for a country that is not on it.
func Tile(code string) (x, y int, ok bool) {
	at, ok := tiles()[code]
	return at[0], at[1], ok
}

// continents are the UN M49 codes of CLDR's containment and our region for each.
var continents = []struct {
	code   string
	region string
}{{"150", Europe}, {"002", Africa}, {"019", Americas}, {"142", AsiaPacific}, {"009", AsiaPacific}}

var regions = sync.OnceValue(func() map[string]string {
	all := make(map[string]string)
	for _, code := range terms.Countries() {
		if r := regionOf(code); r != "" {
			all[code] = r
		}
	}
	return all
})

func regionOf(code string) string {
	if !terms.IsPlace(code) {
		return ""
	}
	if _, _, ok := Tile(code); ok {
		return Europe
	}
	place := language.MustParseRegion(code)
	for _, c := range continents {
		if language.MustParseRegion(c.code).Contains(place) {
			return c.region
		}
	}
	return ""
}

// Region returns the region of a country; empty for INT, UND and unknown codes.
func Region(code string) string { return regions()[code] }
