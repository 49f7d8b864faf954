package handlers

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/models/occasion"
	"keephope/models/terms"
	"keephope/views"
	"keephope/views/urls"
)

// OwnActions answers the pages on which an organisation posts its joint actions.
type OwnActions struct{ Frame }

// List handles GET /{lang}/me/{organisation}/actions: everything that the organisation hosts, and on the first page what it
// takes part in, which has pages of its own: ?parts=.
func (h OwnActions) List(c echo.Context) error {
	all, err := h.Store.OwnActions(ctx(c), actor(c), organisationID(c), c.QueryParam("page"))
	if err != nil {
		return err
	}
	own, err := h.own(c, "action.own.title")
	if err != nil {
		return err
	}
	parts, err := h.Store.OwnPartsPage(ctx(c), actor(c), organisationID(c), c.QueryParam("parts"))
	if err != nil {
		return err
	}
	lost, err := h.Store.HasLostParts(ctx(c), actor(c), organisationID(c))
	if err != nil {
		return err
	}
	own.Lost = lost
	p := views.OwnActionsPage{
		OwnPage: own, List: all, Joined: parts, Done: c.QueryParam("done"), MayHost: actor(c).MayHost(organisationID(c)) == nil,
	}
	p.Title = p.Heading()
	return render(c, http.StatusOK, views.OwnActions(p))
}

// New handles GET /{lang}/me/{organisation}/actions/new: the empty form.
func (h OwnActions) New(c echo.Context) error {
	hosting, err := h.Store.Hosting(ctx(c), actor(c), organisationID(c))
	if err != nil {
		return err
	}
	content := models.ActionContent{Original: string(lang(c))}
	content.When.Zone = cmp.Or(occasion.ZoneOf(hosting.Country), "UTC")
	if terms.IsPlace(hosting.Country) {
		content.Where.Country = hosting.Country
	}
	edit := models.ActionEdit{OrganisationID: organisationID(c), Audience: models.ForMembers, Content: content}
	if hosting.Named {
		edit.Audience = models.ForPublic
	}
	return h.form(c, views.ActionFormPage{Hosting: hosting, Edit: edit}, nil)
}

// Show handles GET /{lang}/me/{organisation}/actions/{action}: the form of a draft; of anything else how it stands.
func (h OwnActions) Show(c echo.Context) error {
	a, err := h.Store.OwnActionByID(ctx(c), actor(c), organisationID(c), c.Param("action"))
	if err != nil {
		return err
	}
	hosting, err := h.Store.Hosting(ctx(c), actor(c), organisationID(c))
	switch kind := models.KindOf(err); {
	case err != nil && kind != models.Forbidden && kind != models.Conflict: // who does not write it now reads it
		return err
	case err == nil && a.State == models.ActionDraft && !a.Still:
		return h.form(c, draftPage(hosting, a, organisationID(c)), nil)
	}
	page, err := h.ownAction(c, a)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.OwnAction(page))
}

// ownAction starts the page of an action that is read, not written.
func (h OwnActions) ownAction(c echo.Context, a models.OwnAction) (views.OwnActionPage, error) {
	own, err := h.own(c, "action.form.edit_title")
	return views.OwnActionPage{
		OwnPage: own, Action: a, MayHost: !a.Still && actor(c).MayHost(organisationID(c)) == nil && own.M.State == models.Member, Done: c.QueryParam("done"),
	}, err
}

// draftPage is the form of a draft as it is saved.
func draftPage(hosting models.Hosting, a models.OwnAction, organisationID string) views.ActionFormPage {
	p := views.ActionFormPage{
		Hosting: hosting, Said: saidOf(a), Texts: views.BlocksOf(a.Content), MayDrop: a.Part == models.Host, Hidden: a.Hidden, Settled: a.Settled,
		Edit: models.ActionEdit{OrganisationID: organisationID, ActionID: a.ID, Edition: a.Edition, Audience: a.Audience, Content: a.Content, Answer: a.Said.Answer},
	}
	if a.Content.Capacity > 0 {
		p.Capacity = strconv.Itoa(a.Content.Capacity)
	}
	var days []string
	for _, e := range a.Content.When.Except {
		if e.Off {
			days = append(days, e.Day)
		}
	}
	p.Except = strings.Join(days, "\n")
	return p
}

// saidOf is what the form says of the desk: nothing while a change waits there, but for what was asked, of which the answer can be another
// one.
func saidOf(a models.OwnAction) models.DeskSaid {
	if a.EditWaits && a.Said.Verb != models.StepAsk {
		return models.DeskSaid{}
	}
	return a.Said.DeskSaid
}

// form shows the form, with what is wrong with it.
func (h OwnActions) form(c echo.Context, p views.ActionFormPage, problem error) error {
	own, err := h.own(c, p.Heading())
	if err != nil {
		return err
	}
	own.Problems = models.FieldsOf(problem)
	p.OwnPage, p.Clash = own, clash(own.Page, problem)
	return render(c, statusOr(http.StatusOK, problem), views.ActionForm(p))
}

// Create handles POST /{lang}/me/{organisation}/actions/new.
func (h OwnActions) Create(c echo.Context) error { return h.save(c, "") }

// Save handles POST /{lang}/me/{organisation}/actions/{action}.
func (h OwnActions) Save(c echo.Context) error { return h.save(c, c.Param("action")) }

