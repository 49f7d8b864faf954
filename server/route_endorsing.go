package server

import (
	"keephope/handlers"
	"keephope/models"
)

// endorsingHandlers are the nouns of an organisation that came in: how it stands, and its ways back.
type endorsingHandlers struct {
	standing    handlers.Standing
	hiding      handlers.Hiding
	naming      handlers.Naming
	withdrawing handlers.Withdrawing
	erasing     handlers.Erasing
	giving      handlers.Endorsing
	profile     handlers.OwnProfile
	coalition   handlers.Coalition
	holding     handlers.Holding
}

func (a *App) endorsing(frame handlers.Frame) endorsingHandlers {
	return endorsingHandlers{
		standing:    handlers.Standing{Frame: frame},
		hiding:      handlers.Hiding{Frame: frame},
		naming:      handlers.Naming{Frame: frame},
		withdrawing: handlers.Withdrawing{Frame: frame},
		erasing:     handlers.Erasing{Frame: frame},
		giving:      handlers.Endorsing{Frame: frame},
		profile:     handlers.OwnProfile{Frame: frame},
		coalition:   handlers.Coalition{Frame: frame},
		holding:     handlers.Holding{Frame: frame},
	}
}

// endorsingRoutes is the first page after sign-in and everything that an organisation does with its name.
func (a *App) endorsingRoutes() []Route {
	h := a.handlers
	return []Route{
		{get, "/:lang/me", SignedIn, h.standing.First},
		{post, "/:lang/me/notices/seen", SignedIn, h.standing.Seen},
		{post, "/:lang/me/:organisation/hide", SignedIn, h.hiding.Hide},
		{post, "/:lang/me/:organisation/stay-counted", SignedIn, h.hiding.StayCounted},
		{get, "/:lang/me/:organisation/show", SignedIn, h.hiding.AskShow},
		{post, "/:lang/me/:organisation/show", SignedIn, h.hiding.Show},
		{get, "/:lang/me/:organisation/visibility", SignedIn, h.naming.Page},
		{post, "/:lang/me/:organisation/visibility", SignedIn, h.naming.Rename},
		{get, "/:lang/me/:organisation/withdraw", SignedIn, h.withdrawing.Page},
		{post, "/:lang/me/:organisation/withdraw", SignedIn, h.withdrawing.Withdraw},
		{post, "/:lang/me/:organisation/withdraw/trace", SignedIn, h.withdrawing.Untrace},
		{post, "/:lang/me/:organisation/withdraw/leave", SignedIn, h.withdrawing.Leave},
		{get, "/:lang/me/:organisation/erase", SignedIn, h.erasing.Page},
		{post, "/:lang/me/:organisation/erase", SignedIn, h.erasing.Erase},
		{post, "/:lang/me/:organisation/erase/keep", SignedIn, h.erasing.Keep},
		{get, "/:lang/me/:organisation/endorse", SignedIn, h.giving.Page},
		{post, "/:lang/me/:organisation/endorse", SignedIn, h.giving.Give},
		{get, "/:lang/me/:organisation/endorse/newest", SignedIn, h.giving.Newest},
		{post, "/:lang/me/:organisation/endorse/newest", SignedIn, h.giving.Affirm},
		{get, "/:lang/me/:organisation/profile", SignedIn, h.profile.Page},
		{post, "/:lang/me/:organisation/profile", SignedIn, a.limited(models.RateUpload, h.profile.Save)},
		{post, "/:lang/me/:organisation/profile/answer", SignedIn, h.profile.Answer},
		{get, "/:lang/me/coalition", SignedIn, h.coalition.List},
		{post, "/:lang/me/coalition", SignedIn, h.coalition.Search},
		{get, "/:lang/me/data", SignedIn, h.holding.Page},
		{get, "/:lang/me/data.json", SignedIn, h.holding.File},
		{get, "/:lang/me/data/delete", SignedIn, h.account.AskDelete},
		{post, "/:lang/me/data/delete", SignedIn, h.account.Delete},
	}
}
