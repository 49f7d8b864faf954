package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/views"
)

// Texts answers the pages of plain words.
type Texts struct{ Frame }

// Safety handles GET /{lang}/safety.
func (h Texts) Safety(c echo.Context) error { return h.text(c, "safety.title", views.Safety) }

// Privacy handles GET /{lang}/privacy.
func (h Texts) Privacy(c echo.Context) error { return h.text(c, "privacy.title", views.Privacy) }

// Accessibility handles GET /{lang}/accessibility.
func (h Texts) Accessibility(c echo.Context) error {
	return h.text(c, "accessibility.title", views.Accessibility)
}

func (h Texts) text(c echo.Context, title string, of func(views.Page) views.TextPage) error {
	page, err := h.page(c, title)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.Text(of(page)))
}
