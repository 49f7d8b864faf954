package handlers

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// Reports answers the pages on which organisations tell how an action went.
type Reports struct{ Frame }

// reportForm is what an organisation tells, with one picture more.
type reportForm struct {
	formID
	Edition    string   `form:"edition"`
	Lang       string   `form:"lang"`
	Text       string   `form:"text"`
	People     string   `form:"people"`
	PictureID  []string `form:"picture_id"`
	PictureAlt []string `form:"picture_alt"`
	Drop       []string `form:"drop"`
	Alt        string   `form:"alt"`
}

func (f reportForm) edit(c echo.Context) (models.ReportEdit, error) {
	edition, _ := strconv.Atoi(f.Edition) // none is no edition
	e := models.ReportEdit{
		OrganisationID: organisationID(c), ActionID: c.Param("action"), Edition: edition, Lang: f.Lang, Text: f.Text, People: f.People, Alt: f.Alt,
	}
	if len(f.PictureID) != len(f.PictureAlt) || len(f.PictureID) > models.MaxReportPictures {
		return e, echo.NewHTTPError(http.StatusBadRequest)
	}
	for i, id := range f.PictureID {
		if !slices.Contains(f.Drop, id) {
			e.Pictures = append(e.Pictures, models.ReportedImage{ID: id, Alt: f.PictureAlt[i]})
		}
	}
	return e, nil
}

// Page handles GET /{lang}/me/{organisation}/report/{action}.
func (h Reports) Page(c echo.Context) error {
	p, err := h.open(c)
	if err != nil {
		return err
	}
	w := p.R.Words
	p.Told = models.ReportEdit{Edition: p.R.Edition, Lang: w.Lang, Text: w.Text, Pictures: w.Pictures}
	if w.Lang == "" {
		p.Told.Lang = string(p.Lang)
	}
	if w.People != nil {
		p.Told.People = strconv.Itoa(*w.People)
	}
	return render(c, http.StatusOK, views.Report(p))
}

// Send handles POST /{lang}/me/{organisation}/report/{action}.
func (h Reports) Send(c echo.Context) error {
	form, upload, err := readUpload[reportForm](c, "picture")
	if err != nil {
		return err
	}
	edit, err := form.edit(c)
	if err != nil {
		return err
	}
	edit.Upload = upload
	err = h.Store.SendReport(ctx(c), actor(c), form.sent("report.sent"), edit)
	if err != nil {
		return h.again(c, edit, err)
	}
	return seeOther(c, urls.Done(urls.Report(lang(c), organisationID(c), c.Param("action"), ""), "sent"))
}

// again shows the form as it was sent, with what to correct, or with what happened instead.
func (h Reports) again(c echo.Context, edit models.ReportEdit, problem error) error {
	kind := models.KindOf(problem)
	if _, ok := invalid(problem); !ok && kind != models.Conflict {
		return problem
	}
	p, err := h.open(c)
	if err != nil {
		return err
	}
	p.Told, p.Problems, p.Clash = edit, models.FieldsOf(problem), clash(p.Page, problem)
	if kind == models.Conflict { // the pictures are those that there are now
		p.Told.Edition, p.Told.Pictures = p.R.Edition, p.R.Words.Pictures
	}
	return render(c, statusOr(http.StatusOK, problem), views.Report(p))
}

func (h Reports) open(c echo.Context) (views.ReportPage, error) {
	view, err := h.Store.ReportOf(ctx(c), actor(c), organisationID(c), c.Param("action"))
	if err != nil {
		return views.ReportPage{}, err
	}
	own, err := h.own(c, "report.title")
	may := actor(c).MayHost(organisationID(c)) == nil && own.M.State == models.Member
	return views.ReportPage{OwnPage: own, R: view, MayWrite: may, Done: c.QueryParam("done")}, err
}

// Withdraw handles POST /{lang}/me/{organisation}/report/{action}/take-back.
func (h Reports) Withdraw(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	if err := h.Store.WithdrawReport(ctx(c), actor(c), form.sent("report.withdrawn"), organisationID(c), c.Param("action")); err != nil {
		return err
	}
	return seeOther(c, urls.Done(urls.Report(lang(c), organisationID(c), c.Param("action"), ""), "withdrawn"))
}

// pictureWidth is how wide pages of ours ask for a picture of a report, in pixels.
const pictureWidth = 480

// Picture handles GET /{lang}/me/{organisation}/pictures/{picture}.
func (h Reports) Picture(c echo.Context) error {
	file, err := h.Store.ReportPicture(ctx(c), actor(c), organisationID(c), c.Param("picture"), pictureWidth)
	if err != nil {
		return err
	}
	return showLogo(c, file)
}

// Public handles GET /{lang}/pictures/{file}, "{id}-{width}": a public picture of a report.
func (h Reports) Public(c echo.Context) error {
	id, width, _ := strings.Cut(c.Param("file"), "-")
	wide, err := strconv.Atoi(width)
	if err != nil || wide < 1 || strconv.Itoa(wide) != width || wide > maxLogoWidth {
		return echo.NewHTTPError(http.StatusNotFound)
	}
	file, err := h.Store.ListedPicture(ctx(c), id, wide)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Security-Policy", picturePolicy)
	return c.Blob(http.StatusOK, file.MediaType, file.Bytes)
}
