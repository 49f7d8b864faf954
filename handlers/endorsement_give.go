package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
)

// Endorsing answers the pages on which a member endorses further texts and newer versions.
type Endorsing struct{ Frame }

// Page handles GET /{lang}/me/{organisation}/endorse?statement=...: what is open, or one text with its form.
func (h Endorsing) Page(c echo.Context) error {
	page, err := h.open(c, models.TextAsked{StatementID: c.QueryParam("statement"), Lang: string(lang(c))})
	if err != nil {
		return err
	}
	page.Wish.Quote.Lang = string(page.Lang)
	return render(c, http.StatusOK, views.Endorse(page))
}

// open starts the page of one open text; without a statement it is the list.
func (h Endorsing) open(c echo.Context, asked models.TextAsked) (views.EndorsePage, error) {
	own, err := h.bound(c, "endorsement.give.title")
	if err != nil || asked.StatementID == "" {
		return views.EndorsePage{OwnPage: own}, err
	}
	page := views.EndorsePage{OwnPage: own}
	i := slices.IndexFunc(own.M.Open, func(o models.OpenStatement) bool { return o.StatementID == asked.StatementID })
	if i < 0 {
		return page, echo.NewHTTPError(http.StatusNotFound)
	}
	page.Of = own.M.Open[i]
	page.Text, err = h.Store.TextToEndorse(ctx(c), actor(c), own.M.ID, asked)
	return page, err
}

// giveForm binds the organisation to the text that was shown.
type giveForm struct {
	formID
	Statement string `form:"statement"`
	Version   string `form:"version"`
	Lang      string `form:"lang"`
	Level     string `form:"level"`
	NameFrom  string `form:"name_from"`
	Quote     string `form:"quote"`
	QuoteLang string `form:"quote_lang"`
	Mandate   string `form:"mandate"`
}

func (f giveForm) giving(c echo.Context) (models.Giving, error) {
	from, err := dayOf("name_from", f.NameFrom)
	return models.Giving{
		OrganisationID: organisationID(c), StatementID: f.Statement, VersionID: f.Version, Lang: f.Lang, Level: models.Level(f.Level),
		NameFrom: from, Quote: models.Quote{Text: f.Quote, Lang: f.QuoteLang}, Mandate: f.Mandate,
	}, err
}

// Give handles POST /{lang}/me/{organisation}/endorse.
func (h Endorsing) Give(c echo.Context) error {
	form, err := read[giveForm](c)
	if err != nil {
		return err
	}
	giving, err := form.giving(c)
	if err == nil {
		_, err = h.Store.Endorse(ctx(c), actor(c), form.sent("endorsement.given"), giving)
	}
	if models.KindOf(err) != models.Invalid {
		return ownDone(c, err, views.DoneGiven)
	}
	// What was read is what is bound: the form comes back with the text that it showed, whatever was published since.
	page, failed := h.open(c, models.TextAsked{StatementID: form.Statement, VersionID: form.Version, Lang: form.Lang})
	if failed != nil {
		return failed
	}
	page.Wish, page.From, page.Problems = giving, form.NameFrom, models.FieldsOf(err)
	return render(c, http.StatusUnprocessableEntity, views.Endorse(page))
}

// Newest handles GET /{lang}/me/{organisation}/endorse/newest?endorsement=...: the newer version, to be read.
func (h Endorsing) Newest(c echo.Context) error {
	own, err := h.bound(c, "endorsement.give.title")
	if err != nil {
		return err
	}
	e, ok := own.M.Endorsement(c.QueryParam("endorsement"))
	if !ok || !e.Living() || e.Newest <= e.Version {
		return echo.NewHTTPError(http.StatusNotFound)
	}
	text, err := h.Store.TextToEndorse(ctx(c), actor(c), own.M.ID, models.TextAsked{StatementID: e.StatementID, Lang: string(lang(c))})
	if err != nil {
		return err
	}
	own.Title = own.T("endorsement.newest.title", "n", text.Number)
	return render(c, http.StatusOK, views.Newest(views.NewestPage{OwnPage: own, E: e, Text: text}))
}

// affirmForm says under which text the organisation stands from now on.
type affirmForm struct {
	formID
	Endorsement string `form:"endorsement"`
	Version     string `form:"version"`
	Lang        string `form:"lang"`
}

// Affirm handles POST /{lang}/me/{organisation}/endorse/newest.
func (h Endorsing) Affirm(c echo.Context) error {
	form, err := read[affirmForm](c)
	if err != nil {
		return err
	}
	return ownDone(c, h.Store.Reaffirm(ctx(c), actor(c), form.sent("endorsement.reaffirmed"), models.Affirming{
		OrganisationID: organisationID(c), EndorsementID: form.Endorsement, VersionID: form.Version, Lang: form.Lang,
	}), views.DoneGiven)
}
