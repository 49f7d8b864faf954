package calendar_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"keephope/models/occasion"
	"keephope/views/calendar"
)

// vigil is an item as the tests want it.
func vigil(w occasion.When) calendar.Entry {
	return calendar.Entry{
		UID: "k3f9@keephope.example", Sequence: 2, Stamp: time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("", 7200)),
		Title: "Vigil", Text: "Bring a candle.\nAnd a friend.", URL: "https://keephope.example/en/actions/vigil", Place: "Cathedral Square, Vilnius",
		Status: calendar.Confirmed, When: w,
	}
}

func one(e calendar.Entry) calendar.Calendar {
	return calendar.Calendar{Name: "Keep Hope Alive", Lang: "en", Entries: []calendar.Entry{e}}
}

func TestAWeeklyVigilInAFile(t *testing.T) {
	file, _ := written(t, one(vigil(occasion.When{
		Start: "2026-10-15T20:00", End: "2026-10-15T21:00", Zone: "Europe/Vilnius", Until: "2026-11-12",
		Except: []occasion.Exception{{Day: "2026-10-22", Off: true}, {Day: "2026-11-05", Start: "2026-11-06T19:00", End: "2026-11-06T20:30"}},
	})))
	want := `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Keep Hope//Keep Hope//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
NAME;LANGUAGE=en:Keep Hope Alive
X-WR-CALNAME;LANGUAGE=en:Keep Hope Alive
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
BEGIN:VTIMEZONE
TZID:Europe/Vilnius
BEGIN:STANDARD
DTSTART:20251026T040000
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
TZNAME:EET
RDATE:20261025T040000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20260329T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
TZNAME:EEST
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:k3f9@keephope.example
DTSTAMP:20261123T080000Z
LAST-MODIFIED:20261123T080000Z
SEQUENCE:2
STATUS:CONFIRMED
DTSTART;TZID=Europe/Vilnius:20261015T200000
DTEND;TZID=Europe/Vilnius:20261015T210000
SUMMARY;LANGUAGE=en:Vigil
DESCRIPTION;LANGUAGE=en:Bring a candle.\nAnd a friend.
LOCATION;LANGUAGE=en:Cathedral Square\, Vilnius
URL:https://keephope.example/en/actions/vigil
RRULE:FREQ=WEEKLY;UNTIL=20261112T180000Z
EXDATE;TZID=Europe/Vilnius:20261022T200000
END:VEVENT
BEGIN:VEVENT
UID:k3f9@keephope.example
DTSTAMP:20261123T080000Z
LAST-MODIFIED:20261123T080000Z
SEQUENCE:2
STATUS:CONFIRMED
DTSTART;TZID=Europe/Vilnius:20261106T190000
DTEND;TZID=Europe/Vilnius:20261106T203000
SUMMARY;LANGUAGE=en:Vigil
DESCRIPTION;LANGUAGE=en:Bring a candle.\nAnd a friend.
LOCATION;LANGUAGE=en:Cathedral Square\, Vilnius
URL:https://keephope.example/en/actions/vigil
RECURRENCE-ID;TZID=Europe/Vilnius:20261105T200000
END:VEVENT
END:VCALENDAR
`
	if diff := cmp.Diff(want, strings.ReplaceAll(file, "\r\n", "\n")); diff != "" {
		t.Error(diff)
	}
}

