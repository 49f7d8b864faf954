package locale

import (
	"testing"
	"time"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

var (
	vigil  = time.Date(2026, time.December, 10, 19, 0, 0, 0, time.UTC)
	signed = time.Date(2026, time.November, 20, 14, 2, 11, 0, time.UTC)
)

func TestDatesReadAsTheLanguageWritesThem(t *testing.T) {
	for _, c := range []struct {
		lang                                 Lang
		date, short, month, until, day, abbr string
	}{
		{English, "20 November 2026", "20 Nov 2026", "November 2026", "November 2026", "Friday", "Nov"},
		{Russian, "20 ноября 2026\u00a0года", "20 нояб. 2026", "ноябрь 2026", "ноября 2026\u00a0года", "пятница", "нояб."},
		{Arabic, "20 نوفمبر 2026", "20 نوفمبر 2026", "نوفمبر 2026", "نوفمبر 2026", "الجمعة", "نوفمبر"},
	} {
		p := speaking(t, c.lang)
		got := []string{
			p.Date(signed), p.DateShort(signed), p.Month(signed), p.MonthUntil(signed), p.Weekday(signed),
			p.MonthShort(signed), p.Clock(signed), p.ClockSeconds(signed),
		}
		want := []string{c.date, c.short, c.month, c.until, c.day, c.abbr, "14:02", "14:02:11"}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %q, want %q", c.lang, got[i], want[i])
			}
		}
	}
}

func TestEveryMonthAndDayHasItsName(t *testing.T) {
	for _, lang := range Langs() {
		c := For(lang).manner.dates
		seen := map[string]bool{}
		for i := range 12 {
			if c.inDate[i] == "" || c.alone[i] == "" || c.short[i] == "" || seen[c.inDate[i]] {
				t.Errorf("%s: month %d is nameless or has another's name", lang, i+1)
			}
			if (c.inDate[i] != c.alone[i]) != (lang == Russian) {
				t.Errorf("%s: month %d is %q in a date and %q alone", lang, i+1, c.inDate[i], c.alone[i])
			}
			seen[c.inDate[i]] = true
		}
		for i, day := range c.day {
			if day == "" || seen[day] {
				t.Errorf("%s: day %d is nameless or has another's name", lang, i)
			}
			seen[day] = true
		}
	}
}

func TestAnInstantIsToldInItsZoneAndInUTC(t *testing.T) {
	for _, c := range []struct {
		lang Lang
		at   time.Time
		zone string
		want string
	}{
		{English, vigil, "Europe/Berlin", "Thursday 10 December 2026, 20:00 CET (19:00 UTC)"},
		{English, vigil, "UTC", "Thursday 10 December 2026, 19:00 UTC"},
		{English, vigil, "Asia/Tbilisi", "Thursday 10 December 2026, 23:00 UTC+4 (19:00 UTC)"},
		{English, vigil, "Asia/Kathmandu", "Friday 11 December 2026, 00:45 UTC+5:45 (10 December, 19:00 UTC)"},
		{English, vigil, "America/Sao_Paulo", "Thursday 10 December 2026, 16:00 UTC-3 (19:00 UTC)"},
		{English, time.Date(2013, 8, 16, 16, 0, 0, 0, time.UTC), "Europe/Moscow", "Friday 16 August 2013, 20:00 MSK (16:00 UTC)"},
		{English, time.Date(2026, 8, 16, 16, 0, 0, 0, time.UTC), "Europe/Moscow", "Sunday 16 August 2026, 19:00 MSK (16:00 UTC)"},
		{Russian, vigil, "Europe/Berlin", "четверг, 10 декабря 2026\u00a0года, 20:00 CET (19:00 UTC)"},
		{Arabic, vigil, "Europe/Berlin", "الخميس 10 ديسمبر 2026، \u206620:00 CET\u2069 (\u206619:00 UTC\u2069)"},
	} {
		if got := speaking(t, c.lang).DateTime(c.at, zone(t, c.zone)); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.lang, c.zone, got, c.want)
		}
	}
}

func TestHowFarItIs(t *testing.T) {
	const minute, hour, day = time.Minute, time.Hour, 24 * time.Hour
	for _, c := range []struct {
		lang     Lang
		distance time.Duration
		want     string
	}{
		{English, 16*day + 5*hour, "in 16 days"},
		{English, 2*day + 1, "in 2 days"},
		{English, 2 * day, "in 48 hours"},
		{English, 2*day - minute, "in 47 hours and 59 minutes"},
		{English, hour, "in 1 hour"},
		{English, 59*minute + 59*time.Second, "in 59 minutes"},
		{English, minute, "in 1 minute"},
		{English, minute - 1, "now"},
		{English, 0, "now"},
		{English, -30 * time.Second, "now"},
		{English, -5*hour - 12*minute, "5 hours and 12 minutes ago"},
		{English, -3 * day, "3 days ago"},
		{Russian, 21*hour + minute, "через 21 час 1 минуту"},
		{Russian, -3 * day, "3 дня назад"},
		{Arabic, 5*hour + 2*minute, "بعد 5 ساعات ودقيقتين"},
		{Arabic, -11 * day, "قبل 11 يومًا"},
	} {
		if got := speaking(t, c.lang).Relative(vigil.Add(c.distance), vigil); got != c.want {
			t.Errorf("%s, %v: %q, want %q", c.lang, c.distance, got, c.want)
		}
	}
}
