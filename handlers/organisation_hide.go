package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
)

// Hiding answers "Hide us now" and what comes after it.
type Hiding struct{ Frame }

// Hide handles POST /{lang}/me/{organisation}/hide: one click, and done.
func (h Hiding) Hide(c echo.Context) error {
	if _, err := read[formID](c); err != nil {
		return err
	}
	_, err := h.Store.Hide(ctx(c), actor(c), organisationID(c))
	return ownDone(c, err, "")
}

// StayCounted handles POST /{lang}/me/{organisation}/stay-counted.
func (h Hiding) StayCounted(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	return ownDone(c, h.Store.StayCounted(ctx(c), actor(c), form.sent("organisation.stayed_counted"), organisationID(c)), views.DoneCounted)
}

// AskShow handles GET /{lang}/me/{organisation}/show: exactly what becomes visible.
func (h Hiding) AskShow(c echo.Context) error {
	showing, err := h.Store.WhatShows(ctx(c), actor(c), organisationID(c))
	if err != nil {
		return err
	}
	return h.askShow(c, http.StatusOK, showing)
}

func (h Hiding) askShow(c echo.Context, status int, showing models.Showing) error {
	page, err := h.bound(c, "organisation.show.title")
	if err != nil {
		return err
	}
	if page.M.HiddenAt == nil {
		return ownDone(c, nil, "")
	}
	return render(c, status, views.ShowAgain(views.ShowAgainPage{OwnPage: page, Showing: showing, Changed: status == http.StatusConflict}))
}

// showForm confirms what was read.
type showForm struct {
	formID
	Fingerprint string `form:"fingerprint"`
}

// Show handles POST /{lang}/me/{organisation}/show.
func (h Hiding) Show(c echo.Context) error {
	form, err := read[showForm](c)
	if err != nil {
		return err
	}
	err = h.Store.ShowAgain(ctx(c), actor(c), form.sent("organisation.shown"), organisationID(c), form.Fingerprint)
	var unread *models.Unconfirmed
	if errors.As(err, &unread) {
		return h.askShow(c, http.StatusConflict, unread.Showing)
	}
	return ownDone(c, err, views.DoneShown)
}