// save keeps a draft, or keeps and sends it, by the button that was pressed.
func (h OwnActions) save(c echo.Context, id string) error {
	form, err := read[actionForm](c)
	if err != nil {
		return err
	}
	edit := form.edit(organisationID(c), id)
	if form.Step == "send" {
		err = h.Store.SendAction(ctx(c), actor(c), form.sent("action.proposed"), edit)
	} else {
		id, err = h.Store.SaveAction(ctx(c), actor(c), form.sent("action.saved"), edit)
	}
	switch {
	case err != nil:
		return h.again(c, form, edit, err, false)
	case form.Step == "send":
		return seeOther(c, urls.Done(urls.OwnActions(lang(c), organisationID(c), ""), "sent"))
	case form.Step == "preview":
		return seeOther(c, urls.OwnAction(lang(c), organisationID(c), id, "/preview"))
	}
	return h.seeSaved(c, urls.OwnAction(lang(c), organisationID(c), id, ""))
}

// again shows the form as it was sent, with what to correct, or with what happened instead.
func (h OwnActions) again(c echo.Context, form actionForm, edit models.ActionEdit, problem error, published bool) error {
	kind := models.KindOf(problem)
	if _, ok := invalid(problem); !ok && kind != models.Conflict {
		return problem
	}
	hosting, err := h.Store.Hosting(ctx(c), actor(c), organisationID(c))
	if err != nil {
		return err
	}
	p := views.ActionFormPage{Hosting: hosting, Edit: edit, Texts: form.blocks(), Capacity: form.Capacity, Except: form.Except, Published: published}
	if edit.ActionID != "" {
		a, err := h.Store.OwnActionByID(ctx(c), actor(c), organisationID(c), edit.ActionID)
		if err != nil {
			return err
		}
		p.Said, p.Hidden, p.Edit.WordsOnly = saidOf(a), a.Hidden, edit.WordsOnly || published && a.Past
		if p.Settled = a.Settled; a.Settled {
			p.Edit.Audience = a.Audience
		}
		if a.Edit != nil {
			a.Content = *a.Edit
		}
		if kind == models.Conflict && a.Edition != edit.Edition {
			p.Current, p.Edit.Edition = &a, a.Edition
		}
	}
	return h.form(c, p, problem)
}

// Discard handles POST /{lang}/me/{organisation}/actions/{action}/discard.
func (h OwnActions) Discard(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	if err := h.Store.DiscardAction(ctx(c), actor(c), form.sent("action.discarded"), organisationID(c), c.Param("action")); err != nil {
		return err
	}
	return seeOther(c, urls.Done(urls.OwnActions(lang(c), organisationID(c), ""), "discarded"))
}

// Recall handles POST /{lang}/me/{organisation}/actions/{action}/take-back: what waits at the desk is a draft again.
func (h OwnActions) Recall(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	if err := h.Store.RecallAction(ctx(c), actor(c), form.sent("action.recalled"), h.step(c)); err != nil {
		return err
	}
	return seeOther(c, urls.OwnAction(lang(c), organisationID(c), c.Param("action"), ""))
}

// Close handles POST /{lang}/me/{organisation}/actions/{action}/close: nobody joins any more.
func (h OwnActions) Close(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	return h.stepped(c, h.Store.CloseAction(ctx(c), actor(c), form.sent("action.closed"), h.step(c)), "closed")
}

// Reopen handles POST /{lang}/me/{organisation}/actions/{action}/reopen.
func (h OwnActions) Reopen(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	return h.stepped(c, h.Store.ReopenAction(ctx(c), actor(c), form.sent("action.reopened"), h.step(c)), "reopened")
}

func (h OwnActions) step(c echo.Context) models.ActionStep {
	return models.ActionStep{OrganisationID: organisationID(c), ActionID: c.Param("action")}
}

// stepped goes back to the action's page, which says what was done.
func (h OwnActions) stepped(c echo.Context, err error, done string) error {
	if err != nil {
		return err
	}
	return seeOther(c, urls.Done(urls.OwnAction(lang(c), organisationID(c), c.Param("action"), ""), done))
}

// AskCancel handles GET /{lang}/me/{organisation}/actions/{action}/cancel.
func (h OwnActions) AskCancel(c echo.Context) error {
	if err := actor(c).MayHost(organisationID(c)); err != nil {
		return err
	}
	return h.cancelling(c, "", nil)
}

func (h OwnActions) cancelling(c echo.Context, reason string, problem error) error {
	a, err := h.Store.OwnActionByID(ctx(c), actor(c), organisationID(c), c.Param("action"))
	if err != nil {
		return err
	}
	if a.Still || !a.Stands(h.Store.Now()) {
		return seeOther(c, urls.OwnAction(lang(c), organisationID(c), a.ID, ""))
	}
	own, err := h.own(c, "action.cancel.title")
	if err != nil {
		return err
	}
	own.Problems = models.FieldsOf(problem)
	return render(c, statusOr(http.StatusOK, problem), views.CancelAction(views.OwnActionPage{OwnPage: own, Action: a, Reason: reason}))
}

// cancelForm says why an action does not take place.
type cancelForm struct {
	formID
	Reason string `form:"reason"`
}

// Cancel handles POST /{lang}/me/{organisation}/actions/{action}/cancel.
func (h OwnActions) Cancel(c echo.Context) error {
	form, err := read[cancelForm](c)
	if err != nil {
		return err
	}
	step := h.step(c)
	step.Reason = form.Reason
	err = h.Store.CancelAction(ctx(c), actor(c), form.sent("action.cancelled"), step)
	if _, ok := invalid(err); ok {
		return h.cancelling(c, form.Reason, err)
	}
	return h.stepped(c, err, "cancelled")
}
