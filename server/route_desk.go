package server

import "keephope/handlers"

// deskHandlers answer the coordinators' queue with its cases, and their pages of organisations.
type deskHandlers struct {
	desk    handlers.Desk
	members handlers.Members
}

func desk(frame handlers.Frame) deskHandlers {
	return deskHandlers{desk: handlers.Desk{Frame: frame}, members: handlers.Members{Frame: frame}}
}

// deskRoutes are the addresses of what waits at the desk, and of the coalition's organisations.
func (a *App) deskRoutes() []Route {
	h := a.handlers
	return []Route{
		{get, "/:lang/desk", Desk, h.desk.Queue},
		{post, "/:lang/desk", Desk, h.desk.Search},
		{get, "/:lang/desk/applications/:id", Desk, h.desk.Case},
		{get, "/:lang/desk/applications/:id/logo", Desk, h.desk.Logo},
		{get, "/:lang/desk/applications/:id/compare/:organisation", Desk, h.desk.Compare},
		{post, "/:lang/desk/applications/:id/take", Desk, h.desk.Take},
		{post, "/:lang/desk/applications/:id/accept", Desk, h.desk.Accept},
		{post, "/:lang/desk/applications/:id/ask", Desk, h.desk.Ask},
		{post, "/:lang/desk/applications/:id/hold", Desk, h.desk.Hold},
		{post, "/:lang/desk/applications/:id/decline", Desk, h.desk.Decline},
		{post, "/:lang/desk/applications/:id/take-back", Desk, h.desk.TakeBack},
		{post, "/:lang/desk/applications/:id/notes", Desk, h.desk.Note},

		{get, "/:lang/desk/changes/:id", Desk, h.desk.Change},
		{get, "/:lang/desk/changes/:id/logo", Desk, h.desk.ChangeLogo},
		{post, "/:lang/desk/changes/:id/accept", Desk, h.desk.AcceptChange},
		{post, "/:lang/desk/changes/:id/ask", Desk, h.desk.AskChange},
		{post, "/:lang/desk/changes/:id/hold", Desk, h.desk.HoldChange},
		{post, "/:lang/desk/changes/:id/decline", Desk, h.desk.DeclineChange},
		{post, "/:lang/desk/changes/:id/take-back", Desk, h.desk.TakeChangeBack},

		{get, "/:lang/desk/actions/:id", Desk, h.desk.Action},
		{post, "/:lang/desk/actions/:id/accept", Desk, h.desk.AcceptAction},
		{post, "/:lang/desk/actions/:id/ask", Desk, h.desk.AskAction},
		{post, "/:lang/desk/actions/:id/hold", Desk, h.desk.HoldAction},
		{post, "/:lang/desk/actions/:id/decline", Desk, h.desk.DeclineAction},
		{post, "/:lang/desk/actions/:id/hide", Desk, h.desk.HideAction},
		{post, "/:lang/desk/actions/:id/show", Desk, h.desk.ShowAction},
		{post, "/:lang/desk/actions/:id/take-back", Desk, h.desk.TakeActionBack},

		{get, "/:lang/desk/members", Desk, h.members.List},
		{post, "/:lang/desk/members", Desk, h.members.Search},
		{get, "/:lang/desk/members/:id", Desk, h.members.Show},
		{post, "/:lang/desk/members/:id/suspend", Desk, h.members.Suspend},
		{post, "/:lang/desk/members/:id/restore", Desk, h.members.Restore},
		{post, "/:lang/desk/members/:id/appoint", Desk, h.members.Appoint},
	}
}
