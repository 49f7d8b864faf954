package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// A draft that nobody saves goes after 90 days with its data key; what is published stays, with its newest number.
func TestOldDraftsOfActionsGo(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		w.Keepers(t)
		house, circle := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Quiet Circle", models.Counted)
		id := opened(t, w, house, 0)
		takesPart(t, w, circle, id, "", models.JoinQuietly)
		draft, err := w.Store.SaveAction(ctx, house.Signatory, w.Sent("action.saved"), models.ActionEdit{OrganisationID: house.ID, Audience: models.ForPublic, Content: vigil()})
		did(t, err)
		for range 95 {
			if n := w.Count(t, "SELECT count(*) FROM data_keys WHERE owner_id = '"+draft+"'"); n != 1 && w.Clock.Now().Before(time.Date(2027, 2, 15, 0, 0, 0, 0, time.UTC)) {
				t.Fatalf("the draft went on %v", w.Clock.Now())
			}
			w.Clock.Add(24 * time.Hour)
			did(t, w.Store.WriteTally(ctx))
			did(t, w.Store.Sweep(ctx))
		}
		if n := w.Count(t, "SELECT (SELECT count(*) FROM actions WHERE id = '"+draft+"') + (SELECT count(*) FROM data_keys WHERE owner_id = '"+draft+"')"); n != 0 {
			t.Errorf("%d rows of the draft are left", n)
		}
		if n := w.Count(t, "SELECT count(*) FROM actions WHERE id = '"+id+"'"); n != 1 {
			t.Error("a published action went")
		}
		if n := w.Count(t, "SELECT count(*) FROM action_tallies"); n < 1 || n > 9 {
			t.Errorf("%d numbers are kept", n)
		}
	})
}
