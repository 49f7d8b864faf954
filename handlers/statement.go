package handlers

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
)

// Statements answers the campaign's call to everybody.
type Statements struct{ Frame }

// Newest handles GET /{lang}/statement.
func (h Statements) Newest(c echo.Context) error {
	text, err := h.Store.Call(ctx(c), string(lang(c)))
	if err != nil && models.KindOf(err) != models.NotFound {
		return err
	}
	return h.show(c, text)
}

// Version handles GET /{lang}/statement/{n} and, with .txt at its end, the text as a file.
func (h Statements) Version(c echo.Context) error {
	number, file := strings.CutSuffix(c.Param("number"), ".txt")
	n, err := versionNumber(number)
	if err != nil {
		return err
	}
	if file {
		return h.file(c, n)
	}
	text, err := h.Store.CallVersion(ctx(c), n, string(lang(c)))
	if err != nil {
		return err
	}
	return h.show(c, text)
}

// show answers with a version of the call; its number is 0 while none is published.
func (h Statements) show(c echo.Context, text models.PublicText) error {
	versions, err := h.Store.CallVersions(ctx(c))
	if err != nil {
		return err
	}
	traces, err := h.Store.CallTraces(ctx(c))
	if err != nil {
		return err
	}
	page, err := h.page(c, "statement.title")
	if err != nil {
		return err
	}
	page.Here = "statement"
	if text.Number > 0 {
		page.Title = text.Title
	}
	return render(c, http.StatusOK, views.Statement(views.StatementPage{Page: page, Text: text, Versions: versions, Traces: traces}))
}

// file answers with the very bytes that the shown SHA-256 is of.
func (h Statements) file(c echo.Context, n int) error {
	file, err := h.Store.StatementFile(ctx(c), n, string(lang(c)))
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "text/plain; charset=utf-8", file)
}

// Changes handles GET /{lang}/statement/{n}/changes.
func (h Statements) Changes(c echo.Context) error {
	n, err := versionNumber(c.Param("number"))
	if err != nil {
		return err
	}
	changes, err := h.Store.CallChanges(ctx(c), n, string(lang(c)))
	if err != nil {
		return err
	}
	page, err := h.page(c, "statement.changes.title", "n", n)
	if err != nil {
		return err
	}
	page.Here = "statement"
	return render(c, http.StatusOK, views.StatementChanges(views.StatementChangesPage{Page: page, Changes: changes}))
}

// versionNumber reads a version's number as addresses write it: 1, 2, 3, never 01 or +1.
func versionNumber(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > models.MaxVersion || strconv.Itoa(n) != text {
		return 0, echo.NewHTTPError(http.StatusNotFound)
	}
	return n, nil
}
