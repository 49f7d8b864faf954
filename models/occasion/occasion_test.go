package occasion_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keephope/models/occasion"
)

// once is something on one evening.
func once(zone, start, end string) occasion.When {
	return occasion.When{Start: start, End: end, Zone: zone}
}

// lines writes occurrences as instants, one a line, with the clock's own time behind.
func lines(w occasion.When) (all []string) {
	const layout = "01-02 15:04"
	for _, o := range w.Occurrences() {
		line := fmt.Sprintf("%s..%s (%s..%s)", o.Starts.Format(layout), o.Ends.Format(layout), o.LocalStart.Format(layout), o.LocalEnd.Format(layout))
		switch {
		case o.Off:
			line += " off"
		case o.Moved:
			line += " moved"
		}
		all = append(all, line)
	}
	return all
}

func TestTheClockOfThatDayCounts(t *testing.T) {
	for _, c := range []struct{ zone, start, end, want string }{
		{"Europe/Moscow", "2013-12-10T18:00", "2013-12-10T20:00", "12-10 14:00..12-10 16:00 (12-10 18:00..12-10 20:00)"}, // UTC+4
		{"Europe/Moscow", "2016-12-10T18:00", "2016-12-10T20:00", "12-10 15:00..12-10 17:00 (12-10 18:00..12-10 20:00)"}, // UTC+3
		{"Asia/Tehran", "2021-07-10T18:00", "2021-07-10T20:00", "07-10 13:30..07-10 15:30 (07-10 18:00..07-10 20:00)"},   // UTC+4:30, summer
		{"Asia/Tehran", "2026-07-10T18:00", "2026-07-10T20:00", "07-10 14:30..07-10 16:30 (07-10 18:00..07-10 20:00)"},   // UTC+3:30, no more summer time
		{"Asia/Kathmandu", "2026-07-10T18:00", "2026-07-11T01:00", "07-10 12:15..07-10 19:15 (07-10 18:00..07-11 01:00)"},
		{"Pacific/Apia", "2011-12-29T18:00", "2011-12-31T20:00", "12-30 04:00..12-31 06:00 (12-29 18:00..12-31 20:00)"}, // without the 30th
		{"Europe/Vilnius", "2026-03-29T02:30", "2026-03-29T04:30", "03-29 00:30..03-29 01:30 (03-29 02:30..03-29 04:30)"},
		{"Europe/Vilnius", "2026-10-25T02:30", "2026-10-25T04:30", "10-24 23:30..10-25 02:30 (10-25 02:30..10-25 04:30)"},
		{"Europe/Kiev", "2026-12-10T18:00", "2026-12-10T20:00", "12-10 16:00..12-10 18:00 (12-10 18:00..12-10 20:00)"}, // a former name
		{"UTC", "2026-12-10T18:00", "2026-12-10T20:00", "12-10 18:00..12-10 20:00 (12-10 18:00..12-10 20:00)"},
		{"", "2026-12-10T18:00", "2026-12-10T20:00", "12-10 04:00..12-11 08:00 (12-10 18:00..12-10 20:00)"}, // every town: from UTC+14 to UTC-12
	} {
		if diff := cmp.Diff([]string{c.want}, lines(once(c.zone, c.start, c.end))); diff != "" {
			t.Errorf("%s %s: %s", c.zone, c.start, diff)
		}
	}
}