func TestTimesOfEachKind(t *testing.T) {
	for name, c := range map[string]struct {
		when       occasion.When
		start, end string
	}{
		"in every town":       {occasion.When{Start: "2026-12-10T18:00", End: "2026-12-10T20:00"}, "DTSTART:20261210T180000", "DTEND:20261210T200000"},
		"UTC":                 {occasion.When{Start: "2026-12-10T18:00", End: "2026-12-10T20:00", Zone: "UTC"}, "DTSTART:20261210T180000Z", "DTEND:20261210T200000Z"},
		"Moscow":              {occasion.When{Start: "2013-12-10T18:00", End: "2013-12-10T20:00", Zone: "Europe/Moscow"}, "DTSTART;TZID=Europe/Moscow:20131210T180000", "DTEND;TZID=Europe/Moscow:20131210T200000"},
		"first of two hours":  {occasion.When{Start: "2026-10-25T03:15", End: "2026-10-25T05:00", Zone: "Europe/Vilnius"}, "DTSTART;TZID=Europe/Vilnius:20261025T031500", "DTEND;TZID=Europe/Vilnius:20261025T050000"},
		"second of two hours": {occasion.When{Start: "2026-10-25T03:15", End: "2026-10-25T05:00", Zone: "Europe/Vilnius", Second: true}, "DTSTART:20261025T011500Z", "DTEND;TZID=Europe/Vilnius:20261025T050000"},
	} {
		file, read := written(t, one(vigil(c.when)))
		if !strings.Contains(file, "\r\n"+c.start+"\r\n") || !strings.Contains(file, "\r\n"+c.end+"\r\n") {
			t.Errorf("%s: %s", name, file)
		}
		if floating := c.when.Zone == "" || c.when.Zone == "UTC"; floating == strings.Contains(file, "VTIMEZONE") {
			t.Errorf("%s: a zone too many or too few: %s", name, file)
		}
		if n := len(read.Events()); n != 1 {
			t.Errorf("%s: %d events", name, n)
		}
	}
}

func TestTheClocksOfMoscow(t *testing.T) {
	c := calendar.Calendar{}
	for _, year := range []string{"2013", "2016"} {
		e := vigil(occasion.When{Start: year + "-12-10T18:00", End: year + "-12-10T20:00", Zone: "Europe/Moscow"})
		e.UID = year
		c.Entries = append(c.Entries, e)
	}
	_, read := written(t, c)
	r := newReader(t, read)
	for i, want := range []string{"2013-12-10T14:00:00Z", "2016-12-10T15:00:00Z"} {
		if got := r.prop(read.Events()[i], ical.PropDateTimeStart).Format(time.RFC3339); got != want {
			t.Errorf("by the file it is %s, want %s", got, want)
		}
	}
}

func TestACancelledSeriesIsCancelledInEveryPart(t *testing.T) {
	e := vigil(occasion.When{
		Start: "2026-10-15T20:00", End: "2026-10-15T21:00", Until: "2026-11-12",
		Except: []occasion.Exception{{Day: "2026-11-05", Start: "2026-11-06T19:00", End: "2026-11-06T20:30"}},
	})
	e.Status = calendar.Cancelled
	_, read := written(t, one(e))
	if len(read.Events()) != 2 {
		t.Fatalf("%d events", len(read.Events()))
	}
	for _, event := range read.Events() {
		if status, err := event.Status(); err != nil || status != ical.EventCancelled {
			t.Errorf("%s, %v", status, err)
		}
	}
}

func TestWhatCannotBeWritten(t *testing.T) {
	file, read := written(t, calendar.Calendar{Name: "Keep Hope", Lang: "en\r\nX:1"})
	if len(read.Children) != 0 || strings.Contains(file, "LANGUAGE") {
		t.Errorf("an empty calendar: %s", file)
	}
	var out strings.Builder
	err := calendar.Write(&out, one(vigil(occasion.When{Start: "soon"})))
	if err == nil || !strings.Contains(err.Error(), "k3f9") || out.Len() > 0 {
		t.Errorf("a time that is none: %v, %q", err, out.String())
	}
	broken := errors.New("gone away")
	r, w := io.Pipe()
	r.CloseWithError(broken)
	if err := calendar.Write(w, one(vigil(occasion.When{Start: "2026-12-10T18:00", End: "2026-12-10T20:00"}))); !errors.Is(err, broken) {
		t.Errorf("a reader that goes away: %v", err)
	}
}

func TestEveryOccurrenceIsFoundAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWhen(t)
		if len(w.Check(time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), true)) > 0 {
			t.Skip("not fit")
		}
		checkFoundAgain(t, w)
	})
}

