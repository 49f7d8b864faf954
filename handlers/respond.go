// Package handlers turns requests into calls of one models.Store method each, and answers into HTTP.
//
// A handler reads a form, calls one method and answers. It knows no rule: who may do what stands in models, who may
// come to an address stands in the route table of package server.
package handlers

import (
	"bytes"
	"cmp"
	"context"
	"net/http"
	"sync"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/locale"
	"keephope/views/urls"
)

// Names under which the guard of package server leaves what it found in the request's context.
const (
	ActorKey = "actor" // models.Actor; absent on public addresses
	LangKey  = "lang"  // locale.Lang
)

// SharedFor is how long an answer for everybody may be kept by others: by a shared cache for a second, as the page cache
// does, and by a browser only if it asks whether it is still good.
const SharedFor = "public, max-age=0, s-maxage=1, must-revalidate"

// actor returns who asks: the zero Actor on public addresses.
func actor(c echo.Context) models.Actor {
	a, _ := c.Get(ActorKey).(models.Actor)
	return a
}

// ctx returns the request's context: it ends when the reader goes away or time is up.
func ctx(c echo.Context) context.Context { return c.Request().Context() }

// lang returns the page's language: that of the address, else what the reader's browser prefers.
func lang(c echo.Context) locale.Lang {
	if l, ok := c.Get(LangKey).(locale.Lang); ok {
		return l
	}
	if l, ok := urls.LangOf(c.Request().URL.Path); ok { // an address that is none: answered in its language all the same
		return l
	}
	return locale.Match(c.Request().Header.Get("Accept-Language"), "")
}

// Frame makes the page struct that every page embeds.
type Frame struct {
	Store  *models.Store
	Called *Called
	Base   string // public address of the site, for links that people pass on
	Demo   bool   // the demo says so on every page
	// BackupDays is after how many days the operator promises to delete a backup; 0 = no promise.
	BackupDays int
	// Contact is the e-mail or https address of whoever runs the site; "" = none.
	Contact string
	// ShareVK offers VK among the networks to which a page is passed on.
	ShareVK bool
}

// page starts a page whose title is the text of key. Private pages get the viewer and a form id.
func (f Frame) page(c echo.Context, key string, args ...any) (views.Page, error) {
	p := f.bare(c)
	p.Title = p.T(key, args...)
	site, err := f.Store.Featured(ctx(c), string(p.Lang))
	if err != nil {
		return p, err
	}
	if site.ID != "" {
		f.Called.remember(p.Lang, site.Title)
		p.Site.Name, p.Site.Summary, p.Site.Historical = site.Title, site.Summary, site.Historical
	}
	return p, nil
}

// Called is what the featured campaign was last called in each language: the name over the pages that ask the database
// for nothing.
type Called struct{ names sync.Map }

// Learn asks once, before the first reader comes. Without a database the pages go by the software's name.
func (n *Called) Learn(ctx context.Context, store *models.Store) {
	for _, l := range locale.Langs() {
		if site, err := store.Featured(ctx, string(l)); err == nil && site.ID != "" {
			n.remember(l, site.Title)
		}
	}
}

func (n *Called) remember(l locale.Lang, name string) { n.names.Store(l, name) }

func (n *Called) in(l locale.Lang) string {
	if name, ok := n.names.Load(l); ok {
		return name.(string)
	}
	return "Keep Hope"
}

// bare makes a page without asking the database.
func (f Frame) bare(c echo.Context) views.Page {
	l := lang(c)
	site := views.Site{Name: f.Called.in(l), Base: f.Base, Demo: f.Demo, BackupDays: f.BackupDays, Contact: f.Contact, ShareVK: f.ShareVK}
	p := views.Page{Lang: l, Words: locale.For(l), Path: pathBelowLang(c), Site: site}
	p.Saved = seen(c.QueryParam("saved"))
	if a := actor(c); a.SignedIn() {
		p.Viewer = views.Viewer{Name: cmp.Or(a.Name, p.T("signin.nameless")), Desk: a.MayUseDesk() == nil, Admin: a.MayAdminister() == nil}
		p.FormID = f.Store.NewID()
	}
	return p
}

// pathBelowLang is the address that the language menu keeps: path and query without the language.
func pathBelowLang(c echo.Context) string {
	u := c.Request().URL
	path := u.EscapedPath()
	if l := c.Param("lang"); l != "" && len(path) > len(l)+1 {
		path = path[len(l)+1:]
	}
	if u.RawQuery != "" && c.Request().Method == http.MethodGet {
		path += "?" + u.RawQuery
	}
	return path
}

// usualPage is the size of most pages in bytes: room that is made once instead of by doubling.
const usualPage = 48 << 10

// render answers with a component, whole or not at all. It asks nobody, so it goes on when the request's time is up: the
// page that says so must still be written.
func render(c echo.Context, status int, component templ.Component) error {
	var body bytes.Buffer
	body.Grow(usualPage)
	if err := component.Render(context.WithoutCancel(ctx(c)), &body); err != nil {
		return err
	}
	return c.HTMLBlob(status, body.Bytes())
}

// seeOther answers a form: go on there. Only addresses made by package urls come here.
func seeOther(c echo.Context, address string) error {
	return c.Redirect(http.StatusSeeOther, address)
}

// invalid returns what is to be corrected in a form, and whether that is why err was returned.
func invalid(err error) ([]models.FieldError, bool) {
	fields := models.FieldsOf(err)
	return fields, models.KindOf(err) == models.Invalid && len(fields) > 0
}

// seeSaved goes to a page that tells when something was saved.
func (f Frame) seeSaved(c echo.Context, address string) error {
	return seeOther(c, address+"?saved="+mark(f.Store.Now()))
}
