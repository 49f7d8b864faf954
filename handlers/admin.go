package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/views"
)

// Admin answers the administrators' first page.
type Admin struct {
	Frame
	Flow Flow
}

// Page handles GET /{lang}/admin: what there is to do before others are invited.
func (h Admin) Page(c echo.Context) error {
	ready, err := h.Store.Readiness(ctx(c), actor(c))
	if err != nil {
		return err
	}
	page, err := h.page(c, "admin.title")
	if err != nil {
		return err
	}
	page.Area, page.Here = views.AreaAdmin, "overview"
	return render(c, http.StatusOK, views.Admin(views.AdminPage{
		Page: page, Ready: ready, Providers: len(h.Flow.Providers(ctx(c))),
	}))
}
