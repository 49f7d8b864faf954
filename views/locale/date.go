package locale

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// calendar holds the words of dates in one language (CLDR 48, Gregorian, digits
// 0 to 9 everywhere).
type calendar struct {
	inDate [12]string // after a day: "20 ноября 2026"
	alone  [12]string // without a day: "ноябрь 2026"
	short  [12]string
	day    [7]string // from Sunday
	year   string    // after the year of a long date, with its blank
	comma  string
	after  string // between the weekday and the date
	ltr    bool   // clock and zone need an isolate inside right-to-left text
}

var englishMonths = [12]string{
	"January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December",
}

var englishDates = calendar{
	inDate: englishMonths,
	alone:  englishMonths,
	short:  [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	day:    [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	comma:  ", ",
	after:  " ",
}

var russianDates = calendar{
	inDate: [12]string{
		"января", "февраля", "марта", "апреля", "мая", "июня",
		"июля", "августа", "сентября", "октября", "ноября", "декабря",
	},
	alone: [12]string{
		"январь", "февраль", "март", "апрель", "май", "июнь",
		"июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
	},
	short: [12]string{"янв.", "февр.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.", "окт.", "нояб.", "дек."},
	day:   [7]string{"воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"},
	year:  "\u00a0года",
	comma: ", ",
	after: ", ",
}

var arabicMonths = [12]string{
	"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
	"يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
}

var arabicDates = calendar{
	inDate: arabicMonths,
	alone:  arabicMonths,
	short:  arabicMonths,
	day:    [7]string{"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"},
	comma:  "، ",
	after:  " ",
	ltr:    true,
}

// Date returns the day of t in the location of t: "20 November 2026".
func (p *Printer) Date(t time.Time) string {
	c := &p.manner.dates
	return fmt.Sprintf("%d %s %d%s", t.Day(), c.inDate[t.Month()-1], t.Year(), c.year)
}

// DateShort returns the day of t for lists and tables: "20 Nov 2026".
func (p *Printer) DateShort(t time.Time) string {
	return strconv.Itoa(t.Day()) + " " + p.MonthShort(t) + " " + strconv.Itoa(t.Year())
}

// MonthShort returns the month alone, as under the day of a timeline: "Nov".
func (p *Printer) MonthShort(t time.Time) string { return p.manner.dates.short[t.Month()-1] }

// Month returns the month of t standing alone: "November 2026", in Russian the
// nominative «ноябрь 2026».
func (p *Printer) Month(t time.Time) string {
	return p.manner.dates.alone[t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// MonthAlone returns the month of t without its year, as over the day of an arch: "December".
func (p *Printer) MonthAlone(t time.Time) string { return p.manner.dates.alone[t.Month()-1] }

// MonthUntil returns the month of t for a sentence such as "supported until
// November 2026": in Russian the genitive «ноября 2026 года».
func (p *Printer) MonthUntil(t time.Time) string {
	c := &p.manner.dates
	return c.inDate[t.Month()-1] + " " + strconv.Itoa(t.Year()) + c.year
}

// Weekday returns the day of the week of t: "Thursday".
func (p *Printer) Weekday(t time.Time) string { return p.manner.dates.day[t.Weekday()] }

// Clock returns the hour and minute of t in the location of t: "14:02".
func (p *Printer) Clock(t time.Time) string { return t.Format("15:04") }

// ClockSeconds returns the time of t to the second: "14:02:11".
func (p *Printer) ClockSeconds(t time.Time) string { return t.Format("15:04:05") }

// DateTime returns the instant t as it reads in zone, with the zone's name of that
// day, and in UTC: "Thursday 10 December 2026, 20:00 CET (19:00 UTC)". Where UTC
// is on another day, its day is told too. In UTC itself the bracket is left out.
func (p *Printer) DateTime(t time.Time, zone *time.Location) string {
	return p.Day(t.In(zone)) + p.manner.dates.comma + p.Hour(t, zone)
}

// Day returns the day of t in the location of t with its day of the week: "Thursday 10 December 2026".
func (p *Printer) Day(t time.Time) string { return p.Weekday(t) + p.manner.dates.after + p.Date(t) }

// Hour returns what DateTime does without the day: "20:00 CET (19:00 UTC)".
func (p *Printer) Hour(t time.Time, zone *time.Location) string {
	c := &p.manner.dates
	local, utc := t.In(zone), t.UTC()
	text := p.ClockIn(t, zone)
	if zoneName(local) == "UTC" {
		return text
	}
	other := p.clockIn(utc, "UTC")
	if local.Day() != utc.Day() {
		other = fmt.Sprintf("%d %s%s%s", utc.Day(), c.inDate[utc.Month()-1], c.comma, other)
	}
	return text + " (" + other + ")"
}

// LocalTime returns a day and an hour that belong to no zone, as every town's clock shows them: "Thursday 10 December 2026,
// 18:00".
func (p *Printer) LocalTime(t time.Time) string { return p.Day(t) + p.manner.dates.comma + p.Clock(t) }

// Offset returns how far the clock of t's location is from UTC at t: "UTC+2", "UTC+5:30".
func (p *Printer) Offset(t time.Time) string {
	if p.manner.dates.ltr {
		return lri + offsetName(t) + pdi
	}
	return offsetName(t)
}

// ClockIn returns the hour of t in a zone with the zone's name of that day: "20:00 CET".
func (p *Printer) ClockIn(t time.Time, zone *time.Location) string {
	local := t.In(zone)
	return p.clockIn(local, zoneName(local))
}

// clockIn returns "20:00 CET" as one piece that keeps its order in any script.
func (p *Printer) clockIn(t time.Time, zone string) string {
	text := p.Clock(t) + " " + zone
	if p.manner.dates.ltr {
		return lri + text + pdi
	}
	return text
}

// zoneName returns the abbreviation of the zone on that day: "CET", or "UTC+4"
// where the time zone database has a number only.
func zoneName(t time.Time) string {
	name, _ := t.Zone()
	if !strings.HasPrefix(name, "+") && !strings.HasPrefix(name, "-") {
		return name
	}
	return offsetName(t)
}

func offsetName(t time.Time) string {
	_, offset := t.Zone()
	sign := "+"
	if offset < 0 {
		sign, offset = "-", -offset
	}
	hours, minutes := offset/3600, offset%3600/60
	if minutes == 0 {
		return "UTC" + sign + strconv.Itoa(hours)
	}
	return fmt.Sprintf("UTC%s%d:%02d", sign, hours, minutes)
}

// Relative tells how far the instant t is from now: days above 48 hours, below
// that hours and minutes: "in 16 days", "in 5 hours and 12 minutes", "3 days
// ago", "now" within a minute. The caller passes the server's time.
func (p *Printer) Relative(t, now time.Time) string {
	distance := t.Sub(now)
	form := "time.ahead"
	if distance < 0 {
		form, distance = "time.ago", -distance
	}
	if distance < time.Minute {
		return p.T("time.now")
	}
	return p.T(form, "span", p.Span(distance))
}

// daysAbove is the distance above which only days are told.
const daysAbove = 48 * time.Hour

// Span returns a positive duration in words: "16 days" above 48 hours, below that
// hours and minutes. In Russian it is the accusative, as after «через» and «ждёт».
func (p *Printer) Span(d time.Duration) string {
	hours, minutes := int(d/time.Hour), int(d%time.Hour/time.Minute)
	switch {
	case d > daysAbove:
		return p.T("time.days", "n", int(d/(24*time.Hour)))
	case hours == 0:
		return p.T("time.minutes", "n", minutes)
	case minutes == 0:
		return p.T("time.hours", "n", hours)
	}
	return p.T("time.both", "hours", p.T("time.hours", "n", hours), "minutes", p.T("time.minutes", "n", minutes))
}
