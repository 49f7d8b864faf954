package views

import (
	"strconv"
	"time"

	"github.com/a-h/templ"

	"keephope/models"
	"keephope/views/urls"
)

// ActionMonthPage is a month of joint actions, day by day.
type ActionMonthPage struct {
	ActionListPage
	Month models.ActionMonth
	Days  []monthDay
}

// monthDay is a day of a month, with what begins on it.
type monthDay struct {
	day   time.Time
	times []models.ActionTime
	today bool
}

// farMonth is how many months from now search engines are asked to pass over.
const farMonth = 6

// NewActionMonthPage makes the page of a month.
func NewActionMonthPage(p Page, q models.ActionQuery, m models.ActionMonth) ActionMonthPage {
	page := ActionMonthPage{
		ActionListPage: ActionListPage{Page: p, Query: q, List: models.ActionPage{At: m.At, Countries: m.Countries}}, Month: m,
	}
	for day := m.Month; day.Month() == m.Month.Month(); day = day.AddDate(0, 0, 1) {
		page.Days = append(page.Days, monthDay{day: day, today: day.Format(time.DateOnly) == m.At.UTC().Format(time.DateOnly)})
	}
	for _, t := range m.Times {
		d := &page.Days[t.Time.LocalStart.Day()-1]
		d.times = append(d.times, t)
	}
	return page
}

// FarMonth reports whether a month is so far from now that few look for it.
func FarMonth(m models.ActionMonth) bool {
	return m.Month.After(m.At.AddDate(0, farMonth, 0)) || m.Month.Before(m.At.AddDate(0, -farMonth, 0))
}

// class is where the day stands in a week that begins on Monday, and whether nothing begins on it.
func (d monthDay) class() string {
	class := "d" + strconv.Itoa((int(d.day.Weekday())+6)%7+1)
	if d.today {
		class += " today"
	}
	if len(d.times) == 0 {
		return class + " free"
	}
	return class
}

// of is the address of another month under the same filter.
func (p ActionMonthPage) of(months int) templ.SafeURL {
	return templ.SafeURL(urls.ActionMonth(p.Lang, p.Month.Month.AddDate(0, months, 0), p.filter()))
}

func (p ActionMonthPage) name(months int) string {
	return p.Words.Month(p.Month.Month.AddDate(0, months, 0))
}

// timeShown is a time of an action as the month tells it.
func timeShown(t models.ActionTime) occasionShown {
	shown := shownAt(t.ActionSheet, time.Time{})
	shown.Occurrence = t.Time
	return shown
}

// clock is the hour, with whose it is.
func (o occasionShown) clock(p Page) string {
	if o.zone == nil {
		return p.T("action.month.everywhere", "hour", p.Words.Clock(o.LocalStart))
	}
	return p.Words.ClockIn(o.Starts, o.zone)
}

// monthOf is the address of the month of an instant, under the filter of the list.
func (p ActionListPage) monthOf(at time.Time) templ.SafeURL {
	return templ.SafeURL(urls.ActionMonth(p.Lang, at, p.filter()))
}
