package views

import (
	"time"

	"keephope/models"
	"keephope/models/occasion"
)

// beginsText says when an action begins, by its own clock and in UTC, or by the clock of every town; "" of what has no time.
func (p DeskPage) beginsText(s *models.ActionStart) string {
	if s == nil {
		return ""
	}
	at := p.Queue.At
	zone, err := occasion.Zone(s.Zone)
	switch {
	case s.Zone == "" && s.Begun(at):
		return p.T("action.desk.begun", "when", p.T("action.desk.everywhere", "when", p.Words.LocalTime(s.LocalStart)))
	case s.Zone == "":
		return p.T("action.desk.begins", "when", p.T("action.desk.everywhere", "when", p.Words.LocalTime(s.LocalStart)))
	case err != nil:
		return ""
	case s.Begun(at):
		return p.T("action.desk.begun", "when", p.Words.DateTime(s.Starts, zone))
	}
	day := func(d int) string { return at.In(zone).AddDate(0, 0, d).Format(time.DateOnly) }
	switch s.Starts.In(zone).Format(time.DateOnly) {
	case day(0):
		return p.T("action.desk.begins_today", "time", p.Words.Hour(s.Starts, zone))
	case day(1):
		return p.T("action.desk.begins_tomorrow", "time", p.Words.Hour(s.Starts, zone))
	}
	return p.T("action.desk.begins", "when", p.Words.DateTime(s.Starts, zone))
}

// start is when the open action begins, as it is or as it shall become.
func (p DeskPage) start() *models.ActionStart {
	return models.ActionStartOf(p.Queue.At, &p.Action.Content, p.Action.Edit)
}

// soonTag marks in words an action that is to be read before others.
func (p DeskPage) soonTag(s *models.ActionStart) (t tag, ok bool) {
	if s == nil || !s.Soon(p.Queue.At) {
		return t, false
	}
	return tag{"wait", "clock", p.beginsText(s)}, true
}
