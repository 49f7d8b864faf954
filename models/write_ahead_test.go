package models_test

import (
	"bytes"
	"path/filepath"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// Somebody reads for a long time, a backup for example: hiding does not wait for it, and the log is emptied afterwards.
func TestALongReaderDoesNotKeepAnybodyFromHiding(t *testing.T) {
	w := modelstest.NewWorld(t, filepath.Join(t.TempDir(), "test.db"))
	house := w.Member(t, w.Call(t), words[0], models.Public)
	pool, _ := w.Store.SQL()
	reader, err := pool.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	var n int
	if _, err := reader.ExecContext(t.Context(), "BEGIN DEFERRED"); err != nil {
		t.Fatal(err)
	}
	if err := reader.QueryRowContext(t.Context(), "SELECT count(*) FROM listings").Scan(&n); err != nil || n != 1 {
		t.Fatalf("the reader sees %d, %v", n, err)
	}
	began := time.Now()
	if _, err := w.Store.Hide(t.Context(), house.Signatory, house.ID); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("hiding took %v", took)
	}
	if public(t, w, house.ID) != 0 {
		t.Error("it is still named")
	}
	if _, err := reader.ExecContext(t.Context(), "COMMIT"); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(held(t, w), []byte(words[0])) {
		t.Fatal("this test would not find a name")
	}
	if err := w.Store.ExpireAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(held(t, w), []byte(words[0])) {
		t.Error("the name is still in the log")
	}
}

func TestTheOthersAreToldOfHiding(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		editor := w.With(t, house.ID, "Eka", models.Editor)
		if _, err := w.Store.Hide(t.Context(), editor, house.ID); err != nil {
			t.Fatal(err)
		}
		if err := w.Store.Tell(t.Context(), int64(w.Count(t, "SELECT max(id) FROM events"))); err != nil {
			t.Fatal(err)
		}
		for as, want := range map[string]int{house.Signatory.PersonID: 1, editor.PersonID: 0} {
			if n := w.Count(t, "SELECT count(*) FROM notices WHERE person_id = '"+as+"'"); n != want {
				t.Errorf("told %d times, want %d", n, want)
			}
		}
	})
}
