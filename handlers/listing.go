package handlers

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/locale"
	"keephope/views/urls"
)

// Endorsers answers the public list, its files, the pages of public endorsers and their logos.
type Endorsers struct {
	Frame
	Sames *views.ListingSames
}

// List handles GET /endorsers: the page, or for a changed filter what changes on it.
func (h Endorsers) List(c echo.Context) error {
	q, err := listQuery(c)
	if err != nil {
		return err
	}
	list, err := h.Store.Endorsers(ctx(c), q)
	status := http.StatusOK
	problems, wrong := invalid(err)
	if wrong && !WantsProblem(c.Request()) { // the whole list, and what is wrong
		q, status = models.ListQuery{}, http.StatusUnprocessableEntity
		list, err = h.Store.Endorsers(ctx(c), q)
	}
	if err != nil {
		return err
	}
	p, err := h.page(c, "listing.title")
	if err != nil {
		return err
	}
	if p.Problems = problems; problems != nil {
		p.Path, p.NoIndex = "/endorsers", true
	}
	if q.Order == "" {
		q.Order = models.OrderNewest
	}
	page := views.ListingPage{Page: p, Query: q, List: list}
	if IsFragment(c.Request()) {
		c.Response().Header().Set("HX-Replace-Url", page.Address())
		return render(c, status, views.ListingFragment(page))
	}
	if page.Same, err = h.Sames.Of(page); err != nil {
		return err
	}
	page.Here = "endorsers"
	page.Lead = views.Headline(p, list.Facets, "listing.lead")
	for _, format := range []string{"csv", "json"} {
		page.Feeds = append(page.Feeds, views.Feed{Type: fileTypes[format], URL: urls.EndorserFile(p.Lang, format, urls.ListFilter{})})
	}
	return render(c, status, views.Listing(page))
}

// Show handles GET /endorsers/:slug: an endorser's page. An earlier address leads to the present one.
func (h Endorsers) Show(c echo.Context) error {
	slug, err := decoded(c, "slug")
	if err != nil {
		return err
	}
	e, err := h.Store.EndorserBySlug(ctx(c), slug)
	if err != nil {
		return err
	}
	if e.Slug != slug {
		return seeOther(c, urls.Endorser(lang(c), e.Slug))
	}
	facets, err := h.Store.Facets(ctx(c))
	if err != nil {
		return err
	}
	actions, err := h.Store.ActionsHostedBy(ctx(c), slug)
	if err != nil {
		return err
	}
	p, err := h.page(c, "listing.title")
	if err != nil {
		return err
	}
	p.Here = "endorsers"
	p.Title, _ = e.Names.Shown(string(p.Lang))
	p.Lead = p.T("listing.endorses", "name", p.Title)
	return render(c, http.StatusOK, views.Endorser(views.EndorserPage{Page: p, Endorser: e, Newest: facets.Version, Actions: actions}))
}

// decoded is a part of the address, decoded once: echo hands on what stood there where the address could be written in
// more ways than one, and else what net/http decoded already.
func decoded(c echo.Context, param string) (string, error) {
	part := c.Param(param)
	if c.Request().URL.RawPath == "" {
		return part, nil
	}
	part, err := url.PathUnescape(part)
	if err != nil {
		return "", echo.NewHTTPError(http.StatusBadRequest)
	}
	return part, nil
}

// Logo handles GET /logos/:file, "{id}-{width}": a public logo. A browser that opens it by itself treats it as a
// picture without rights.
func (h Endorsers) Logo(c echo.Context) error {
	id, width, _ := strings.Cut(c.Param("file"), "-")
	wide, err := strconv.Atoi(width)
	if err != nil || wide < 1 || strconv.Itoa(wide) != width || wide > maxLogoWidth {
		return echo.NewHTTPError(http.StatusNotFound)
	}
	logo, err := h.Store.ListingLogo(ctx(c), id, wide)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Security-Policy", picturePolicy)
	return c.Blob(http.StatusOK, logo.MediaType, logo.Bytes)
}

// maxLogoWidth is the widest logo that is kept.
const maxLogoWidth = 1200

// IsFragment reports whether htmx asks for a part of the page. Going back in the history asks for the whole.
func IsFragment(r *http.Request) bool {
	return r.Header.Get("HX-Request") == "true" && r.Header.Get("HX-Request-Type") != "full" &&
		r.Header.Get("HX-Boosted") == "" && r.Header.Get("HX-History-Restore-Request") == ""
}

// listQuery reads the filter of the list. Each field stands at most once; fields that we do not know, such as those
// that other sites hang on to links, are passed over.
func listQuery(c echo.Context) (models.ListQuery, error) {
	values, err := url.ParseQuery(c.Request().URL.RawQuery)
	if err != nil {
		return models.ListQuery{}, echo.NewHTTPError(http.StatusBadRequest)
	}
	for _, name := range ListParameters() {
		if len(values[name]) > 1 {
			return models.ListQuery{}, echo.NewHTTPError(http.StatusBadRequest)
		}
	}
	q := models.ListQuery{
		Text: strings.TrimSpace(values.Get("q")), Country: values.Get("country"), Community: values.Get("community"),
		Order: models.ListOrder(values.Get("order")), Page: values.Get("page"),
	}
	if q.Order == models.OrderCountry {
		for _, country := range locale.For(lang(c)).Countries() {
			q.CountryRank = append(q.CountryRank, country.Code)
		}
	}
	return q, nil
}

// ListParameters are the fields of the list's query.
func ListParameters() []string { return []string{"q", "country", "community", "order", "page"} }
