package handlers

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// Invitations answers links that make somebody a representative.
type Invitations struct {
	Representatives
	Cookies Cookies
	Now     Clock
}

type inviteForm struct {
	formID
	Standing string `form:"standing"`
}

// Make handles POST /{lang}/me/{organisation}/people/invite. The answer is the page itself and no redirect, because the
// link is shown this once.
func (h Invitations) Make(c echo.Context) error {
	form, err := read[inviteForm](c)
	if err != nil {
		return err
	}
	token, err := h.Store.Invite(ctx(c), actor(c), form.sent("invitation.made"),
		models.Inviting{OrganisationID: c.Param("organisation"), Standing: models.Standing(form.Standing)})
	var p views.RepresentativesPage
	if problems, ok := invalid(err); ok {
		p.Problems = problems
		return h.list(c, http.StatusUnprocessableEntity, p)
	}
	if err != nil {
		return err
	}
	if p.Again = token == ""; !p.Again {
		p.Link = h.Base + urls.Invitation(lang(c), token)
		p.LinkUntil = h.bare(c).Words.DateTime(h.Now().Add(models.InvitationLife), time.UTC)
	}
	return h.list(c, http.StatusOK, p)
}

type invitationForm struct {
	formID
	Invitation string `form:"invitation"`
}

// Revoke handles POST /{lang}/me/{organisation}/people/revoke.
func (h Invitations) Revoke(c echo.Context) error {
	form, err := read[invitationForm](c)
	if err != nil {
		return err
	}
	return h.back(c, h.Store.RevokeInvitation(ctx(c), actor(c), form.sent(models.Verb("revoke "+form.Invitation)), form.Invitation))
}

// Show handles GET /{lang}/invitation/{token}: what the link is for, and a button. It uses nothing up.
func (h Invitations) Show(c echo.Context) error {
	invited, err := h.Store.Invited(ctx(c), c.Param("token"))
	if err != nil {
		return err
	}
	page, err := h.page(c, "invitation.use.title")
	if err != nil {
		return err
	}
	page.Area = views.AreaMe
	if !actor(c).SignedIn() { // signing in leads back here
		h.Cookies.SetWanted(c.Response(), urls.Invitation(lang(c), c.Param("token")), models.SignInLife)
	}
	return render(c, http.StatusOK, views.Invitation(views.InvitationPage{Page: page, Token: c.Param("token"), Invited: invited}))
}

// Use handles POST /{lang}/invitation/{token}: whoever is signed in becomes a representative.
func (h Invitations) Use(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	id, err := h.Store.UseInvitation(ctx(c), actor(c), form.sent("invitation.used"), c.Param("token"))
	if err != nil {
		return err
	}
	return seeOther(c, urls.Representatives(lang(c), id, ""))
}
