package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// StatementDesk answers the desk's pages of the call.
type StatementDesk struct{ Frame }

// List handles GET /{lang}/desk/statement: the draft and the published versions.
func (h StatementDesk) List(c echo.Context) error {
	call, err := h.Store.CallAtDesk(ctx(c), actor(c))
	if models.KindOf(err) == models.NotFound {
		return seeOther(c, urls.EditCampaign(lang(c), ""))
	}
	if err != nil {
		return err
	}
	page, err := h.desk(c, "statement.title", nil)
	if err != nil {
		return err
	}
	p := views.StatementDeskPage{Page: page, Call: call, Published: c.QueryParam("published")}
	p.Path, _, _ = strings.Cut(p.Path, "?") // what was published is not told again in another language
	return render(c, http.StatusOK, views.StatementDesk(p))
}

// draftForm begins a version.
type draftForm struct {
	formID
	Original string `form:"original_lang"`
}

// Begin handles POST /{lang}/desk/statement.
func (h StatementDesk) Begin(c echo.Context) error {
	form, err := read[draftForm](c)
	if err != nil {
		return err
	}
	call, err := h.Store.CallAtDesk(ctx(c), actor(c))
	if err != nil {
		return err
	}
	begun := models.NewVersion{StatementID: call.ID, OriginalLang: form.Original}
	if _, err := h.Store.DraftVersion(ctx(c), actor(c), form.sent("statement.drafted"), begun); err != nil {
		return err
	}
	return seeOther(c, urls.Draft(lang(c), form.Original))
}

// versionForm names a version.
type versionForm struct {
	formID
	Version string `form:"version"`
	Shown   string `form:"shown"` // models.DraftFingerprint of what the page showed
}

// Discard handles POST /{lang}/desk/statement/discard.
func (h StatementDesk) Discard(c echo.Context) error {
	form, err := read[versionForm](c)
	if err != nil {
		return err
	}
	if err := h.Store.DiscardDraft(ctx(c), actor(c), form.sent("statement.discarded"), form.Version); err != nil {
		return err
	}
	return seeOther(c, urls.StatementDesk(lang(c), ""))
}

// AskPublish handles GET /{lang}/desk/statement/publish: every word that will be locked, and the button.
func (h StatementDesk) AskPublish(c echo.Context) error { return h.askPublish(c, nil) }

func (h StatementDesk) askPublish(c echo.Context, problem error) error {
	call, draft, err := h.draft(c)
	if err != nil {
		return err
	}
	page, err := h.desk(c, "statement.publish.title", problem)
	if err != nil {
		return err
	}
	p := views.StatementPublishPage{Page: page, Call: call, Draft: draft, Clash: clash(page, problem)}
	return render(c, statusOr(http.StatusOK, problem), views.StatementPublish(p))
}

// Publish handles POST /{lang}/desk/statement/publish.
func (h StatementDesk) Publish(c echo.Context) error {
	form, err := read[versionForm](c)
	if err != nil {
		return err
	}
	shown := models.Publishing{VersionID: form.Version, Shown: form.Shown}
	err = h.Store.PublishVersion(ctx(c), actor(c), form.sent("statement.published"), shown)
	if kind := models.KindOf(err); err != nil && (kind == models.Invalid || kind == models.Conflict) {
		return h.askPublish(c, err)
	}
	if err != nil {
		return err
	}
	return h.seePublished(c, "version")
}

// draft reads the version that is being written. Returns NotFound if there is none.
func (h StatementDesk) draft(c echo.Context) (models.DeskStatement, models.DeskVersion, error) {
	call, err := h.Store.CallAtDesk(ctx(c), actor(c))
	if err != nil {
		return call, models.DeskVersion{}, err
	}
	draft, ok := call.Draft()
	if !ok {
		return call, draft, echo.NewHTTPError(http.StatusNotFound)
	}
	return call, draft, nil
}

// desk starts a page of the desk's statement area, with what is wrong with its form.
func (h StatementDesk) desk(c echo.Context, title string, problem error) (views.Page, error) {
	page, err := h.page(c, title)
	page.Area, page.Here, page.Problems = views.AreaDesk, "statements", models.FieldsOf(problem)
	return page, err
}
