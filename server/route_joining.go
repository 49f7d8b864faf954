package server

import (
	"keephope/handlers"
	"keephope/models"
)

// joiningHandlers are the nouns of an organisation's way in.
type joiningHandlers struct {
	applications    handlers.Applications
	logos           handlers.Logos
	representatives handlers.Representatives
	invitations     handlers.Invitations
}

func (a *App) joining(frame handlers.Frame) joiningHandlers {
	people := handlers.Representatives{Frame: frame}
	return joiningHandlers{
		applications:    handlers.Applications{Frame: frame, Now: a.parts.Now},
		logos:           handlers.Logos{Frame: frame},
		representatives: people,
		invitations:     handlers.Invitations{Representatives: people, Cookies: a.cookies, Now: a.parts.Now},
	}
}

// joiningRoutes is an organisation's way in, from the applicant's side, and who acts for it.
func (a *App) joiningRoutes() []Route {
	h := a.handlers
	return []Route{
		{get, "/:lang/apply", Kept, h.applications.Before},
		{get, "/:lang/me/apply", SignedIn, h.applications.Start},
		{post, "/:lang/me/apply", SignedIn, a.limited(models.RateSearch, h.applications.Find)},
		{post, "/:lang/me/apply/new", SignedIn, a.limited(models.RateApplication, h.applications.Begin)},
		{post, "/:lang/me/apply/join", SignedIn, a.limited(models.RateApplication, h.applications.Ask)},
		{get, "/:lang/me/:organisation/application", SignedIn, h.applications.Show},
		{get, "/:lang/me/:organisation/application/organisation", SignedIn, h.applications.Part(models.PartOrganisation)},
		{post, "/:lang/me/:organisation/application/organisation", SignedIn, h.applications.SaveOrganisation},
		{get, "/:lang/me/:organisation/application/authority", SignedIn, h.applications.Part(models.PartAuthority)},
		{post, "/:lang/me/:organisation/application/authority", SignedIn, h.applications.SaveAuthority},
		{get, "/:lang/me/:organisation/application/naming", SignedIn, h.applications.Part(models.PartNaming)},
		{post, "/:lang/me/:organisation/application/naming", SignedIn, h.applications.SaveNaming},
		{get, "/:lang/me/:organisation/application/words", SignedIn, h.applications.Part(models.PartWords)},
		{post, "/:lang/me/:organisation/application/words", SignedIn, a.limited(models.RateUpload, h.applications.SaveWords)},
		{get, "/:lang/me/:organisation/application/check", SignedIn, h.applications.Check},
		{post, "/:lang/me/:organisation/application/check", SignedIn, h.applications.Send},
		{post, "/:lang/me/:organisation/application/answer", SignedIn, h.applications.Answer},
		{post, "/:lang/me/:organisation/application/withdraw", SignedIn, h.applications.Withdraw},
		{post, "/:lang/me/:organisation/application/resume", SignedIn, h.applications.Resume},
		{post, "/:lang/me/:organisation/application/again", SignedIn, h.applications.Again},
		{get, "/:lang/me/:organisation/application/delete", SignedIn, h.applications.AskDelete},
		{post, "/:lang/me/:organisation/application/delete", SignedIn, h.applications.Delete},
		{get, "/:lang/me/:organisation/logo/:logo/:width", SignedIn, h.logos.Own},
		{get, "/:lang/me/:organisation/people", SignedIn, h.representatives.List},
		{post, "/:lang/me/:organisation/people/standing", SignedIn, h.representatives.Set},
		{post, "/:lang/me/:organisation/people/remove", SignedIn, h.representatives.Remove},
		{post, "/:lang/me/:organisation/people/leave", SignedIn, h.representatives.Leave},
		{post, "/:lang/me/:organisation/people/join", SignedIn, h.representatives.Join},
		{post, "/:lang/me/:organisation/people/invite", SignedIn, a.limited(models.RateInvitation, h.invitations.Make)},
		{post, "/:lang/me/:organisation/people/revoke", SignedIn, h.invitations.Revoke},
		{get, "/:lang/invitation/:token", Anyone, a.limited(models.RateInvitation, h.invitations.Show)},
		{post, "/:lang/invitation/:token", SignedIn, a.limited(models.RateInvitation, h.invitations.Use)},
	}
}
