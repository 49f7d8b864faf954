package handlers

import (
	"bufio"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/locale"
	"keephope/views/urls"
)

// PublicActions answers the public list of joint actions, its files, and their pages.
type PublicActions struct {
	Frame
	Following ActionFollowing
}

// List handles GET /actions.
func (h PublicActions) List(c echo.Context) error {
	q, err := actionQuery(c)
	if err != nil {
		return err
	}
	list, err := h.Store.Actions(ctx(c), q)
	status := http.StatusOK
	problems, wrong := invalid(err)
	if wrong && !WantsProblem(c.Request()) { // the whole list, and what is wrong
		q, status = models.ActionQuery{}, http.StatusUnprocessableEntity
		list, err = h.Store.Actions(ctx(c), q)
	}
	if err != nil {
		return err
	}
	p, err := h.page(c, "action.list.title")
	if err != nil {
		return err
	}
	if p.Problems = problems; problems != nil {
		p.Path, p.NoIndex = "/actions", true
	}
	p.Here, p.Lead = "actions", p.T("action.list.lead")
	p.Feeds = views.ActionFeeds(p)
	for _, format := range []string{"csv", "json"} {
		p.Feeds = append(p.Feeds, views.Feed{Type: fileTypes[format], URL: urls.ActionFile(p.Lang, format, urls.ActionFilter{})})
	}
	return render(c, status, views.ActionList(views.ActionListPage{Page: p, Query: q, List: list}))
}

// Show handles GET /actions/:slug: an action's page, with ".ics" behind it its file for calendars. An earlier address
// leads to the present one.
func (h PublicActions) Show(c echo.Context) error {
	slug, err := decoded(c, "slug")
	if err != nil {
		return err
	}
	if name, ok := strings.CutSuffix(slug, ".ics"); ok {
		return h.Following.entry(c, name)
	}
	page, err := h.shown(c, slug)
	if err != nil {
		return err
	}
	if page.Action.Slug != slug {
		return seeOther(c, urls.PublicAction(page.Lang, page.Action.Slug))
	}
	if page.People, err = h.Store.ActionPeople(ctx(c), page.Action.Slug); err != nil {
		return err
	}
	page.Here = "actions"
	page.Feeds = []views.Feed{{Type: "text/calendar", URL: urls.ActionEntry(page.Lang, slug)}}
	page = page.Previewed(h.Base+urls.PublicAction(page.Lang, slug), h.Base+urls.ActionCard(page.Lang, slug))
	return render(c, http.StatusOK, views.Action(page))
}

// shown is the page of an action, as its parts need it too.
func (h PublicActions) shown(c echo.Context, slug string) (page views.ActionPage, err error) {
	if page.Action, page.At, err = h.Store.ActionBySlug(ctx(c), slug); err != nil {
		return page, err
	}
	if page.Told, err = h.Store.ReportsOf(ctx(c), page.Action.Slug); err != nil {
		return page, err
	}
	if page.Page, err = h.page(c, "action.list.title"); err != nil {
		return page, err
	}
	text, _ := page.Action.Text(string(page.Lang))
	page.Title, page.Lead = text.Title, text.Summary
	return page, nil
}

// Participants handles GET /actions/:slug/participants: all who take part by name. An earlier address leads to the present
// one.
func (h PublicActions) Participants(c echo.Context) error {
	slug, err := decoded(c, "slug")
	if err != nil {
		return err
	}
	found, err := h.Store.Participants(ctx(c), slug, c.QueryParam("page"))
	if err != nil {
		return err
	}
	if found.Action.Slug != slug {
		return seeOther(c, urls.Participants(lang(c), found.Action.Slug, ""))
	}
	p, err := h.page(c, "action.people.title")
	if err != nil {
		return err
	}
	p.Here, p.NoIndex = "actions", c.QueryParam("page") != ""
	return render(c, http.StatusOK, views.Participants(views.ParticipantsPage{Page: p, Found: found}))
}

// CSV handles GET /actions.csv: the list under the same filter, whole.
func (h PublicActions) CSV(c echo.Context) error {
	return h.file(c, "csv", func(w *bufio.Writer, f views.ActionFile) views.ActionWriter { return views.NewActionCSV(w, f) })
}

// JSON handles GET /actions.json: the list under the same filter, whole.
func (h PublicActions) JSON(c echo.Context) error {
	return h.file(c, "json", func(w *bufio.Writer, f views.ActionFile) views.ActionWriter { return views.NewActionJSON(w, f) })
}

// file writes the list as it is read, as that of the endorsers is.
func (h PublicActions) file(c echo.Context, format string, open func(*bufio.Writer, views.ActionFile) views.ActionWriter) error {
	q, err := actionQuery(c)
	if err != nil {
		return err
	}
	var out views.ActionWriter
	start := func(at time.Time) error {
		beginFile(c, format, "actions")
		out = open(bufio.NewWriterSize(c.Response(), 32<<10), views.ActionFile{
			Words: locale.For(lang(c)), At: at, Address: func(slug string) string { return h.Base + urls.PublicAction(lang(c), slug) },
		})
		return nil
	}
	err = h.Store.EachAction(ctx(c), q, start, func(rows []models.ActionSheet) error { return out.Write(rows) })
	if err == nil {
		err = out.Close()
	}
	if err != nil && c.Response().Committed {
		panic(http.ErrAbortHandler) // cut the connection: half a list must not look like a whole one
	}
	return err
}

// actionQuery reads the filter of the list. Each field stands at most once; fields that we do not know are passed over.
func actionQuery(c echo.Context) (models.ActionQuery, error) {
	values, err := url.ParseQuery(c.Request().URL.RawQuery)
	if err != nil {
		return models.ActionQuery{}, echo.NewHTTPError(http.StatusBadRequest)
	}
	for _, name := range ActionParameters() {
		if len(values[name]) > 1 {
			return models.ActionQuery{}, echo.NewHTTPError(http.StatusBadRequest)
		}
	}
	return models.ActionQuery{
		Past: values.Get("when") == "past", Kind: values.Get("kind"), Country: values.Get("country"), Community: values.Get("community"),
		Online: values.Get("online") == "yes", Page: values.Get("page"),
	}, nil
}

// ActionParameters are the fields of the query of the list of actions.
func ActionParameters() []string {
	return []string{"when", "kind", "country", "community", "online", "page"}
}
