package server

import "keephope/handlers"

// endorsingHandlers are the nouns of an organisation that came in: how it stands, and its ways back.
type endorsingHandlers struct {
	standing handlers.Standing
	hiding   handlers.Hiding
}

func (a *App) endorsing(frame handlers.Frame) endorsingHandlers {
	return endorsingHandlers{
		standing: handlers.Standing{Frame: frame},
		hiding:   handlers.Hiding{Frame: frame},
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
	}
}
