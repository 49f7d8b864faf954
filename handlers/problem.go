package handlers

import (
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// retryAfter is how long a reader is asked to wait when the database is away, in seconds.
const retryAfter = 5

// Problems answers every error of every address: the one translation of a Kind to a status and a page.
type Problems struct {
	Frame
	Log *slog.Logger
}

// Answer is echo's error handler.
func (h Problems) Answer(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	status := statusOf(err)
	if status == http.StatusSeeOther {
		_ = seeOther(c, urls.SignIn(lang(c)))
		return
	}
	code := ""
	if status == http.StatusInternalServerError {
		code = h.Store.NewID()[:10]
		h.Log.ErrorContext(ctx(c), "answered 500", "code", code, "route", c.Path(), "error", err.Error())
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	if status == http.StatusServiceUnavailable {
		c.Response().Header().Set("Retry-After", strconv.Itoa(retryAfter))
	}
	if c.Request().Method == http.MethodHead {
		_ = c.NoContent(status)
		return
	}
	if err := render(c, status, views.Error(h.errorPage(c, status, err, code))); err != nil {
		h.Log.ErrorContext(ctx(c), "render error page", "error", err.Error())
	}
}

// statusOf gives each kind its status (DESIGN section 14).
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

// errorNames are the statuses that have sentences of their own, as message keys "error.<name>.title" and ".text".
var errorNames = map[int]string{
	http.StatusBadRequest:            "bad_request",
	http.StatusForbidden:             "forbidden",
	http.StatusNotFound:              "not_found",
	http.StatusMethodNotAllowed:      "method",
	http.StatusConflict:              "conflict",
	http.StatusRequestEntityTooLarge: "too_large",
	http.StatusUnsupportedMediaType:  "media_type",
	http.StatusUnprocessableEntity:   "invalid",
	http.StatusTooManyRequests:       "too_many",
	http.StatusServiceUnavailable:    "unavailable",
}

// errorPage says what happened. It asks the database for nothing and repeats no address, so that what is hidden
// answers like what never was.
func (h Problems) errorPage(c echo.Context, status int, err error, code string) views.ErrorPage {
	p := views.ErrorPage{Page: h.bare(c), Code: code}
	p.Path, p.NoIndex = "/", true
	name, known := errorNames[status]
	if !known {
		name = "internal"
	}
	p.Heading, p.Text = p.T("error."+name+".title"), p.T("error."+name+".text")
	var e *models.Error
	if errors.As(err, &e) && status == http.StatusConflict && e.Key != "" {
		p.Text = p.T(e.Key, e.Args...)
	}
	if errors.As(err, &e) && status == http.StatusUnprocessableEntity && len(e.Fields) > 0 {
		p.Text = p.T(e.Fields[0].Key, e.Fields[0].Args...)
	}
	p.Title = p.Heading
	p.SignIn = status == http.StatusForbidden && p.Viewer.Name == ""
	return p
}
