package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// AskRevoke handles GET /{lang}/admin/people/{person}/revoke/{role}: what it means, and a button.
func (h People) AskRevoke(c echo.Context) error {
	role := models.Role(c.Param("role"))
	return h.sure(c, "person.revoke_sure.title", func(p *views.SurePage) bool {
		p.Text, p.Role, p.Button, p.Action = p.T("person.revoke_sure."+string(role)), role, p.T("person.revoke"), urls.Person(p.Lang, p.Person.ID, "/revoke")
		return p.Person.Has(role)
	})
}

// AskDisable handles GET /{lang}/admin/people/{person}/disable.
func (h People) AskDisable(c echo.Context) error {
	return h.sure(c, "person.disable_sure.title", func(p *views.SurePage) bool {
		p.Text, p.Button, p.Action = p.T("person.disable_sure.text"), p.T("person.disable"), urls.Person(p.Lang, p.Person.ID, "/disable")
		return p.Person.DisabledAt == nil
	})
}

// sure shows a page that asks before something is taken from a person; ask fills it, and reports whether there is
// something to take.
func (h People) sure(c echo.Context, title string, ask func(*views.SurePage) bool) error {
	person, err := h.Store.PersonByID(ctx(c), actor(c), c.Param("person"))
	if err != nil {
		return err
	}
	keepers, err := h.Store.KeepersWithout(ctx(c), actor(c), person.ID)
	if err != nil {
		return err
	}
	page, err := h.admin(c, title)
	if err != nil {
		return err
	}
	p := views.SurePage{Page: page, Person: person, Keepers: keepers}
	if !ask(&p) {
		return &models.Error{Kind: models.NotFound}
	}
	return render(c, http.StatusOK, views.Sure(p))
}

// AskSignOutAll handles GET /{lang}/admin/people/sign-out.
func (h People) AskSignOutAll(c echo.Context) error {
	page, err := h.admin(c, "person.all_sure.title")
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.SureAll(page))
}
