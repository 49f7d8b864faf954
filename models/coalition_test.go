package models_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

func names(page models.CoalitionPage) (out []string) {
	for _, m := range page.Members {
		out = append(out, m.Names.Own)
	}
	return out
}

func TestMembersSeeEachOther(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Keepers(t)
		call := w.Call(t)
		lamp := w.Member(t, call, "Lamp", models.Public)
		w.Member(t, call, "Door", models.Members)
		w.Member(t, call, "Cellar", models.Counted)
		attic := w.Member(t, call, "Attic", models.Members)
		if _, err := w.Store.Hide(t.Context(), attic.Signatory, attic.ID); err != nil {
			t.Fatal(err)
		}
		later := w.Member(t, call, "Morning", models.Members)
		day := w.Clock.Now().Add(time.Hour)
		if err := rename(w, t, later, models.Naming{Level: models.Members, From: &day}, ""); err != nil {
			t.Fatal(err)
		}
		see := func(as models.Actor, search string) []string {
			t.Helper()
			page, err := w.Store.Coalition(t.Context(), as, models.CoalitionQuery{Search: search})
			if err != nil || page.Next != "" {
				t.Fatalf("%+v, %v", page, err)
			}
			return names(page)
		}
		for _, as := range []models.Actor{lamp.Signatory, w.AsRole(t, "Tomas", models.Coordinator)} {
			if got := see(as, ""); !slices.Equal(got, []string{"Door", "Lamp"}) {
				t.Errorf("sees %v", got)
			}
		}
		for search, want := range map[string][]string{"doo": {"Door"}, "lam": {"Lamp"}, "cel": nil, "att": nil, "!!": nil} {
			if got := see(lamp.Signatory, search); !slices.Equal(got, want) {
				t.Errorf("%q finds %v, want %v", search, got, want)
			}
		}
		w.Clock.Add(2 * time.Hour)
		if got := see(lamp.Signatory, ""); !slices.Equal(got, []string{"Door", "Lamp", "Morning"}) {
			t.Errorf("after the day it sees %v", got)
		}
	})
}

func TestWhoReadsTheDirectory(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		_, applicant := w.Applied(t, "House of Doors", models.Public)
		if err := w.Store.LeaveCoalition(t.Context(), house.Signatory, w.Sent("leave"), house.ID); err != nil {
			t.Fatal(err)
		}
		for name, as := range map[string]models.Actor{
			"nobody": {}, "a stranger": w.AsPerson(t, "Stranger"), "an applicant": applicant,
			"an administrator": w.AsRole(t, "Amal", models.Administrator), "somebody who left": w.Again(t, house.Signatory),
		} {
			_, err := w.Store.Coalition(t.Context(), as, models.CoalitionQuery{})
			wantKind(t, name, err, models.Forbidden)
		}
	})
}

// Page by page, everybody comes once and in order, whether sealed or public.
func TestTheDirectoryPageByPage(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		var want []string
		var as models.Actor
		for i := range 57 {
			name := fmt.Sprintf("House %02d", i)
			level := models.Members
			if i%3 == 0 {
				level = models.Public
			}
			as = w.Member(t, call, name, level).Signatory
			want = append(want, name)
		}
		first, err := w.Store.Coalition(t.Context(), as, models.CoalitionQuery{})
		if err != nil {
			t.Fatal(err)
		}
		second, err := w.Store.Coalition(t.Context(), as, models.CoalitionQuery{After: first.Next})
		if err != nil || second.Next != "" {
			t.Fatalf("the second page goes on to %q, %v", second.Next, err)
		}
		if got := append(names(first), names(second)...); !slices.Equal(got, want) {
			t.Errorf("came %v", got)
		}
		id := w.Text(t, "SELECT id FROM endorsements ORDER BY given_at DESC, id LIMIT 1")
		for what, c := range map[string]struct {
			as    models.Actor
			after string
		}{
			"an id of an endorsement": {as, id}, "a place of another reader's": {w.AsRole(t, "Irena", models.Coordinator), first.Next},
		} {
			page, err := w.Store.Coalition(t.Context(), c.as, models.CoalitionQuery{After: c.after})
			if err != nil || !slices.Equal(names(page), names(first)) {
				t.Errorf("%s leads to %v, %v", what, names(page), err)
			}
		}
	})
}
