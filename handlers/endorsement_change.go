package handlers

import (
	"errors"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// Naming answers the pages on which an organisation chooses how it is shown.
type Naming struct{ Frame }

// Page handles GET /{lang}/me/{organisation}/visibility?endorsement=...
func (h Naming) Page(c echo.Context) error {
	page, err := h.visibility(c, c.QueryParam("endorsement"))
	if err != nil {
		return err
	}
	page.Level, page.From, page.Done = page.E.Level, views.NameFromValue(page.E.NameFrom, page.M.At), c.QueryParam("done") == "1"
	return render(c, http.StatusOK, views.Visibility(page))
}

// visibility starts the page of one living endorsement: the one that is named, or the newest.
func (h Naming) visibility(c echo.Context, endorsementID string) (views.VisibilityPage, error) {
	own, err := h.bound(c, "application.naming.title")
	if err != nil {
		return views.VisibilityPage{}, err
	}
	for _, e := range own.M.Living() {
		if e.ID == endorsementID || endorsementID == "" {
			return views.VisibilityPage{OwnPage: own, E: e}, nil
		}
	}
	return views.VisibilityPage{}, echo.NewHTTPError(http.StatusNotFound)
}

// renameForm is the wish to be shown otherwise.
type renameForm struct {
	formID
	Endorsement string `form:"endorsement"`
	Level       string `form:"level"`
	NameFrom    string `form:"name_from"`
	Fingerprint string `form:"fingerprint"`
}

// naming reads level and day. The day begins at 00:00 UTC.
func (f renameForm) naming() (models.Naming, error) {
	from, err := dayOf("name_from", f.NameFrom)
	return models.Naming{Level: models.Level(f.Level), From: from}, err
}

// dayOf reads a date field: nil if it is empty, a field error if it is no date.
func dayOf(field, text string) (*time.Time, error) {
	if text == "" {
		return nil, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return nil, &models.Error{Kind: models.Invalid, Fields: []models.FieldError{{Field: field, Key: "field.date"}}}
	}
	return &day, nil
}

// Rename handles POST /{lang}/me/{organisation}/visibility: quieter at once, louder after reading what becomes visible.
func (h Naming) Rename(c echo.Context) error {
	form, err := read[renameForm](c)
	if err != nil {
		return err
	}
	naming, err := form.naming()
	if err == nil {
		err = h.Store.Rename(ctx(c), actor(c), form.sent("naming.changed"), models.Renaming{
			OrganisationID: organisationID(c), EndorsementID: form.Endorsement, Naming: naming, Fingerprint: form.Fingerprint,
		})
	}
	if err == nil {
		return seeOther(c, urls.Visibility(lang(c), organisationID(c))+"?endorsement="+form.Endorsement+"&done=1")
	}
	return h.again(c, form, err)
}

// again shows the form with what to correct, or asks to confirm what becomes visible.
func (h Naming) again(c echo.Context, form renameForm, err error) error {
	var unread *models.Unconfirmed
	ask := errors.As(err, &unread)
	if !ask && models.KindOf(err) != models.Invalid {
		return err
	}
	page, failed := h.visibility(c, form.Endorsement)
	if failed != nil {
		return failed
	}
	page.Level, page.From = models.Level(form.Level), form.NameFrom
	if !ask {
		page.Problems = models.FieldsOf(err)
		return render(c, http.StatusUnprocessableEntity, views.Visibility(page))
	}
	status := http.StatusOK
	if unread.Changed {
		status = http.StatusConflict
	}
	page.Title = page.T("endorsement.confirm.title")
	return render(c, status, views.Confirm(views.ConfirmPage{VisibilityPage: page, Showing: unread.Showing, Changed: unread.Changed}))
}
