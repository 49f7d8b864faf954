package calendar_test

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"
	"github.com/teambition/rrule-go"

	"keephope/views/calendar"
)

// fatal is what a test and a property have in common.
type fatal interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// written writes a calendar and reads it again with a parser that is not the writer's.
func written(t fatal, c calendar.Calendar) (string, *ical.Calendar) {
	t.Helper()
	var out bytes.Buffer
	if err := calendar.Write(&out, c); err != nil {
		t.Fatal(err)
	}
	file := out.String()
	checkLines(t, file)
	read, err := ical.NewDecoder(&out).Decode()
	if err != nil {
		t.Fatal(err)
	}
	return file, read
}

// checkLines holds a file to the form of RFC 5545, 3.1: lines of at most 75 bytes that end in CR LF, in UTF-8.
func checkLines(t fatal, file string) {
	t.Helper()
	lines := strings.Split(file, "\r\n")
	if lines[len(lines)-1] != "" {
		t.Fatalf("the last line is not ended: %q", lines[len(lines)-1])
	}
	for _, line := range lines[:len(lines)-1] {
		if len(line) == 0 || len(line) > 75 || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
			t.Fatalf("a line of %d bytes: %q", len(line), line)
		}
	}
}

// reader reads a calendar as a program does that knows no zone but from the file.
type reader struct {
	t     fatal
	zones map[string][]onset
}

// onset is a clock change of a VTIMEZONE.
type onset struct {
	at       time.Time
	from, to time.Duration
}

func newReader(t fatal, c *ical.Calendar) reader {
	r := reader{t: t, zones: map[string][]onset{}}
	for _, zone := range c.Children {
		if zone.Name != ical.CompTimezone {
			continue
		}
		var all []onset
		for _, part := range zone.Children {
			o := onset{from: r.offset(part, ical.PropTimezoneOffsetFrom), to: r.offset(part, ical.PropTimezoneOffsetTo)}
			for _, p := range append(part.Props.Values(ical.PropDateTimeStart), part.Props.Values(ical.PropRecurrenceDates)...) {
				o.at = r.local(p.Value).Add(-o.from)
				all = append(all, o)
			}
		}
		slices.SortFunc(all, func(a, b onset) int { return a.at.Compare(b.at) })
		r.zones[zone.Props.Get(ical.PropTimezoneID).Value] = all
	}
	return r
}

func (r reader) offset(part *ical.Component, name string) time.Duration {
	n, err := strconv.Atoi(part.Props.Get(name).Value)
	if err != nil {
		r.t.Fatal(err)
	}
	return time.Duration(n/100)*time.Hour + time.Duration(n%100)*time.Minute
}

func (r reader) local(value string) time.Time {
	at, err := time.Parse("20060102T150405", strings.TrimSuffix(value, "Z"))
	if err != nil {
		r.t.Fatal(err)
	}
	return at
}

// instant is when a local time is in a zone of the file: the first of two, and of none that of the clock before.
func (r reader) instant(zone string, local time.Time) time.Time {
	if zone == "" {
		return local
	}
	changes := r.zones[zone]
	if len(changes) == 0 {
		r.t.Fatalf("the file does not tell about %s", zone)
	}
	late := local
	for i, c := range changes {
		candidate := local.Add(-c.to)
		before := i+1 < len(changes) && !candidate.Before(changes[i+1].at)
		switch {
		case before:
			late = candidate
		case !candidate.Before(c.at):
			return candidate
		default: // no clock shows it
			return late
		}
	}
	r.t.Fatalf("the file does not tell about %s in %v", zone, local)
	return local
}

// times are the instants from and to of an item, those of a floating one as if its clock were that of UTC.
type times struct{ from, to time.Time }

// earlier orders times.
func earlier(a, b times) bool {
	return a.from.Before(b.from) || a.from.Equal(b.from) && a.to.Before(b.to)
}

// occurrences expands an item: the events of one UID.
func (r reader) occurrences(events []ical.Event) (all []times) {
	own := map[string]bool{}
	for _, e := range events {
		if p := e.Props.Get(ical.PropRecurrenceID); p != nil {
			own[p.Value] = true
		}
	}
	for _, e := range events {
		from, to := r.prop(e, ical.PropDateTimeStart), r.end(e)
		rule := e.Props.Get(ical.PropRecurrenceRule)
		if rule == nil {
			all = append(all, times{from, to})
			continue
		}
		for _, local := range r.expand(e, rule.Value) {
			if !own[local] {
				start := r.instant(e.Props.Get(ical.PropDateTimeStart).Params.Get(ical.ParamTimezoneID), r.local(local))
				all = append(all, times{start, start.Add(to.Sub(from))})
			}
		}
	}
	return all
}

// end is when an event ends, which is said in one of two ways.
func (r reader) end(e ical.Event) time.Time {
	p := e.Props.Get(ical.PropDuration)
	if p == nil {
		return r.prop(e, ical.PropDateTimeEnd)
	}
	length, err := p.Duration()
	if err != nil || e.Props.Get(ical.PropDateTimeEnd) != nil {
		r.t.Fatalf("%v, %v", p, err)
	}
	return r.prop(e, ical.PropDateTimeStart).Add(length)
}

func (r reader) prop(e ical.Event, name string) time.Time {
	p := e.Props.Get(name)
	return r.instant(p.Params.Get(ical.ParamTimezoneID), r.local(p.Value))
}

// expand lists the local times of a rule, as they are written, without those left out.
func (r reader) expand(e ical.Event, rule string) (all []string) {
	start := e.Props.Get(ical.PropDateTimeStart)
	option, err := rrule.StrToROption(rule)
	if err != nil {
		r.t.Fatal(err)
	}
	until := option.Until
	option.Dtstart, option.Until = r.local(start.Value), until.Add(48*time.Hour)
	set, err := rrule.NewRRule(*option)
	if err != nil {
		r.t.Fatal(err)
	}
	off := map[string]bool{}
	for _, p := range e.Props.Values(ical.PropExceptionDates) {
		if p.Params.Get(ical.ParamTimezoneID) != start.Params.Get(ical.ParamTimezoneID) {
			r.t.Fatalf("left out in another zone: %v", p)
		}
		off[p.Value] = true
	}
	for _, local := range set.All() {
		value := local.Format("20060102T150405")
		if strings.HasSuffix(start.Value, "Z") {
			value += "Z"
		}
		if !off[value] && !r.instant(start.Params.Get(ical.ParamTimezoneID), local).After(until) {
			all = append(all, value)
		}
	}
	return all
}

var _ fatal = (*testing.T)(nil)
