package calendar

import (
	"fmt"
	"maps"
	"slices"
	"time"

	ics "github.com/arran4/golang-ical"

	"keephope/models/occasion"
)

// years are those that the clock of a zone has to be known for.
type years struct {
	zone        *time.Location
	first, last int
}

// zoneTable holds the zones of a calendar by name.
type zoneTable map[string]years

// cover makes the table know the years of an item.
func (t zoneTable) cover(i item) {
	if i.zone == nil || i.zone.String() == "UTC" {
		return
	}
	known, ok := t[i.zone.String()]
	if !ok {
		known = years{zone: i.zone, first: i.first.Year(), last: i.first.Year()}
	}
	for _, o := range append([]time.Time{i.first, i.rule[len(i.rule)-1].LocalEnd}, i.ownTimes()...) {
		known.first, known.last = min(known.first, o.Year()), max(known.last, o.Year())
	}
	t[i.zone.String()] = known
}

// ownTimes are those of the occurrences that moved.
func (i item) ownTimes() (all []time.Time) {
	for _, o := range i.all {
		if o.Moved {
			all = append(all, o.LocalStart, o.LocalEnd)
		}
	}
	return all
}

// components are the zones in the order of their names.
func (t zoneTable) components() (all []ics.Component) {
	for _, name := range slices.Sorted(maps.Keys(t)) {
		all = append(all, t[name].component(name))
	}
	return all
}

// observance is what the clock of a zone changes to.
type observance struct {
	summer   bool
	from, to int // seconds ahead of UTC
	name     string
}

// component is a zone with the clock changes that its years had or will have by the law that is known: no rule, for laws
// change, but each change with its day.
func (y years) component(name string) ics.Component {
	zone := ics.NewTimezone(name)
	until := time.Date(y.last+1, 1, 2, 0, 0, 0, 0, time.UTC)
	days := map[observance][]string{}
	var order []observance
	for at := time.Date(y.first-1, 12, 30, 0, 0, 0, 0, time.UTC); at.Before(until); {
		since, end := occasion.Stretch(y.zone, at)
		o, day := change(y.zone, at, since)
		if days[o] == nil {
			order = append(order, o)
		}
		if !slices.Contains(days[o], day) {
			days[o] = append(days[o], day)
		}
		if end.IsZero() {
			break
		}
		at = end
	}
	for _, o := range order {
		zone.Components = append(zone.Components, o.component(days[o]))
	}
	return zone
}

// change is the clock change before at, and when it was by the clock of before. One of long ago is as good as none.
func change(zone *time.Location, at, since time.Time) (observance, string) {
	name, to := at.In(zone).Zone()
	o := observance{summer: at.In(zone).IsDST(), from: to, to: to, name: name}
	if since.Year() < 1970 {
		return o, "19700101T000000"
	}
	_, o.from = since.Add(-time.Second).In(zone).Zone()
	return o, since.UTC().Add(time.Duration(o.from) * time.Second).Format(localForm)
}

func (o observance) component(days []string) ics.Component {
	var c ics.ComponentBase
	c.AddProperty(ics.ComponentPropertyDtStart, days[0])
	c.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), offset(o.from))
	c.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), offset(o.to))
	c.AddProperty(ics.ComponentProperty(ics.PropertyTzname), o.name)
	for _, day := range days[1:] {
		c.AddProperty(ics.ComponentPropertyRdate, day)
	}
	if o.summer {
		return &ics.Daylight{ComponentBase: c}
	}
	return &ics.Standard{ComponentBase: c}
}

// offset is a distance from UTC as RFC 5545 writes it: +0530.
func offset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	return fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
}
