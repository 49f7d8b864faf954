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
	MaxLength      = 31 * 24 * time.Hour // of one occurrence
	MaxOccurrences = 105                 // two years of weeks
	maxAhead       = 5                   // years
	maxBehind      = 15                  // years: what is documented later
)

// When is a time as it was typed, by the clock where it happens.
type When struct {
	Start  string      `json:"start"`            // "2026-12-10T18:00"
	End    string      `json:"end"`              // after Start
	Zone   string      `json:"zone,omitempty"`   // IANA name; "" = the local time of every town
	Second bool        `json:"second,omitempty"` // where the clock runs through Start twice: the second time
	Until  string      `json:"until,omitempty"`  // every week until this day, "2027-01-28"; "" = once
	Except []Exception `json:"except,omitempty"`
}

// Exception is one occurrence of a series that is not as the others: it is left out, or has other times.
type Exception struct {
	Day   string `json:"day"` // on which it would begin
	Off   bool   `json:"off,omitempty"`
	Start string `json:"start,omitempty"` // else: other local times
	End   string `json:"end,omitempty"`
}

// Floating reports whether it is the local time of every town.
func (w When) Floating() bool { return w.Zone == "" }

// Weekly reports whether it is a series.
func (w When) Weekly() bool { return w.Until != "" }

// Occurrence is one time of a When. Starts and Ends are instants; of a floating time the first town's start (UTC+14) and
// the last town's end (UTC-12). The local times are those of the zone, written as if they were UTC.
type Occurrence struct {
	Day                  string // on which it would begin by the rule: its name in the series
	LocalStart, LocalEnd time.Time
	Starts, Ends         time.Time
	Off                  bool
}

// How far the local time of towns can be from UTC.
const (
	easternmost = 14 * time.Hour
	westernmost = -12 * time.Hour
)

// Occurrences lists the times of a When that Check found fit, in their order; those left out too, marked so.
func (w When) Occurrences() []Occurrence {
	start, err := time.Parse(LocalLayout, w.Start)
	if err != nil {
		return nil
	}
	end, err := time.Parse(LocalLayout, w.End)
	if err != nil {
		return nil
	}
	zone, err := w.location()
	if err != nil {
		return nil
	}
	last := start
	if until, err := time.Parse(DayLayout, w.Until); err == nil {
		last = until.Add(24*time.Hour - time.Minute)
	}
	var all []Occurrence
	for week := 0; len(all) < MaxOccurrences; week++ {
		from := start.AddDate(0, 0, 7*week)
		if week > 0 && from.After(last) {
			break
		}
		all = append(all, w.occurrence(zone, from, from.Add(end.Sub(start)), week == 0 && w.Second))
	}
	slices.SortStableFunc(all, func(a, b Occurrence) int { return a.Starts.Compare(b.Starts) })
	return all
}

// occurrence is the one that would begin at the local time from.
func (w When) occurrence(zone *time.Location, from, to time.Time, second bool) Occurrence {
	o := Occurrence{Day: from.Format(DayLayout)}
	for _, e := range w.Except {
		if e.Day != o.Day {
			continue
		}
		if o.Off = e.Off; e.Off {
			break
		}
		if start, err := time.Parse(LocalLayout, e.Start); err == nil {
			from = start
		}
		if end, err := time.Parse(LocalLayout, e.End); err == nil {
			to = end
		}
	}
	o.LocalStart, o.LocalEnd = from, to
	if zone == nil {
		o.Starts, o.Ends = from.Add(-easternmost), to.Add(-westernmost)
		return o
	}
	o.Starts, o.Ends = instant(zone, from, second), instant(zone, to, false)
	if o.Ends.Before(o.Starts) { // both in an hour that the clock runs through twice
		o.Ends = instant(zone, to, true)
	}
	return o
}

// location is the zone; nil of a floating time.
func (w When) location() (*time.Location, error) {
	if w.Floating() {
		return nil, nil
	}
	return Zone(w.Zone)
}

// instant is when the clock of a zone shows a local time, which is written as UTC. A time that the clock leaves out is
// what a clock shows that was not put forward; of two it is the first, unless the second is asked for.
func instant(zone *time.Location, local time.Time, second bool) time.Time {
	found := instants(zone, local)
	switch {
	case len(found) == 0:
		return local.Add(-offset(zone, local.Add(-30*time.Hour)))
	case second:
		return found[len(found)-1]
	}
	return found[0]
}

// instants are all instants at which the clock of a zone shows a local time: none where the clock leaves it out, two where
// it runs through it twice.
func instants(zone *time.Location, local time.Time) []time.Time {
	var found []time.Time
	for hours := -30; hours <= 30; hours += 6 {
		at := local.Add(-offset(zone, local.Add(time.Duration(hours)*time.Hour)))
		if offset(zone, at) == local.Sub(at) && !slices.ContainsFunc(found, at.Equal) {
			found = append(found, at)
		}
	}
	slices.SortFunc(found, time.Time.Compare)
	return found
}

// offset is how far the clock of a zone is ahead of UTC at an instant.
func offset(zone *time.Location, at time.Time) time.Duration {
	_, seconds := at.In(zone).Zone()
	return time.Duration(seconds) * time.Second
}
