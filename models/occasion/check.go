package occasion

import (
	"slices"
	"time"
)

// Problem is what has to be corrected or answered about a field of a When before it is a time.
type Problem struct {
	Field string // "start", "end", "zone", "until" or the day of an exception
	Part  string // of an exception with times of its own: "start" or "end"
	Kind  ProblemKind
	Local time.Time // of Gap: what a clock shows instead that is put forward; the suggestion
	First time.Time // of Twice: both instants, in the zone, whose offsets and abbreviations tell them apart
	Later time.Time
}

// ProblemKind says what is wrong.
type ProblemKind string

// What can be wrong with a time.
const (
	Missing     ProblemKind = "missing"
	Unreadable  ProblemKind = "unreadable"
	NoDay       ProblemKind = "day" // what is no day of the calendar, or written in another form
	UnknownZone ProblemKind = "zone"
	Gap         ProblemKind = "gap"    // the clock leaves this time out
	Twice       ProblemKind = "twice"  // the clock shows this time twice: which?
	Before      ProblemKind = "before" // the end is not after the start
	TooLong     ProblemKind = "long"
	TooFar      ProblemKind = "far"
	TooMany     ProblemKind = "many"      // more than MaxOccurrences, or more exceptions
	NoSuchDay   ProblemKind = "no_day"    // an exception of a day that is not in the series, or a second one
	NoSeries    ProblemKind = "no_series" // an exception of what happens once
	NoneLeft    ProblemKind = "none"      // every occurrence is left out
)

// Check returns what has to be corrected, none if the When is fit. answered says that somebody was asked which of two
// equal times is meant, and that Second is the answer.
func (w When) Check(now time.Time, answered bool) []Problem {
	problems := typed("start", w.Start, now)
	problems = append(problems, typed("end", w.End, now)...)
	if !w.Floating() {
		if _, err := Zone(w.Zone); err != nil {
			problems = append(problems, Problem{Field: "zone", Kind: UnknownZone})
		}
	}
	if len(problems) > 0 {
		return problems
	}
	first, zone, err := w.read()
	if err != nil {
		return []Problem{{Field: "start", Kind: Unreadable}}
	}
	problems = append(first.clockChanges(zone, answered), first.checkLength(zone)...)
	if w.Weekly() || len(w.Except) > 0 {
		problems = append(problems, w.checkSeries(first, now, answered)...)
	}
	return slices.Compact(problems)
}

func typed(field, text string, now time.Time) []Problem {
	if text == "" {
		return []Problem{{Field: field, Kind: Missing}}
	}
	at, err := time.Parse(LocalLayout, text)
	switch {
	case err != nil:
		return []Problem{{Field: field, Kind: Unreadable}}
	case at.After(now.AddDate(maxAhead, 0, 0)), at.Before(now.AddDate(-maxBehind, 0, 0)):
		return []Problem{{Field: field, Kind: TooFar}}
	}
	return nil
}

// clockChanges asks about a start or an end that the clock leaves out or shows twice. Where it shows both twice, one
// answer is for both.
func (s span) clockChanges(zone *time.Location, answered bool) []Problem {
	if zone == nil {
		return nil
	}
	from, to := read(zone, s.from), read(zone, s.to)
	var asked []Problem
	if p := from.problem("start", zone); p.Kind == Gap || p.Kind == Twice && !answered {
		asked = append(asked, p)
	}
	if p := to.problem("end", zone); p.Kind == Gap || p.Kind == Twice && !answered && !from.twice() {
		asked = append(asked, p)
	}
	return asked
}

// problem is what to ask about a reading; its Kind is "" if it is the only one.
func (r reading) problem(field string, zone *time.Location) Problem {
	switch {
	case r.leftOut:
		return Problem{Field: field, Kind: Gap, Local: shown(zone, r.first)}
	case r.twice():
		return Problem{Field: field, Kind: Twice, First: r.first.In(zone), Later: r.last.In(zone)}
	}
	return Problem{}
}

func (s span) checkLength(zone *time.Location) []Problem {
	length := s.to.Sub(s.from)
	if zone != nil {
		starts, ends := s.in(zone)
		length = ends.Sub(starts)
	}
	switch {
	case length <= 0:
		return []Problem{{Field: "end", Kind: Before}}
	case length > MaxLength:
		return []Problem{{Field: "end", Kind: TooLong}}
	}
	return nil
}

func (w When) checkSeries(first span, now time.Time, answered bool) []Problem {
	if !w.Weekly() {
		return []Problem{{Field: w.Except[0].Day, Kind: NoSeries}}
	}
	until, err := time.Parse(DayLayout, w.Until)
	firstDay := first.from.Truncate(day)
	switch {
	case err != nil:
		return []Problem{{Field: "until", Kind: NoDay}}
	case until.Before(firstDay):
		return []Problem{{Field: "until", Kind: Before}}
	case until.Sub(firstDay) >= MaxOccurrences*week:
		return []Problem{{Field: "until", Kind: TooMany}}
	case !first.to.After(first.from): // where the clock shows both twice, that may be a time; a week later it is none
		return []Problem{{Field: "end", Kind: Before}}
	case first.to.Sub(first.from) > week:
		return []Problem{{Field: "end", Kind: TooLong}}
	case len(w.Except) > MaxOccurrences:
		return []Problem{{Field: "until", Kind: TooMany}}
	}
	return w.checkExceptions(now, answered)
}

func (w When) checkExceptions(now time.Time, answered bool) (problems []Problem) {
	left := map[string]bool{} // days of the series that no exception was about
	for _, o := range (When{Start: w.Start, End: w.End, Zone: w.Zone, Until: w.Until}).Occurrences() {
		left[o.Day] = true
	}
	for _, e := range w.Except {
		if _, err := time.Parse(DayLayout, e.Day); err != nil {
			problems = append(problems, Problem{Field: e.Day, Kind: NoDay})
			continue
		}
		if !left[e.Day] {
			problems = append(problems, Problem{Field: e.Day, Kind: NoSuchDay})
			continue
		}
		left[e.Day] = false
		if e.Off {
			continue
		}
		once := When{Start: e.Start, End: e.End, Zone: w.Zone, Second: e.Second}
		for _, p := range once.Check(now, answered) {
			p.Field, p.Part = e.Day, p.Field
			problems = append(problems, p)
		}
	}
	happens := func(o Occurrence) bool { return !o.Off }
	if len(problems) == 0 && !slices.ContainsFunc(w.Occurrences(), happens) {
		problems = append(problems, Problem{Field: "until", Kind: NoneLeft})
	}
	return problems
}
