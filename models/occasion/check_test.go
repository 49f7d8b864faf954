package occasion_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keephope/models/occasion"
)

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// wrong writes problems as "field kind", with commas.
func wrong(problems []occasion.Problem) string {
	var all []string
	for _, p := range problems {
		all = append(all, p.Field+" "+string(p.Kind))
	}
	return strings.Join(all, ", ")
}

func TestWhatCanBeWrongWithATime(t *testing.T) {
	for _, c := range []struct{ zone, start, end, want string }{
		{"Europe/Vilnius", "2026-12-10T18:00", "2026-12-10T20:00", ""},
		{"", "2026-12-10T18:00", "2026-12-10T20:00", ""},
		{"Europe/Vilnius", "", "", "start missing, end missing"},
		{"Europe/Vilnius", "tomorrow", "2026-02-30T18:00", "start unreadable, end unreadable"},
		{"Europe/Vilnius", "2026-12-10T18:00Z", "2026-12-10T25:00", "start unreadable, end unreadable"},
		{"Europe/Vilnius", "9999-12-31T23:59", "9999-12-31T23:59", "start far, end far"},
		{"Europe/Vilnius", "99999-12-31T23:59", "0000-01-01T00:00", "start unreadable, end far"},
		{"Europe/Atlantis", "2026-12-10T18:00", "", "end missing, zone zone"},
		{"Local", "2026-12-10T18:00", "2026-12-10T20:00", "zone zone"},
		{"CET", "2026-12-10T18:00", "2026-12-10T20:00", "zone zone"},
		{"right/Europe/Vilnius", "2026-12-10T18:00", "2026-12-10T20:00", "zone zone"},
		{"../../etc/passwd", "2026-12-10T18:00", "2026-12-10T20:00", "zone zone"},
		{"Europe/" + strings.Repeat("x", 5000), "2026-12-10T18:00", "2026-12-10T20:00", "zone zone"},
		{"Europe/Vilnius\x00\r\n", "2026-12-10T18:00", "2026-12-10T20:00", "zone zone"},
		{"Europe/Vilnius", "2026-12-10T18:00", "2026-12-10T18:00", "end before"},
		{"Europe/Vilnius", "2026-12-10T18:00", "2026-12-10T17:00", "end before"},
		{"", "2026-12-10T18:00", "2026-12-10T17:00", "end before"},
		{"Europe/Vilnius", "2026-12-10T18:00", "2027-01-10T18:00", ""},
		{"Europe/Vilnius", "2026-12-10T18:00", "2027-01-10T18:01", "end long"},
		{"", "2026-12-10T18:00", "2027-01-10T18:01", "end long"},
		{"Europe/Vilnius", "2013-12-10T18:00", "2013-12-10T20:00", ""}, // documented later
		{"Europe/Vilnius", "1913-12-10T18:00", "1913-12-10T20:00", "start far, end far"},
	} {
		if got := wrong(once(c.zone, c.start, c.end).Check(now, false)); got != c.want {
			t.Errorf("%.40q %s to %s: %q, want %q", c.zone, c.start, c.end, got, c.want)
		}
	}
}

func TestATimeThatTheClockLeavesOutIsAskedAboutWithASuggestion(t *testing.T) {
	for _, c := range []struct{ zone, start, suggestion string }{
		{"Europe/Vilnius", "2026-03-29T03:30", "2026-03-29T04:30"},
		{"Europe/Vilnius", "2026-03-29T03:00", "2026-03-29T04:00"},
		{"Europe/Vilnius", "2026-03-29T04:00", ""},
		{"Europe/Vilnius", "2026-03-29T02:59", ""},
		{"Pacific/Apia", "2011-12-30T18:00", "2011-12-31T18:00"},
		{"Asia/Tehran", "2021-03-22T00:30", "2021-03-22T01:30"},
		{"Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T02:45"}, // half an hour
		{"Asia/Tehran", "2026-03-22T00:30", ""},                         // no summer time any more
		{"", "2026-03-29T03:30", ""},
	} {
		w := once(c.zone, c.start, "2026-12-10T18:00")
		at, err := time.Parse(occasion.LocalLayout, c.start)
		if err != nil {
			t.Fatal(err)
		}
		w.End = at.Add(10 * time.Hour).Format(occasion.LocalLayout)
		if strings.HasPrefix(c.zone, "Pacific") {
			w.End = "2011-12-31T19:00"
		}
		var want []occasion.Problem
		if c.suggestion != "" {
			local, err := time.Parse(occasion.LocalLayout, c.suggestion)
			if err != nil {
				t.Fatal(err)
			}
			want = []occasion.Problem{{Field: "start", Kind: occasion.Gap, Local: local}}
		}
		for _, answered := range []bool{false, true} { // there is no answer but another time
			if diff := cmp.Diff(want, w.Check(now, answered)); diff != "" {
				t.Errorf("%s %s: %s", c.zone, c.start, diff)
			}
		}
	}
	end := once("Europe/Vilnius", "2026-03-29T01:00", "2026-03-29T03:30")
	if got := wrong(end.Check(now, false)); got != "end gap" {
		t.Errorf("an end in the gap: %q", got)
	}
}

