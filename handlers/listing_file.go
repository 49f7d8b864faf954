package handlers

import (
	"bufio"
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/locale"
	"keephope/views/urls"
)

// fileTypes are the formats of the list and their media types.
var fileTypes = map[string]string{"csv": "text/csv; charset=utf-8", "json": "application/json"}

// CSV handles GET /endorsers.csv: the list under the same filter, whole.
func (h Endorsers) CSV(c echo.Context) error {
	return h.file(c, "csv", func(w *bufio.Writer, f views.ListingFile) views.ListingWriter { return views.NewListingCSV(w, f) })
}

// JSON handles GET /endorsers.json: the list under the same filter, whole.
func (h Endorsers) JSON(c echo.Context) error {
	return h.file(c, "json", func(w *bufio.Writer, f views.ListingFile) views.ListingWriter { return views.NewListingJSON(w, f) })
}

// file writes the list as it is read, some rows at a time, so that no list is too long for memory.
func (h Endorsers) file(c echo.Context, format string, open func(*bufio.Writer, views.ListingFile) views.ListingWriter) error {
	q, err := listQuery(c)
	if err != nil {
		return err
	}
	q.Page = ""
	var out views.ListingWriter
	start := func(f models.Facets) error {
		beginFile(c, format, "endorsers")
		out = open(bufio.NewWriterSize(c.Response(), 32<<10), h.listingFile(c, q, f))
		return nil
	}
	err = h.Store.EachEndorser(ctx(c), q, start, func(rows []models.PublicEndorser) error { return out.Write(rows) })
	if err == nil {
		err = out.Close()
	}
	if err != nil && c.Response().Committed {
		panic(http.ErrAbortHandler) // cut the connection: half a list must not look like a whole one
	}
	return err
}

// beginFile writes the head of a list that is taken along.
func beginFile(c echo.Context, format, name string) {
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, fileTypes[format])
	header.Set("Cache-Control", SharedFor)
	header.Set("Content-Disposition", `attachment; filename="`+name+`.`+format+`"`)
	c.Response().WriteHeader(http.StatusOK)
}

func (h Endorsers) listingFile(c echo.Context, q models.ListQuery, f models.Facets) views.ListingFile {
	return views.ListingFile{
		Words: locale.For(lang(c)), Facets: f, Part: q.Text != "" || q.Country != "" || q.Community != "",
		Address: func(slug string) string { return h.Base + urls.Endorser(lang(c), slug) },
	}
}
