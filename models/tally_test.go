package models_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

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
		join(4, models.Members)
		midnight()
		unnamed(10) // fourteen are told as ten
		join(5, models.Members)
		midnight()
		unnamed(15) // and nineteen as fifteen
		if _, err := w.Store.Hide(t.Context(), people[0], ids[0]); err != nil {
			t.Fatal(err)
		}
		unnamed(15) // one who hides moves nothing
		w.Clock.Add(24 * time.Hour)
		unnamed(15) // in a night without the program the last number stays
		for i := range 8 {
			if _, err := w.Store.Hide(t.Context(), people[i+1], ids[i+1]); err != nil {
				t.Fatal(err)
			}
		}
		midnight()
		unnamed(map[bool]int{true: 10}[models.TallyOffset(w.Store, call.StatementID) == 0]) // ten are left
	})
}

// TestOneOrganisationCannotSwingTheNumber: one that is named, then not, then named again, night for night, must not learn
// how many the others are by the number that goes with it.
func TestOneOrganisationCannotSwingTheNumber(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		w.Keepers(t)
		mine := w.Member(t, call, "Mallory", models.Public)
		shown := func(level models.Level) int {
			t.Helper()
			err := rename(w, t, mine, models.Naming{Level: level}, "")
			if unread, ok := errors.AsType[*models.Unconfirmed](err); ok {
				err = rename(w, t, mine, models.Naming{Level: level}, unread.Showing.Fingerprint)
			}
			if err != nil {
				t.Fatal(err)
			}
			w.Clock.Add(24 * time.Hour)
			if err := w.Store.WriteTally(t.Context()); err != nil {
				t.Fatal(err)
			}
			n, err := w.Store.Unnamed(t.Context(), call.StatementID)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		for others := 1; others <= 16; others++ {
			w.Member(t, call, fmt.Sprintf("Quiet %d", others), models.Counted)
			if others < 9 {
				continue
			}
			var nights []int
			for _, level := range []models.Level{models.Public, models.Members, models.Public, models.Members, models.Public} {
				nights = append(nights, shown(level))
			}
			if moves := len(slices.Compact(slices.Clone(nights))) - 1; moves > 1 {
				t.Errorf("with %d others the nights tell %v", others, nights)
			}
		}
	})
}

// What is told is never more than there are, never swings under one organisation, and is not far behind.
func TestWhatIsToldOfTheUnnamed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		offset, n, told := rapid.IntRange(0, 3).Draw(t, "offset"), 0, 0
		for _, step := range rapid.SliceOfN(rapid.IntRange(-6, 6), 1, 40).Draw(t, "steps") {
			n = max(0, n+step)
			before := told
			told = models.TellTally(before, n, offset)
			switch {
			case told > n || told%5 != 0 || told != 0 && told < 10:
				t.Fatalf("%d are told as %d", n, told)
			case n >= 14 && n-told > 8:
				t.Fatalf("%d are told as no more than %d", n, told)
			case told > before && models.TellTally(told, n-1, offset) < told:
				t.Fatalf("the one who made it %d of %d takes it back", told, n)
			case told < before && models.TellTally(told, n+1, offset) > told:
				t.Fatalf("the one who made it %d of %d takes it back", told, n)
			}
		}
	})
}

func TestWhereTheStepsLieIsASecretOfEachStatement(t *testing.T) {
	w := modelstest.NewWorld(t, t.TempDir()+"/test.db")
	met := map[int]int{}
	for range 400 {
		met[models.TallyOffset(w.Store, w.Store.NewID())]++
	}
	for offset := range 4 {
		if met[offset] < 40 {
			t.Errorf("of 400 statements %d lie %d above", met[offset], offset)
		}
	}
}
