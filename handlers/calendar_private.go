package handlers

import (
	"bytes"
	"cmp"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/calendar"
	"keephope/views/locale"
	"keephope/views/urls"
)

// PrivateCalendars answers the secret calendars of an organisation's actions, and the page on which they are made.
type PrivateCalendars struct{ Frame }

// Page handles GET /{lang}/me/{organisation}/calendar.
func (h PrivateCalendars) Page(c echo.Context) error {
	return h.show(c, views.PrivateCalendarsPage{Done: c.QueryParam("done") == "revoked"})
}

// Make handles POST /{lang}/me/{organisation}/calendar. The answer is the page itself and no redirect, because the address
// is shown this once.
func (h PrivateCalendars) Make(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	token, err := h.Store.MakeCalendar(ctx(c), actor(c), form.sent("calendar.made"), organisationID(c), string(lang(c)))
	if err != nil {
		return err
	}
	if token == "" {
		return h.show(c, views.PrivateCalendarsPage{Again: true})
	}
	return h.show(c, views.PrivateCalendarsPage{Made: h.Base + urls.PrivateCalendar(token)})
}

type revokeCalendarsForm struct {
	formID
	Everybody bool `form:"everybody"`
}

// Revoke handles POST /{lang}/me/{organisation}/calendar/revoke.
func (h PrivateCalendars) Revoke(c echo.Context) error {
	form, err := read[revokeCalendarsForm](c)
	if err != nil {
		return err
	}
	err = h.Store.RevokeCalendars(ctx(c), actor(c), form.sent("calendar.revoked"), organisationID(c), form.Everybody)
	if err != nil {
		return err
	}
	return seeOther(c, urls.PrivateCalendars(lang(c), organisationID(c), "?done=revoked"))
}

func (h PrivateCalendars) show(c echo.Context, p views.PrivateCalendarsPage) (err error) {
	if p.PrivateCalendars, err = h.Store.PrivateCalendars(ctx(c), actor(c), organisationID(c)); err != nil {
		return err
	}
	if p.OwnPage, err = h.own(c, "calendar.title"); err != nil {
		return err
	}
	return render(c, http.StatusOK, views.PrivateCalendars(p))
}

// File handles GET /calendar/{token}.ics: the secret calendar itself, for a program that knows no more than its address.
func (h PrivateCalendars) File(c echo.Context) error {
	token, ok := strings.CutSuffix(c.Param("token"), ".ics")
	if !ok {
		return &models.Error{Kind: models.NotFound}
	}
	in, all, err := h.Store.PrivateCalendar(ctx(c), token)
	if err != nil {
		return err
	}
	tongue, _ := locale.Parse(in)
	c.Set(LangKey, cmp.Or(tongue, locale.English))
	p, err := h.page(c, "calendar.title")
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := calendar.Write(&file, views.PrivateCalendar(p, all)); err != nil {
		return err
	}
	return c.Blob(http.StatusOK, calendar.ContentType, file.Bytes())
}