func TestTheSecondOfTwoEqualTimesIsFoundAgain(t *testing.T) {
	first := occasion.When{Start: "2026-10-25T03:10", End: "2026-10-25T03:50", Zone: "Europe/Vilnius", Second: true, Until: "2026-11-08"}
	later := occasion.When{Start: "2026-10-18T03:10", End: "2026-10-18T03:50", Zone: "Europe/Vilnius", Until: "2026-11-08"}
	later.Except = []occasion.Exception{{Day: "2026-10-25", Start: "2026-10-25T03:10", End: "2026-10-25T03:50", Second: true}}
	ends := occasion.When{Start: "2026-10-25T03:45", End: "2026-10-25T03:15", Zone: "Europe/Vilnius"}
	for _, w := range []occasion.When{first, later, ends} {
		checkFoundAgain(t, w)
	}
}

func TestAWinterIsOneItem(t *testing.T) {
	for events, w := range map[int]occasion.When{
		1: {Start: "2025-10-16T20:00", End: "2025-10-16T21:00", Zone: "Europe/Vilnius", Until: "2027-04-15"}, // four clock changes
		2: {Start: "2026-10-25T03:10", End: "2026-10-25T05:00", Zone: "Europe/Vilnius", Second: true, Until: "2027-03-21"},
		3: {Start: "2026-10-10T20:00", End: "2026-10-11T08:00", Zone: "Europe/Vilnius", Until: "2027-04-03"}, // two nights are not of twelve hours
	} {
		checkFoundAgain(t, w)
		if _, read := written(t, one(vigil(w))); len(read.Events()) != events {
			t.Errorf("%s is %d events, want %d", w.Start, len(read.Events()), events)
		}
	}
}

// checkFoundAgain writes a time and holds what is read again against its occurrences.
func checkFoundAgain(t fatal, w occasion.When) {
	t.Helper()
	var want []times
	for _, o := range w.Occurrences() {
		switch {
		case o.Off:
		case w.Floating():
			want = append(want, times{o.LocalStart, o.LocalEnd})
		default:
			want = append(want, times{o.Starts, o.Ends})
		}
	}
	file, read := written(t, one(vigil(w)))
	got := newReader(t, read).occurrences(read.Events())
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(times{}), cmpopts.SortSlices(earlier)); diff != "" {
		t.Fatalf("%+v\n%s\n%s", w, diff, file)
	}
}

// drawWhen draws a time, often near a clock change, often a series with exceptions.
func drawWhen(t *rapid.T) occasion.When {
	w := occasion.When{Zone: rapid.SampledFrom(append(occasion.Zones(), "", "", "", "Europe/Vilnius", "Australia/Lord_Howe")).Draw(t, "zone")}
	at := time.Date(2012, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 18*365*24*60).Draw(t, "at")) * time.Minute)
	if zone, err := occasion.Zone(w.Zone); err == nil {
		if _, change := at.In(zone).ZoneBounds(); !change.IsZero() && change.Year() < 2031 {
			_, seconds := change.In(zone).Zone()
			at = change.UTC().Add(time.Duration(seconds)*time.Second + time.Duration(rapid.IntRange(-180, 180).Draw(t, "minutes"))*time.Minute)
		}
	}
	local := func(at time.Time) string { return at.Format(occasion.LocalLayout) }
	length := time.Duration(rapid.IntRange(1, 3*24*60).Draw(t, "length")) * time.Minute
	at = at.AddDate(0, 0, -7*rapid.IntRange(0, 4).Draw(t, "weeks before"))
	w.Start, w.End, w.Second = local(at), local(at.Add(length)), rapid.Bool().Draw(t, "second")
	weeks := rapid.IntRange(0, 30).Draw(t, "weeks")
	if weeks == 0 {
		return w
	}
	w.Until = at.AddDate(0, 0, 7*(weeks-1)).Format(occasion.DayLayout)
	for n := range weeks {
		day := at.AddDate(0, 0, 7*n)
		e := occasion.Exception{Day: day.Format(occasion.DayLayout)}
		switch rapid.IntRange(0, 9).Draw(t, "exception") {
		case 0:
			e.Off = true
		case 1:
			moved := day.Add(time.Duration(rapid.IntRange(-5000, 5000).Draw(t, "moved")) * time.Minute)
			e.Start, e.End, e.Second = local(moved), local(moved.Add(time.Hour)), rapid.Bool().Draw(t, "second")
		default:
			continue
		}
		w.Except = append(w.Except, e)
	}
	return w
}
