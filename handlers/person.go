package handlers

import (
	"context"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// People answers the administrators' pages about who has signed in.
type People struct{ Frame }

// List handles GET /{lang}/admin/people.
func (h People) List(c echo.Context) error {
	return h.list(c, models.PeopleQuery{After: c.QueryParam("after")})
}

// Search handles POST /{lang}/admin/people. It changes nothing.
func (h People) Search(c echo.Context) error {
	form, err := read[searchForm](c)
	if err != nil {
		return err
	}
	return h.list(c, models.PeopleQuery{Search: form.Search, After: form.After})
}

func (h People) list(c echo.Context, q models.PeopleQuery) error {
	found, err := h.Store.People(ctx(c), actor(c), q)
	if err != nil {
		return err
	}
	page, err := h.admin(c, "person.list.title")
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.People(views.PeoplePage{Page: page, Search: q.Search, People: found.People, Next: found.Next}))
}

// admin starts a page about people.
func (h People) admin(c echo.Context, key string, args ...any) (views.Page, error) {
	page, err := h.page(c, key, args...)
	page.Area, page.Here = views.AreaAdmin, "people"
	return page, err
}

// Show handles GET /{lang}/admin/people/{person}.
func (h People) Show(c echo.Context) error {
	person, err := h.Store.PersonByID(ctx(c), actor(c), c.Param("person"))
	if err != nil {
		return err
	}
	page, err := h.admin(c, "person.title")
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.Person(views.PersonPage{Page: page, Person: person}))
}

// AskGrant handles GET /{lang}/admin/people/{person}/grant/{role}: what the role opens, and a button.
func (h People) AskGrant(c echo.Context) error {
	role := models.Role(c.Param("role"))
	if err := actor(c).MayGrantNow(); err != nil {
		return err
	}
	person, err := h.Store.PersonByID(ctx(c), actor(c), c.Param("person"))
	if err != nil {
		return err
	}
	if !slices.Contains(models.Roles(), role) || person.Has(role) {
		return &models.Error{Kind: models.NotFound}
	}
	page, err := h.admin(c, "person.grant.title")
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.Grant(views.GrantPage{Page: page, Person: person, Role: role}))
}

// Grant handles POST /{lang}/admin/people/{person}/grant/{role}.
func (h People) Grant(c echo.Context) error {
	role := models.Role(c.Param("role"))
	return h.act(c, "grant "+models.Verb(role), func(ctx context.Context, as models.Actor, sent models.Sent, person string) error {
		return h.Store.Grant(ctx, as, sent, person, role)
	})
}

// revokeForm names the role that is taken away.
type revokeForm struct {
	formID
	Role string `form:"role"`
}

// Revoke handles POST /{lang}/admin/people/{person}/revoke.
func (h People) Revoke(c echo.Context) error {
	form, err := read[revokeForm](c)
	if err != nil {
		return err
	}
	if err := h.Store.Revoke(ctx(c), actor(c), form.sent("revoke "+models.Verb(form.Role)), c.Param("person"), models.Role(form.Role)); err != nil {
		return err
	}
	return h.seeSaved(c, urls.Person(lang(c), c.Param("person"), ""))
}

// Disable handles POST /{lang}/admin/people/{person}/disable.
func (h People) Disable(c echo.Context) error { return h.act(c, "person.disabled", h.Store.Disable) }

// Enable handles POST /{lang}/admin/people/{person}/enable.
func (h People) Enable(c echo.Context) error { return h.act(c, "person.enabled", h.Store.Enable) }

// SignOut handles POST /{lang}/admin/people/{person}/sign-out: the person is signed out everywhere.
func (h People) SignOut(c echo.Context) error {
	return h.act(c, "person.signed_out", h.Store.EndSessionsOf)
}

// act does one thing to the person of the address and goes back to its page.
func (h People) act(c echo.Context, verb models.Verb, do func(ctx context.Context, as models.Actor, sent models.Sent, person string) error) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	if err := do(ctx(c), actor(c), form.sent(verb), c.Param("person")); err != nil {
		return err
	}
	return h.seeSaved(c, urls.Person(lang(c), c.Param("person"), ""))
}

// SignOutAll handles POST /{lang}/admin/people/sign-out: everybody is signed out, whoever asks too.
func (h People) SignOutAll(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	if err := h.Store.EndAllSessions(ctx(c), actor(c), form.sent("person.all_signed_out")); err != nil {
		return err
	}
	return seeOther(c, urls.SignIn(lang(c)))
}
