package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// Participations answers the pages on which organisations take part in joint actions.
type Participations struct{ Frame }

// Choose handles GET /{lang}/me/join/{slug}: with which organisation. Whoever acts for one alone is led on.
func (h Participations) Choose(c echo.Context) error {
	id, err := h.Store.PublicActionID(ctx(c), c.Param("slug"))
	if err != nil {
		return err
	}
	hosted, err := h.Store.HostedBy(ctx(c), actor(c), id)
	if err != nil {
		return err
	}
	var mine []models.Representing
	for _, r := range actor(c).Represents {
		if r.State == models.Member && !slices.Contains(hosted[id], r.OrganisationID) {
			mine = append(mine, r)
		}
	}
	if hosts := hosted[id]; len(mine) == 0 && len(hosts) > 0 { // they read there that they do
		return seeOther(c, urls.TakePart(lang(c), hosts[0], id, ""))
	}
	if len(mine) == 1 {
		return seeOther(c, urls.TakePart(lang(c), mine[0].OrganisationID, id, ""))
	}
	page, err := h.page(c, "participation.title")
	if err != nil {
		return err
	}
	page.Area = views.AreaMe
	return render(c, http.StatusOK, views.ChooseOrganisation(views.ChooseOrganisationPage{Page: page, ActionID: id, Mine: mine}))
}

// joiningForm is how an organisation takes part.
type joiningForm struct {
	formID
	How      string `form:"how"` // "named" or "quietly"
	HostsSee bool   `form:"hosts_see"`
	Hosts    string `form:"hosts"` // models.JoinView.HostsMark of the page
	Town     string `form:"town"`
	Note     string `form:"note"`
	Asked    bool   `form:"asked"` // what goes with the name
}

// Page handles GET /{lang}/me/{organisation}/join/{action}.
func (h Participations) Page(c echo.Context) error {
	p, err := h.open(c)
	if err != nil {
		return err
	}
	if j := p.A.Joined; j != nil {
		p.How, p.Town, p.Note = models.JoinNamed, p.A.Said.Town, p.A.Said.Note
		if j.Quiet { // who is in by name has not said what the hosts may see of who is in quietly
			p.How, p.HostsSee = models.JoinQuietly, j.HostsSee
		}
	}
	return render(c, http.StatusOK, views.TakePart(p))
}

// Join handles POST /{lang}/me/{organisation}/join/{action}: takes part, or changes how.
func (h Participations) Join(c echo.Context) error {
	form, err := read[joiningForm](c)
	if err != nil {
		return err
	}
	err = h.Store.JoinAction(ctx(c), actor(c), form.sent("participation.joined"), models.Joining{
		OrganisationID: organisationID(c), ActionID: c.Param("action"), Way: models.JoinWay(form.How), HostsSee: form.HostsSee,
		HostsMark: form.Hosts, Town: form.Town, Note: form.Note, Asked: form.Asked,
	})
	if kind := models.KindOf(err); err != nil && (kind == models.Invalid || kind == models.Conflict) {
		return h.again(c, form, err)
	}
	return h.joined(c, err)
}

// again shows the form as it was sent, with what to correct, or with what happened instead.
func (h Participations) again(c echo.Context, form joiningForm, problem error) error {
	p, err := h.open(c)
	if err != nil {
		return err
	}
	p.How, p.HostsSee, p.Town, p.Note, p.Problems = models.JoinWay(form.How), form.HostsSee, form.Town, form.Note, models.FieldsOf(problem)
	if p.Clash = clash(p.Page, problem); p.Clash != "" && p.How == models.JoinQuietly && !form.Asked && p.A.LosesPlace() {
		p.Title, p.Marked = p.T("participation.join_quietly"), form.Hosts
		return render(c, statusOf(problem), views.QuietPart(p))
	}
	return render(c, statusOf(problem), views.TakePart(p))
}

// AskLeave handles GET /{lang}/me/{organisation}/join/{action}/leave: what goes with taking part.
func (h Participations) AskLeave(c echo.Context) error {
	p, err := h.open(c)
	if err != nil {
		return err
	}
	if p.A.Joined == nil || !p.MayHide() || !p.A.LeavesAsked() {
		return seeOther(c, urls.TakePart(lang(c), organisationID(c), c.Param("action"), ""))
	}
	p.Title = p.AwayWords()
	return render(c, http.StatusOK, views.LeavePart(p))
}

// leavingForm says whether the reader was asked.
type leavingForm struct {
	formID
	Asked bool `form:"asked"`
}

// Leave handles POST /{lang}/me/{organisation}/join/{action}/leave. Whoever had the page open since before the end is asked.
func (h Participations) Leave(c echo.Context) error {
	form, err := read[leavingForm](c)
	if err != nil {
		return err
	}
	at := urls.TakePart(lang(c), organisationID(c), c.Param("action"), "")
	goes := models.LeavingPart{OrganisationID: organisationID(c), ActionID: c.Param("action"), Asked: form.Asked}
	err = h.Store.LeaveAction(ctx(c), actor(c), form.sent("participation.left"), goes)
	switch {
	case models.KindOf(err) == models.Conflict && !form.Asked && !WantsProblem(c.Request()):
		return seeOther(c, at+"/leave")
	case err != nil:
		return err
	}
	if _, err := h.open(c); models.KindOf(err) == models.NotFound { // what is not shown any more has no page to lead back to
		at = urls.OwnActions(lang(c), organisationID(c), "")
	}
	return seeOther(c, urls.Done(at, "left"))
}

// AskLeaveLost handles GET /{lang}/me/{organisation}/actions/lost: what goes with leaving what is not shown any more.
func (h Participations) AskLeaveLost(c echo.Context) error {
	lost, err := h.Store.HasLostParts(ctx(c), actor(c), organisationID(c))
	if err != nil {
		return err
	}
	own, err := h.own(c, "participation.lost_leave")
	if err != nil {
		return err
	}
	if !lost || !own.MayHide() {
		return seeOther(c, urls.OwnActions(lang(c), organisationID(c), ""))
	}
	return render(c, http.StatusOK, views.LeaveLost(own))
}

// LeaveLost handles POST /{lang}/me/{organisation}/actions/lost: out of everything that is not shown any more.
func (h Participations) LeaveLost(c echo.Context) error {
	form, err := read[leavingForm](c)
	if err != nil {
		return err
	}
	goes := models.LeavingPart{OrganisationID: organisationID(c), Asked: form.Asked}
	err = h.Store.LeaveLost(ctx(c), actor(c), form.sent("participation.left"), goes)
	switch {
	case models.KindOf(err) == models.Conflict && !form.Asked && !WantsProblem(c.Request()):
		return seeOther(c, urls.OwnActions(lang(c), organisationID(c), "/lost"))
	case err != nil:
		return err
	}
	return seeOther(c, urls.Done(urls.OwnActions(lang(c), organisationID(c), ""), "left"))
}

func (h Participations) joined(c echo.Context, err error) error {
	if err != nil {
		return err
	}
	return h.seeSaved(c, urls.TakePart(lang(c), organisationID(c), c.Param("action"), ""))
}

func (h Participations) open(c echo.Context) (views.TakePartPage, error) {
	view, err := h.Store.Joinable(ctx(c), actor(c), organisationID(c), c.Param("action"))
	if err != nil {
		return views.TakePartPage{}, err
	}
	own, err := h.own(c, "participation.title")
	return views.TakePartPage{OwnPage: own, A: view, Done: c.QueryParam("done")}, err
}
