package server

// reportRoutes are the addresses at which organisations tell how an action went, and coordinators read it first.
func (a *App) reportRoutes() []Route {
	h, d, own := a.handlers.reports, a.handlers.desk, a.handlers.ownActions
	return []Route{
		{get, "/:lang/me/:organisation/report/:action", SignedIn, h.Page},
		{post, "/:lang/me/:organisation/report/:action", SignedIn, h.Send},
		{post, "/:lang/me/:organisation/report/:action/take-back", SignedIn, h.Withdraw},
		{get, "/:lang/me/:organisation/pictures/:picture", SignedIn, h.Picture},
		{get, "/:lang/me/:organisation/actions/:action/outcome", SignedIn, own.AskOutcome},
		{post, "/:lang/me/:organisation/actions/:action/outcome", SignedIn, own.Finish},

		{get, "/:lang/desk/reports/:id", Desk, d.Report},
		{get, "/:lang/desk/reports/:id/pictures/:picture", Desk, d.ReportPicture},
		{post, "/:lang/desk/reports/:id/accept", Desk, d.AcceptReport},
		{post, "/:lang/desk/reports/:id/ask", Desk, d.AskReport},
		{post, "/:lang/desk/reports/:id/hold", Desk, d.HoldReport},
		{post, "/:lang/desk/reports/:id/decline", Desk, d.DeclineReport},
		{post, "/:lang/desk/reports/:id/take-back", Desk, d.TakeReportBack},
		{post, "/:lang/desk/reports/:id/hide", Desk, d.HideReport},
		{post, "/:lang/desk/reports/:id/show", Desk, d.ShowReport},

		{get, "/:lang/desk/mentions/:id", Desk, d.Mention},
		{post, "/:lang/desk/mentions/:id/accept", Desk, d.LetMentionStand},
		{post, "/:lang/desk/mentions/:id/decline", Desk, d.WithholdMention},

		{get, "/:lang/pictures/:file", Kept, h.Public},
	}
}
