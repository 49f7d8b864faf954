package handlers

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/locale"
	"keephope/views/urls"
)

// Campaigns answers the desk's pages of the campaign.
type Campaigns struct{ Frame }

// Desk handles GET /{lang}/desk/campaign: the original's form, or the way to begin.
func (h Campaigns) Desk(c echo.Context) error {
	desk, err := h.Store.CampaignAtDesk(ctx(c), actor(c))
	if models.KindOf(err) == models.NotFound {
		return h.begin(c, models.NewCampaign{OriginalLang: string(lang(c))}, nil)
	}
	if err != nil {
		return err
	}
	return seeOther(c, urls.EditCampaign(lang(c), desk.OriginalLang))
}

// beginForm is the first form of a campaign.
type beginForm struct {
	formID
	Title    string `form:"title"`
	Original string `form:"original_lang"`
}

// Begin handles POST /{lang}/desk/campaign.
func (h Campaigns) Begin(c echo.Context) error {
	form, err := read[beginForm](c)
	if err != nil {
		return err
	}
	begun := models.NewCampaign{
		OriginalLang: form.Original,
		Texts:        map[string]models.CampaignText{form.Original: {Title: form.Title}},
	}
	_, err = h.Store.MakeCampaign(ctx(c), actor(c), form.sent("campaign.made"), begun)
	if models.KindOf(err) == models.Invalid {
		return h.begin(c, begun, err)
	}
	if err != nil {
		return err
	}
	return seeOther(c, urls.EditCampaign(lang(c), form.Original))
}

func (h Campaigns) begin(c echo.Context, begun models.NewCampaign, problem error) error {
	page, err := h.desk(c, "campaign.begin.title", problem)
	if err != nil {
		return err
	}
	p := views.CampaignBeginPage{Page: page, Original: begun.OriginalLang, Title: begun.Texts[begun.OriginalLang].Title}
	return render(c, statusOr(http.StatusOK, problem), views.CampaignBegin(p))
}

// Form handles GET /{lang}/desk/campaign/{text}: the campaign in one of its languages.
func (h Campaigns) Form(c echo.Context) error {
	desk, text, err := h.at(c)
	if err != nil {
		return err
	}
	return h.form(c, desk, editOf(desk, text), nil)
}

// at reads the campaign and the language of the form.
func (h Campaigns) at(c echo.Context) (models.DeskCampaign, string, error) {
	desk, err := h.Store.CampaignAtDesk(ctx(c), actor(c))
	if err != nil {
		return desk, "", err
	}
	text, err := textLang(c, desk.OriginalLang)
	return desk, text, err
}

// textLang is the language of a text that a form of the desk edits: one that the site ships, or the original's.
func textLang(c echo.Context, original string) (string, error) {
	text := c.Param("text")
	if _, shipped := locale.Parse(text); !shipped && text != original {
		return "", echo.NewHTTPError(http.StatusNotFound)
	}
	return text, nil
}

// editOf is the form of the campaign in a language, as it stands.
func editOf(desk models.DeskCampaign, lang string) models.CampaignEdit {
	text := desk.Texts[lang]
	e := models.CampaignEdit{
		CampaignID: desk.ID, Lang: lang, Seen: desk.EditedAt, Title: text.Title, Summary: text.Summary,
		Occasion: text.Occasion, Asks: text.Asks, Hashtag: desk.Hashtag,
	}
	for _, link := range desk.Links {
		e.Links = append(e.Links, models.LinkEdit{URL: link.URL, Label: link.Label[lang]})
	}
	for _, d := range desk.Dates {
		e.Dates = append(e.Dates, d.Edit(lang))
	}
	return e
}

// campaignForm is the campaign in one language. Rows of one list are sent under one name, in their order.
type campaignForm struct {
	formID
	Seen     string   `form:"seen"`
	Title    string   `form:"title"`
	Summary  string   `form:"summary"`
	Occasion string   `form:"occasion"`
	Hashtag  string   `form:"hashtag"`
	Ask      []string `form:"ask"`
	AskText  []string `form:"ask_text"`
	URL      []string `form:"url"`
	Label    []string `form:"label"`
	Day      []string `form:"day"`
	Clock    []string `form:"clock"`
	Zone     []string `form:"zone"`
	Date     []string `form:"date"`
	DateText []string `form:"date_text"`
}

func (f campaignForm) input(id, lang string) models.CampaignEdit {
	e := models.CampaignEdit{
		CampaignID: id, Lang: lang, Seen: seen(f.Seen), Title: f.Title, Summary: f.Summary, Occasion: f.Occasion, Hashtag: f.Hashtag,
	}
	for i := range max(len(f.Ask), len(f.AskText)) {
		e.Asks = append(e.Asks, models.Ask{Title: nth(f.Ask, i), Text: nth(f.AskText, i)})
	}
	for i := range max(len(f.URL), len(f.Label)) {
		e.Links = append(e.Links, models.LinkEdit{URL: nth(f.URL, i), Label: nth(f.Label, i)})
	}
	for i := range max(len(f.Day), len(f.Date)) {
		e.Dates = append(e.Dates, models.DateEdit{
			Day: nth(f.Day, i), Clock: nth(f.Clock, i), Zone: nth(f.Zone, i), Title: nth(f.Date, i), Text: nth(f.DateText, i),
		})
	}
	return e
}

// nth is a row of a list, "" beyond its end.
func nth(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

// Save handles POST /{lang}/desk/campaign/{text}.
func (h Campaigns) Save(c echo.Context) error {
	form, err := read[campaignForm](c)
	if err != nil {
		return err
	}
	desk, text, err := h.at(c)
	if err != nil {
		return err
	}
	edit := form.input(desk.ID, text)
	err = h.Store.EditCampaign(ctx(c), actor(c), form.sent("campaign.edited"), edit)
	if kind := models.KindOf(err); err != nil && (kind == models.Invalid || kind == models.Conflict) {
		return h.form(c, desk, edit, err)
	}
	if err != nil {
		return err
	}
	return h.seeSaved(c, urls.EditCampaign(lang(c), text))
}

func (h Campaigns) form(c echo.Context, desk models.DeskCampaign, edit models.CampaignEdit, problem error) error {
	page, err := h.desk(c, "campaign.title", problem)
	if err != nil {
		return err
	}
	p := views.CampaignPage{Page: page, Desk: desk, Edit: edit, Seen: mark(edit.Seen), Clash: clash(page, problem)}
	return render(c, statusOr(http.StatusOK, problem), views.Campaign(p))
}

// desk starts a page of the desk's campaign area, with what is wrong with its form.
func (h Campaigns) desk(c echo.Context, title string, problem error) (views.Page, error) {
	page, err := h.page(c, title)
	page.Area, page.Here, page.Problems = views.AreaDesk, "campaign", models.FieldsOf(problem)
	return page, err
}

// mark and seen carry the instant that a form was shown through the form: microseconds of Unix time.
func mark(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return strconv.FormatInt(at.UnixMicro(), 10)
}

func seen(text string) time.Time {
	micros, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}

// statusOr is the status of a form that is shown again: that of the problem, if there is one.
func statusOr(status int, problem error) int {
	if problem != nil {
		return statusOf(problem)
	}
	return status
}

// clash is the sentence of a lost race, "" if there was none.
func clash(p views.Page, problem error) string {
	var e *models.Error
	if !errors.As(problem, &e) || e.Kind != models.Conflict {
		return ""
	}
	return p.T(e.Key, e.Args...)
}
