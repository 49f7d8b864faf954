package handlers

import (
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// Clock tells the time.
type Clock func() time.Time

// open reads the application of the address for one of its own people, and starts a page with it.
func (h Applications) open(c echo.Context, title string) (views.ApplicationPage, error) {
	m, err := h.Store.MyApplication(ctx(c), actor(c), c.Param("organisation"), string(lang(c)))
	if err != nil {
		return views.ApplicationPage{}, err
	}
	page, err := h.page(c, title)
	page.Area = views.AreaMe
	return views.ApplicationPage{Page: page, M: m, Now: h.Now()}, err
}

// Part handles GET /{lang}/me/{organisation}/application/{part}: one part's form.
func (h Applications) Part(part models.Part) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := h.open(c, views.PartTitle(part))
		if err != nil {
			return err
		}
		if !p.M.MayEdit || !p.M.State.MayFill(part) {
			return seeOther(c, p.At(""))
		}
		p.Part = part
		return render(c, http.StatusOK, views.ApplicationPart(p))
	}
}

// saveForm is what every part's form has.
type saveForm struct {
	formID
	Later bool `form:"later"`
}

func (f saveForm) saving(c echo.Context) models.Saving {
	return models.Saving{OrganisationID: c.Param("organisation"), Later: f.Later}
}

// saved is how a save went: what to do next, and how what was typed is laid into a page that comes back.
type saved struct {
	err   error
	part  models.Part
	later bool
	lay   func(*models.Answers)
}

// after answers a save: on to the next part, or the same page with what to correct.
func (h Applications) after(c echo.Context, s saved) error {
	if problems, ok := invalid(s.err); ok {
		p, err := h.open(c, views.PartTitle(s.part))
		if err != nil {
			return err
		}
		s.lay(&p.M.Answers)
		p.Part, p.Problems, p.InPart = s.part, problems, models.SavedInPart(s.err)
		return render(c, http.StatusUnprocessableEntity, views.ApplicationPart(p))
	}
	if s.err != nil {
		return s.err
	}
	return seeOther(c, urls.Application(lang(c), c.Param("organisation"), next(s)))
}

// next is the part after the one that was saved. Pages of an application that was sent lead on from there by themselves.
func next(s saved) string {
	parts := models.Parts()
	i := slices.Index(parts, s.part)
	if s.later || i < 0 || i+1 >= len(parts) {
		return ""
	}
	return "/" + string(parts[i+1])
}

// organisationFields are what an organisation tells of itself, in its application and in its profile.
type organisationFields struct {
	Name        string   `form:"name"`
	NameLang    string   `form:"name_lang"`
	English     string   `form:"english"`
	Kind        string   `form:"kind"`
	Country     string   `form:"country"`
	Communities []string `form:"communities"`
	Website     string   `form:"website"`
	Email       string   `form:"email"`
}

func (f organisationFields) profile() models.Profile {
	return models.Profile{
		Names: models.Names{Own: f.Name, OwnLang: f.NameLang, English: f.English}, Kind: f.Kind, Country: f.Country,
		Communities: f.Communities, Website: f.Website, Email: f.Email,
	}
}

type organisationForm struct {
	saveForm
	organisationFields
}

// SaveOrganisation handles POST /{lang}/me/{organisation}/application/organisation.
func (h Applications) SaveOrganisation(c echo.Context) error {
	form, err := read[organisationForm](c)
	if err != nil {
		return err
	}
	p := form.profile()
	err = h.Store.SaveOrganisation(ctx(c), actor(c), form.sent("application.saved"), form.saving(c), p)
	return h.after(c, saved{err, models.PartOrganisation, form.Later, func(a *models.Answers) { a.Organisation = p }})
}

type authorityForm struct {
	saveForm
	Position string `form:"position"`
	Decided  string `form:"decided"`
	Mandate  string `form:"mandate"`
	Confirm  bool   `form:"confirm"`
}

// SaveAuthority handles POST /{lang}/me/{organisation}/application/authority.
func (h Applications) SaveAuthority(c echo.Context) error {
	form, err := read[authorityForm](c)
	if err != nil {
		return err
	}
	p := models.AuthorityAnswer{Position: form.Position, Decided: form.Decided, Mandate: form.Mandate, Confirm: form.Confirm}
	err = h.Store.SaveAuthority(ctx(c), actor(c), form.sent("application.saved"), form.saving(c), p)
	if err == nil && form.Decided == models.DecidedAsked {
		return seeOther(c, urls.Application(lang(c), c.Param("organisation"), "?asked=1"))
	}
	return h.after(c, saved{err, models.PartAuthority, form.Later, func(a *models.Answers) { a.Authority = p }})
}

type namingForm struct {
	saveForm
	Level    string `form:"level"`
	Town     string `form:"town"`
	NoPlace  bool   `form:"no_place"`
	NameFrom string `form:"name_from"`
	AtRisk   bool   `form:"at_risk"`
}

// SaveNaming handles POST /{lang}/me/{organisation}/application/naming.
func (h Applications) SaveNaming(c echo.Context) error {
	form, err := read[namingForm](c)
	if err != nil {
		return err
	}
	p := models.NamingAnswer{
		Level: models.Level(form.Level), Town: form.Town, NoPlace: form.NoPlace, NameFrom: form.NameFrom, AtRisk: form.AtRisk,
	}
	err = h.Store.SaveNaming(ctx(c), actor(c), form.sent("application.saved"), form.saving(c), p)
	return h.after(c, saved{err, models.PartNaming, form.Later, func(a *models.Answers) { a.Naming = p }})
}

type wordsForm struct {
	saveForm
	Quote     string `form:"quote"`
	QuoteLang string `form:"quote_lang"`
	Remove    bool   `form:"remove_logo"`
}

// SaveWords handles POST /{lang}/me/{organisation}/application/words, a form with a picture.
func (h Applications) SaveWords(c echo.Context) error {
	form, logo, err := readUpload[wordsForm](c, "logo")
	if err != nil {
		return err
	}
	q := models.Quote{Text: form.Quote, Lang: form.QuoteLang}
	err = h.Store.SaveWords(ctx(c), actor(c), form.sent("application.saved"), form.saving(c),
		models.WordsSent{Quote: q, Picture: logo, RemoveLogo: form.Remove})
	return h.after(c, saved{err, models.PartWords, form.Later, func(a *models.Answers) { a.Words.Quote = q }})
}
