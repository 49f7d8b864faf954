package views

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// litWindows counts the windows in the paths of the lit.
func litWindows(town Town) int {
	return strings.Count(town.Dim+town.Warm+strings.Join(town.Glow, ""), "M")
}

func TestEveryOrganisationHasAWindowAndOneIsYours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 100_000).Draw(t, "organisations")
		town := NewTown(n, "2026-11-22")
		if got := litWindows(town); got != town.Lit || got > maxWindows || got*town.Each < n || (got-1)*town.Each >= max(n, 1) {
			t.Fatalf("%d organisations are %d windows of %d, %d drawn", n, town.Lit, town.Each, got)
		}
		if n <= maxWindows && town.Lit != n {
			t.Fatalf("%d organisations are %d windows", n, town.Lit)
		}
		if strings.Count(town.Yours, "M") != 1 || town.Dark == "" {
			t.Fatalf("yours is %q, dark %d", town.Yours, len(town.Dark))
		}
	})
}

func TestTheTownIsTheSameAllDayAndAnotherTomorrow(t *testing.T) {
	today := NewTown(200, "2026-11-22")
	if diff := cmp.Diff(today, NewTown(200, "2026-11-22")); diff != "" {
		t.Errorf("the same day differs: %s", diff)
	}
	if cmp.Equal(today, NewTown(200, "2026-11-23")) {
		t.Error("tomorrow is like today")
	}
}

// TestNoWindowTellsWhoCameLast: if windows were lit in the order of joining, a town of one more would be the town of
// before and one window.
func TestNoWindowTellsWhoCameLast(t *testing.T) {
	lit := func(n int) map[string]bool {
		town, set := NewTown(n, "2026-11-22"), map[string]bool{}
		for window := range strings.SplitSeq(town.Dim+town.Warm+strings.Join(town.Glow, ""), "M") {
			set[window] = true
		}
		delete(set, "")
		return set
	}
	for n := 100; n < 110; n++ {
		before, after := lit(n), lit(n+1)
		kept := 0
		for window := range before {
			if after[window] {
				kept++
			}
		}
		if kept > n*9/10 {
			t.Errorf("from %d to %d organisations %d windows stay lit", n, n+1, kept)
		}
	}
}

func TestWindowsStayInsideTheTown(t *testing.T) {
	for _, size := range paneSizes {
		panes := panesOf(size)
		for _, p := range panes {
			if p.x < 0 || p.x+9*size > townWidth || p.y-4.5*size < 0 || p.y+8*size > townHeight {
				t.Fatalf("at size %v a window is at %v", size, p)
			}
		}
		t.Logf("size %v: %d windows", size, len(panes))
	}
	if n := len(panesOf(paneSizes[len(paneSizes)-1])); n <= maxWindows {
		t.Errorf("the smallest windows are %d, too few for %d lit ones and yours", n, maxWindows)
	}
}
