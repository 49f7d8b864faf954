package server

import "github.com/labstack/echo/v4"

// Known lists the routes that echo answers, for the test that holds them against the table.
func (a *App) Known() []*echo.Route { return a.echo.Routes() }

// Crowd closes the turnstiles, as if too many were inside.
func (a *App) Crowd() { a.files.most, a.pages.searches.most = 0, 0 }