func TestAVigilKeepsItsHourOverBothClockChanges(t *testing.T) {
	autumn := once("Europe/Vilnius", "2026-10-15T20:00", "2026-10-15T21:00")
	autumn.Until = "2026-10-29"
	spring := once("Europe/Vilnius", "2027-03-25T20:00", "2027-03-25T21:00")
	spring.Until = "2027-04-02" // a Friday: the last Thursday is the day before
	for want, w := range map[string]occasion.When{
		"[10-15 17:00..10-15 18:00 (10-15 20:00..10-15 21:00) 10-22 17:00..10-22 18:00 (10-22 20:00..10-22 21:00) 10-29 18:00..10-29 19:00 (10-29 20:00..10-29 21:00)]": autumn,
		"[03-25 18:00..03-25 19:00 (03-25 20:00..03-25 21:00) 04-01 17:00..04-01 18:00 (04-01 20:00..04-01 21:00)]":                                                     spring,
	} {
		if got := fmt.Sprint(lines(w)); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestAWeekWhoseHourTheClockLeavesOutOrShowsTwice(t *testing.T) {
	spring := once("Europe/Vilnius", "2026-03-22T03:15", "2026-03-22T03:45")
	spring.Until = "2026-04-05"
	autumn := once("Europe/Vilnius", "2026-10-18T03:15", "2026-10-18T03:45")
	autumn.Until = "2026-10-25"
	skipped := once("Pacific/Apia", "2011-12-23T18:00", "2011-12-23T20:00")
	skipped.Until = "2012-01-06"
	for want, w := range map[string]occasion.When{
		"[03-22 01:15..03-22 01:45 (03-22 03:15..03-22 03:45) 03-29 01:15..03-29 01:45 (03-29 04:15..03-29 04:45) 04-05 00:15..04-05 00:45 (04-05 03:15..04-05 03:45)]": spring,
		"[10-18 00:15..10-18 00:45 (10-18 03:15..10-18 03:45) 10-25 00:15..10-25 00:45 (10-25 03:15..10-25 03:45)]":                                                     autumn,
		"[12-24 04:00..12-24 06:00 (12-23 18:00..12-23 20:00) 12-31 04:00..12-31 06:00 (12-31 18:00..12-31 20:00) 01-06 04:00..01-06 06:00 (01-06 18:00..01-06 20:00)]": skipped,
	} {
		if got := fmt.Sprint(lines(w)); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestOneWeekIsLeftOutAndOneMoves(t *testing.T) {
	w := once("Europe/Vilnius", "2026-12-03T18:00", "2026-12-03T19:00")
	w.Until = "2026-12-31"
	w.Except = []occasion.Exception{
		{Day: "2026-12-24", Off: true},
		{Day: "2026-12-10", Start: "2026-12-19T12:00", End: "2026-12-19T14:00"}, // after the one of the 17th
	}
	want := []string{
		"12-03 16:00..12-03 17:00 (12-03 18:00..12-03 19:00)",
		"12-17 16:00..12-17 17:00 (12-17 18:00..12-17 19:00)",
		"12-19 10:00..12-19 12:00 (12-19 12:00..12-19 14:00) moved",
		"12-24 16:00..12-24 17:00 (12-24 18:00..12-24 19:00) off",
		"12-31 16:00..12-31 17:00 (12-31 18:00..12-31 19:00)",
	}
	if diff := cmp.Diff(want, lines(w)); diff != "" {
		t.Error(diff)
	}
	if day := w.Occurrences()[2].Day; day != "2026-12-10" {
		t.Errorf("the one that moved is named %s", day)
	}
}

func TestTheSecondOfTwoEqualTimes(t *testing.T) {
	for _, c := range []struct{ start, end, first, second string }{
		{"03:15", "05:00", "00:15 03:00", "01:15 03:00"},
		{"02:00", "03:15", "23:00 00:15", "23:00 01:15"}, // of the end alone
		{"03:15", "03:45", "00:15 00:45", "01:15 01:45"}, // of both
		{"03:45", "03:15", "00:45 01:15", "01:45 01:15"}, // the first, until the second; the other way round is no time
	} {
		w := once("Europe/Vilnius", "2026-10-25T"+c.start, "2026-10-25T"+c.end)
		for second, want := range map[bool]string{false: c.first, true: c.second} {
			w.Second = second
			o := w.Occurrences()[0]
			if got := o.Starts.Format("15:04 ") + o.Ends.Format("15:04"); got != want {
				t.Errorf("%s to %s, second %v: %s, want %s", c.start, c.end, second, got, want)
			}
		}
	}
}

func TestWhatIsNoTimeHasNoOccurrence(t *testing.T) {
	for _, w := range []occasion.When{
		{},
		once("Europe/Vilnius", "soon", "2026-12-10T18:00"),
		once("Europe/Vilnius", "2026-12-10T18:00", ""),
		once("Europe/Atlantis", "2026-12-10T18:00", "2026-12-10T19:00"),
	} {
		if all := w.Occurrences(); all != nil {
			t.Errorf("%+v: %v", w, all)
		}
	}
	endless := once("UTC", "2026-12-10T18:00", "2026-12-10T19:00")
	endless.Until = "9999-12-31"
	if n := len(endless.Occurrences()); n != occasion.MaxOccurrences {
		t.Errorf("a series without end has %d occurrences", n)
	}
	at := time.Date(2026, 12, 10, 18, 0, 0, 0, time.UTC)
	if got := endless.Occurrences()[0].Starts; !got.Equal(at) {
		t.Errorf("it begins %v", got)
	}
}

func TestTheLastDayOfALeapYearFarAhead(t *testing.T) {
	for start, want := range map[string]string{"2040-12-31T18:00": "16:00", "2041-01-01T00:30": "22:30", "2040-12-30T23:30": "21:30", "2041-07-01T18:00": "15:00"} {
		w := once("Europe/Vilnius", start, "2041-12-31T20:00")
		if got := w.Occurrences()[0].Starts.Format("15:04"); got != want {
			t.Errorf("%s is at %s UTC, want %s", start, got, want)
		}
	}
}
