package occasion

import (
	"errors"
	"slices"
	"strings"
	"time"
)

// Problem is what has to be corrected or answered about a field of a When before it is a time.
type Problem struct {
	Field string // "start", "end", "zone", "until" or the day of an exception
	Kind  ProblemKind
	Local time.Time // of Gap: what the clock shows instead
}

// ProblemKind says what is wrong.
type ProblemKind string

// What can be wrong with a time.
const (
	Missing     ProblemKind = "missing"
	Unreadable  ProblemKind = "unreadable"
	UnknownZone ProblemKind = "zone"
	Gap         ProblemKind = "gap"    // the clock leaves this time out
	Twice       ProblemKind = "twice"  // the clock shows this time twice: which?
	Before      ProblemKind = "before" // the end is not after the start
	TooLong     ProblemKind = "long"
	TooFar      ProblemKind = "far"
	TooMany     ProblemKind = "many"   // more than MaxOccurrences
	NoSuchDay   ProblemKind = "no_day" // an exception of a day that is not in the series
)

var errZone = errors.New("no such time zone")

// Zone is the time zone of an IANA name. "Local" and what names no place are none.
func Zone(name string) (*time.Location, error) {
	if name != "UTC" && (!strings.Contains(name, "/") || len(name) > 64) {
		return nil, errZone
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, errZone
	}
	return zone, nil
}

// Check returns what has to be corrected, none if the When is fit. answered says that somebody was asked which of two
// equal times is meant.
func (w When) Check(now time.Time, answered bool) []Problem {
	start, problems := typed("start", w.Start, now)
	end, more := typed("end", w.End, now)
	problems = append(problems, more...)
	zone, err := w.location()
	if err != nil {
		problems = append(problems, Problem{Field: "zone", Kind: UnknownZone})
	}
	if len(problems) > 0 {
		return problems
	}
	problems = append(clockChange("start", zone, start, answered), clockChange("end", zone, end, true)...)
	first := w.occurrence(zone, start, end, w.Second)
	switch length := first.Ends.Sub(first.Starts); {
	case !end.After(start) && !first.Ends.After(first.Starts):
		problems = append(problems, Problem{Field: "end", Kind: Before})
	case length > MaxLength+easternmost-westernmost:
		problems = append(problems, Problem{Field: "end", Kind: TooLong})
	}
	return append(problems, w.checkSeries(start, end, now)...)
}

func typed(field, text string, now time.Time) (time.Time, []Problem) {
	if text == "" {
		return time.Time{}, []Problem{{Field: field, Kind: Missing}}
	}
	at, err := time.Parse(LocalLayout, text)
	switch {
	case err != nil:
		return at, []Problem{{Field: field, Kind: Unreadable}}
	case at.After(now.AddDate(maxAhead, 0, 0)), at.Before(now.AddDate(-maxBehind, 0, 0)):
		return at, []Problem{{Field: field, Kind: TooFar}}
	}
	return at, nil
}

// clockChange asks about a time that the clock leaves out or shows twice.
func clockChange(field string, zone *time.Location, local time.Time, answered bool) []Problem {
	if zone == nil {
		return nil
	}
	switch found := instants(zone, local); {
	case len(found) == 0:
		shown := instant(zone, local, false).In(zone)
		_, seconds := shown.Zone()
		return []Problem{{Field: field, Kind: Gap, Local: shown.UTC().Add(time.Duration(seconds) * time.Second)}}
	case len(found) > 1 && !answered:
		return []Problem{{Field: field, Kind: Twice}}
	}
	return nil
}

func (w When) checkSeries(start, end, now time.Time) []Problem {
	if !w.Weekly() {
		if len(w.Except) > 0 {
			return []Problem{{Field: "until", Kind: Missing}}
		}
		return nil
	}
	until, err := time.Parse(DayLayout, w.Until)
	switch {
	case err != nil:
		return []Problem{{Field: "until", Kind: Unreadable}}
	case until.Before(start.Truncate(24 * time.Hour)):
		return []Problem{{Field: "until", Kind: Before}}
	case until.After(start.AddDate(0, 0, 7*(MaxOccurrences-1))):
		return []Problem{{Field: "until", Kind: TooMany}}
	case end.Sub(start) > 7*24*time.Hour:
		return []Problem{{Field: "end", Kind: TooLong}}
	}
	return w.checkExceptions(now)
}

func (w When) checkExceptions(now time.Time) (problems []Problem) {
	plain := w
	plain.Except = nil
	days := plain.Occurrences()
	var seen []string
	for _, e := range w.Except {
		known := slices.ContainsFunc(days, func(o Occurrence) bool { return o.Day == e.Day })
		if !known || slices.Contains(seen, e.Day) {
			problems = append(problems, Problem{Field: e.Day, Kind: NoSuchDay})
			continue
		}
		seen = append(seen, e.Day)
		if e.Off {
			continue
		}
		once := When{Start: e.Start, End: e.End, Zone: w.Zone}
		for _, p := range once.Check(now, true) {
			problems = append(problems, Problem{Field: e.Day, Kind: p.Kind, Local: p.Local})
		}
	}
	return problems
}
