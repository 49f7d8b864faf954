package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/views"
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

// Slash handles GET /{lang}: the address that people type.
func (h Home) Slash(c echo.Context) error { return seeOther(c, urls.Home(lang(c))) }

// Page handles GET /{lang}/.
func (h Home) Page(c echo.Context) error {
	page, err := h.page(c, "home.empty.title")
	if err != nil {
		return err
	}
	front, err := h.Store.Front(ctx(c), string(page.Lang))
	if err != nil {
		return err
	}
	if front.Campaign.ID != "" {
		page.Title = front.Campaign.Title
	}
	page.Feeds = views.ActionFeeds(page)
	return render(c, http.StatusOK, views.Home(views.HomePage{Page: page, Front: front}))
}
