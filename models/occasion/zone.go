package occasion

import (
	_ "embed" // the table of zones
	"errors"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // zones are known on machines without a time zone database, too
)

// zonesTable has a line per country: its code, and its zones, of which the first is the one most people live in.
//
//go:embed zones.tsv
var zonesTable string

var errZone = errors.New("no such time zone")

// zonesOf are the zones of each country.
var zonesOf = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(zonesTable) {
		if country, zones, ok := strings.Cut(line, "\t"); ok {
			all[country] = strings.Fields(zones)
		}
	}
	return all
})

// zoneNames are the names of the table, and UTC.
var zoneNames = sync.OnceValue(func() []string {
	names := []string{"UTC"}
	for _, zones := range zonesOf() {
		names = append(names, zones...)
	}
	slices.Sort(names)
	return slices.Compact(names)
})

// chosenZones hold the zones that people choose from, each read when it is first asked for: a calendar asks often.
var chosenZones = sync.OnceValue(func() map[string]func() (*time.Location, error) {
	all := map[string]func() (*time.Location, error){}
	for _, name := range zoneNames() {
		all[name] = sync.OnceValues(func() (*time.Location, error) { return time.LoadLocation(name) })
	}
	return all
})

// Zones lists the IANA names that people choose from: those of places, and UTC, in the order of the alphabet. The caller
// owns the slice.
func Zones() []string { return slices.Clone(zoneNames()) }

// ZoneOf is the zone in which most people of a country live, "" if that is not known. Country is an ISO 3166-1 code or XK.
func ZoneOf(country string) string {
	if zones := zonesOf()[country]; len(zones) > 0 {
		return zones[0]
	}
	return ""
}

// ZonesOf are the zones of a country, the one in which most people live first. The caller owns the slice.
func ZonesOf(country string) []string { return slices.Clone(zonesOf()[country]) }

// Zone is the time zone of an IANA name, which may also be a former one ("Europe/Kiev"). What names no place is none:
// "Local", abbreviations such as "CET", and the zones that count leap seconds.
func Zone(name string) (*time.Location, error) {
	if load := chosenZones()[name]; load != nil {
		return load()
	}
	if !strings.Contains(name, "/") || name[0] < 'A' || name[0] > 'Z' || len(name) > 64 {
		return nil, errZone
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, errZone
	}
	return zone, nil
}
