package calendar

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	ics "github.com/arran4/golang-ical"

	"keephope/models/occasion"
)

// Layouts of a date with a time (RFC 5545, 3.3.5).
const (
	localForm = "20060102T150405"
	utcForm   = localForm + "Z"
)

var errNoTime = errors.New("no time")

// item is an entry with its times.
type item struct {
	Entry
	zone  *time.Location        // nil = the local time of every town
	rule  []occasion.Occurrence // as if there were no exceptions
	all   []occasion.Occurrence
	first time.Time // local: when the first by the rule starts, and ends
	last  time.Time
}

func newItem(e Entry) (item, error) {
	i := item{Entry: e, all: e.When.Occurrences()}
	plain := e.When
	plain.Except, plain.Second = nil, false
	i.rule = plain.Occurrences()
	if len(i.all) == 0 || len(i.rule) == 0 {
		return item{}, errNoTime
	}
	var err error
	if i.first, err = time.Parse(occasion.LocalLayout, e.When.Start); err != nil {
		return item{}, err
	}
	if i.last, err = time.Parse(occasion.LocalLayout, e.When.End); err != nil {
		return item{}, err
	}
	if !e.When.Floating() {
		i.zone, err = occasion.Zone(e.When.Zone)
	}
	return i, err
}

// items are written one after the other, so that a long calendar is never whole in memory: a component that is many.
type items []item

// UnknownPropertiesIANAProperties is none: the events have their own.
func (all items) UnknownPropertiesIANAProperties() []ics.IANAProperty { return nil }

// SubComponents is none: they are made when they are written.
func (all items) SubComponents() []ics.Component { return nil }

// SerializeTo writes the events of every item.
func (all items) SerializeTo(w io.Writer, form *ics.SerializationConfiguration) error {
	for _, i := range all {
		for _, c := range i.components() {
			if err := c.SerializeTo(w, form); err != nil {
				return err
			}
		}
	}
	return nil
}

// components are what the item is written as: one event, or that of the series and one for each occurrence that is not
// where a reader of the rule would look for it.
func (i item) components() []ics.Component {
	if !i.When.Weekly() {
		o := i.all[0]
		return []ics.Component{i.event(i.at(o.LocalStart, o.Starts), i.at(o.LocalEnd, o.Ends))}
	}
	series := i.event(i.byRule(i.first), i.byRule(i.last))
	if i.zone != nil && !i.lasts(i.rule[0]) { // the first is in the night of a clock change: the others are not to be as long
		series.RemoveProperty(ics.ComponentPropertyDtEnd)
		series.AddProperty(ics.ComponentPropertyDuration, fmt.Sprintf("PT%dM", int(i.last.Sub(i.first).Minutes())))
	}
	all := []ics.Component{series}
	series.AddProperty(ics.ComponentPropertyRrule, "FREQ=WEEKLY;UNTIL="+i.until())
	for _, o := range i.all {
		began, err := time.Parse(occasion.DayLayout, o.Day)
		if err != nil {
			continue // a day is always one
		}
		start := began.Add(i.first.Sub(i.first.Truncate(24 * time.Hour)))
		name := i.byRule(start)
		switch {
		case o.Off:
			series.AddProperty(ics.ComponentPropertyExdate, name.value, name.zone...)
		case !i.asTheRuleSays(o, start):
			one := i.event(i.at(o.LocalStart, o.Starts), i.at(o.LocalEnd, o.Ends))
			one.AddProperty(ics.ComponentPropertyRecurrenceId, name.value, name.zone...)
			all = append(all, one)
		}
	}
	return all
}

// asTheRuleSays reports whether an occurrence is where every reader of the rule finds it, of whom some repeat how long it
// is by the clock, and some how long it takes. By the rule it starts at the local time start.
func (i item) asTheRuleSays(o occasion.Occurrence, start time.Time) bool {
	if !o.LocalStart.Equal(start) || !o.LocalEnd.Equal(start.Add(i.last.Sub(i.first))) {
		return false
	}
	return i.zone == nil || i.lasts(o) && !again(i.zone, o.Starts) && !again(i.zone, o.Ends)
}

// lasts reports whether an occurrence takes as long as it looks by the clock: no clock change is in it.
func (i item) lasts(o occasion.Occurrence) bool { return o.Ends.Sub(o.Starts) == i.last.Sub(i.first) }

// event is an event with everything but a rule.
func (i item) event(start, end moment) *ics.VEvent {
	e := ics.NewEvent(text(i.UID))
	stamp := i.Stamp.UTC().Format(utcForm)
	e.AddProperty(ics.ComponentPropertyDtstamp, stamp)
	e.AddProperty(ics.ComponentPropertyLastModified, stamp)
	e.AddProperty(ics.ComponentPropertySequence, strconv.Itoa(i.Sequence))
	e.AddProperty(ics.ComponentPropertyStatus, string(i.Status))
	e.AddProperty(ics.ComponentPropertyDtStart, start.value, start.zone...)
	e.AddProperty(ics.ComponentPropertyDtEnd, end.value, end.zone...)
	lang := language(i.Lang)
	e.AddProperty(ics.ComponentPropertySummary, text(i.Title), lang...)
	if i.Text != "" {
		e.AddProperty(ics.ComponentPropertyDescription, text(i.Text), lang...)
	}
	if i.Place != "" {
		e.AddProperty(ics.ComponentPropertyLocation, text(i.Place), lang...)
	}
	if address := address(i.URL); address != "" {
		e.AddProperty(ics.ComponentPropertyUrl, address)
	}
	return e
}

// moment is a date with a time, and whose clock shows it.
type moment struct {
	value string
	zone  []ics.PropertyParameter
}

// at is a time as it is written: by the clock of the zone, or in UTC where that clock shows it for the second time, which
// by the clock cannot be said (RFC 5545, 3.3.5).
func (i item) at(local, instant time.Time) moment {
	if again(i.zone, instant) {
		return moment{value: instant.UTC().Format(utcForm)}
	}
	return i.byRule(local)
}

// byRule is a time by the clock of the zone.
func (i item) byRule(local time.Time) moment {
	switch {
	case i.zone == nil:
		return moment{value: local.Format(localForm)}
	case i.zone.String() == "UTC":
		return moment{value: local.Format(utcForm)}
	}
	return moment{value: local.Format(localForm), zone: []ics.PropertyParameter{ics.WithTZID(i.zone.String())}}
}

// until is the start of the last occurrence by the rule: in UTC, as the standard asks of times in a zone.
func (i item) until() string {
	o := i.rule[len(i.rule)-1]
	if i.zone == nil {
		return o.LocalStart.Format(localForm)
	}
	return o.Starts.UTC().Format(utcForm)
}

// again reports whether the clock of a zone shows for the second time what it shows at an instant.
func again(zone *time.Location, at time.Time) bool {
	if zone == nil {
		return false
	}
	since, _ := at.In(zone).ZoneBounds()
	if since.IsZero() {
		return false
	}
	_, before := since.Add(-time.Second).In(zone).Zone()
	_, now := at.In(zone).Zone()
	return at.Sub(since) < time.Duration(before-now)*time.Second
}
