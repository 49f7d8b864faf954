package modelstest

import (
	"testing"

	"keephope/models"
)

// Keepers makes two keepers, so that organisations may be counted.
func (w *World) Keepers(t testing.TB) (first, second models.Actor) {
	t.Helper()
	return w.AsRole(t, "Ilyas", models.Keeper), w.AsRole(t, "Marta", models.Keeper)
}

// Again is the same person with the rights of now.
func (w *World) Again(t testing.TB, as models.Actor) models.Actor {
	t.Helper()
	now, err := w.Store.ActorOf(t.Context(), as.PersonID)
	if err != nil {
		t.Fatal(err)
	}
	return now
}

// Count returns the number that a query gives.
func (w *World) Count(t testing.TB, query string) int {
	t.Helper()
	pool, _ := w.Store.SQL()
	var n int
	if err := pool.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}
