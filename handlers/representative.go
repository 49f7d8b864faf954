package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// Representatives answers who acts for an organisation.
type Representatives struct{ Frame }

// List handles GET /{lang}/me/{organisation}/people.
func (h Representatives) List(c echo.Context) error {
	return h.list(c, http.StatusOK, views.RepresentativesPage{})
}

func (h Representatives) list(c echo.Context, status int, p views.RepresentativesPage) error {
	as, id := actor(c), c.Param("organisation")
	people, err := h.Store.Representatives(ctx(c), as, id)
	if err != nil {
		return err
	}
	mine, _ := as.At(id)
	problems := p.Problems
	if p.Page, err = h.page(c, "representative.title", "name", mine.Name); err != nil {
		return err
	}
	p.Area, p.Path, p.Problems = views.AreaMe, "/me/"+id+"/people", problems
	p.OrganisationID, p.Name, p.People, p.MayBind = id, mine.Name, people, as.MayBind(id) == nil
	if p.MayBind {
		if p.Invitations, err = h.Store.Invitations(ctx(c), as, id); err != nil {
			return err
		}
		if p.Requests, err = h.Store.JoinRequests(ctx(c), as, id); err != nil {
			return err
		}
	}
	return render(c, status, views.Representatives(p))
}

// back answers a change: the list again.
func (h Representatives) back(c echo.Context, err error) error {
	if err != nil {
		return err
	}
	return seeOther(c, urls.Representatives(lang(c), c.Param("organisation"), ""))
}

type standingForm struct {
	formID
	Person   string `form:"person"`
	Standing string `form:"standing"`
}

func (f standingForm) standings(c echo.Context) models.Standings {
	return models.Standings{OrganisationID: c.Param("organisation"), PersonID: f.Person, Standing: models.Standing(f.Standing)}
}

// Set handles POST /{lang}/me/{organisation}/people/standing.
func (h Representatives) Set(c echo.Context) error {
	form, err := read[standingForm](c)
	if err != nil {
		return err
	}
	return h.back(c, h.Store.SetStanding(ctx(c), actor(c), form.sent(models.Verb("set "+form.Person)), form.standings(c)))
}

// Remove handles POST /{lang}/me/{organisation}/people/remove.
func (h Representatives) Remove(c echo.Context) error {
	form, err := read[standingForm](c)
	if err != nil {
		return err
	}
	return h.back(c, h.Store.RemoveRepresentative(ctx(c), actor(c), form.sent(models.Verb("remove "+form.Person)), form.standings(c)))
}

// Leave handles POST /{lang}/me/{organisation}/people/leave.
func (h Representatives) Leave(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	if err := h.Store.Leave(ctx(c), actor(c), form.sent("representative.left"), c.Param("organisation")); err != nil {
		return err
	}
	return seeOther(c, urls.Me(lang(c)))
}

type joinForm struct {
	formID
	Request  string `form:"request"`
	Standing string `form:"standing"`
	Refuse   bool   `form:"refuse"`
}

// Join handles POST /{lang}/me/{organisation}/people/join: a request to join is accepted or refused.
func (h Representatives) Join(c echo.Context) error {
	form, err := read[joinForm](c)
	if err != nil {
		return err
	}
	decision := models.JoinDecision{ID: form.Request, Standing: models.Standing(form.Standing)}
	if form.Refuse {
		decision.Standing = ""
	}
	return h.back(c, h.Store.DecideJoin(ctx(c), actor(c), form.sent(models.Verb("join "+form.Request)), decision))
}
