package handlers

import (
	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views/urls"
)

// Report handles GET /{lang}/desk/reports/{id}.
func (h Desk) Report(c echo.Context) error {
	return h.show(c, shown{id: c.Param("id"), report: true, queue: queueQuery(c)})
}

// AcceptReport handles POST /{lang}/desk/reports/{id}/accept.
func (h Desk) AcceptReport(c echo.Context) error {
	return decide[acceptForm](h, c, shown{opened: models.StepAccept, report: true}, h.Store.AcceptReport)
}

// AskReport handles POST /{lang}/desk/reports/{id}/ask.
func (h Desk) AskReport(c echo.Context) error {
	return decide[questionForm](h, c, shown{opened: models.StepAsk, report: true}, h.Store.AskReport)
}

// HoldReport handles POST /{lang}/desk/reports/{id}/hold.
func (h Desk) HoldReport(c echo.Context) error {
	return decide[holdForm](h, c, shown{opened: models.StepHold, report: true}, h.Store.HoldReport)
}

// DeclineReport handles POST /{lang}/desk/reports/{id}/decline.
func (h Desk) DeclineReport(c echo.Context) error {
	return decide[declineForm](h, c, shown{opened: models.StepDecline, report: true}, h.Store.DeclineReport)
}

// HideReport handles POST /{lang}/desk/reports/{id}/hide.
func (h Desk) HideReport(c echo.Context) error {
	return decide[hideForm](h, c, shown{opened: models.StepHide, report: true}, h.Store.HideReport)
}

// ShowReport handles POST /{lang}/desk/reports/{id}/show.
func (h Desk) ShowReport(c echo.Context) error {
	return decide[acceptForm](h, c, shown{opened: models.StepShow, report: true}, h.Store.ShowReport)
}

// TakeReportBack handles POST /{lang}/desk/reports/{id}/take-back: as if it had not been published.
func (h Desk) TakeReportBack(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	if err := h.Store.TakeReportBack(ctx(c), actor(c), form.sent("desk.report.take_back"), c.Param("id")); err != nil {
		return h.refused(c, shown{id: c.Param("id"), report: true, err: err})
	}
	return seeOther(c, urls.ReportCase(lang(c), c.Param("id"), ""))
}

// ReportPicture handles GET /{lang}/desk/reports/{id}/pictures/{picture}: a picture that waits with its report.
func (h Desk) ReportPicture(c echo.Context) error {
	file, err := h.Store.DeskPicture(ctx(c), actor(c), c.Param("id"), c.Param("picture"), pictureWidth)
	if err != nil {
		return err
	}
	return showLogo(c, file)
}
