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
	Step    string `form:"step"` // of a translation: "publish" it, "write" on; else it is read first
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
			p.Seen, p.Meanwhile = mark(draft.SeenIn(text)), draft.Text(text)
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

// AddTranslation handles POST /{lang}/desk/statement/{n}/translate/{text}: the text as it will be locked is shown first,
// and published from there.
func (h StatementDesk) AddTranslation(c echo.Context) error {
	form, err := read[wordingForm](c)
	if err != nil {
		return err
	}
	version, text, err := h.published(c)
	if err != nil {
		return err
	}
	p := views.StatementWritePage{Version: version, Lang: text, Title: form.Title, Body: form.Body}
	switch form.Step {
	case "write":
		return h.write(c, p, nil)
	case "publish":
		err = h.Store.AddTranslation(ctx(c), actor(c), form.sent("statement.translated"), form.input(text))
	default:
		var shown models.StatementText
		if shown, err = h.Store.Translated(ctx(c), actor(c), form.input(text)); err == nil {
			return h.readTranslation(c, version, shown)
		}
	}
	if kind := models.KindOf(err); err != nil && (kind == models.Invalid || kind == models.Conflict) {
		return h.write(c, p, err)
	}
	if err != nil {
		return err
	}
	return h.seePublished(c, "translation")
}

// readTranslation shows every word of a translation that will be locked, and the button.
func (h StatementDesk) readTranslation(c echo.Context, version models.DeskVersion, text models.StatementText) error {
	page, err := h.desk(c, "statement.translate.title", nil)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.StatementTranslate(views.StatementTranslatePage{Page: page, Version: version, Text: text}))
}

// seePublished goes to the list of versions, which tells what was just published.
func (h StatementDesk) seePublished(c echo.Context, what string) error {
	return seeOther(c, urls.StatementDesk(lang(c), "")+"?saved="+mark(h.Store.Now())+"&published="+what)
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
