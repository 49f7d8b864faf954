package models_test

import (
	"sync"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// What waits at the desk is taken back by its hosts: it is a draft again, the queue has it no more, and a coordinator who decides on
// an older page reads that.
func TestASentActionIsTakenBack(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, ctx, call := desk{w, t}, t.Context(), w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		host, id := d.sends(call, "House of Windows")
		stranger := d.Member(t, call, "House of Gates", models.Public)
		step := models.ActionStep{OrganisationID: host.ID, ActionID: id}
		seen, sent := markOf(t, w, irena, id), w.Sent("recall")
		foreign := models.ActionStep{OrganisationID: stranger.ID, ActionID: id}
		if err := d.Store.RecallAction(ctx, stranger.Signatory, w.Sent("recall"), foreign); models.KindOf(err) != models.NotFound {
			t.Errorf("somebody else takes it back: %v", err)
		}
		d.want("hold", d.Store.HoldAction(ctx, irena, w.Sent("hold"), models.Decision{ID: id, Seen: seen, Text: "Who guards it?", Until: "2026-11-30"}))
		seen = markOf(t, w, irena, id)
		for range 2 {
			d.want("take back", d.Store.RecallAction(ctx, host.Signatory, sent, step))
		}
		if own := d.own(host, id); own.State != models.ActionDraft || own.Said.Reason != "" {
			t.Errorf("it stands as %s, with %q", own.State, own.Said.Reason)
		}
		if q := d.queue(irena, models.QueueQuery{}); len(q.Waiting)+len(q.Elsewhere)+len(q.Decided) != 0 {
			t.Errorf("the queue has %+v", q)
		}
		if _, err := d.Store.ActionAtDesk(ctx, irena, id); models.KindOf(err) != models.NotFound {
			t.Errorf("a coordinator reads it still: %v", err)
		}
		wantConflict(t, "decides on it", d.Store.AcceptAction(ctx, irena, w.Sent("accept"), models.Decision{ID: id, Seen: seen}), "action.desk.happened.recalled")
		wantConflict(t, "takes it back again", d.Store.RecallAction(ctx, host.Signatory, w.Sent("recall"), step), "action.recall.late")
		d.resend(host, id)
		d.want("accept", d.accepts(irena, id))
		wantConflict(t, "takes back what is published", d.Store.RecallAction(ctx, host.Signatory, w.Sent("recall"), step), "action.recall.late")
		d.want("edit", d.edits(host, id, titled("Light everywhere")))
		seen = markOf(t, w, irena, id)
		d.want("drop", d.Store.DropEdit(ctx, host.Signatory, w.Sent("drop"), step))
		wantConflict(t, "decides on a dropped edit", d.Store.AcceptAction(ctx, irena, w.Sent("accept"), models.Decision{ID: id, Seen: seen}), "action.desk.happened.recalled")
	})
}

// Taken back and accepted at once, one of both is done, and whoever was late reads what happened.
func TestAcceptingRacesTakingBack(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, ctx, call := desk{w, t}, t.Context(), w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		host, id := d.sends(call, "House of Windows")
		for range 6 {
			accept := models.Decision{ID: id, Seen: markOf(t, w, irena, id)}
			var accepted, recalled error
			var wait sync.WaitGroup
			wait.Go(func() { accepted = d.Store.AcceptAction(ctx, irena, w.Sent("accept"), accept) })
			wait.Go(func() {
				recalled = d.Store.RecallAction(ctx, host.Signatory, w.Sent("recall"), models.ActionStep{OrganisationID: host.ID, ActionID: id})
			})
			wait.Wait()
			switch own := d.own(host, id); {
			case accepted == nil:
				wantConflict(t, "taken back too late", recalled, "action.recall.late")
				if own.State != models.ActionOpen || listedOf(t, w, id) == "" {
					t.Errorf("accepted, it stands as %s", own.State)
				}
				d.want("take the yes back", d.Store.TakeActionBack(ctx, irena, w.Sent("back"), id))
			default:
				wantConflict(t, "accepted too late", accepted, "action.desk.happened.recalled")
				if recalled != nil || own.State != models.ActionDraft || listedOf(t, w, id) != "" {
					t.Errorf("taken back (%v), it stands as %s", recalled, own.State)
				}
				d.resend(host, id)
			}
		}
	})
}
