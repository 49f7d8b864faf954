package models_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// told is everything that a reader finds in the ledger, page after page.
func told(t *testing.T, w *modelstest.World, as models.Actor, q models.LogQuery) (lines []models.LogLine) {
	t.Helper()
	for {
		page, err := w.Store.Log(t.Context(), as, q)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, page.Lines...)
		if q.Before = page.Next; q.Before == "" {
			return lines
		}
	}
}

// about is the lines of one organisation.
func about(lines []models.LogLine, organisationID string) []models.LogLine {
	return slices.DeleteFunc(slices.Clone(lines), func(l models.LogLine) bool { return l.Organisation.ID != organisationID })
}

func TestTheLedgerNamesWhomItsReaderMayKnow(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		keeper, _ := w.Keepers(t)
		zura, ana := w.AsRole(t, "Zura", models.Coordinator), w.AsRole(t, "Ana", models.Administrator)
		open, maja := w.Applied(t, "Canary Open", models.Public)
		secret, layla := w.Applied(t, "Canary Secret", models.Counted)
		draft, _ := w.Applicant(t, "Dato", "Canary Draft")

		if got := about(told(t, w, zura, models.LogQuery{}), open); len(got) == 0 || got[0].Organisation.Name != "Canary Open" || got[0].Actor.Name != maja.Name {
			t.Errorf("a coordinator reads of an open application: %+v", got)
		}
		for _, q := range []models.LogQuery{{}, {OrganisationID: secret}, {PersonID: layla.PersonID}, {Group: "application"}, {Group: "person"}} {
			for _, line := range told(t, w, zura, q) {
				if line.Organisation.ID == secret || line.Actor.ID == layla.PersonID || line.Person.ID == layla.PersonID {
					t.Errorf("a coordinator reads of an unnamed one: %+v", line)
				}
			}
		}
		if got := about(told(t, w, keeper, models.LogQuery{}), secret); len(got) > 0 {
			t.Errorf("a keeper who did not take it reads of an unnamed one: %+v", got)
		}
		id := w.Text(t, "SELECT id FROM applications WHERE organisation_id = '"+secret+"'")
		if err := w.Store.Take(t.Context(), keeper, w.Sent("take"), id); err != nil {
			t.Fatal(err)
		}
		if got := about(told(t, w, keeper, models.LogQuery{OrganisationID: secret}), secret); len(got) == 0 || got[0].Organisation.Name != "Canary Secret" {
			t.Errorf("a keeper reads of an unnamed one: %+v", got)
		}
		for _, reader := range []models.Actor{zura, keeper} {
			if got := about(told(t, w, reader, models.LogQuery{}), draft); len(got) > 0 {
				t.Errorf("%s reads of a draft: %+v", reader.Name, got)
			}
		}
		for _, reader := range []models.Actor{ana, maja, {}} {
			if _, err := w.Store.Log(t.Context(), reader, models.LogQuery{}); models.KindOf(err) != models.Forbidden {
				t.Errorf("%q reads the ledger: %v", reader.Name, err)
			}
		}
	})
}

func TestTheLedgerIsFiltered(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		keeper, _ := w.Keepers(t)
		ana := w.AsRole(t, "Ana", models.Administrator)
		w.Clock.Set(time.Date(2026, 11, 24, 23, 59, 59, 0, time.UTC))
		ilyas := w.AsPerson(t, "Ilyas")
		w.Clock.Add(time.Second)
		if err := w.Store.Disable(t.Context(), ana, w.Sent("person"), ilyas.PersonID); err != nil {
			t.Fatal(err)
		}
		verbs := func(q models.LogQuery) string {
			var all []string
			for _, line := range told(t, w, keeper, q) {
				all = append(all, string(line.Verb))
			}
			return strings.Join(all, " ")
		}
		for name, c := range map[string]struct {
			q    models.LogQuery
			want string
		}{
			"a person":        {models.LogQuery{PersonID: ilyas.PersonID}, "person.disabled person.arrived"},
			"from a day":      {models.LogQuery{From: "2026-11-25"}, "person.disabled"},
			"one day":         {models.LogQuery{From: "2026-11-24", To: "2026-11-24"}, "person.arrived"},
			"a group":         {models.LogQuery{Group: "role", PersonID: ana.PersonID}, "role.granted.administrator"},
			"a group of none": {models.LogQuery{Group: "profile_change"}, ""},
		} {
			if got := verbs(c.q); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
		for _, q := range []models.LogQuery{{From: "yesterday"}, {To: "2026-02-30"}, {From: "9999-12-31"}, {Group: "' OR 1=1"}} {
			if _, err := w.Store.Log(t.Context(), keeper, q); models.KindOf(err) != models.Invalid {
				t.Errorf("%+v: %v, want field errors", q, err)
			}
		}
	})
}

func TestTheLedgerHasPagesWithoutGapOrDouble(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		keeper, _ := w.Keepers(t)
		for range 60 {
			w.AsPerson(t, "Person")
		}
		lines := told(t, w, keeper, models.LogQuery{Group: "person"})
		if len(lines) != 62 { // the keepers arrived too
			t.Errorf("%d lines, want 62", len(lines))
		}
		var got []string
		for _, line := range lines {
			got = append(got, line.Actor.ID)
		}
		want := w.Text(t, "SELECT string_agg(actor_id, ' ' ORDER BY id DESC) FROM events WHERE verb LIKE 'person.%'")
		if strings.Join(got, " ") != want {
			t.Errorf("the lines are of %v, want %s", got, want)
		}
	})
}

// TestAPlaceInTheLedgerCountsNothing: with numbers of lines in addresses a reader could look between any two lines, and
// date what happened there to organisations of which nothing is told.
func TestAPlaceInTheLedgerCountsNothing(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		keeper, other := w.Keepers(t)
		for range 60 {
			w.AsPerson(t, "Person")
		}
		page := func(as models.Actor, q models.LogQuery) models.LogPage {
			t.Helper()
			p, err := w.Store.Log(t.Context(), as, q)
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		first := page(keeper, models.LogQuery{})
		if again := page(keeper, models.LogQuery{}); again.Next != first.Next || page(keeper, models.LogQuery{Before: first.Next}).Lines[0] == first.Lines[0] {
			t.Error("the next page has no address of its own, or two")
		}
		for what, c := range map[string]struct {
			as models.Actor
			q  models.LogQuery
		}{
			"a number":       {keeper, models.LogQuery{Before: "30"}},
			"another reader": {other, models.LogQuery{Before: first.Next}},
			"another filter": {keeper, models.LogQuery{Before: first.Next, From: "2026-11-01"}},
			"a cut one":      {keeper, models.LogQuery{Before: first.Next[:len(first.Next)-1]}},
		} {
			if got := page(c.as, c.q); got.Lines[0] != first.Lines[0] {
				t.Errorf("%s leads to %+v", what, got.Lines[0])
			}
		}
	})
}
