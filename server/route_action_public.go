package server

// publicActionRoutes are the joint actions, for everybody.
func (a *App) publicActionRoutes() []Route {
	h := a.handlers
	return []Route{
		{get, "/:lang/actions", Kept, h.publicActions.List},
		{get, "/:lang/actions.csv", Public, a.files.through(h.publicActions.CSV)},
		{get, "/:lang/actions.json", Public, a.files.through(h.publicActions.JSON)},
		{get, "/:lang/actions/month/:month", Kept, h.publicActions.Month},
		{get, "/:lang/actions/:slug", Kept, h.publicActions.Show},
		{get, "/:lang/actions/:slug/participants", Kept, h.publicActions.Participants},
		{get, "/:lang/actions/:slug/card.png", Kept, a.cards.through(h.publicActions.Card)},
		{get, "/:lang/actions/:slug/qr.svg", Kept, h.publicActions.Code},
	}
}

// followRoutes are the joint actions for calendars and feed readers, for everybody and for who takes part.
func (a *App) followRoutes() []Route {
	h, private := a.handlers.following, a.handlers.privateCalendars
	return []Route{
		{get, "/:lang/actions.atom", Kept, h.Atom},
		{get, "/:lang/actions.feed.json", Kept, h.JSONFeed},
		{get, "/:lang/calendar.ics", Kept, h.Campaign},
		{get, "/:lang/calendar/community/:community", Kept, h.Community},
		{get, "/:lang/calendar/country/:country", Kept, h.Country},
		{get, "/:lang/calendar/organisation/:slug", Kept, h.Organisation},

		{get, "/calendar/:token", Anyone, a.files.through(private.File)},
		{get, "/:lang/me/:organisation/calendar", SignedIn, private.Page},
		{post, "/:lang/me/:organisation/calendar", SignedIn, private.Make},
		{post, "/:lang/me/:organisation/calendar/revoke", SignedIn, private.Revoke},
	}
}
