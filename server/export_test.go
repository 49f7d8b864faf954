package server

import "github.com/labstack/echo/v4"

// Known lists the routes that echo answers, for the test that holds them against the table.
func (a *App) Known() []*echo.Route { return a.echo.Routes() }
