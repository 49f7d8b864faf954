package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/views"
	"keephope/views/urls"
)

// Standing answers the first page after sign-in.
type Standing struct{ Frame }

// First handles GET /{lang}/me: every organisation of the reader, each with "Hide us now", and what the reader is told.
func (h Standing) First(c echo.Context) error {
	as := actor(c)
	first, err := h.Store.FirstPage(ctx(c), as, string(lang(c)))
	if err != nil {
		return err
	}
	page, err := h.page(c, "standing.title")
	if err != nil {
		return err
	}
	page.Area = views.AreaMe
	return render(c, http.StatusOK, views.Standing(views.StandingPage{
		Page: page, First: first, Done: views.Done(c.QueryParam("done")), Coalition: as.MayReadCoalition() == nil,
	}))
}

// seenForm says up to which notice the reader has read, by its mark.
type seenForm struct {
	formID
	UpTo string `form:"up_to"`
}

// Seen handles POST /{lang}/me/notices/seen.
func (h Standing) Seen(c echo.Context) error {
	form, err := read[seenForm](c)
	if err != nil {
		return err
	}
	if err := h.Store.SeeNotices(ctx(c), actor(c), form.UpTo); err != nil {
		return err
	}
	return seeOther(c, urls.Me(lang(c)))
}

// own starts a page of one organisation that the reader represents, with how it stands.
func (f Frame) own(c echo.Context, key string) (views.OwnPage, error) {
	m, err := f.Store.Standing(ctx(c), actor(c), organisationID(c), string(lang(c)))
	if err != nil {
		return views.OwnPage{}, err
	}
	page, err := f.page(c, key)
	page.Area = views.AreaMe
	return views.OwnPage{Page: page, M: m}, err
}

// bound starts a page of an organisation that only its signatories may open.
func (f Frame) bound(c echo.Context, key string) (views.OwnPage, error) {
	if err := actor(c).MayBind(organisationID(c)); err != nil {
		return views.OwnPage{}, err
	}
	return f.own(c, key)
}

// ownDone answers a form of one organisation: back to the first page, which says what is done ("" = it shows).
func ownDone(c echo.Context, err error, done views.Done) error {
	if err != nil {
		return err
	}
	return seeOther(c, urls.MeDone(lang(c), string(done)))
}

// organisationID is the organisation of a page's address.
func organisationID(c echo.Context) string { return c.Param("organisation") }
