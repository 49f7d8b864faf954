package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
)

// Coalition answers the members' directory.
type Coalition struct{ Frame }

// List handles GET /{lang}/me/coalition?after=...
func (h Coalition) List(c echo.Context) error {
	return h.show(c, models.CoalitionQuery{After: c.QueryParam("after")})
}

// searchForm is what is searched for, and after which line to go on. It comes by POST: a name that not everybody may know
// belongs in no address, because addresses stay in histories and in logs.
type searchForm struct {
	formID
	Search string `form:"q"`
	After  string `form:"after"`
}

// Search handles POST /{lang}/me/coalition. It changes nothing.
func (h Coalition) Search(c echo.Context) error {
	form, err := read[searchForm](c)
	if err != nil {
		return err
	}
	return h.show(c, models.CoalitionQuery{Search: form.Search})
}

func (h Coalition) show(c echo.Context, q models.CoalitionQuery) error {
	found, err := h.Store.Coalition(ctx(c), actor(c), q)
	if err != nil {
		return err
	}
	page, err := h.page(c, "coalition.title")
	if err != nil {
		return err
	}
	page.Area = views.AreaMe
	return render(c, http.StatusOK, views.Coalition(views.CoalitionPage{Page: page, Search: q.Search, Found: found}))
}
