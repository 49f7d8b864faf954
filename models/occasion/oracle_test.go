package occasion_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"keephope/models/occasion"
)

// minutes finds, one UTC minute after the other, when the clock of a zone shows a local time: the oracle of everything here.
func minutes(zone *time.Location, local time.Time) (found []time.Time) {
	want := local.Format(occasion.LocalLayout)
	for at := local.Add(-27 * time.Hour); at.Before(local.Add(27 * time.Hour)); at = at.Add(time.Minute) {
		if at.In(zone).Format(occasion.LocalLayout) == want {
			found = append(found, at)
		}
	}
	return found
}

// aroundAChange draws a zone and a local time within two days of one of its clock changes, or any time if it has none.
func aroundAChange(t *rapid.T) (string, *time.Location, time.Time) {
	name := rapid.SampledFrom(occasion.Zones()).Draw(t, "zone")
	zone, err := occasion.Zone(name)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Unix(rapid.Int64Range(time.Date(2012, 1, 1, 0, 0, 0, 0, time.UTC).Unix(), time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC).Unix()).Draw(t, "at"), 0)
	if _, change := at.In(zone).ZoneBounds(); !change.IsZero() && change.Year() < 2031 {
		at = change.Add(time.Duration(rapid.IntRange(-3*60, 3*60).Draw(t, "minutes")) * time.Minute)
	}
	_, seconds := at.In(zone).Zone()
	return name, zone, at.UTC().Truncate(time.Minute).Add(time.Duration(seconds) * time.Second)
}

func TestGapsAndDoublesAreThoseOfEveryMinute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name, zone, local := aroundAChange(t)
		w := once(name, local.Format(occasion.LocalLayout), local.Add(5*time.Hour).Format(occasion.LocalLayout))
		found := minutes(zone, local)
		kind := map[int]occasion.ProblemKind{0: occasion.Gap, 1: "", 2: occasion.Twice}[len(found)]
		var got occasion.ProblemKind
		problems := w.Check(now, false)
		if i := slices.IndexFunc(problems, func(p occasion.Problem) bool { return p.Field == "start" }); i >= 0 {
			got = problems[i].Kind
		}
		if got != kind {
			t.Fatalf("%s %s is shown at %v: %q", name, w.Start, found, got)
		}
		for _, second := range []bool{false, true} {
			w.Second = second
			starts := w.Occurrences()[0].Starts
			if len(found) == 0 { // the suggestion
				if shown := starts.In(zone).Format(occasion.LocalLayout); shown != problems[0].Local.Format(occasion.LocalLayout) || shown <= w.Start {
					t.Fatalf("%s %s: begins at %s, suggested %v", name, w.Start, shown, problems[0].Local)
				}
				continue
			}
			want := found[0]
			if second {
				want = found[len(found)-1]
			}
			if !starts.Equal(want) {
				t.Fatalf("%s %s second %v: %v, want %v", name, w.Start, second, starts, want)
			}
		}
	})
}

func TestASeriesShowsItsHourEveryWeek(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name, zone, local := aroundAChange(t)
		local = local.AddDate(0, 0, -7*rapid.IntRange(0, 10).Draw(t, "weeks before the change"))
		length := time.Duration(rapid.IntRange(1, 7*24*60).Draw(t, "length")) * time.Minute
		weeks := rapid.IntRange(1, occasion.MaxOccurrences).Draw(t, "weeks")
		w := once(name, local.Format(occasion.LocalLayout), local.Add(length).Format(occasion.LocalLayout))
		w.Until = local.AddDate(0, 0, 7*(weeks-1)).Format(occasion.DayLayout)
		all := w.Occurrences()
		if len(all) != weeks {
			t.Fatalf("%d weeks, %d occurrences", weeks, len(all))
		}
		for i, o := range all {
			rule := local.AddDate(0, 0, 7*i)
			if o.Day != rule.Format(occasion.DayLayout) || !o.Ends.After(o.Starts) {
				t.Fatalf("week %d: %+v", i, o)
			}
			if got, want := o.LocalStart.Format(occasion.LocalLayout), o.Starts.In(zone).Format(occasion.LocalLayout); got != want {
				t.Fatalf("week %d: the clock shows %s, not %s", i, want, got)
			}
			if !o.LocalStart.Equal(rule) && len(minutes(zone, rule)) > 0 {
				t.Fatalf("week %d is at %v, by the rule %v", i, o.LocalStart, rule)
			}
		}
	})
}

// FuzzWhen: whatever is typed, what Check finds fit has at least one occurrence, at most MaxOccurrences, each of which ends
// after it starts; and nothing makes either of them fall over.
func FuzzWhen(f *testing.F) {
	f.Add("2026-12-10T18:00", "2026-12-10T20:00", "Europe/Vilnius", "2026-12-31", "2026-12-17", "2026-12-18T18:00", false, false)
	f.Add("2026-10-25T03:45", "2026-10-25T03:15", "Europe/Vilnius", "", "", "", true, false)
	f.Add("2026-10-25T03:45", "2026-10-25T03:15", "", "9999-12-31", "2026-10-25", "", true, true)
	f.Fuzz(func(t *testing.T, start, end, zone, until, except, moved string, second, off bool) {
		w := occasion.When{Start: start, End: end, Zone: zone, Until: until, Second: second}
		if except != "" {
			w.Except = []occasion.Exception{{Day: except, Off: off, Start: moved, End: end, Second: second}}
		}
		all := w.Occurrences()
		if len(w.Check(now, true)) > 0 {
			return
		}
		if len(all) == 0 || len(all) > occasion.MaxOccurrences {
			t.Fatalf("%+v has %d occurrences", w, len(all))
		}
		for _, o := range all {
			if !o.Ends.After(o.Starts) || o.Ends.Sub(o.Starts) > occasion.MaxLength+26*time.Hour {
				t.Fatalf("%+v: %+v", w, o)
			}
		}
	})
}
