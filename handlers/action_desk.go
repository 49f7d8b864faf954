package handlers

import (
	"github.com/labstack/echo/v4"

	"keephope/models"
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

// DeclineAction handles POST /{lang}/desk/actions/{id}/decline.
func (h Desk) DeclineAction(c echo.Context) error {
	return decide[declineForm](h, c, shown{opened: models.StepDecline, action: true}, h.Store.DeclineAction)
}
