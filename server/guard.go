package server

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"keephope/handlers"
	"keephope/models"
	"keephope/views/locale"
	"keephope/views/urls"
)

// guard stands before every route: it knows the language, who asks, and whether they may come here at all.
func (a *App) guard(r Route) echo.HandlerFunc {
	return func(c echo.Context) error {
		if tag := c.Param("lang"); tag != "" {
			lang, ok := locale.Parse(tag)
			if !ok {
				return echo.NewHTTPError(http.StatusNotFound)
			}
			c.Set(handlers.LangKey, lang)
		}
		if err := legible(c); err != nil {
			return err
		}
		if r.Access == Public || r.Access == Kept {
			return r.Handle(c)
		}
		c.Response().Header().Set("Cache-Control", "private, no-store")
		actor, err := a.store.Actor(c.Request().Context(), a.cookies.Session(c.Request()))
		if err != nil {
			return err
		}
		c.Set(handlers.ActorKey, actor)
		if r.Access == SignedIn { // "Leave quickly" stands there, and a browser checks redirects of a form too
			policy := c.Response().Header()
			policy.Set("Content-Security-Policy", policy.Get("Content-Security-Policy")+" "+urls.Elsewhere)
		}
		if err := admit(r.Access, actor); err != nil {
			return err
		}
		return r.Handle(c)
	}
}

// admit decides whether an actor may come to an area. The zero Access lets nobody in.
func admit(access Access, actor models.Actor) error {
	switch {
	case access == Public || access == Kept || access == Anyone:
		return nil
	case access != SignedIn && access != Desk && access != Admin:
		return echo.NewHTTPError(http.StatusForbidden)
	case !actor.SignedIn():
		return &models.Error{Kind: models.Unauthenticated}
	case access == Desk:
		return actor.MayUseDesk()
	case access == Admin:
		return actor.MayAdminister()
	}
	return nil
}

// legible refuses an address that holds no text: NUL or broken UTF-8, which one database keeps and the other refuses.
// What is no text names nothing: 404. A query that cannot be read, of which Go would drop the rest in silence: 400.
func legible(c echo.Context) error {
	said := []string{c.Request().URL.Path}
	query, err := url.ParseQuery(c.Request().URL.RawQuery)
	for name, values := range query {
		said = append(append(said, name), values...)
	}
	switch {
	case slices.ContainsFunc(said, func(s string) bool { return !utf8.ValidString(s) || strings.ContainsRune(s, 0) }):
		return echo.NewHTTPError(http.StatusNotFound)
	case err != nil:
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	return nil
}