func TestATimeThatTheClockShowsTwiceIsAskedAboutOnce(t *testing.T) {
	w := once("Europe/Vilnius", "2026-10-25T03:30", "2026-10-25T05:00")
	asked := w.Check(now, false)
	if wrong(asked) != "start twice" {
		t.Fatalf("asked about %q", wrong(asked))
	}
	if first, later := asked[0].First.Format("15:04 MST -0700"), asked[0].Later.Format("15:04 MST -0700"); first != "03:30 EEST +0300" || later != "03:30 EET +0200" {
		t.Errorf("to choose from: %s, %s", first, later)
	}
	for _, c := range []struct{ start, end, want string }{
		{"03:00", "05:00", "start twice"},
		{"02:59", "04:00", ""},
		{"04:00", "05:00", ""},
		{"01:00", "03:59", "end twice"},
		{"03:10", "03:40", "start twice"}, // one answer for both
	} {
		w := once("Europe/Vilnius", "2026-10-25T"+c.start, "2026-10-25T"+c.end)
		if got := wrong(w.Check(now, false)); got != c.want {
			t.Errorf("%s to %s: %q, want %q", c.start, c.end, got, c.want)
		}
		if got := wrong(w.Check(now, true)); got != "" {
			t.Errorf("%s to %s, answered: %q", c.start, c.end, got)
		}
	}
}

func TestWhatCanBeWrongWithASeries(t *testing.T) {
	off := func(days ...string) (all []occasion.Exception) {
		for _, d := range days {
			all = append(all, occasion.Exception{Day: d, Off: true})
		}
		return all
	}
	moved := func(start, end string) []occasion.Exception {
		return []occasion.Exception{{Day: "2026-12-17", Start: start, End: end}}
	}
	for name, c := range map[string]struct {
		until, want string
		except      []occasion.Exception
	}{
		"one week":               {until: "2026-12-10"},
		"two years":              {until: "2028-12-07"},
		"two years, later day":   {until: "2028-12-13"},
		"a week too many":        {until: "2028-12-14", want: "until many"},
		"year 9999":              {until: "9999-12-31", want: "until many"},
		"before it begins":       {until: "2026-12-09", want: "until before"},
		"no day":                 {until: "Thursday", want: "until day"},
		"a week off":             {until: "2026-12-31", except: off("2026-12-24")},
		"first week off":         {until: "2026-12-31", except: off("2026-12-10")},
		"an exception of no day": {until: "2026-12-31", except: off("2026-12-25", "nonsense"), want: "2026-12-25 no_day, nonsense day"},
		"a day twice":            {until: "2026-12-31", except: off("2026-12-24", "2026-12-24"), want: "2026-12-24 no_day"},
		"all off":                {until: "2026-12-17", except: off("2026-12-10", "2026-12-17"), want: "until none"},
		"exceptions of no rule":  {except: off("2026-12-10"), want: "2026-12-10 no_series"},
		"moved":                  {until: "2026-12-31", except: moved("2026-12-18T10:00", "2026-12-18T12:00")},
		"moved, no end":          {until: "2026-12-31", except: moved("2026-12-18T10:00", ""), want: "2026-12-17 missing"},
		"moved, end first":       {until: "2026-12-31", except: moved("2026-12-18T10:00", "2026-12-18T09:00"), want: "2026-12-17 before"},
		"moved into a gap":       {until: "2026-12-31", except: moved("2027-03-28T03:30", "2027-03-28T06:00"), want: "2026-12-17 gap"},
		"moved to a double hour": {until: "2026-12-31", except: moved("2027-10-31T03:30", "2027-10-31T06:00"), want: "2026-12-17 twice"},
		"500 exceptions":         {until: "2026-12-31", except: off(make([]string, 500)...), want: "until many"},
	} {
		w := once("Europe/Vilnius", "2026-12-10T18:00", "2026-12-10T20:00")
		w.Until, w.Except = c.until, c.except
		if got := wrong(w.Check(now, false)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	long := occasion.When{Start: "2026-12-10T18:00", End: "2026-12-17T18:01", Zone: "Europe/Vilnius", Until: "2026-12-31"}
	if got := wrong(long.Check(now, false)); got != "end long" {
		t.Errorf("weeks that overlap: %q", got)
	}
	odd := occasion.When{Start: "2026-10-25T03:45", End: "2026-10-25T03:15", Zone: "Europe/Vilnius"}
	if got := wrong(odd.Check(now, true)); got != "" {
		t.Errorf("half an hour in the night of the clock change: %q", got)
	}
	odd.Until = "2026-11-01"
	if got := wrong(odd.Check(now, true)); got != "end before" {
		t.Errorf("the same a week later: %q", got)
	}
}
