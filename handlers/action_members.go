package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
)

// MemberActions answers what members may know of what they do together.
type MemberActions struct{ Frame }

// List handles GET /{lang}/me/actions.
func (h MemberActions) List(c echo.Context) error {
	public, err := actionQuery(c)
	if err != nil {
		return err
	}
	q := models.MemberActionQuery{Past: public.Past, Kind: public.Kind, Country: public.Country}
	list, err := h.Store.MemberActions(ctx(c), actor(c), q)
	status := http.StatusOK
	problems, wrong := invalid(err)
	if wrong && !WantsProblem(c.Request()) { // the whole list, and what is wrong
		q, status = models.MemberActionQuery{}, http.StatusUnprocessableEntity
		list, err = h.Store.MemberActions(ctx(c), actor(c), q)
	}
	if err != nil {
		return err
	}
	page, err := h.page(c, "action.members.title")
	if err != nil {
		return err
	}
	parts, err := h.Store.PartsIn(ctx(c), actor(c), list.Actions)
	if err != nil {
		return err
	}
	ids := make([]string, len(list.Actions))
	for i, a := range list.Actions {
		ids[i] = a.ID
	}
	hosted, err := h.Store.HostedBy(ctx(c), actor(c), ids...)
	if err != nil {
		return err
	}
	page.Area, page.Problems = views.AreaMe, problems
	return render(c, status, views.MemberActions(views.MemberActionsPage{Page: page, Query: q, List: list, Parts: parts, Hosting: hosted}))
}

// Show handles GET /{lang}/me/actions/{action}.
func (h MemberActions) Show(c echo.Context) error {
	a, err := h.Store.MemberActionByID(ctx(c), actor(c), c.Param("action"))
	if err != nil {
		return err
	}
	page, err := h.page(c, "action.members.title")
	if err != nil {
		return err
	}
	told, err := h.Store.MemberReports(ctx(c), actor(c), a)
	if err != nil {
		return err
	}
	parts, err := h.Store.PartsIn(ctx(c), actor(c), []models.MemberAction{a})
	if err != nil {
		return err
	}
	hosted, err := h.Store.HostedBy(ctx(c), actor(c), a.ID)
	if err != nil {
		return err
	}
	named, err := h.Store.NamedTo(ctx(c), actor(c), a.Audience)
	if err != nil {
		return err
	}
	inside, err := h.Store.PlaceInside(ctx(c), actor(c), parts[a.ID])
	if err != nil {
		return err
	}
	text, _ := a.Text(string(page.Lang))
	page.Area, page.Title = views.AreaMe, text.Title
	mine := slices.DeleteFunc(slices.Clone(actor(c).Represents), func(r models.Representing) bool { return r.State != models.Member })
	return render(c, http.StatusOK, views.Action(views.ActionPage{
		Page: page, Action: a.ActionSheet, At: h.Store.Now(), People: a.People, Told: told, MemberID: a.ID, Only: a.Audience == models.ForMembers, Mine: mine,
		Parts: parts[a.ID], Named: named, Hosting: hosted[a.ID], Inside: inside,
	}))
}

// Picture handles GET /{lang}/me/actions/{action}/pictures/{picture}: of a report on an action for members.
func (h MemberActions) Picture(c echo.Context) error {
	file, err := h.Store.MemberPicture(ctx(c), actor(c), c.Param("action"), c.Param("picture"), pictureWidth)
	if err != nil {
		return err
	}
	return showLogo(c, file)
}
