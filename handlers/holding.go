package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/views"
)

// Holding answers what is held of the reader.
type Holding struct{ Frame }

// Page handles GET /{lang}/me/data.
func (h Holding) Page(c echo.Context) error {
	held, err := h.Store.Everything(ctx(c), actor(c))
	if err != nil {
		return err
	}
	page, err := h.page(c, "holding.title")
	if err != nil {
		return err
	}
	page.Area = views.AreaMe
	return render(c, http.StatusOK, views.Holding(views.HoldingPage{Page: page, Held: held}))
}

// File handles GET /{lang}/me/data.json: the same, to keep.
func (h Holding) File(c echo.Context) error {
	held, err := h.Store.Everything(ctx(c), actor(c))
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="keephope-data.json"`)
	return c.JSONPretty(http.StatusOK, held, "  ")
}
