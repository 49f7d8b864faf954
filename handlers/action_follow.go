package handlers

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/calendar"
	"keephope/views/feed"
	"keephope/views/urls"
)

// ActionFollowing answers programs that follow the public actions: calendars and feeds.
type ActionFollowing struct{ Frame }

// narrowed says what a calendar is narrowed to, in the words of a page.
type narrowed func(views.Page) string

func everywhere(views.Page) string { return "" }

// entry answers an action's page as a file, "{slug}.ics": that action, to take along.
func (h ActionFollowing) entry(c echo.Context, slug string) error {
	a, _, err := h.Store.ActionBySlug(ctx(c), slug)
	if err != nil {
		return err
	}
	if a.Slug != slug {
		return seeOther(c, urls.ActionEntry(lang(c), a.Slug))
	}
	c.Response().Header().Set("Content-Disposition", `attachment; filename="`+a.Slug+`.ics"`)
	return h.calendar(c, everywhere, []models.ActionSheet{a})
}

// Campaign handles GET /calendar.ics: all joint actions.
func (h ActionFollowing) Campaign(c echo.Context) error {
	return h.followed(c, everywhere, models.ActionFollowing{})
}

// Community handles GET /calendar/community/{slug}.ics: the joint actions for a community.
func (h ActionFollowing) Community(c echo.Context) error {
	slug, err := fileOf(c, "community")
	if err != nil {
		return err
	}
	return h.followed(c, func(p views.Page) string { return p.Words.Community(slug) }, models.ActionFollowing{Community: slug})
}

// Country handles GET /calendar/country/{code}.ics: the joint actions in a country.
func (h ActionFollowing) Country(c echo.Context) error {
	code, err := fileOf(c, "country")
	if err != nil {
		return err
	}
	return h.followed(c, func(p views.Page) string { return p.Words.Country(code) }, models.ActionFollowing{Country: code})
}

// Organisation handles GET /calendar/organisation/{slug}.ics: what an organisation hosts, and in what it takes part by
// name. An earlier address leads to the present one.
func (h ActionFollowing) Organisation(c echo.Context) error {
	slug, err := fileOf(c, "slug")
	if err != nil {
		return err
	}
	e, err := h.Store.EndorserBySlug(ctx(c), slug)
	if err != nil {
		return err
	}
	if e.Slug != slug {
		return seeOther(c, urls.OrganisationCalendar(lang(c), e.Slug))
	}
	name, _ := e.Names.Shown(string(lang(c)))
	return h.followed(c, func(views.Page) string { return name }, models.ActionFollowing{Organisation: slug})
}

func (h ActionFollowing) followed(c echo.Context, of narrowed, f models.ActionFollowing) error {
	all, err := h.Store.FollowedActions(ctx(c), f)
	if err != nil {
		return err
	}
	return h.calendar(c, of, all)
}

func (h ActionFollowing) calendar(c echo.Context, of narrowed, all []models.ActionSheet) error {
	p, err := h.page(c, "action.list.title")
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := calendar.Write(&file, views.ActionCalendar(p, of(p), all)); err != nil {
		return err
	}
	return c.Blob(http.StatusOK, calendar.ContentType, file.Bytes())
}

// Atom handles GET /actions.atom.
func (h ActionFollowing) Atom(c echo.Context) error {
	return h.feed(c, "atom", feed.AtomType, feed.Atom)
}

// JSONFeed handles GET /actions.feed.json.
func (h ActionFollowing) JSONFeed(c echo.Context) error {
	return h.feed(c, "feed.json", feed.JSONType, feed.JSON)
}

func (h ActionFollowing) feed(c echo.Context, format, kind string, write func(feed.Feed) ([]byte, error)) error {
	all, err := h.Store.ChangedActions(ctx(c))
	if err != nil {
		return err
	}
	p, err := h.page(c, "action.list.title")
	if err != nil {
		return err
	}
	f, err := views.ActionFeed(p, all)
	if err != nil {
		return err
	}
	f.Self = h.Base + urls.ActionFeed(p.Lang, format)
	file, err := write(f)
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, kind, file)
}

// fileOf is what a calendar's file is of: the parameter without ".ics". NotFound without it.
func fileOf(c echo.Context, param string) (string, error) {
	file, err := decoded(c, param)
	if err != nil {
		return "", err
	}
	name, ok := strings.CutSuffix(file, ".ics")
	if !ok || name == "" {
		return "", echo.NewHTTPError(http.StatusNotFound)
	}
	return name, nil
}
