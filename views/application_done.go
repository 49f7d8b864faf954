package views

import (
	"keephope/models"
	"keephope/views/urls"
)

// doneText says what the reader just decided.
func (p DeskPage) doneText() string {
	switch {
	case p.Done.Aside != "" && p.Done.Report:
		return p.T("hiding.done_report." + string(p.Done.Aside))
	case p.Done.Aside != "":
		return p.T("hiding.done_action." + string(p.Done.Aside))
	case p.Done.Hidden && p.Done.State == models.Approved:
		return p.T("hiding.accepted")
	case p.Done.Edit && p.Done.State == models.Approved:
		return p.T("action.edit.accepted")
	case p.Done.Edit:
		return p.T("action.edit.done_at_desk." + string(p.Done.State))
	case p.Done.Action && p.Done.Inside && p.Done.State == models.Approved:
		return p.T("action.desk.done.approved_members")
	case p.Done.Action:
		return p.T("action.desk.done." + string(p.Done.State))
	}
	if p.Done.Report {
		return p.T("report.desk.done." + string(p.Done.State))
	}
	return p.T("queue.done." + string(p.Done.State))
}

// undoAddress is where the form goes that takes it back.
func (p DeskPage) undoAddress() string {
	switch {
	case p.Done.Change:
		return urls.Change(p.Lang, p.Done.ID, "/take-back")
	case p.Done.Action:
		return urls.ActionCase(p.Lang, p.Done.ID, "/take-back")
	case p.Done.Report:
		return urls.ReportCase(p.Lang, p.Done.ID, "/take-back")
	}
	return urls.Case(p.Lang, p.Done.ID, "/take-back")
}
