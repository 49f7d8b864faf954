package handlers

import (
	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views/urls"
)

// Action handles GET /{lang}/desk/actions/{id}.
func (h Desk) Action(c echo.Context) error {
	return h.show(c, shown{id: c.Param("id"), action: true, queue: queueQuery(c)})
}

// AcceptAction handles POST /{lang}/desk/actions/{id}/accept.
func (h Desk) AcceptAction(c echo.Context) error {
	return decide[acceptForm](h, c, shown{opened: models.StepAccept, action: true}, h.Store.AcceptAction)
}

// AskAction handles POST /{lang}/desk/actions/{id}/ask.
func (h Desk) AskAction(c echo.Context) error {
	return decide[questionForm](h, c, shown{opened: models.StepAsk, action: true}, h.Store.AskAction)
}

// HoldAction handles POST /{lang}/desk/actions/{id}/hold.
func (h Desk) HoldAction(c echo.Context) error {
	return decide[holdForm](h, c, shown{opened: models.StepHold, action: true}, h.Store.HoldAction)
}

// TakeActionBack handles POST /{lang}/desk/actions/{id}/take-back: as if it had not been published.
func (h Desk) TakeActionBack(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	if err := h.Store.TakeActionBack(ctx(c), actor(c), form.sent("desk.action.take_back"), c.Param("id")); err != nil {
		return h.refused(c, shown{id: c.Param("id"), action: true, err: err})
	}
	return seeOther(c, urls.ActionCase(lang(c), c.Param("id"), ""))
}

// DeclineAction handles POST /{lang}/desk/actions/{id}/decline.
func (h Desk) DeclineAction(c echo.Context) error {
	return decide[declineForm](h, c, shown{opened: models.StepDecline, action: true}, h.Store.DeclineAction)
}

// HideAction handles POST /{lang}/desk/actions/{id}/hide.
func (h Desk) HideAction(c echo.Context) error {
	return decide[hideForm](h, c, shown{opened: models.StepHide, action: true}, h.Store.HideAction)
}

// ShowAction handles POST /{lang}/desk/actions/{id}/show.
func (h Desk) ShowAction(c echo.Context) error {
	return decide[acceptForm](h, c, shown{opened: models.StepShow, action: true}, h.Store.ShowAction)
}
