package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
)

// Preview handles GET /{lang}/me/{organisation}/actions/{action}/preview: the page that others will read, for the hosts.
// With ?as=participant as those read it who take part.
func (h OwnActions) Preview(c echo.Context) error {
	v, err := h.Store.PreviewAction(ctx(c), actor(c), organisationID(c), c.Param("action"))
	if err != nil {
		return err
	}
	page, err := h.page(c, "action.preview.name")
	if err != nil {
		return err
	}
	page.Area, page.NoIndex = views.AreaMe, true
	p := views.ActionPage{Page: page, Action: v.Sheet, At: v.At, Only: v.Audience == models.ForMembers, Draft: &views.DraftShown{
		OrganisationID: organisationID(c), ID: v.ID, Where: v.Where, Audience: v.Audience, Inside: c.QueryParam("as") == "participant",
	}}
	if v.Timeless {
		return render(c, http.StatusOK, views.Timeless(p))
	}
	return render(c, http.StatusOK, views.Action(p))
}
