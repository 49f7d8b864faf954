package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// Sessions answers the reader's own sessions and ways to sign in.
type Sessions struct{ SignIn }

// List handles GET /{lang}/me/sessions.
func (h Sessions) List(c echo.Context) error {
	as := actor(c)
	page, err := h.page(c, "session.title")
	if err != nil {
		return err
	}
	page.Area = views.AreaMe
	sessions, err := h.Store.Sessions(ctx(c), as)
	if err != nil {
		return err
	}
	linked, err := h.Store.Identities(ctx(c), as)
	if err != nil {
		return err
	}
	if as.MayLink() != nil { // signing in anew leads back here
		h.Cookies.SetWanted(c.Response(), urls.Sessions(lang(c), ""), models.SignInLife)
	}
	return render(c, http.StatusOK, views.Sessions(views.SessionsPage{
		Page: page, Current: as.SessionID, MayLink: as.MayLink() == nil,
		Sessions: sessions, Linked: linked, Providers: offer(c, h.Flow),
	}))
}

// endForm names a session.
type endForm struct {
	formID
	Session string `form:"session"`
}

// End handles POST /{lang}/me/sessions/end: one of the reader's own sessions is over.
func (h Sessions) End(c echo.Context) error {
	form, err := read[endForm](c)
	if err != nil {
		return err
	}
	if err := h.Store.EndSession(ctx(c), actor(c), form.sent("end session "+models.Verb(form.Session)), form.Session); err != nil {
		return err
	}
	return seeOther(c, urls.Sessions(lang(c), ""))
}

// EndOthers handles POST /{lang}/me/sessions/end-others: all but this one are over.
func (h Sessions) EndOthers(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	if err := h.Store.EndOtherSessions(ctx(c), actor(c), form.sent("end other sessions")); err != nil {
		return err
	}
	return seeOther(c, urls.Sessions(lang(c), ""))
}

// Link handles POST /{lang}/me/sessions/link/{provider}: off to a further provider.
func (h Sessions) Link(c echo.Context) error {
	if _, err := read[formID](c); err != nil {
		return err
	}
	as := actor(c)
	if err := as.MayLink(); err != nil {
		return err
	}
	return h.leave(c, models.SignIn{
		Purpose: models.PurposeLink, PersonID: as.PersonID, ReturnTo: urls.Sessions(lang(c), ""),
	})
}

// unlinkForm names a way to sign in.
type unlinkForm struct {
	formID
	Identity string `form:"identity"`
}

// Unlink handles POST /{lang}/me/sessions/unlink: one way less to sign in, and another cookie.
func (h Sessions) Unlink(c echo.Context) error {
	form, err := read[unlinkForm](c)
	if err != nil {
		return err
	}
	wish := models.Unlinking{Identity: form.Identity}
	for _, provider := range h.Flow.Providers(ctx(c)) {
		wish.Usable = append(wish.Usable, provider.ID)
	}
	token, err := h.Store.Unlink(ctx(c), actor(c), form.sent("unlink "+models.Verb(form.Identity)), wish)
	if err != nil {
		return err
	}
	if token != "" {
		h.Cookies.SetSession(c.Response(), token, models.SessionLife)
	}
	return seeOther(c, urls.Sessions(lang(c), ""))
}
