package handlers

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// Desk answers the coordinators' desk: the queue and its cases.
type Desk struct{ Frame }

// Queue handles GET /{lang}/desk: what waits, with the first case open.
func (h Desk) Queue(c echo.Context) error { return h.show(c, shown{queue: queueQuery(c)}) }

// Search handles POST /{lang}/desk: what waits under a name, as far as the queue ever shows. It changes nothing.
func (h Desk) Search(c echo.Context) error {
	form, err := read[searchForm](c)
	if err != nil {
		return err
	}
	all := models.QueueCounts{Waiting: models.QueueMost, Elsewhere: models.QueueMost, Decided: models.QueueMost}
	return h.show(c, shown{queue: models.QueueQuery{Search: form.Search, Shown: all}})
}

// Case handles GET /{lang}/desk/applications/{id}.
func (h Desk) Case(c echo.Context) error {
	return h.show(c, shown{id: c.Param("id"), queue: queueQuery(c)})
}

// Change handles GET /{lang}/desk/changes/{id}.
func (h Desk) Change(c echo.Context) error {
	return h.show(c, shown{id: c.Param("id"), change: true, queue: queueQuery(c)})
}

// shown is what the desk shows beside the queue, and the form that came back, if one did.
type shown struct {
	id      string
	change  bool
	action  bool
	report  bool
	mention bool
	queue   models.QueueQuery
	opened  models.Step
	typed   map[string]string
	err     error // Invalid, or Conflict
}

// refused answers what could not be done with the case as it stands now, and with what was typed. A program, and whoever
// may not do this at all, gets the problem.
func (h Desk) refused(c echo.Context, s shown) error {
	if models.KindOf(s.err) != models.Conflict || WantsProblem(c.Request()) {
		return s.err
	}
	return h.show(c, s)
}

func (h Desk) show(c echo.Context, s shown) error {
	q := models.DeskQuery{ID: s.id, Change: s.change, Action: s.action, Report: s.report, Mention: s.mention, Queue: s.queue, Done: c.QueryParam("done")}
	desk, err := h.Store.Desk(ctx(c), actor(c), q)
	if s.err != nil && models.KindOf(err) == models.NotFound { // such as: the applicant took it back
		desk, err = h.Store.Desk(ctx(c), actor(c), models.DeskQuery{Bare: true, Queue: q.Queue})
	}
	if err != nil {
		return err
	}
	page, err := h.page(c, "queue.title", "n", desk.Queue.Bar.Waiting)
	if err != nil {
		return err
	}
	page.Area, page.Here, page.Problems = views.AreaDesk, "queue", models.FieldsOf(s.err)
	p := views.DeskPage{Desk: desk, Asked: q.Queue, Typed: s.typed, Opened: s.opened, Wanted: s.id != ""}
	status := http.StatusOK
	if s.err != nil {
		status, page.Path = statusOf(s.err), urls.Below(caseAddress(c, s))
	}
	if status == http.StatusConflict {
		key, args := own(s.err, status)
		p.Refusal = views.Refusal{Heading: page.T(conflictTitle(key)), Text: page.T(key, args...)}
	}
	page.Path, _, _ = strings.Cut(page.Path, "?") // what was done is not told again in another language
	p.Page = page
	return render(c, status, views.Desk(p))
}

// queueQuery reads how much of the queue an address shows. What is no number counts as not asked for.
func queueQuery(c echo.Context) models.QueueQuery {
	lines := func(part string) int {
		n, _ := strconv.Atoi(c.QueryParam(part))
		return n
	}
	return models.QueueQuery{
		Shown: models.QueueCounts{Waiting: lines("waiting"), Elsewhere: lines("elsewhere"), Decided: lines("decided")},
	}
}

// caseAddress is the page that a form stands on.
func caseAddress(c echo.Context, s shown) string {
	switch {
	case s.change:
		return urls.Change(lang(c), s.id, "")
	case s.action:
		return urls.ActionCase(lang(c), s.id, "")
	case s.report:
		return urls.ReportCase(lang(c), s.id, "")
	case s.mention:
		return urls.MentionCase(lang(c), s.id, "")
	}
	return urls.Case(lang(c), s.id, "")
}

// Compare handles GET /{lang}/desk/applications/{id}/compare/{organisation}.
func (h Desk) Compare(c echo.Context) error {
	compared, err := h.Store.Compare(ctx(c), actor(c), c.Param("id"), c.Param("organisation"))
	if err != nil {
		return err
	}
	page, err := h.page(c, "queue.compare.title")
	if err != nil {
		return err
	}
	page.Area, page.Here = views.AreaDesk, "queue"
	return render(c, http.StatusOK, views.Compare(views.ComparePage{Page: page, Comparison: compared}))
}

// logoWidth is how wide the desk asks for a logo, in pixels.
const logoWidth = 192

// Logo handles GET /{lang}/desk/applications/{id}/logo: the picture that an applicant sent.
func (h Desk) Logo(c echo.Context) error { return h.logo(c, h.Store.ApplicantLogo) }

// ChangeLogo handles GET /{lang}/desk/changes/{id}/logo: the picture that an organisation wishes to have.
func (h Desk) ChangeLogo(c echo.Context) error { return h.logo(c, h.Store.ChangeLogo) }
