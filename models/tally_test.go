package models_test

import (
	"fmt"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

func TestTheNumberOfTheUnnamedTellsNothingOfOne(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		w.Keepers(t)
		unnamed := func(want int) {
			t.Helper()
			n, err := w.Store.Unnamed(t.Context(), call.StatementID)
			w.Store.Forget()
			if f := list(t, w.Store, models.ListQuery{}).Facets; err != nil || n != want || f.Unnamed != want {
				t.Errorf("at least %d more (the list says %d, %v), want %d", n, f.Unnamed, err, want)
			}
		}
		midnight := func() {
			t.Helper()
			w.Clock.Add(24 * time.Hour)
			if err := w.Store.WriteTally(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		var ids []string
		var people []models.Actor
		join := func(n int, level models.Level) {
			t.Helper()
			for range n {
				id, as := w.Endorser(t, call, profile(fmt.Sprintf("Window %d", len(ids)), "GE", "women"), level)
				ids, people = append(ids, id), append(people, as)
			}
		}
		unnamed(0)
		join(5, models.Members)
		join(4, models.Counted)
		join(3, models.Public)
		midnight()
		unnamed(0) // nine are too few to tell
		join(1, models.Counted)
		unnamed(0) // the day's number stands
		if err := w.Store.WriteTally(t.Context()); err != nil {
			t.Fatal(err)
		}
		unnamed(0) // also when it is written again
		midnight()
		unnamed(10)
		join(4, models.Members)
		midnight()
		unnamed(10) // fourteen are told as ten
		join(1, models.Members)
		midnight()
		unnamed(15)
		if _, err := w.Store.Hide(t.Context(), people[0], ids[0]); err != nil {
			t.Fatal(err)
		}
		unnamed(15) // one who hides moves nothing
		w.Clock.Add(24 * time.Hour)
		unnamed(15) // in a night without the program the last number stays
		midnight()
		unnamed(10)
	})
}
