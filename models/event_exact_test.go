package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// TestTheLedgerTellsOldDaysToWhoHasTheKeys reads old lines in the ledger, as notices and in the own data.
func TestTheLedgerTellsOldDaysToWhoHasTheKeys(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		keeper, _ := w.Keepers(t)
		w.Clock.Set(time.Date(2026, 12, 3, 10, 0, 0, 0, time.UTC))
		w.AsRole(t, "Ana", models.Administrator)
		house := w.Member(t, w.Call(t), "House", models.Public)
		for range 60 {
			w.AsPerson(t, "Person")
			w.Clock.Add(time.Minute)
		}
		for id := range w.Count(t, "SELECT max(id) FROM events") {
			if err := w.Store.Tell(t.Context(), int64(id)+1); err != nil {
				t.Fatal(err)
			}
		}
		notices := holds(t, w, keeper).Person.Notices
		if len(notices) == 0 {
			t.Fatal("nobody was told of anything: this test is blind")
		}
		before, mine := told(t, w, keeper, models.LogQuery{}), holds(t, w, house.Signatory)
		w.Clock.Add(8 * 24 * time.Hour)
		for range 2 {
			if err := w.Store.ExpireAll(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if n := w.Count(t, "SELECT count(*) FROM events WHERE exact IS NULL"); n != 0 {
			t.Fatalf("%d lines are not sealed", n)
		}
		for name, q := range map[string]models.LogQuery{"all": {}, "by days": {From: "2026-11-01", To: "2026-12-03"}} {
			after := told(t, w, keeper, q)
			if len(after) != len(before) {
				t.Fatalf("%s: %d lines, were %d", name, len(after), len(before))
			}
			for i := range after {
				if !after[i].At.Equal(before[i].At) || after[i].Verb != before[i].Verb {
					t.Errorf("%s: line %d is %+v, was %+v", name, i, after[i], before[i])
				}
			}
		}
		if got := told(t, w, keeper, models.LogQuery{From: "2026-12-01", To: "2026-12-02"}); len(got) != 0 {
			t.Errorf("on days on which nothing was stands %+v", got)
		}
		now := holds(t, w, house.Signatory)
		for i, e := range now.Organisations[0].Events {
			if was := mine.Organisations[0].Events[i]; !e.At.Equal(was.At) {
				t.Errorf("its own people read %v, read %v", e.At, was.At)
			}
		}
		for i, n := range holds(t, w, keeper).Person.Notices {
			if !n.At.Equal(notices[i].At) {
				t.Errorf("of a notice stands %v, stood %v", n.At, notices[i].At)
			}
		}
	})
}

func holds(t *testing.T, w *modelstest.World, as models.Actor) models.Holding {
	t.Helper()
	as.Fresh = true
	h, err := w.Store.Everything(t.Context(), as)
	if err != nil {
		t.Fatal(err)
	}
	return h
}
