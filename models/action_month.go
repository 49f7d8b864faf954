package models

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"keephope/models/occasion"
)

// Bounds of a month of actions: how many times it shows, and the months that there are, in years around now. They are those
// of the times that may be typed.
const (
	monthShown  = 500
	monthAhead  = 5
	monthBehind = 15
)

// ActionTime is one time of an action.
type ActionTime struct {
	ActionSheet
	Time occasion.Occurrence
}

// ActionMonth is what happens in one month, each time once: on the day on which it begins where it is.
type ActionMonth struct {
	At          time.Time
	Month       time.Time // its first day, in UTC
	Times       []ActionTime
	More        bool // there are more than are shown
	HasPrevious bool
	HasNext     bool
	Countries   []string // codes of the countries in which there are public actions
}

// ActionMonth reads a month, written "2006-01", of the public actions under a filter. Returns NotFound for what is no month
// or is too far, Invalid for a kind, country or community that there is not.
func (s *Store) ActionMonth(ctx context.Context, month string, q ActionQuery) (ActionMonth, error) {
	m := ActionMonth{At: s.clock()}
	var err error
	if m.Month, err = time.Parse("2006-01", month); err != nil || !nearMonth(m.Month, m.At) {
		return m, notFound()
	}
	if err := q.check(); err != nil {
		return m, err
	}
	m.HasPrevious, m.HasNext = nearMonth(m.Month.AddDate(0, -1, 0), m.At), nearMonth(m.Month.AddDate(0, 1, 0), m.At)
	rows, err := s.monthRows(ctx, m.Month, q)
	if err != nil {
		return m, err
	}
	m.More = len(rows) > monthShown
	if m.Times, err = s.monthTimes(ctx, m.Month, rows[:min(len(rows), monthShown)]); err != nil {
		return m, err
	}
	m.Countries, err = s.actionCountries(ctx)
	return m, err
}

// nearMonth reports whether there is a page of a month.
func nearMonth(month, at time.Time) bool {
	return month.After(at.AddDate(-monthBehind, 0, 0)) && month.Before(at.AddDate(monthAhead, 0, 0))
}

// monthRow is a listed action on the day of one of its times.
type monthRow struct {
	ListedAction
	OnDay string
}

// monthRows reads the times that begin in a month anywhere between UTC+14 and UTC-12, one more than are shown.
func (s *Store) monthRows(ctx context.Context, month time.Time, q ActionQuery) ([]monthRow, error) {
	var sql fragment
	q.anytime = true
	sql.add("SELECT o.day AS on_day, l.* FROM listed_occurrences o JOIN listed_actions l ON l.action_id = o.action_id WHERE l.campaign_id = "+featuredID+
		" AND o.starts_at >= ? AND o.starts_at < ?", month.Add(-14*time.Hour), month.AddDate(0, 1, 0).Add(12*time.Hour))
	q.narrow(&sql, time.Time{})
	sql.add(" ORDER BY o.starts_at, l.action_id LIMIT ?", monthShown+1)
	var rows []monthRow
	if err := s.db.WithContext(ctx).Raw(sql.text.String(), sql.args...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("list actions of a month: %w", err)
	}
	return rows, nil
}

// monthTimes are the times of rows that begin in a month by the clock of their place, in the order of that clock.
func (s *Store) monthTimes(ctx context.Context, month time.Time, rows []monthRow) ([]ActionTime, error) {
	var once []sheetRow
	for _, row := range rows {
		if !slices.ContainsFunc(once, func(a sheetRow) bool { return a.ActionID == row.ActionID }) {
			once = append(once, sheetRow{ListedAction: row.ListedAction})
		}
	}
	sheets, err := s.sheets(ctx, once)
	if err != nil {
		return nil, err
	}
	days := map[string]bool{} // slug and day
	for _, row := range rows {
		days[row.Slug+" "+row.OnDay] = true
	}
	var all []ActionTime
	for _, sheet := range sheets {
		for _, o := range sheet.When.Occurrences() {
			if days[sheet.Slug+" "+o.Day] && !o.Off && o.LocalStart.Year() == month.Year() && o.LocalStart.Month() == month.Month() {
				all = append(all, ActionTime{ActionSheet: sheet, Time: o})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b ActionTime) int {
		return cmp.Or(a.Time.LocalStart.Compare(b.Time.LocalStart), a.Time.Starts.Compare(b.Time.Starts), cmp.Compare(a.Slug, b.Slug))
	})
	return all, nil
}
