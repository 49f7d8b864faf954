package server

import "keephope/handlers"

// actionHandlers are the nouns of what organisations do together.
type actionHandlers struct {
	ownActions    handlers.OwnActions
	coHosts       handlers.CoHosts
	memberActions handlers.MemberActions
	reports       handlers.Reports
}

func actions(frame handlers.Frame) actionHandlers {
	return actionHandlers{
		ownActions: handlers.OwnActions{Frame: frame}, coHosts: handlers.CoHosts{Frame: frame}, reports: handlers.Reports{Frame: frame},
		memberActions: handlers.MemberActions{Frame: frame},
	}
}

// actionRoutes is how an organisation posts its joint actions.
func (a *App) actionRoutes() []Route {
	h := a.handlers.ownActions
	return []Route{
		{get, "/:lang/me/:organisation/actions", SignedIn, h.List},
		{get, "/:lang/me/:organisation/actions/new", SignedIn, h.New},
		{post, "/:lang/me/:organisation/actions/new", SignedIn, h.Create},
		{get, "/:lang/me/:organisation/actions/:action", SignedIn, h.Show},
		{post, "/:lang/me/:organisation/actions/:action", SignedIn, h.Save},
		{get, "/:lang/me/:organisation/actions/:action/preview", SignedIn, h.Preview},
		{post, "/:lang/me/:organisation/actions/:action/discard", SignedIn, h.Discard},
		{get, "/:lang/me/:organisation/actions/:action/edit", SignedIn, h.Edit},
		{post, "/:lang/me/:organisation/actions/:action/edit", SignedIn, h.SaveEdit},
		{post, "/:lang/me/:organisation/actions/:action/edit/discard", SignedIn, h.DropEdit},
		{post, "/:lang/me/:organisation/actions/:action/take-back", SignedIn, h.Recall},
		{post, "/:lang/me/:organisation/actions/:action/close", SignedIn, h.Close},
		{post, "/:lang/me/:organisation/actions/:action/reopen", SignedIn, h.Reopen},
		{get, "/:lang/me/:organisation/actions/:action/cancel", SignedIn, h.AskCancel},
		{post, "/:lang/me/:organisation/actions/:action/cancel", SignedIn, h.Cancel},
	}
}
