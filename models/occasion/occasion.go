// Package occasion tells when something happens: once or week for week, in one time zone or at the same local time in
// every town. It knows the clock changes of every zone, and asks where a typed time does not exist or exists twice.
package occasion

import (
	"slices"
	"time"
)

// Layouts of what people type and of what is kept.
const (
	LocalLayout = "2006-01-02T15:04"
	DayLayout   = time.DateOnly
)

// Bounds of what can be planned.
const (
	MaxLength      = 31 * day // of one occurrence; of a weekly one a week
	MaxOccurrences = 105      // two years of weeks
	maxAhead       = 5        // years
	maxBehind      = 15       // years: what is documented later
	day            = 24 * time.Hour
	week           = 7 * day
)

// When is a time as it was typed, by the clock where it happens.
type When struct {
	Start  string      `json:"start"`            // "2026-12-10T18:00"
	End    string      `json:"end"`              // after Start
	Zone   string      `json:"zone,omitempty"`   // IANA name; "" = the local time of every town
	Second bool        `json:"second,omitempty"` // where the clock shows Start twice (or if not Start, End): the second time
	Until  string      `json:"until,omitempty"`  // every week until this day, "2027-01-28"; "" = once
	Except []Exception `json:"except,omitempty"`
}

// Exception is one occurrence of a series that is not as the others: it is left out, or has other times.
type Exception struct {
	Day    string `json:"day"` // on which it would begin
	Off    bool   `json:"off,omitempty"`
	Start  string `json:"start,omitempty"` // else: other local times
	End    string `json:"end,omitempty"`
	Second bool   `json:"second,omitempty"` // as in When
}

// Floating reports whether it is the local time of every town.
func (w When) Floating() bool { return w.Zone == "" }

// Weekly reports whether it is a series.
func (w When) Weekly() bool { return w.Until != "" }

// Occurrence is one time of a When. Starts and Ends are instants in UTC; of a floating time the first town's start (UTC+14)
// and the last town's end (UTC-12). The local times are what the clock shows then, written as if they were UTC.
type Occurrence struct {
	Day                  string // on which it would begin by the rule: its name in the series
	LocalStart, LocalEnd time.Time
	Starts, Ends         time.Time
	Off                  bool // left out; the times are those of the rule
	Moved                bool // has times of its own
}

// How far the local time of towns can be from UTC.
const (
	easternmost = 14 * time.Hour
	westernmost = -12 * time.Hour
)

// Occurrences lists the times of a When that Check found fit, in the order in which they start; those left out too, marked
// so. A series keeps its local hour over clock changes. Where the clock leaves that hour out, it is the hour of a clock that
// was not put forward; where the clock shows it twice, the first (RFC 5545, 3.3.5). Of what is no time there are none.
func (w When) Occurrences() []Occurrence {
	first, zone, err := w.read()
	if err != nil {
		return nil
	}
	last := first.from
	if until, err := time.Parse(DayLayout, w.Until); err == nil {
		last = until.Add(day - time.Minute)
	}
	var all []Occurrence
	for s := first; len(all) == 0 || len(all) < MaxOccurrences && !s.from.After(last); s = s.later(week) {
		all = append(all, w.occurrence(s, zone))
	}
	slices.SortStableFunc(all, func(a, b Occurrence) int { return a.Starts.Compare(b.Starts) })
	return all
}

// occurrence is the one that the rule has at s.
func (w When) occurrence(s span, zone *time.Location) Occurrence {
	o := Occurrence{Day: s.from.Format(DayLayout)}
	if i := slices.IndexFunc(w.Except, func(e Exception) bool { return e.Day == o.Day }); i >= 0 {
		own, err := w.Except[i].read()
		o.Off = w.Except[i].Off
		if o.Moved = !o.Off && err == nil; o.Moved {
			s = own
		}
	}
	if zone == nil {
		o.LocalStart, o.LocalEnd = s.from, s.to
		o.Starts, o.Ends = s.from.Add(-easternmost), s.to.Add(-westernmost)
		return o
	}
	o.Starts, o.Ends = s.in(zone)
	o.LocalStart, o.LocalEnd = shown(zone, o.Starts), shown(zone, o.Ends)
	return o
}

// read is the span of the first occurrence by the rule, and the zone, which a floating time has none of.
func (w When) read() (span, *time.Location, error) {
	s, err := readSpan(w.Start, w.End)
	if s.second = w.Second; err != nil || w.Floating() {
		return s, nil, err
	}
	zone, err := Zone(w.Zone)
	return s, zone, err
}

func (e Exception) read() (span, error) {
	s, err := readSpan(e.Start, e.End)
	s.second = e.Second
	return s, err
}
