package occasion

import "time"

// span is a time from one local time to another, both written as if they were UTC.
type span struct {
	from, to time.Time
	second   bool // see When.Second
}

func readSpan(start, end string) (s span, err error) {
	if s.from, err = time.Parse(LocalLayout, start); err != nil {
		return s, err
	}
	s.to, err = time.Parse(LocalLayout, end)
	return s, err
}

// later is the span so much later by the clock. A choice between two equal times was one of that night.
func (s span) later(d time.Duration) span { return span{from: s.from.Add(d), to: s.to.Add(d)} }

// in says at which instants a span starts and ends by the clock of a zone. It ends after it starts, if by the clock it does.
func (s span) in(zone *time.Location) (starts, ends time.Time) {
	froms, tos := read(zone, s.from), read(zone, s.to)
	starts, ends = froms.first, tos.first
	if s.second && froms.twice() {
		starts = froms.last
	} else if s.second {
		ends = tos.last
	}
	if !ends.After(starts) { // both in an hour that the clock shows twice
		ends = tos.last
	}
	if !ends.After(starts) && s.to.After(s.from) { // the start fell into an hour left out, and was moved past the end
		ends = starts.Add(s.to.Sub(s.from))
	}
	return starts, ends
}

// reading is what a local time means by the clock of a zone.
type reading struct {
	first, last time.Time // UTC; equal but where the clock shows the local time twice
	leftOut     bool      // the clock never shows it; first is when a clock would that was not put forward
}

func (r reading) twice() bool { return !r.first.Equal(r.last) }

// reach is more than the clock of any place was ever ahead of UTC, or behind.
const reach = 26 * time.Hour

// read looks for a local time in each stretch between two clock changes around it.
func read(zone *time.Location, local time.Time) reading {
	var r reading
	var found bool
	for at := local.Add(-reach); ; {
		from, until := Stretch(zone, at)
		candidate := local.Add(-offset(zone, at))
		late := !until.IsZero() && !candidate.Before(until)
		switch {
		case !late && !candidate.Before(from):
			if r.last = candidate; !found {
				found, r.first = true, candidate
			}
		case late && !found:
			r.first, r.last = candidate, candidate
		}
		if until.IsZero() || until.After(local.Add(reach)) {
			r.leftOut = !found
			return r
		}
		at = until
	}
}

// Stretch is between which two clock changes of a zone an instant is; zero times where there is none. Of a year after the
// last change that the database lists, an end may be too early, but it is after the instant: on the last day of a leap year
// time.ZoneBounds names one that is past (Go 1.26).
func Stretch(zone *time.Location, at time.Time) (from, until time.Time) {
	from, until = at.In(zone).ZoneBounds()
	if !until.IsZero() && !until.After(at) {
		until = at.Add(day)
	}
	return from, until
}

// shown is the local time that the clock of a zone shows at an instant.
func shown(zone *time.Location, at time.Time) time.Time { return at.Add(offset(zone, at)) }

// offset is how far the clock of a zone is ahead of UTC at an instant.
func offset(zone *time.Location, at time.Time) time.Duration {
	_, seconds := at.In(zone).Zone()
	return time.Duration(seconds) * time.Second
}
