package server

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// Access says who may come to an address at all. What may be seen or done there is decided in models.
type Access int

// The zero value lets nobody in.
const (
	Denied   Access = iota
	Public          // everybody; the session is not read, the answer may be cached for all
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

// routes is every address of the product, and who may come there. A route that echo knows and this table does not
// fails a test.
func (a *App) routes() []Route {
	h := a.handlers
	return []Route{
		{get, "/", Public, h.home.Negotiate},
		{get, "/healthz", Public, h.health.Alive},
		{get, "/readyz", Public, h.health.Ready},
	}
}
