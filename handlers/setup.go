package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// Setup answers the link that makes the first administrator.
type Setup struct{ SignIn }

// Negotiate handles GET /setup: the address that the program prints, on to the reader's language.
func (h Setup) Negotiate(c echo.Context) error {
	return seeOther(c, urls.Setup(lang(c), c.QueryParam("key")))
}

// Page handles GET /{lang}/setup: buttons, if the key may be used. It uses nothing up.
func (h Setup) Page(c echo.Context) error {
	key := c.QueryParam("key")
	if err := h.Store.CheckSetupKey(ctx(c), key); err != nil {
		return err
	}
	page, err := h.page(c, "setup.title")
	if err != nil {
		return err
	}
	page.NoIndex = true
	return render(c, http.StatusOK, views.Setup(views.SetupPage{Page: page, Key: key, Providers: offer(c, h.Flow)}))
}

// setupForm is the button of the set-up page.
type setupForm struct {
	formID
	Key string `form:"key"`
}

// Begin handles POST /{lang}/setup/{provider}: off to the provider; whoever returns administers.
func (h Setup) Begin(c echo.Context) error {
	form, err := read[setupForm](c)
	if err != nil {
		return err
	}
	if err := h.Store.CheckSetupKey(ctx(c), form.Key); err != nil {
		return err
	}
	return h.leave(c, models.SignIn{
		Purpose: models.PurposeSetup, SetupKeyHash: models.HashToken(form.Key), ReturnTo: urls.Admin(lang(c), ""),
	})
}
