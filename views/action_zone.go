package views

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"keephope/models/occasion"
)

// zone is the time zone that the form shows: that of the action, else that of most people in the organisation's country.
func (p ActionFormPage) zone() string {
	return cmp.Or(p.Edit.Content.When.Zone, occasion.ZoneOf(p.Hosting.Country), "UTC")
}

// zones is the choice of a time zone: those near the organisation and the campaign first, then all of them by region.
func (p ActionFormPage) zones() Choice {
	chosen := p.zone()
	c := Choice{Name: "zone", Legend: p.T("action.form.zone"), Hint: p.zoneHint()}
	add := func(zone, group string) {
		c.Options = append(c.Options, Option{Value: zone, Label: p.zoneLabel(zone), Group: group, Chosen: zone == chosen})
		if zone == chosen {
			chosen = "" // it stands among the near ones and in its region, and is chosen once
		}
	}
	for _, zone := range p.nearZones() {
		add(zone, p.T("action.form.zones.near"))
	}
	for _, region := range zoneRegions() {
		for _, zone := range occasion.Zones() {
			if slices.Contains(region[1:], zoneRegion(zone)) {
				add(zone, p.T("action.form.zones."+region[0]))
			}
		}
	}
	return c
}

// nearZones are the zone that is chosen, those of the organisation's country, the main ones of the campaign's, and UTC.
func (p ActionFormPage) nearZones() (near []string) {
	wanted := append([]string{p.zone()}, occasion.ZonesOf(p.Hosting.Country)...)
	for _, country := range p.Hosting.Most {
		wanted = append(wanted, occasion.ZoneOf(country))
	}
	for _, zone := range append(wanted, "UTC") {
		if zone != "" && !slices.Contains(near, zone) {
			near = append(near, zone)
		}
	}
	return near
}

// zoneRegions are the groups of all zones: the name of the group's words, and the first parts of its zones' names.
func zoneRegions() [][]string {
	return [][]string{
		{"europe", "Europe"}, {"asia", "Asia"}, {"africa", "Africa"}, {"america", "America"}, {"atlantic", "Atlantic"}, {"indian", "Indian"},
		{"australia", "Australia"}, {"pacific", "Pacific"}, {"polar", "Arctic", "Antarctica"},
	}
}

func zoneRegion(zone string) string {
	region, _, _ := strings.Cut(zone, "/")
	return region
}

// zoneLabel is a zone by its place, with what its clock shows now.
func (p ActionFormPage) zoneLabel(name string) string {
	place := strings.ReplaceAll(name[strings.Index(name, "/")+1:], "_", " ")
	zone, err := occasion.Zone(name)
	if err != nil || name == "UTC" {
		return place
	}
	return p.T("action.form.zone_now", "place", place, "offset", offsetOf(p.Hosting.Now.In(zone)))
}

// zoneHint says the zone's offset on the day of the action, as soon as that day is known.
func (p ActionFormPage) zoneHint() string {
	w := p.Edit.Content.When
	zone, err := occasion.Zone(w.Zone)
	if w.Floating() || err != nil {
		return ""
	}
	at, err := time.ParseInLocation(occasion.LocalLayout, w.Start, zone)
	if err != nil {
		return ""
	}
	if times := w.Occurrences(); len(times) > 0 {
		at = times[0].Starts.In(zone)
	}
	return p.T("action.form.zone_hint", "zone", w.Zone, "offset", offsetOf(at))
}
