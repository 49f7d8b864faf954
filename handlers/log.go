package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
)

// Log answers the page of the ledger.
type Log struct{ Frame }

// Page handles GET /{lang}/desk/log.
func (h Log) Page(c echo.Context) error {
	q := models.LogQuery{
		Group: c.QueryParam("group"), OrganisationID: c.QueryParam("organisation"), PersonID: c.QueryParam("person"),
		From: c.QueryParam("from"), To: c.QueryParam("to"), Before: c.QueryParam("before"), Lang: string(lang(c)),
	}
	found, err := h.Store.Log(ctx(c), actor(c), q)
	if err != nil && models.KindOf(err) != models.Invalid {
		return err
	}
	page, pageErr := h.page(c, "log.title")
	if pageErr != nil {
		return pageErr
	}
	page.Area, page.Here, page.Problems = views.AreaDesk, "log", models.FieldsOf(err)
	status := http.StatusOK
	if err != nil {
		status = http.StatusUnprocessableEntity
	}
	return render(c, status, views.Log(views.LogPage{
		Page: page, Query: q, Lines: found.Lines, Next: found.Next, Keeper: actor(c).Has(models.Keeper),
	}))
}
