package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// Write handles GET /{lang}/desk/statement/draft/{text}: the draft in one language, beside the original.
func (h StatementDesk) Write(c echo.Context) error {
	call, draft, err := h.draft(c)
	if err != nil {
		return err
	}
	lang, err := textLang(c, draft.OriginalLang)
	if err != nil {
		return err
	}
	text := draft.Text(lang)
	p := views.StatementWritePage{Version: draft, Lang: lang, Title: text.Title, Body: text.Body, Seen: mark(draft.SeenIn(lang))}
	if newest, ok := call.Newest(); ok && text.Title == "" && text.Body == "" {
		old := newest.Text(lang)
		p.Title, p.Body, p.Before = old.Title, old.Body, old.SHA256 != ""
	}
	p.Newest, _ = call.Newest()
	return h.write(c, p, nil)
}

// wordingForm is a text in one language.
type wordingForm struct {
	formID
	Version string `form:"version"`
	Seen    string `form:"seen"`
	Title   string `form:"title"`
	Body    string `form:"body"`
}

func (f wordingForm) input(lang string) models.Wording {
	return models.Wording{VersionID: f.Version, Lang: lang, Title: f.Title, Body: f.Body, Seen: seen(f.Seen)}
}

// Save handles POST /{lang}/desk/statement/draft/{text}.
func (h StatementDesk) Save(c echo.Context) error {
	form, err := read[wordingForm](c)
	if err != nil {
		return err
	}
	_, draft, err := h.draft(c)
	if err != nil {
		return err
	}
	text, err := textLang(c, draft.OriginalLang)
	if err != nil {
		return err
	}
	err = h.Store.SaveStatementText(ctx(c), actor(c), form.sent("statement.edited"), form.input(text))
	if kind := models.KindOf(err); err != nil && (kind == models.Invalid || kind == models.Conflict) {
		p := views.StatementWritePage{Version: draft, Lang: text, Title: form.Title, Body: form.Body, Seen: form.Seen}
		if kind == models.Conflict { // whoever saves once more has been told that there is another text
			p.Seen = mark(draft.SeenIn(text))
		}
		return h.write(c, p, err)
	}
	if err != nil {
		return err
	}
	return h.seeSaved(c, urls.StatementDesk(lang(c), ""))
}

// Translate handles GET /{lang}/desk/statement/{n}/translate/{text}.
func (h StatementDesk) Translate(c echo.Context) error {
	version, text, err := h.published(c)
	if err != nil {
		return err
	}
	return h.write(c, views.StatementWritePage{Version: version, Lang: text}, nil)
}

// AddTranslation handles POST /{lang}/desk/statement/{n}/translate/{text}.
func (h StatementDesk) AddTranslation(c echo.Context) error {
	form, err := read[wordingForm](c)
	if err != nil {
		return err
	}
	version, text, err := h.published(c)
	if err != nil {
		return err
	}
	err = h.Store.AddTranslation(ctx(c), actor(c), form.sent("statement.translated"), form.input(text))
	if models.KindOf(err) == models.Invalid {
		return h.write(c, views.StatementWritePage{Version: version, Lang: text, Title: form.Title, Body: form.Body}, err)
	}
	if err != nil {
		return err
	}
	return h.seeSaved(c, urls.StatementDesk(lang(c), ""))
}

// published reads the published version of the address and the language of the form.
func (h StatementDesk) published(c echo.Context) (models.DeskVersion, string, error) {
	n, err := versionNumber(c.Param("number"))
	if err != nil {
		return models.DeskVersion{}, "", err
	}
	call, err := h.Store.CallAtDesk(ctx(c), actor(c))
	if err != nil {
		return models.DeskVersion{}, "", err
	}
	for _, v := range call.Versions {
		if v.Number == n && v.PublishedAt != nil {
			text, err := textLang(c, v.OriginalLang)
			return v, text, err
		}
	}
	return models.DeskVersion{}, "", echo.NewHTTPError(http.StatusNotFound)
}

func (h StatementDesk) write(c echo.Context, p views.StatementWritePage, problem error) error {
	page, err := h.desk(c, "statement.write.title", problem)
	if err != nil {
		return err
	}
	p.Page, p.Clash = page, clash(page, problem)
	return render(c, statusOr(http.StatusOK, problem), views.StatementWrite(p))
}
