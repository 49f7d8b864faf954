package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// The search of the queue finds a change by the name that it gives, and what its host cancelled is no decision of the desk.
func TestTheQueueKnowsTheNewNameAndWhatIsCancelled(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host, id := d.published(call, irena, "House of Windows")
		did(t, d.edits(host, id, func(c *models.ActionContent) {
			text := c.Texts[c.Original]
			text.Title = "Lanterns on the bridge"
			c.Texts = map[string]models.ActionText{c.Original: text}
		}))
		for search, want := range map[string]int{"lanterns": 1, "light in": 1, "nothing": 0} {
			if q := d.queue(irena, models.QueueQuery{Search: search}); len(q.Waiting) != want {
				t.Errorf("%q finds %d, want %d", search, len(q.Waiting), want)
			}
		}
		other, gone := d.published(call, irena, "Bridge")
		did(t, w.Store.CancelAction(t.Context(), other.Signatory, w.Sent("cancel"), models.ActionStep{OrganisationID: other.ID, ActionID: gone, Reason: "Snow."}))
		if q := d.queue(irena, models.QueueQuery{}); len(q.Decided) != 0 {
			t.Errorf("decided: %+v", q.Decided)
		}
	})
}

// A line of the ledger on a report, or on what the campaign asks, says which action it is about, to whom the desk shows that one.
func TestTheLedgerSaysOnWhichActionAReportIs(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx := t.Context()
		keeper, _ := w.Keepers(t)
		irena, call := w.AsRole(t, "Irena", models.Coordinator), w.Call(t)
		host, guest := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Bridge", models.Public)
		action := opened(t, w, host, 0)
		did(t, w.Store.PinAction(ctx, irena, w.Sent("pin"), action))
		did(t, w.Store.JoinAction(ctx, guest.Signatory, w.Sent("join"), models.Joining{OrganisationID: guest.ID, ActionID: action, Way: models.JoinNamed}))
		w.Clock.Add(vigilIsOver().Sub(w.Clock.Now()))
		did(t, w.Store.SendReport(ctx, guest.Signatory, w.Sent("report.sent"), reporting(t, guest, action, "Forty lamps.")))
		const none = "no line" // that is read
		reads := func(as models.Actor, verb models.Verb, want string) {
			t.Helper()
			page, err := w.Store.Log(ctx, as, models.LogQuery{Lang: "en"})
			did(t, err)
			for _, line := range page.Lines {
				if line.Verb != verb {
					continue
				}
				if line.Title.Text != want || (line.ActionID == action) != (want != "") {
					t.Errorf("%s says %+v of %q, want %q", verb, line.Title, line.ActionID, want)
				}
				return
			}
			if want != none {
				t.Errorf("no line of %s", verb)
			}
		}
		reads(irena, "report.sent", "Light in the window")
		reads(irena, "ask.pinned", "Light in the window")
		w.Exec(t, "UPDATE endorsements SET level = 'counted' WHERE organisation_id = '"+host.ID+"'")
		reads(irena, "report.sent", none)
		reads(keeper, "report.sent", "Light in the window")
	})
}
