package server

// coHostRoutes are the addresses at which organisations host an action together, and read what others do.
func (a *App) coHostRoutes() []Route {
	h, members := a.handlers.coHosts, a.handlers.memberActions
	return []Route{
		{get, "/:lang/me/actions", SignedIn, members.List},
		{get, "/:lang/me/actions/:action", SignedIn, members.Show},
		{get, "/:lang/me/actions/:action/pictures/:picture", SignedIn, members.Picture},
		{get, "/:lang/me/:organisation/actions/:action/hosts", SignedIn, h.Page},
		{post, "/:lang/me/:organisation/actions/:action/hosts/find", SignedIn, h.Find},
		{post, "/:lang/me/:organisation/actions/:action/hosts/ask", SignedIn, h.Ask},
		{post, "/:lang/me/:organisation/actions/:action/hosts/take-back", SignedIn, h.TakeBack},
		{post, "/:lang/me/:organisation/actions/:action/hosts/step-down", SignedIn, h.StepDown},
		{post, "/:lang/me/:organisation/actions/:action/hosts/offer", SignedIn, h.Offer},
		{post, "/:lang/me/:organisation/actions/:action/hosts/offer-back", SignedIn, h.TakeBackOffer},
		{post, "/:lang/me/:organisation/actions/:action/hosts/take-over", SignedIn, h.TakeOver},
		{post, "/:lang/me/:organisation/actions/:action/hosts/not-now", SignedIn, h.NotNow},
		{get, "/:lang/me/:organisation/cohost/:action", SignedIn, h.Asked},
		{post, "/:lang/me/:organisation/cohost/:action/accept", SignedIn, h.Accept},
		{post, "/:lang/me/:organisation/cohost/:action/refuse", SignedIn, h.Refuse},
	}
}
