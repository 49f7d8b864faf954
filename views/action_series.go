package views

import (
	"strconv"
	"strings"
	"time"

	"keephope/models"
	"keephope/models/occasion"
)

// series says how a series goes on, and which of its weeks that are still ahead are left out or at another time; "" for what
// happens once.
func series(p Page, a models.ActionSheet, next occasionShown) string {
	until, err := time.Parse(occasion.DayLayout, a.When.Until)
	if err != nil {
		return ""
	}
	first, err := time.Parse(occasion.LocalLayout, a.When.Start)
	if err != nil {
		first = next.LocalStart
	}
	lines := []string{p.T("action.every."+strconv.Itoa(int(first.Weekday())), "day", p.Words.Date(until))}
	for _, o := range a.When.Occurrences() {
		if line := p.exception(a.When, o); line != "" && weekAhead(o, next.at) {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, " · ")
}

// reportLater says from when on those who took part can tell how it went: of a series already after its first time.
func (p ActionPage) reportLater() string {
	key := "action.page.report_later"
	if p.Action.When.Until != "" {
		key = "action.page.report_series"
	}
	return p.T(key, "day", p.Words.Date(shownAt(p.Action, time.Time{}).LocalEnd))
}

// exception says of a week of a series that it is left out, or when it is instead; "" of one like the others.
func (p Page) exception(w occasion.When, o occasion.Occurrence) string {
	switch day, err := time.Parse(occasion.DayLayout, o.Day); {
	case err != nil:
	case o.Off:
		return p.T("action.shown.except", "date", p.Words.Date(day))
	case o.Moved:
		return p.T("action.edit.moved_shown", "date", p.Words.Date(day), "time", p.actionTimes(w, o))
	}
	return ""
}

// weekAhead reports whether a week of a series still matters to who plans: its time, or the day on which it would have been
// by the rule, is not over.
func weekAhead(o occasion.Occurrence, at time.Time) bool {
	day, err := time.Parse(occasion.DayLayout, o.Day)
	return o.Ends.After(at) || err == nil && day.AddDate(0, 0, 1).After(at)
}

// exceptionJSON is a week of a series that is left out, or is at another time: then it has a start and an end.
type exceptionJSON struct {
	Day   string `json:"day"`
	Start string `json:"start,omitempty"`
	End   string `json:"end,omitempty"`
}

// exceptionsOf are all exceptions of a series, as files carry them.
func exceptionsOf(a models.ActionSheet, shown occasionShown) []exceptionJSON {
	all := []exceptionJSON{}
	for _, o := range a.When.Occurrences() {
		switch {
		case o.Off:
			all = append(all, exceptionJSON{Day: o.Day})
		case o.Moved:
			all = append(all, exceptionJSON{o.Day, shown.machineOf(o.Starts, o.LocalStart), shown.machineOf(o.Ends, o.LocalEnd)})
		}
	}
	return all
}

// exceptionCell is all exceptions in a cell: "2026-12-22; 2026-12-29 2026-12-30T19:00:00+01:00/2026-12-30T20:00:00+01:00".
func exceptionCell(all []exceptionJSON) string {
	cells := make([]string, len(all))
	for i, e := range all {
		if cells[i] = e.Day; e.Start != "" {
			cells[i] += " " + e.Start + "/" + e.End
		}
	}
	return strings.Join(cells, "; ")
}
