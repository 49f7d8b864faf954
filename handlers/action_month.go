package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/views"
	"keephope/views/urls"
)

// Month handles GET /actions/month/{month}: what happens in a month, "2026-12", under the filter of the list.
func (h PublicActions) Month(c echo.Context) error {
	q, err := actionQuery(c)
	if err != nil {
		return err
	}
	q.Past, q.Page = false, ""
	m, err := h.Store.ActionMonth(ctx(c), c.Param("month"), q)
	if err != nil {
		return err
	}
	p, err := h.page(c, "action.list.title")
	if err != nil {
		return err
	}
	p.Here, p.Lead = "actions", p.T("action.list.lead")
	p.Title = p.T("action.month.title", "month", p.Words.Month(m.Month))
	p.NoIndex = views.FarMonth(m)
	p.Feeds = []views.Feed{{Type: "text/calendar", URL: urls.Calendar(p.Lang), Name: p.T("follow.list")}}
	return render(c, http.StatusOK, views.ActionMonth(views.NewActionMonthPage(p, q, m)))
}
