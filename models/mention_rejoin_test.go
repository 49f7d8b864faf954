package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// A town that a keeper took out of sight stays there, however often its organisation leaves and joins again: no keeper is asked about it
// twice, and one may let it stand. Another town is another matter.
func TestAWithheldTownStaysOutOfSight(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		keeper, _ := w.Keepers(t)
		host, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public)
		candle := w.Member(t, call, "Candle", models.Public)
		w.Member(t, call, "Quiet Circle", models.Counted)
		id := opened(t, w, host, 0)
		leave := func() {
			t.Helper()
			w.Clock.Add(time.Minute)
			did(t, w.Store.LeaveAction(ctx, lamp.Signatory, w.Sent("left"), models.LeavingPart{OrganisationID: lamp.ID, ActionID: id, Asked: true}))
		}
		joins := func(m modelstest.Joined, town string) {
			t.Helper()
			takesPart(t, w, m, id, town, models.JoinNamed)
			did(t, w.Store.SeekTown(ctx, w.Text(t, "SELECT id FROM participations WHERE organisation_id = '"+m.ID+"'")))
		}
		towns := func() int {
			return w.Count(t, "SELECT count(*) FROM listed_parts WHERE part = 'participant' AND town <> ''")
		}
		joins(lamp, "With Quiet Circle")
		settles(t, w, keeper, true)
		for _, town := range []string{"With Quiet Circle", "with  QUIET circle"} {
			leave()
			joins(lamp, town)
			if towns() != 0 {
				t.Fatalf("%q is back by leaving and joining again", town)
			}
			if line, ok := waitingMention(t, w, keeper); !ok || line.State != models.Asked || mentions(t, w) != 1 {
				t.Errorf("a keeper is asked again: %+v, %v", line, ok)
			}
		}
		joins(candle, "With Quiet Circle")
		if towns() != 1 {
			t.Error("what one organisation said is held against another")
		}
		did(t, w.Store.LeaveAction(ctx, candle.Signatory, w.Sent("left"), models.LeavingPart{OrganisationID: candle.ID, ActionID: id, Asked: true}))

		leave()
		joins(lamp, "Graz")
		if _, ok := waitingMention(t, w, keeper); towns() != 1 || ok {
			t.Errorf("another town: %d in sight, an item: %v", towns(), ok)
		}
		takesPart(t, w, lamp, id, "With Quiet Circle", models.JoinNamed)
		if towns() != 0 {
			t.Error("it is back by changing it")
		}
		did(t, w.Store.SeekTown(ctx, w.Text(t, "SELECT id FROM participations")))
		settles(t, w, keeper, false)
		leave()
		joins(lamp, "With Quiet Circle")
		if line, _ := waitingMention(t, w, keeper); towns() != 1 || line.State != models.Submitted {
			t.Errorf("what a keeper let stand: %d in sight, %+v", towns(), line)
		}
	})
}
