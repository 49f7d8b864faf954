package handlers

import (
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"keephope/views"
)

// problemType is the media type of an error for programs (RFC 9457).
const problemType = "application/problem+json"

// WantsProblem reports whether an error is told to a program: its address is that of a file, or it asked for JSON rather
// than for a page.
func WantsProblem(r *http.Request) bool {
	if strings.HasSuffix(r.URL.Path, ".json") || strings.HasSuffix(r.URL.Path, ".csv") {
		return true
	}
	accept := strings.Join(r.Header.Values("Accept"), ",")
	return strings.Contains(accept, "json") && weight(accept, "application/json", problemType) > weight(accept, "text/html", "text/*", "*/*")
}

// weight is the highest weight that an Accept header gives one of some media types (RFC 9110, 12.4.2 and 12.5.1): 1 if
// it says none, 0 for what does not stand there. What cannot be read counts as not said.
func weight(accept string, types ...string) (most float64) {
	for entry := range strings.SplitSeq(accept, ",") {
		kind, parameters, err := mime.ParseMediaType(entry)
		if err != nil {
			continue
		}
		q, err := strconv.ParseFloat(parameters["q"], 64)
		if parameters["q"] == "" {
			q, err = 1, nil
		}
		for _, t := range types {
			if err == nil && kind == t {
				most = max(most, q)
			}
		}
	}
	return most
}

// answer writes an error as a page or as a problem, whichever the reader asked for.
func (h Problems) answer(c echo.Context, status int, p views.ErrorPage) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	switch {
	case c.Request().Method == http.MethodHead:
		return c.NoContent(status)
	case WantsProblem(c.Request()):
		body, err := p.Problem(status)
		if err != nil {
			return err
		}
		return c.Blob(status, problemType, body)
	}
	return render(c, status, views.Error(p))
}
