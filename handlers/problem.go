package handlers

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// retryAfter is how long a reader is asked to wait when the database is away, in seconds.
const retryAfter = 5

// slowDown is how long whoever tried too often is asked to wait, in seconds.
const slowDown = 60

// Problems answers every error of every address: the one translation of a Kind to a status and a page, or
// a problem for programs.
type Problems struct {
	Frame
	Cookies  Cookies
	Log      *slog.Logger
	Refusals *Refusals
}

// Answer is echo's error handler.
func (h Problems) Answer(err error, c echo.Context) {
	if c.Response().Committed || errors.Is(err, context.Canceled) && ctx(c).Err() != nil {
		return // the answer is on its way, or the reader has gone
	}
	status := statusOf(err)
	if status == http.StatusSeeOther {
		h.signInFirst(c)
		return
	}
	h.refused(c, err, status)
	code := ""
	if status == http.StatusInternalServerError || status == http.StatusServiceUnavailable {
		code = h.Store.NewID()[:10]
	}
	if status == http.StatusInternalServerError {
		h.Log.ErrorContext(ctx(c), "answered 500", "code", code, "route", c.Path(), "error", err.Error())
	}
	if status == http.StatusServiceUnavailable {
		h.Log.WarnContext(ctx(c), "answered 503", "code", code, "route", c.Path(), "error", err.Error())
		c.Response().Header().Set("Retry-After", strconv.Itoa(retryAfter))
	}
	if status == http.StatusTooManyRequests {
		c.Response().Header().Set("Retry-After", strconv.Itoa(slowDown))
	}
	if err := h.answer(c, status, h.errorPage(c, status, err, code)); err != nil {
		h.Log.ErrorContext(ctx(c), "render error page", "error", err.Error())
		_ = c.NoContent(status)
	}
}

// statusOf gives each kind its status, as the comments at models.Kind say.
func statusOf(err error) int {
	var http4xx *echo.HTTPError
	if errors.As(err, &http4xx) {
		return http4xx.Code
	}
	return map[models.Kind]int{
		models.Internal:        http.StatusInternalServerError,
		models.Invalid:         http.StatusUnprocessableEntity,
		models.NotFound:        http.StatusNotFound,
		models.Forbidden:       http.StatusForbidden,
		models.Unauthenticated: http.StatusSeeOther,
		models.Conflict:        http.StatusConflict,
		models.TooMany:         http.StatusTooManyRequests,
		models.Unavailable:     http.StatusServiceUnavailable,
	}[models.KindOf(err)]
}

// worded are the statuses that have sentences of their own: message keys "error.<status>.title" and ".text".
var worded = []int{400, 403, 404, 405, 409, 413, 415, 429, 500, 503}

// errorPage says what happened. It asks the database for nothing and repeats no address, so that what is hidden
// answers like what never was.
func (h Problems) errorPage(c echo.Context, status int, err error, id string) views.ErrorPage {
	p := views.ErrorPage{Page: h.bare(c)}
	p.Path, p.NoIndex, p.Code = "/", true, id
	name := "error.500."
	if slices.Contains(worded, status) {
		name = "error." + strconv.Itoa(status) + "."
	}
	if status == http.StatusForbidden && actor(c).SignedIn() {
		name = "error.403.role."
	}
	p.Heading, p.Text = p.T(name+"title"), p.Sentence(name+"text", id)
	if id != "" {
		p.Text = p.Fault(name, id)
	}
	if p.Wrote = writtenText(c, status); p.Wrote != "" {
		p.Text = append([]views.ErrorPart{{Text: p.T("error.kept") + " "}}, p.Text...)
	}
	if key, args := own(err, status); key != "" {
		p.Text = []views.ErrorPart{{Text: p.T(key, args...)}}
	}
	if status == http.StatusConflict {
		key, _ := own(err, status)
		p.Heading, p.Back = p.T(conflictTitle(key)), back(c, p.Page)
	}
	if status == http.StatusUnprocessableEntity {
		p.Heading = p.Words.Summary(1)
	}
	ownArea(c, status, &p)
	p.Title = p.Heading
	return p
}

// conflictTitle is the heading over the sentence of a Conflict: that something changed is told only where something did.
func conflictTitle(key string) string {
	switch {
	case key == "", strings.Contains(key, ".happened."), strings.Contains(key, "changed"), strings.Contains(key, "meanwhile"),
		strings.HasSuffix(key, ".newer_version"), strings.HasSuffix(key, ".look_again"), strings.HasSuffix(key, ".decided_already"):
		return "error.409.title"
	}
	return "error.409.refused"
}

// back leads from a refusal to the desk or the administration, for those who work there.
func back(c echo.Context, p views.Page) views.ErrorPart {
	at := urls.Below(c.Request().URL.Path)
	switch {
	case p.Viewer.Desk && strings.HasPrefix(at, "/desk/"):
		return views.ErrorPart{Text: p.T("error.409.back", "page", p.T("area.queue")), Address: urls.Desk(p.Lang, "")}
	case p.Viewer.Admin && strings.HasPrefix(at, "/admin/"):
		return views.ErrorPart{Text: p.T("error.409.back", "page", p.T("area.admin")), Address: urls.Admin(p.Lang, "")}
	}
	return views.ErrorPart{}
}

// ownArea makes the page of somebody's own area one of that area: with "Leave quickly", and a way on from what was refused.
func ownArea(c echo.Context, status int, p *views.ErrorPage) {
	if !actor(c).SignedIn() || !strings.HasPrefix(c.Path(), "/:lang/me") {
		return
	}
	p.Area = views.AreaMe
	if status == http.StatusConflict || status == http.StatusUnprocessableEntity {
		p.Back = views.ErrorPart{Text: p.T("endorsement.change.back"), Address: urls.Me(p.Lang)}
	}
}

// own is the sentence that an error brings along: what happened instead of a change, or what to correct in a form that
// cannot be shown again.
func own(err error, status int) (key string, args []any) {
	var e *models.Error
	switch {
	case !errors.As(err, &e):
		return "", nil
	case status == http.StatusUnprocessableEntity && len(e.Fields) > 0:
		return e.Fields[0].Key, e.Fields[0].Args
	case status == http.StatusConflict, status == http.StatusUnprocessableEntity, status == http.StatusForbidden && e.Key != "error.403.title":
		return e.Key, e.Args
	}
	return "", nil
}

// Crowded answers where too many want at once what costs much.
func (h Problems) Crowded(c echo.Context) { h.Answer(&models.Error{Kind: models.TooMany}, c) }

// Foreign answers a form that another site sent: nothing was done.
func (h Problems) Foreign(c echo.Context) {
	h.Refusals.note(ctx(c), refusal{rule: "foreign", method: c.Request().Method})
	p := views.ErrorPage{Page: h.bare(c)}
	p.Path, p.NoIndex = "/", true
	p.Heading, p.Text = p.T("error.409.refused"), p.Sentence("error.403.origin", "")
	p.Title = p.Heading
	_ = h.answer(c, http.StatusForbidden, p)
}
