package occasion_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"keephope/models/occasion"
	"keephope/models/terms"
)

func TestEveryZoneToChooseIsOne(t *testing.T) {
	zones := occasion.Zones()
	if len(zones) < 400 || !slices.IsSorted(zones) || len(slices.Compact(slices.Clone(zones))) != len(zones) {
		t.Fatalf("%d zones, sorted %v", len(zones), slices.IsSorted(zones))
	}
	for _, name := range zones {
		zone, err := occasion.Zone(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if zone.String() != name {
			t.Errorf("%s is called %s", name, zone)
		}
	}
	for _, former := range []string{"Europe/Kiev", "Asia/Calcutta", "US/Eastern", "Etc/GMT+5", "EST", "GMT"} {
		if slices.Contains(zones, former) {
			t.Errorf("%s is to choose", former)
		}
	}
	zones[0] = "Europe/Atlantis"
	if occasion.Zones()[0] == zones[0] {
		t.Error("the list can be written to")
	}
}

func TestEveryCountryHasItsZone(t *testing.T) {
	uninhabited := []string{"BV", "HM", terms.International, terms.Undisclosed}
	for _, country := range terms.Countries() {
		zone := occasion.ZoneOf(country)
		if (zone == "") != slices.Contains(uninhabited, country) {
			t.Errorf("the zone of %s is %q", country, zone)
		}
		if zone != "" && !slices.Contains(occasion.Zones(), zone) {
			t.Errorf("%s of %s is not to choose", zone, country)
		}
	}
	for country, want := range map[string]string{
		"LT": "Europe/Vilnius", "RU": "Europe/Moscow", "US": "America/New_York", "CA": "America/Toronto", "AU": "Australia/Sydney",
		"BR": "America/Sao_Paulo", "UA": "Europe/Kyiv", "UZ": "Asia/Tashkent", "CN": "Asia/Shanghai", "ES": "Europe/Madrid",
		"KZ": "Asia/Almaty", "XK": "Europe/Belgrade", "": "", "lt": "", "# Time zones": "",
	} {
		if got := occasion.ZoneOf(country); got != want {
			t.Errorf("the zone of %q is %q, want %q", country, got, want)
		}
	}
}

// FuzzZone: whatever is asked for, a zone is found that has the very name, or none.
func FuzzZone(f *testing.F) {
	for _, name := range []string{"Europe/Vilnius", "UTC", "Local", "", "posix/UTC", "Europe/../UTC", "Europe", "Etc/", "America/Indiana/Knox", "E/" + strings.Repeat("x", 80)} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		zone, err := occasion.Zone(name)
		if err != nil {
			return
		}
		if zone.String() != name || strings.ContainsAny(name, " .\r\n\x00:;,\"\\") || name == "Local" {
			t.Errorf("%q is %v", name, zone)
		}
		if _, seconds := time.Now().In(zone).Zone(); seconds < -12*3600 || seconds > 14*3600 {
			t.Errorf("%q is %d seconds ahead", name, seconds)
		}
	})
}
