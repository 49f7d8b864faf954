package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// Applications answers an organisation's way in, from the applicant's side.
type Applications struct {
	Frame
	Now Clock
}

// Before handles GET /{lang}/apply: what is needed and what happens then, for everybody.
func (h Applications) Before(c echo.Context) error {
	page, err := h.page(c, "application.before.title")
	if err != nil {
		return err
	}
	page.Here = "apply"
	return render(c, http.StatusOK, views.Before(page))
}

// Start handles GET /{lang}/me/apply: is your organisation here already?
func (h Applications) Start(c echo.Context) error {
	return h.start(c, http.StatusOK, views.StartPage{})
}

func (h Applications) start(c echo.Context, status int, p views.StartPage) error {
	page, err := h.page(c, "application.start.title")
	if err != nil {
		return err
	}
	page.Problems = p.Problems
	p.Page, page.Area = page, views.AreaMe
	p.Page.Area, p.Page.Path = views.AreaMe, "/me/apply"
	if p.Asked, err = h.Store.MyJoinRequests(ctx(c), actor(c)); err != nil {
		return err
	}
	return render(c, status, views.Start(p))
}

// nameForm is the name that somebody typed.
type nameForm struct {
	formID
	Name string `form:"name"`
}

// Find handles POST /{lang}/me/apply: the name is searched in what is public. It is a POST so that the name stands in no
// address.
func (h Applications) Find(c echo.Context) error {
	form, err := read[nameForm](c)
	if err != nil {
		return err
	}
	found, err := h.Store.FindListed(ctx(c), actor(c), form.Name)
	p := views.StartPage{Name: form.Name, Searched: err == nil, Found: found}
	if problems, ok := invalid(err); ok {
		p.Problems = problems
		return h.start(c, http.StatusUnprocessableEntity, p)
	}
	if err != nil {
		return err
	}
	return h.start(c, http.StatusOK, p)
}

// Begin handles POST /{lang}/me/apply/new: a new organisation.
func (h Applications) Begin(c echo.Context) error {
	form, err := read[nameForm](c)
	if err != nil {
		return err
	}
	id, err := h.Store.BeginApplication(ctx(c), actor(c), form.sent("application.begun"),
		models.Beginning{Name: form.Name, Lang: string(lang(c))})
	if problems, ok := invalid(err); ok {
		p := views.StartPage{Name: form.Name}
		p.Problems = problems
		return h.start(c, http.StatusUnprocessableEntity, p)
	}
	if err != nil {
		return err
	}
	return seeOther(c, urls.Application(lang(c), id, ""))
}

// askForm asks the signatories of a public organisation.
type askForm struct {
	nameForm
	Slug    string `form:"slug"`
	Message string `form:"message"`
}

// Ask handles POST /{lang}/me/apply/join: let me act for this organisation.
func (h Applications) Ask(c echo.Context) error {
	form, err := read[askForm](c)
	if err != nil {
		return err
	}
	err = h.Store.AskToJoin(ctx(c), actor(c), form.sent("join_request.made"), models.Asking{Slug: form.Slug, Message: form.Message})
	if problems, ok := invalid(err); ok {
		found, again := h.Store.FindListed(ctx(c), actor(c), form.Name)
		if again != nil {
			return err
		}
		p := views.StartPage{Name: form.Name, Searched: true, Found: found, AskSlug: form.Slug, Message: form.Message}
		p.Problems = problems
		return h.start(c, http.StatusUnprocessableEntity, p)
	}
	if err != nil {
		return err
	}
	return seeOther(c, urls.StartApplication(lang(c), ""))
}
