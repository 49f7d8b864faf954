package server

import (
	"keephope/handlers"
	"keephope/views"
)

// filesAtOnce is how many whole lists may be written at the same time.
const filesAtOnce = 4

// listingHandlers are the public list and all that hangs on it.
type listingHandlers struct{ listed handlers.Endorsers }

func listing(frame handlers.Frame) listingHandlers {
	return listingHandlers{listed: handlers.Endorsers{Frame: frame, Files: make(chan struct{}, filesAtOnce), Sames: views.NewListingSames()}}
}

// listingRoutes is who stands with us, for everybody.
func (a *App) listingRoutes() []Route {
	h := a.handlers
	return []Route{
		{get, "/:lang/endorsers", Kept, h.listed.List},
		{get, "/:lang/endorsers.csv", Public, h.listed.CSV},
		{get, "/:lang/endorsers.json", Public, h.listed.JSON},
		{get, "/:lang/endorsers/:slug", Kept, h.listed.Show},
		{get, "/:lang/logos/:file", Kept, h.listed.Logo},
	}
}
