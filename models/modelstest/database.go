package modelstest

import (
	"testing"
	"time"
)

// Exec runs statements as they are: for what no method of the store does, such as a state that only time brings.
func (w *World) Exec(t testing.TB, statements ...string) {
	t.Helper()
	w.exec(t, statements...)
}

func (w *World) exec(t testing.TB, statements ...string) {
	t.Helper()
	pool, _ := w.Store.SQL()
	for _, statement := range statements {
		if _, err := pool.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// Text returns the one text that a query gives.
func (w *World) Text(t testing.TB, query string) string {
	t.Helper()
	pool, _ := w.Store.SQL()
	var text string
	if err := pool.QueryRowContext(t.Context(), query).Scan(&text); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return text
}

// Time returns the one instant that a query gives.
func (w *World) Time(t testing.TB, query string) time.Time {
	t.Helper()
	pool, _ := w.Store.SQL()
	var at time.Time
	if err := pool.QueryRowContext(t.Context(), query).Scan(&at); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return at
}

// stamp writes an instant as both databases read it.
func stamp(at time.Time) string { return at.UTC().Format("2006-01-02 15:04:05.999999999-07:00") }
