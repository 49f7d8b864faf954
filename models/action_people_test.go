package models_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// An action's page tells by how many organisations, in which towns, and one number of those who are not named. Every
// page of all who take part goes on where the one before ended.
func TestWhoTakesPart(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		id := opened(t, w, w.Member(t, call, "House of Windows", models.Public), 0)
		towns := []string{"Łódź", "Graz", "graz", ""}
		var quiet []modelstest.Joined
		for i := range 30 {
			m := w.Member(t, call, fmt.Sprintf("Lamp %02d", i), models.Public)
			way := models.JoinNamed
			if i >= 26 {
				way = models.JoinQuietly
				quiet = append(quiet, m)
			}
			did(t, w.Store.JoinAction(ctx, m.Signatory, w.Sent("participation.joined"), models.Joining{OrganisationID: m.ID, ActionID: id, Way: way, Town: towns[i%len(towns)]}))
		}
		slug := w.Text(t, "SELECT slug FROM listed_actions")
		people, err := w.Store.ActionPeople(ctx, slug)
		did(t, err)
		if people.Named != 27 || people.Unnamed != 0 || !slices.Equal(people.Towns, []string{"Graz", "Łódź"}) || len(people.Shown) != 20 || !people.More {
			t.Errorf("%d named, %d unnamed, in %q, %d shown, more: %v", people.Named, people.Unnamed, people.Towns, len(people.Shown), people.More)
		}
		all, err := w.Store.Participants(ctx, slug, "")
		did(t, err)
		if len(all.Parts) != 26 || all.Next != "" || all.Parts[25].Names.Own != "Lamp 25" {
			t.Errorf("%d take part, then %q", len(all.Parts), all.Next)
		}
		for i := range models.PeoplePageSize {
			w.Exec(t, fmt.Sprintf(`INSERT INTO listed_parts (action_id, slug, part, organisation_id, names, sort_key, town)
				SELECT action_id, 'more-%d', part, organisation_id, names, 'm', town FROM listed_parts WHERE slug = 'lamp-00'`, i))
		}
		pages, seen := 0, map[string]bool{}
		for at := ""; pages == 0 || at != ""; pages++ {
			page, err := w.Store.Participants(ctx, slug, at)
			did(t, err)
			for _, part := range page.Parts {
				seen[part.Slug] = true
			}
			at = page.Next
		}
		if pages != 2 || len(seen) != 26+models.PeoplePageSize {
			t.Errorf("%d pages name %d", pages, len(seen))
		}
		w.Exec(t, "DELETE FROM listed_parts WHERE slug LIKE 'more-%'")
		w.Clock.Add(time.Hour)
		for _, m := range quiet {
			_, err := w.Store.Hide(ctx, m.Signatory, m.ID)
			did(t, err)
		}
		if again, err := w.Store.ActionPeople(ctx, slug); err != nil || again.Named != 27 {
			t.Errorf("those who take part quietly moved the page by hiding: %+v, %v", again, err)
		}
		if _, err := w.Store.ActionPeople(ctx, "never-was"); models.KindOf(err) != models.NotFound {
			t.Errorf("an action that never was: %v", err)
		}
	})
}

// Where each has a window of its own, the hosts' towns are among those of the action; to a place they come from elsewhere.
func TestHostsTakePartWhereTheyAreAtHome(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		host := w.Member(t, w.Call(t), "House of Windows", models.Public)
		w.Exec(t, "UPDATE listings SET town = 'Riga'")
		window := vigil()
		window.Where = models.Where{Mode: models.AtWindow}
		for _, c := range []struct {
			content models.ActionContent
			towns   []string
		}{{window, []string{"Riga"}}, {vigil(), nil}} {
			people, err := w.Store.ActionPeople(t.Context(), listedOf(t, w, openedAs(t, w, host, c.content)))
			if did(t, err); !slices.Equal(people.Towns, c.towns) {
				t.Errorf("%s is in %q, not in %q", c.content.Where.Mode, people.Towns, c.towns)
			}
		}
	})
}
