package handlers

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
)

// Health answers probes. It tells nothing but its one word.
type Health struct {
	Store  *models.Store
	Schema func(context.Context) error // nil if the schema is this program's
}

// Alive handles GET /healthz: the process answers.
func (h Health) Alive(c echo.Context) error { return c.String(http.StatusOK, "alive\n") }

// Ready handles GET /readyz: the database answers and its schema is current.
func (h Health) Ready(c echo.Context) error {
	if err := h.Store.Ping(ctx(c)); err != nil {
		return err
	}
	if err := h.Schema(ctx(c)); err != nil {
		return c.String(http.StatusServiceUnavailable, "schema\n")
	}
	return c.String(http.StatusOK, "ready\n")
}
