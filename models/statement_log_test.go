package models_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"log/slog"
	"strings"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/seal"
)

func TestTheLogNamesAFailedStatementWithoutItsParameters(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		var out bytes.Buffer
		ring, err := seal.ParseRing(w.Keys)
		if err != nil {
			t.Fatal(err)
		}
		store, err := models.Open(t.Context(), models.Options{
			URL: w.URL, Keys: ring, Now: w.Clock.Now, Rand: rand.Reader, Log: slog.New(slog.NewTextHandler(&out, nil)),
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = store.Close() })
		gone, leave := context.WithCancel(t.Context())
		leave()
		if _, err := store.Facets(gone); err == nil {
			t.Fatal("a reader who went away was answered")
		}
		if _, err := store.EndorserBySlug(gone, "house-of-windows"); err == nil {
			t.Fatal("a reader who went away was answered")
		}
		day := w.Clock.Now().Format("2006-01-02")
		if log := out.String(); !strings.Contains(log, "statement_versions") || strings.Contains(log, day) || strings.Contains(log, "house-of-windows") {
			t.Errorf("the log says:\n%s", log)
		}
	})
}
