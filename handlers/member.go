package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// Members answers the coordinators' pages of organisations.
type Members struct{ Frame }

// List handles GET /{lang}/desk/members.
func (h Members) List(c echo.Context) error {
	return h.list(c, models.MembersQuery{After: c.QueryParam("after")})
}

// Search handles POST /{lang}/desk/members. It changes nothing.
func (h Members) Search(c echo.Context) error {
	form, err := read[searchForm](c)
	if err != nil {
		return err
	}
	return h.list(c, models.MembersQuery{Search: form.Search, After: form.After})
}

func (h Members) list(c echo.Context, q models.MembersQuery) error {
	members, err := h.Store.MembersAtDesk(ctx(c), actor(c), q)
	if err != nil {
		return err
	}
	page, err := h.page(c, "area.members")
	if err != nil {
		return err
	}
	page.Area, page.Here = views.AreaDesk, "organisations"
	return render(c, http.StatusOK, views.Members(views.MembersPage{Page: page, MembersPage: members, Search: q.Search}))
}

// Show handles GET /{lang}/desk/members/{id}.
func (h Members) Show(c echo.Context) error { return h.show(c, "", nil) }

func (h Members) show(c echo.Context, reason string, problem error) error {
	member, err := h.Store.MemberAtDesk(ctx(c), actor(c), c.Param("id"), string(lang(c)))
	if err != nil {
		return err
	}
	page, err := h.page(c, "member.title")
	if err != nil {
		return err
	}
	page.Area, page.Here, page.Problems = views.AreaDesk, "organisations", models.FieldsOf(problem)
	status := http.StatusOK
	if problem != nil {
		status, page.Path = http.StatusUnprocessableEntity, urls.Below(urls.Member(lang(c), member.ID, ""))
	}
	return render(c, status, views.Member(views.MemberPage{Page: page, MemberCase: member, TypedReason: reason}))
}

type suspendForm struct {
	formID
	Reason string `form:"reason"`
}

// Suspend handles POST /{lang}/desk/members/{id}/suspend.
func (h Members) Suspend(c echo.Context) error {
	form, err := read[suspendForm](c)
	if err != nil {
		return err
	}
	in := models.Suspension{OrganisationID: c.Param("id"), Reason: form.Reason}
	err = h.Store.Suspend(ctx(c), actor(c), form.sent("desk.suspend"), in)
	if len(models.FieldsOf(err)) > 0 {
		return h.show(c, form.Reason, err)
	}
	if err != nil {
		return err
	}
	return h.back(c)
}

// Restore handles POST /{lang}/desk/members/{id}/restore.
func (h Members) Restore(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	if err := h.Store.Restore(ctx(c), actor(c), form.sent("desk.restore"), c.Param("id")); err != nil {
		return err
	}
	return h.back(c)
}

type appointForm struct {
	formID
	Person string `form:"person"`
}

// Appoint handles POST /{lang}/desk/members/{id}/appoint: one of two approvals for a new signatory.
func (h Members) Appoint(c echo.Context) error {
	form, err := read[appointForm](c)
	if err != nil {
		return err
	}
	if err := h.Store.Appoint(ctx(c), actor(c), form.sent("desk.appoint"), c.Param("id"), form.Person); err != nil {
		return err
	}
	return h.back(c)
}

// back goes to the organisation's page.
func (h Members) back(c echo.Context) error {
	return seeOther(c, urls.Member(lang(c), c.Param("id"), ""))
}
