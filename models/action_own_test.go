package models_test

import (
	"fmt"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// An organisation reads all its actions page by page, each once, also those that were saved at one instant; what is held of it is
// whole. A cursor of another organisation is none.
func TestOwnActionsComeInPages(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		house, door := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Door", models.Public)
		const all = models.OwnActionsPageSize + 7
		for i := range all {
			if i%9 == 8 {
				w.Clock.Add(time.Second)
			}
			id, err := w.Store.SaveAction(ctx, house.Signatory, w.Sent("action.saved"), models.ActionEdit{OrganisationID: house.ID, Audience: models.ForPublic, Content: vigil()})
			did(t, err)
			w.Exec(t, "UPDATE actions SET state = 'cancelled' WHERE id = '"+id+"'") // of drafts there are fewer
		}
		seen, pages := map[string]bool{}, 0
		var last time.Time
		for page := ""; pages == 0 || page != ""; pages++ {
			list, err := w.Store.OwnActions(ctx, house.Signatory, house.ID, page)
			did(t, err)
			for _, a := range list.Actions {
				if !last.IsZero() && a.SavedAt.After(last) {
					t.Errorf("%s is newer than what stands above it", a.ID)
				}
				seen[a.ID], last = true, a.SavedAt
			}
			if of, err := w.Store.OwnActions(ctx, door.Signatory, door.ID, list.Next); err != nil || len(of.Actions) != 0 {
				t.Errorf("another organisation reads %d, %v", len(of.Actions), err)
			}
			page = list.Next
		}
		if len(seen) != all || pages != 2 {
			t.Errorf("%d of %d actions on %d pages", len(seen), all, pages)
		}
		first, err := w.Store.OwnActions(ctx, house.Signatory, house.ID, "no cursor")
		if did(t, err); len(first.Actions) != models.OwnActionsPageSize {
			t.Errorf("%d on the first page", len(first.Actions))
		}
		held, err := w.Store.Everything(ctx, house.Signatory)
		if did(t, err); len(held.Organisations[0].Actions) != all {
			t.Errorf("%d are held of it", len(held.Organisations[0].Actions))
		}
	})
}

// Hosts read those who take part page by page, each once, who waits behind all who are in.
func TestParticipantsForHostsComeInPages(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		const all = models.ParticipantLinesPage + 20
		w.Plant(t, call, modelstest.Town(all))
		c := gathered(t, w, call, models.ForPublic)
		c.publish()
		w.Exec(t, fmt.Sprintf(`INSERT INTO participations (id, action_id, organisation_id, quiet, hosts_see, waiting, said, joined_at, joined_by)
			SELECT 'part-' || l.slug, '%s', l.organisation_id, FALSE, TRUE, l.n %% 3 = 0, o.profile, '2026-11-21 12:00:00+00:00', ''
			FROM (SELECT slug, organisation_id, ROW_NUMBER() OVER (ORDER BY endorsement_id) AS n FROM listings WHERE organisation_id <> '%s') l
			JOIN organisations o ON o.id = l.organisation_id WHERE l.n <= %d`, c.id, c.host.ID, all)) // their sealed words are empty
		in, waiting, pages := 0, 0, 0
		for page := ""; pages == 0 || page != ""; pages++ {
			host, err := w.Store.ActionTogether(ctx, c.host.Signatory, c.host.ID, c.id, page)
			did(t, err)
			if len(host.In) > 0 && waiting > 0 {
				t.Error("somebody is in behind those who wait")
			}
			in, waiting = in+len(host.In), waiting+len(host.Waiting)
			page = host.Next
		}
		if in != all-all/3 || waiting != all/3 || pages != 2 {
			t.Errorf("%d in and %d waiting of %d on %d pages", in, waiting, all, pages)
		}
	})
}
