package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
)

// Withdrawing answers the page on which an organisation ends an endorsement, its trace, or its membership.
type Withdrawing struct{ Frame }

// Page handles GET /{lang}/me/{organisation}/withdraw?endorsement=...
func (h Withdrawing) Page(c echo.Context) error {
	own, err := h.bound(c, "endorsement.withdraw.title")
	if err != nil {
		return err
	}
	e, ok := own.M.Endorsement(c.QueryParam("endorsement"))
	if !ok || !e.Living() && e.TracedUntil == "" {
		return echo.NewHTTPError(http.StatusNotFound)
	}
	if !e.Living() {
		own.Title = own.T("endorsement.untrace.title")
	}
	return render(c, http.StatusOK, views.Withdraw(views.WithdrawPage{OwnPage: own, E: e}))
}

// withdrawForm names an endorsement, and whether name and month are left behind.
type withdrawForm struct {
	formID
	Endorsement string `form:"endorsement"`
	Trace       bool   `form:"trace"`
}

func (f withdrawForm) wish(c echo.Context) models.Withdrawing {
	return models.Withdrawing{OrganisationID: organisationID(c), EndorsementID: f.Endorsement, Trace: f.Trace}
}

// Withdraw handles POST /{lang}/me/{organisation}/withdraw.
func (h Withdrawing) Withdraw(c echo.Context) error {
	form, err := read[withdrawForm](c)
	if err != nil {
		return err
	}
	return ownDone(c, h.Store.Withdraw(ctx(c), actor(c), form.sent("endorsement.withdrawn"), form.wish(c)), views.DoneWithdrawn)
}

// Untrace handles POST /{lang}/me/{organisation}/withdraw/trace.
func (h Withdrawing) Untrace(c echo.Context) error {
	form, err := read[withdrawForm](c)
	if err != nil {
		return err
	}
	return ownDone(c, h.Store.Untrace(ctx(c), actor(c), form.sent("endorsement.untraced"), form.wish(c)), views.DoneUntraced)
}

// Leave handles POST /{lang}/me/{organisation}/withdraw/leave: out of the coalition.
func (h Withdrawing) Leave(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	return ownDone(c, h.Store.LeaveCoalition(ctx(c), actor(c), form.sent("organisation.left"), organisationID(c)), views.DoneLeft)
}
