package server

// publicActionRoutes are the joint actions, for everybody.
func (a *App) publicActionRoutes() []Route {
	h := a.handlers
	return []Route{
		{get, "/:lang/actions", Kept, h.publicActions.List},
		{get, "/:lang/actions.csv", Public, a.files.through(h.publicActions.CSV)},
		{get, "/:lang/actions.json", Public, a.files.through(h.publicActions.JSON)},
		{get, "/:lang/actions/:slug", Kept, h.publicActions.Show},
	}
}
