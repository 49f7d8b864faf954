package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/views/locale"
	"keephope/views/urls"
)

// Home answers the campaign's first page.
type Home struct{ Frame }

// Negotiate handles GET /: on to the reader's language.
func (h Home) Negotiate(c echo.Context) error {
	c.Response().Header().Add("Vary", "Accept-Language")
	return c.Redirect(http.StatusSeeOther, urls.Home(locale.Match(c.Request().Header.Get("Accept-Language"), "")))
}
