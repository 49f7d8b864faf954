package server

import (
	"time"

	"github.com/labstack/echo/v4"

	"keephope/models"
)

// OneAtOnce lets one caller of a handler work at a time; who reads nothing for a moment is cut.
func OneAtOnce(handle echo.HandlerFunc) echo.HandlerFunc {
	return newTurnstile(crowd{atOnce: 1, most: 8, share: 8, patience: 5 * time.Second, idle: time.Second}).through(handle)
}

// Known lists the routes that echo answers, for the test that holds them against the table.
func (a *App) Known() []*echo.Route { return a.echo.Routes() }

// Store gives tests the store of the running program.
func (a *App) Store() *models.Store { return a.store }

// Crowd closes the turnstiles, as if too many were inside.
func (a *App) Crowd() { a.files.most, a.pages.searches.most = 0, 0 }
