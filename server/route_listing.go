package server

import (
	"keephope/handlers"
	"keephope/views"
)

// listingHandlers are the public lists, of endorsers and of joint actions, and all that hangs on them.
type listingHandlers struct {
	listed        handlers.Endorsers
	publicActions handlers.PublicActions
	following     handlers.ActionFollowing

	privateCalendars handlers.PrivateCalendars
}

func listing(frame handlers.Frame) listingHandlers {
	following := handlers.ActionFollowing{Frame: frame}
	return listingHandlers{
		listed: handlers.Endorsers{Frame: frame, Sames: views.NewListingSames()}, following: following,
		publicActions:    handlers.PublicActions{Frame: frame, Following: following},
		privateCalendars: handlers.PrivateCalendars{Frame: frame},
	}
}

// listingRoutes is who stands with us, for everybody.
func (a *App) listingRoutes() []Route {
	h := a.handlers
	return []Route{
		{get, "/:lang/endorsers", Kept, h.listed.List},
		{get, "/:lang/endorsers.csv", Public, a.files.through(h.listed.CSV)},
		{get, "/:lang/endorsers.json", Public, a.files.through(h.listed.JSON)},
		{get, "/:lang/endorsers/:slug", Kept, h.listed.Show},
		{get, "/:lang/logos/:file", Kept, h.listed.Logo},
	}
}
