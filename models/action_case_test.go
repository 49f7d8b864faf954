package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// The desk reads who hosts an action beside its host, and which of them sent a change. Who is hidden, counted or gone is for keepers,
// and others read the same of each.
func TestTheDeskReadsWhoHostsAndWhoSent(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call, ctx := desk{w, t}, w.Call(t), t.Context()
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host, id := d.sends(call, "House of Windows")
		reads := func(as models.Actor, beside, sender string) {
			t.Helper()
			c, err := w.Store.ActionAtDesk(ctx, as, id)
			did(t, err)
			names := ""
			for _, h := range c.Beside {
				if names += h.Names.Own; h.Away {
					names += "?"
				}
			}
			if names != beside || c.Sender.Own != sender {
				t.Errorf("reads %q beside and sent by %q, want %q and %q", names, c.Sender.Own, beside, sender)
			}
		}
		reads(irena, "", "House of Windows")
		did(t, d.accepts(irena, id))
		reads(irena, "", "")
		bridge := w.Member(t, call, "Bridge", models.Public)
		d.joint(id, bridge)
		reads(irena, "Bridge", "")
		edit := d.edit(host, id, func(c *models.ActionContent) { c.Risk = models.HighRisk })
		edit.OrganisationID = bridge.ID
		did(t, w.Store.EditAction(ctx, bridge.Signatory, w.Sent("edit"), edit))
		reads(irena, "Bridge", "Bridge")
		_, err := w.Store.Hide(ctx, bridge.Signatory, bridge.ID)
		did(t, err)
		reads(irena, "", "")
		reads(keeper, "Bridge?", "Bridge")
		w.Exec(t, "DELETE FROM action_hosts WHERE organisation_id = '"+bridge.ID+"'")
		reads(irena, "", "")
	})
}

// A change of a report that is published comes to the desk as a change: with what is published now beside it.
func TestTheDeskReadsAChangeOfAReport(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx := t.Context()
		irena, host := w.AsRole(t, "Irena", models.Coordinator), w.Member(t, w.Call(t), "House of Windows", models.Public)
		action := opened(t, w, host, 0)
		w.Clock.Add(vigilIsOver().Sub(w.Clock.Now()))
		sends := func(edition int, text string) models.ReportCase {
			t.Helper()
			edit := reporting(t, host, action, text)
			edit.Edition = edition
			did(t, w.Store.SendReport(ctx, host.Signatory, w.Sent("report.sent"), edit))
			c, err := w.Store.ReportAtDesk(ctx, irena, w.Text(t, "SELECT id FROM reports"))
			did(t, err)
			return c
		}
		waits := func(edit bool) {
			t.Helper()
			q, err := w.Store.Queue(ctx, irena, models.QueueQuery{})
			if did(t, err); len(q.Waiting) != 1 || q.Waiting[0].Edit != edit {
				t.Errorf("in the queue waits %+v", q.Waiting)
			}
		}
		if c := sends(0, "Forty lamps."); c.Before != nil || c.Words.Text != "Forty lamps." {
			t.Errorf("a new one is read as %+v", c)
		}
		waits(false)
		accepts(t, w, irena)
		c := sends(1, "Fifty lamps.")
		if c.Before == nil || c.Before.Text != "Forty lamps." || c.Words.Text != "Fifty lamps." {
			t.Errorf("a change is read as %+v", c)
		}
		waits(true)
		did(t, w.Store.DeclineReport(ctx, irena, w.Sent("decline"), models.Decision{ID: c.ID, Seen: c.Seen, Text: "It was forty."}))
		if c, err := w.Store.ReportAtDesk(ctx, irena, c.ID); err != nil || c.Before != nil || c.Words.Text != "Forty lamps." {
			t.Errorf("what is published still is read as %+v, %v", c, err)
		}
	})
}
