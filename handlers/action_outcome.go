package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// AskOutcome handles GET /{lang}/me/{organisation}/actions/{action}/outcome.
func (h OwnActions) AskOutcome(c echo.Context) error {
	if err := actor(c).MayHost(organisationID(c)); err != nil {
		return err
	}
	a, err := h.Store.OwnActionByID(ctx(c), actor(c), organisationID(c), c.Param("action"))
	if err != nil {
		return err
	}
	if !a.MayFinish(h.Store.Now()) {
		return seeOther(c, urls.OwnAction(lang(c), organisationID(c), a.ID, ""))
	}
	return h.finishing(c, a.Said.Outcome, nil)
}

func (h OwnActions) finishing(c echo.Context, outcome string, problem error) error {
	a, err := h.Store.OwnActionByID(ctx(c), actor(c), organisationID(c), c.Param("action"))
	if err != nil {
		return err
	}
	own, err := h.own(c, "action.outcome.title")
	if err != nil {
		return err
	}
	own.Problems = models.FieldsOf(problem)
	return render(c, statusOr(http.StatusOK, problem), views.Outcome(views.OwnActionPage{OwnPage: own, Action: a, Reason: outcome, Clash: clash(own.Page, problem)}))
}

// outcomeForm says how an action went.
type outcomeForm struct {
	formID
	Outcome string `form:"outcome"`
}

// Finish handles POST /{lang}/me/{organisation}/actions/{action}/outcome: it is done, and this is how it went.
func (h OwnActions) Finish(c echo.Context) error {
	form, err := read[outcomeForm](c)
	if err != nil {
		return err
	}
	step := h.step(c)
	step.Outcome = form.Outcome
	err = h.Store.FinishAction(ctx(c), actor(c), form.sent("action.finished"), step)
	if _, ok := invalid(err); ok || models.KindOf(err) == models.Conflict && !WantsProblem(c.Request()) {
		return h.finishing(c, form.Outcome, err)
	}
	return h.stepped(c, err, "finished")
}
