package server

// participationRoutes are the addresses at which organisations take part in joint actions.
func (a *App) participationRoutes() []Route {
	h := a.handlers.participations
	return []Route{
		{get, "/:lang/me/join/:slug", SignedIn, h.Choose},
		{get, "/:lang/me/:organisation/join/:action", SignedIn, h.Page},
		{post, "/:lang/me/:organisation/join/:action", SignedIn, h.Join},
		{get, "/:lang/me/:organisation/join/:action/leave", SignedIn, h.AskLeave},
		{post, "/:lang/me/:organisation/join/:action/leave", SignedIn, h.Leave},
		{get, "/:lang/me/:organisation/actions/lost", SignedIn, h.AskLeaveLost},
		{post, "/:lang/me/:organisation/actions/lost", SignedIn, h.LeaveLost},
	}
}
