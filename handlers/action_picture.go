package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/views"
	"keephope/views/card"
	"keephope/views/locale"
	"keephope/views/qr"
	"keephope/views/urls"
)

// Card handles GET /actions/{slug}/card.png: the picture that stands beside a link to an action.
func (h PublicActions) Card(c echo.Context) error {
	return h.picture(c, urls.ActionCard, "image/png", func(p views.ActionPage) ([]byte, error) { return card.Draw(views.ActionCard(p)) })
}

// Code handles GET /actions/{slug}/qr.svg: the QR code of an action's page, for posters.
func (h PublicActions) Code(c echo.Context) error {
	return h.picture(c, urls.ActionCode, "image/svg+xml", func(p views.ActionPage) ([]byte, error) {
		return qr.SVG(h.Base+urls.PublicAction(p.Lang, p.Action.Slug), p.Title)
	})
}

// picture answers with a picture of a public action. An earlier address leads to the present one.
func (h PublicActions) picture(c echo.Context, at func(locale.Lang, string) string, kind string, draw func(views.ActionPage) ([]byte, error)) error {
	slug, err := decoded(c, "slug")
	if err != nil {
		return err
	}
	page, err := h.shown(c, slug)
	if err != nil {
		return err
	}
	if page.Action.Slug != slug {
		return seeOther(c, at(page.Lang, page.Action.Slug))
	}
	file, err := draw(page)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Security-Policy", picturePolicy)
	return c.Blob(http.StatusOK, kind, file)
}
