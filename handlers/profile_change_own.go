package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// OwnProfile answers the page on which a member edits what it tells of itself.
type OwnProfile struct{ Frame }

// Page handles GET /{lang}/me/{organisation}/profile.
func (h OwnProfile) Page(c echo.Context) error {
	page, err := h.profile(c)
	if err != nil {
		return err
	}
	if done := c.QueryParam("done"); done == "sent" || done == "answered" {
		page.Done = done
	}
	return render(c, http.StatusOK, views.Profile(page))
}

func (h OwnProfile) profile(c echo.Context) (views.ProfilePage, error) {
	my, err := h.Store.MyProfile(ctx(c), actor(c), organisationID(c))
	if err != nil {
		return views.ProfilePage{}, err
	}
	own, err := h.own(c, "profile.title")
	return views.ProfilePage{OwnPage: own, My: my, Wish: my.Wished, Quotes: my.Quotes}, err
}

// profileForm is the whole profile as it is wished. Of the sentences the n-th belongs to the n-th endorsement.
type profileForm struct {
	formID
	organisationFields
	Town      string   `form:"town"`
	QuoteOf   []string `form:"quote_of"`
	Quote     []string `form:"quote"`
	QuoteLang []string `form:"quote_lang"`
	NoLogo    bool     `form:"no_logo"`
}

func (f profileForm) edit(c echo.Context) (models.ProfileEdit, error) {
	e := models.ProfileEdit{
		OrganisationID: organisationID(c), NoLogo: f.NoLogo, Quotes: map[string]models.Quote{},
		Profile: f.profile(),
	}
	e.Profile.Town = f.Town
	if len(f.QuoteOf) != len(f.Quote) || len(f.QuoteOf) != len(f.QuoteLang) {
		return e, echo.NewHTTPError(http.StatusBadRequest)
	}
	for i, id := range f.QuoteOf {
		e.Quotes[id] = models.Quote{Text: f.Quote[i], Lang: f.QuoteLang[i]}
	}
	return e, nil
}

// Save handles POST /{lang}/me/{organisation}/profile.
func (h OwnProfile) Save(c echo.Context) error {
	form, upload, err := readUpload[profileForm](c, "logo")
	if err != nil {
		return err
	}
	edit, err := form.edit(c)
	if err != nil {
		return err
	}
	edit.Picture = upload
	waiting, err := h.Store.EditProfile(ctx(c), actor(c), form.sent("organisation.edited"), edit)
	if problems, ok := invalid(err); ok {
		return h.again(c, edit, problems)
	}
	if err == nil && waiting {
		return seeOther(c, urls.Done(urls.Profile(lang(c), organisationID(c)), "sent"))
	}
	return ownDone(c, err, views.DoneSaved)
}

// changeAnswerForm is the answer to a question about a change.
type changeAnswerForm struct {
	formID
	Answer string `form:"answer"`
}

// Answer handles POST /{lang}/me/{organisation}/profile/answer.
func (h OwnProfile) Answer(c echo.Context) error {
	form, err := read[changeAnswerForm](c)
	if err != nil {
		return err
	}
	err = h.Store.AnswerChange(ctx(c), actor(c), form.sent("profile_change.answered"), models.Reply{OrganisationID: organisationID(c), Text: form.Answer})
	if err == nil {
		return seeOther(c, urls.Done(urls.Profile(lang(c), organisationID(c)), "answered"))
	}
	problems, ok := invalid(err)
	if !ok {
		return err
	}
	page, failed := h.profile(c)
	if failed != nil {
		return failed
	}
	page.Answer, page.Problems = form.Answer, problems
	return render(c, http.StatusUnprocessableEntity, views.Profile(page))
}

// again shows the form as it was sent, with what to correct.
func (h OwnProfile) again(c echo.Context, edit models.ProfileEdit, problems []models.FieldError) error {
	page, failed := h.profile(c)
	if failed != nil {
		return failed
	}
	page.Wish, page.Quotes, page.Problems = edit.Profile, edit.Quotes, problems
	return render(c, http.StatusUnprocessableEntity, views.Profile(page))
}
