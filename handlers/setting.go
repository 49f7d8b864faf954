package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/views"
	"keephope/views/urls"
)

// Settings answers what administrators set.
type Settings struct{ Frame }

// Page handles GET /{lang}/admin/settings.
func (h Settings) Page(c echo.Context) error {
	two, err := h.Store.TwoApprovals(ctx(c))
	if err != nil {
		return err
	}
	trusted, err := h.Store.TrustsActions(ctx(c))
	if err != nil {
		return err
	}
	page, err := h.page(c, "setting.title")
	if err != nil {
		return err
	}
	page.Area, page.Here = views.AreaAdmin, "settings"
	return render(c, http.StatusOK, views.Settings(views.SettingsPage{Page: page, TwoApprovals: two, TrustActions: trusted}))
}

// settingsForm is how applications are approved.
type settingsForm struct {
	formID
	TwoApprovals bool `form:"two_approvals"`
}

// Save handles POST /{lang}/admin/settings.
func (h Settings) Save(c echo.Context) error {
	form, err := read[settingsForm](c)
	if err != nil {
		return err
	}
	if err := h.Store.SetTwoApprovals(ctx(c), actor(c), form.sent("setting"), form.TwoApprovals); err != nil {
		return err
	}
	return h.seeSaved(c, urls.Admin(lang(c), "/settings"))
}

// actionSettingsForm is who publishes joint actions.
type actionSettingsForm struct {
	formID
	TrustActions bool `form:"trust_actions"`
}

// SaveActions handles POST /{lang}/admin/settings/actions.
func (h Settings) SaveActions(c echo.Context) error {
	form, err := read[actionSettingsForm](c)
	if err != nil {
		return err
	}
	if err := h.Store.SetTrustActions(ctx(c), actor(c), form.sent("setting.actions"), form.TrustActions); err != nil {
		return err
	}
	return h.seeSaved(c, urls.Admin(lang(c), "/settings"))
}
