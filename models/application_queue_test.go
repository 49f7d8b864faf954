package models_test

import (
	"fmt"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

func (d desk) queue(as models.Actor, q models.QueueQuery) models.Queue {
	d.t.Helper()
	queue, err := d.Store.Queue(d.t.Context(), as, q)
	d.want("queue", err)
	return queue
}

func TestEveryLineOfALongQueueCanBeReached(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d := desk{w, t}
		d.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		const waiting = models.QueueStep + 2
		for i := range waiting {
			d.applied(fmt.Sprintf("House %d", i), models.Public)
		}
		first := d.queue(irena, models.QueueQuery{})
		if len(first.Waiting) != models.QueueStep || first.Left.Waiting != 2 || first.Bar.Waiting != waiting {
			t.Errorf("at first %d lines, %d left of %d", len(first.Waiting), first.Left.Waiting, first.Bar.Waiting)
		}
		for shown, want := range map[int]int{-1: models.QueueStep, 1: models.QueueStep, models.QueueStep + 1: models.QueueStep + 1, 1 << 40: waiting} {
			all := d.queue(irena, models.QueueQuery{Shown: models.QueueCounts{Waiting: shown}})
			if len(all.Waiting) != want || all.Left.Waiting != waiting-want || all.Waiting[0].ID != first.Waiting[0].ID {
				t.Errorf("asked for %d: %d lines, %d left", shown, len(all.Waiting), all.Left.Waiting)
			}
		}
		if found := d.queue(irena, models.QueueQuery{Search: "House"}); len(found.Waiting) != models.QueueStep || found.Left.Waiting != 2 {
			t.Errorf("a search shows %d lines, %d left", len(found.Waiting), found.Left.Waiting)
		}
	})
}

func TestTheBarTellsNothingOfWhoBecameUnnamed(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		ilyas, _ := d.Keepers(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		id, _, _ := d.applied("House of Windows", models.Public)
		d.want("accept", d.accept(irena, id))
		early := d.Clock.Now()
		d.Clock.Add(time.Hour)
		id, lantern, _ := d.applied("Lantern", models.Public)
		d.want("accept", d.accept(irena, id))
		last := func(as models.Actor, want time.Time) {
			t.Helper()
			if got := d.queue(as, models.QueueQuery{}).Bar.LastDecision; got == nil || got.Sub(want).Abs() > time.Minute {
				t.Errorf("the last decision is %v, want %v", got, want)
			}
		}
		last(irena, d.Clock.Now())
		d.Exec(t, "UPDATE endorsements SET level = 'counted' WHERE organisation_id = '"+lantern+"'")
		last(irena, early)
		last(ilyas, d.Clock.Now())
		d.Clock.Add(time.Hour)
		house := d.Member(t, call, "House of Doors", models.Public)
		d.Clock.Add(time.Hour)
		id = d.wishes(house, "House of Gates")
		d.want("accept", d.Store.AcceptChange(t.Context(), irena, d.Sent("accept"), models.Decision{ID: id, Seen: d.changeOf(irena, id).Seen}))
		last(irena, d.Clock.Now())
	})
}
