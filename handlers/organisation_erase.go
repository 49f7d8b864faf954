package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
)

// Erasing answers "Withdraw completely".
type Erasing struct{ Frame }

// Page handles GET /{lang}/me/{organisation}/erase.
func (h Erasing) Page(c echo.Context) error {
	own, err := h.bound(c, "organisation.hide.withdraw")
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.Erase(views.ErasePage{OwnPage: own}))
}

// eraseForm is the word that is typed, and whether there is to be no way back.
type eraseForm struct {
	formID
	Typed  string `form:"typed"`
	AtOnce bool   `form:"at_once"`
}

// done is what the first page then says: with 48 hours left it shows them itself.
func (f eraseForm) done() views.Done {
	if f.AtOnce {
		return views.DoneErased
	}
	return ""
}

// Erase handles POST /{lang}/me/{organisation}/erase.
func (h Erasing) Erase(c echo.Context) error {
	form, err := read[eraseForm](c)
	if err != nil {
		return err
	}
	err = h.Store.WithdrawCompletely(ctx(c), actor(c), form.sent("organisation.erasure_planned"), models.Leaving{
		OrganisationID: organisationID(c), Typed: form.Typed, AtOnce: form.AtOnce,
	})
	if models.KindOf(err) != models.Invalid {
		return ownDone(c, err, form.done())
	}
	own, failed := h.bound(c, "organisation.hide.withdraw")
	if failed != nil {
		return failed
	}
	own.Problems = models.FieldsOf(err)
	return render(c, http.StatusUnprocessableEntity, views.Erase(views.ErasePage{OwnPage: own, Typed: form.Typed, AtOnce: form.AtOnce}))
}

// Keep handles POST /{lang}/me/{organisation}/erase/keep: it is not deleted after all.
func (h Erasing) Keep(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	return ownDone(c, h.Store.KeepAfterAll(ctx(c), actor(c), form.sent("organisation.erasure_taken_back"), organisationID(c)), "")
}
