package handlers

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// CoHosts answers the pages on which organisations host an action together.
type CoHosts struct{ Frame }

// Page handles GET /{lang}/me/{organisation}/actions/{action}/hosts: who hosts an action, and who takes part.
func (h CoHosts) Page(c echo.Context) error {
	return h.show(c, func(*views.HostsPage) {}, nil)
}

func (h CoHosts) show(c echo.Context, fill func(*views.HostsPage), problem error) error {
	all, err := h.Store.ActionTogether(ctx(c), actor(c), organisationID(c), c.Param("action"), c.QueryParam("page"))
	if err != nil {
		return err
	}
	own, err := h.own(c, "cohost.title")
	if err != nil {
		return err
	}
	own.Problems = models.FieldsOf(problem)
	member := own.M.State == models.Member
	p := views.HostsPage{
		OwnPage: own, All: all, MayHost: member && actor(c).MayHost(organisationID(c)) == nil, MayBind: member && actor(c).MayBind(organisationID(c)) == nil,
	}
	fill(&p)
	return render(c, statusOr(http.StatusOK, problem), views.Hosts(p))
}

// coHostForm names other organisations, or searches for them by name. It comes by POST: a name that not everybody may know
// belongs in no address.
type coHostForm struct {
	formID
	Search string   `form:"q"`
	Refs   []string `form:"org"`
	For    string   `form:"audience"` // of a yes
}

func (h CoHosts) step(c echo.Context, form coHostForm) models.CoHostStep {
	step := models.CoHostStep{OrganisationID: organisationID(c), ActionID: c.Param("action"), Audience: models.Audience(form.For)}
	if len(form.Refs) > 0 {
		step.Ref = form.Refs[0]
	}
	return step
}

// Find handles POST /{lang}/me/{organisation}/actions/{action}/hosts/find. It changes nothing.
func (h CoHosts) Find(c echo.Context) error {
	form, err := read[coHostForm](c)
	if err != nil {
		return err
	}
	return h.find(c, form, nil)
}

// find shows who bears a name, with what was wrong with asking them.
func (h CoHosts) find(c echo.Context, form coHostForm, problem error) error {
	found, err := h.Store.FindCoHosts(ctx(c), actor(c), h.step(c, coHostForm{}), form.Search)
	if _, ok := invalid(err); err != nil && !ok {
		return err
	}
	if problem == nil {
		problem = err
	}
	return h.show(c, func(p *views.HostsPage) {
		p.Search, p.Found = form.Search, found
		for i := range p.Problems {
			if p.Problems[i].Field == "org" && len(found) == 0 { // there is nobody to tick, so the name is what to correct
				p.Problems[i].Field = "q"
			}
		}
	}, problem)
}

// Ask handles POST /{lang}/me/{organisation}/actions/{action}/hosts/ask.
func (h CoHosts) Ask(c echo.Context) error {
	form, err := read[coHostForm](c)
	if err != nil {
		return err
	}
	err = h.Store.AskCoHosts(ctx(c), actor(c), form.sent("cohost.asked"), h.step(c, form), form.Refs)
	if _, ok := invalid(err); ok {
		return h.find(c, form, err)
	}
	return h.done(c, err)
}

func (h CoHosts) done(c echo.Context, err error) error {
	if err != nil {
		return err
	}
	return h.seeSaved(c, urls.ActionHosts(lang(c), organisationID(c), c.Param("action"), ""))
}

// takes reads a form that names another host, and does what it says.
func (h CoHosts) takes(verb models.Verb, do func(context.Context, models.Actor, models.Sent, models.CoHostStep) error) echo.HandlerFunc {
	return func(c echo.Context) error {
		form, err := read[coHostForm](c)
		if err != nil {
			return err
		}
		return h.done(c, do(ctx(c), actor(c), form.sent(verb), h.step(c, form)))
	}
}

// TakeBack handles POST /{lang}/me/{organisation}/actions/{action}/hosts/take-back: of a question that is not answered.
func (h CoHosts) TakeBack(c echo.Context) error {
	return h.takes("cohost.taken_back", h.Store.TakeBackAsk)(c)
}

// Offer handles POST /{lang}/me/{organisation}/actions/{action}/hosts/offer: the host's part, to a co-host.
func (h CoHosts) Offer(c echo.Context) error { return h.takes("cohost.offered", h.Store.OfferHost)(c) }

// TakeBackOffer handles POST /{lang}/me/{organisation}/actions/{action}/hosts/offer-back.
func (h CoHosts) TakeBackOffer(c echo.Context) error {
	return h.takes("cohost.taken_back", h.Store.TakeBackOffer)(c)
}

// TakeOver handles POST /{lang}/me/{organisation}/actions/{action}/hosts/take-over.
func (h CoHosts) TakeOver(c echo.Context) error {
	return h.takes("cohost.handed", func(ctx context.Context, as models.Actor, sent models.Sent, step models.CoHostStep) error {
		step.Yes = true
		return h.Store.AnswerOffer(ctx, as, sent, step)
	})(c)
}

// NotNow handles POST /{lang}/me/{organisation}/actions/{action}/hosts/not-now.
func (h CoHosts) NotNow(c echo.Context) error {
	return h.takes("cohost.offer_refused", h.Store.AnswerOffer)(c)
}

// StepDown handles POST /{lang}/me/{organisation}/actions/{action}/hosts/step-down.
func (h CoHosts) StepDown(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	if err := h.Store.StepDown(ctx(c), actor(c), form.sent("cohost.stepped_down"), h.step(c, coHostForm{})); err != nil {
		return err
	}
	return seeOther(c, urls.Done(urls.OwnActions(lang(c), organisationID(c), ""), "stepped_down"))
}

// Asked handles GET /{lang}/me/{organisation}/cohost/{action}: what an organisation is asked to host together.
func (h CoHosts) Asked(c echo.Context) error {
	ask, err := h.Store.CoHostAskOf(ctx(c), actor(c), organisationID(c), c.Param("action"))
	if err != nil {
		return err
	}
	own, err := h.own(c, "cohost.accept")
	if err != nil {
		return err
	}
	own.Title = own.AskTitle(ask)
	return render(c, http.StatusOK, views.CoHostAsked(views.CoHostAskPage{OwnPage: own, Ask: ask}))
}

// Accept handles POST /{lang}/me/{organisation}/cohost/{action}/accept.
func (h CoHosts) Accept(c echo.Context) error { return h.answer(c, true) }

// Refuse handles POST /{lang}/me/{organisation}/cohost/{action}/refuse: not this time.
func (h CoHosts) Refuse(c echo.Context) error { return h.answer(c, false) }

func (h CoHosts) answer(c echo.Context, yes bool) error {
	form, err := read[coHostForm](c)
	if err != nil {
		return err
	}
	step, verb := h.step(c, form), models.Verb("cohost.refused")
	if step.Yes = yes; yes {
		verb = "cohost.accepted"
	}
	if err := h.Store.AnswerCoHost(ctx(c), actor(c), form.sent(verb), step); err != nil {
		return err
	}
	if yes {
		return h.done(c, nil)
	}
	return seeOther(c, urls.Me(lang(c)))
}
