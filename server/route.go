package server

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"keephope/views/static"

	"keephope/models"
)

// Access says who may come to an address at all. What may be seen or done there is decided in models.
type Access int

// The zero value lets nobody in.
const (
	Denied   Access = iota
	Public          // everybody; the session is not read
	Kept            // as Public, and the answer is kept in the page cache: it depends on its address alone
	Anyone          // everybody; the session is read if there is one, the answer is private
	SignedIn        // whoever is signed in
	Desk            // coordinators and keepers
	Admin           // administrators
)

// Route is a line of the route table.
type Route struct {
	Method string
	Path   string // ":lang" is a shipped language, else the answer is 404
	Access Access
	Handle echo.HandlerFunc
}

const (
	get  = http.MethodGet
	post = http.MethodPost
)

// Routes lists the route table of the running program: every address of the product, and who may come there.
func (a *App) Routes() []Route { return a.routes() }

// routes is every address of the product, and who may come there. A route that echo knows and this table does not
// fails a test.
func (a *App) routes() []Route {
	return slices.Concat(a.siteRoutes(), a.campaignRoutes(), a.listingRoutes(), a.publicActionRoutes(), a.followRoutes(), a.joiningRoutes(), a.deskRoutes(), a.endorsingRoutes(), a.participationRoutes(), a.actionRoutes(), a.coHostRoutes(), a.reportRoutes())
}

// siteRoutes are signing in, the ledger and administration, and what the operator's machines ask.
func (a *App) siteRoutes() []Route {
	h := a.handlers
	return []Route{
		{get, "/", Public, h.home.Negotiate},
		{get, "/:lang/sign-in", Anyone, h.signIn.Page},
		{post, "/:lang/auth/:provider", Anyone, a.limited(models.RateSignIn, h.signIn.Begin)},
		{get, "/auth/:provider/callback", Anyone, a.limited(models.RateCallback, h.signIn.Callback)},
		{post, "/:lang/sign-out", Anyone, h.signIn.Out},
		{post, "/:lang/leave", Public, h.signIn.Leave},
		{get, "/setup", Public, h.setup.Negotiate},
		{get, "/:lang/setup", Anyone, a.limited(models.RateSetup, h.setup.Page)},
		{post, "/:lang/setup/:provider", Anyone, a.limited(models.RateSetup, h.setup.Begin)},

		{get, "/:lang/me/sessions", SignedIn, h.sessions.List},
		{post, "/:lang/me/sessions/end", SignedIn, h.sessions.End},
		{post, "/:lang/me/sessions/end-others", SignedIn, h.sessions.EndOthers},
		{post, "/:lang/me/sessions/unlink", SignedIn, h.sessions.Unlink},
		{post, "/:lang/me/sessions/link/:provider", SignedIn, a.limited(models.RateSignIn, h.sessions.Link)},

		{get, "/:lang/desk/log", Desk, h.log.Page},

		{get, "/:lang/admin", Admin, h.admin.Page},
		{get, "/:lang/admin/people", Admin, h.people.List},
		{post, "/:lang/admin/people", Admin, h.people.Search},
		{get, "/:lang/admin/people/sign-out", Admin, h.people.AskSignOutAll},
		{post, "/:lang/admin/people/sign-out", Admin, h.people.SignOutAll},
		{get, "/:lang/admin/people/:person", Admin, h.people.Show},
		{get, "/:lang/admin/people/:person/grant/:role", Admin, h.people.AskGrant},
		{post, "/:lang/admin/people/:person/grant/:role", Admin, h.people.Grant},
		{get, "/:lang/admin/people/:person/revoke/:role", Admin, h.people.AskRevoke},
		{get, "/:lang/admin/people/:person/disable", Admin, h.people.AskDisable},
		{post, "/:lang/admin/people/:person/revoke", Admin, h.people.Revoke},
		{post, "/:lang/admin/people/:person/disable", Admin, h.people.Disable},
		{post, "/:lang/admin/people/:person/enable", Admin, h.people.Enable},
		{post, "/:lang/admin/people/:person/sign-out", Admin, h.people.SignOut},
		{get, "/:lang/admin/settings", Admin, h.settings.Page},
		{post, "/:lang/admin/settings", Admin, h.settings.Save},
		{post, "/:lang/admin/settings/actions", Admin, h.settings.SaveActions},

		{get, static.Prefix + "*", Public, echo.WrapHandler(static.Handler())},
		{get, "/healthz", Public, h.health.Alive},
		{get, "/readyz", Public, h.health.Ready},
	}
}
