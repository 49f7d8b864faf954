package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// The desk says what was done last, of an action and of a report on it, and calls it by the action's name: hidden is not published.
func TestTheDeskSaysWhatWasDoneLast(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx := t.Context()
		w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		says := func(id string, want models.DoneJust) {
			t.Helper()
			got, ok, err := w.Store.DoneJust(ctx, irena, id)
			if did(t, err); !ok || got.Action != want.Action || got.Report != want.Report || got.Aside != want.Aside || got.State != want.State {
				t.Errorf("says %+v (%v), want %+v", got, ok, want)
			}
			if got.Title != (models.Worded{Text: "Light in the window", Lang: "en"}) {
				t.Errorf("it is called %+v", got.Title)
			}
		}
		host, id := desk{w, t}.sends(w.Call(t), "House of Windows")
		did(t, w.Store.AcceptAction(ctx, irena, w.Sent("accept"), models.Decision{ID: id, Seen: markOf(t, w, irena, id)}))
		says(id, models.DoneJust{Action: true, State: models.Approved})
		did(t, w.Store.TakeActionBack(ctx, irena, w.Sent("back"), id))
		if got, ok, err := w.Store.DoneJust(ctx, irena, id); ok || err != nil {
			t.Errorf("says of what was taken back %+v, %v", got, err)
		}
		did(t, w.Store.AcceptAction(ctx, irena, w.Sent("accept"), models.Decision{ID: id, Seen: markOf(t, w, irena, id)}))
		did(t, w.Store.HideAction(ctx, irena, w.Sent("hide"), models.Decision{ID: id, Seen: markOf(t, w, irena, id), Text: "A private home."}))
		says(id, models.DoneJust{Action: true, Aside: models.StepHide})
		did(t, w.Store.ShowAction(ctx, irena, w.Sent("show"), models.Decision{ID: id, Seen: markOf(t, w, irena, id)}))
		says(id, models.DoneJust{Action: true, Aside: models.StepShow})

		w.Clock.Add(vigilIsOver().Sub(w.Clock.Now()))
		did(t, w.Store.SendReport(ctx, host.Signatory, w.Sent("report.sent"), reporting(t, host, id, "Forty lamps.")))
		accepts(t, w, irena)
		report := w.Text(t, "SELECT id FROM reports")
		says(report, models.DoneJust{Report: true, State: models.Approved})
		seen := func() string {
			c, err := w.Store.ReportAtDesk(ctx, irena, report)
			did(t, err)
			return c.Seen
		}
		did(t, w.Store.HideReport(ctx, irena, w.Sent("hide"), models.Decision{ID: report, Seen: seen(), Text: "A face."}))
		says(report, models.DoneJust{Report: true, Aside: models.StepHide})
		edit := reporting(t, host, id, "Forty lamps, and it snowed.")
		edit.Edition = 2
		did(t, w.Store.SendReport(ctx, host.Signatory, w.Sent("report.sent"), edit))
		accepts(t, w, irena)
		if got, _, err := w.Store.DoneJust(ctx, irena, report); err != nil || !got.Hidden || got.State != models.Approved {
			t.Errorf("of a change of what is hidden it says %+v, %v", got, err)
		}
		did(t, w.Store.ShowReport(ctx, irena, w.Sent("show"), models.Decision{ID: report, Seen: seen()}))
		says(report, models.DoneJust{Report: true, Aside: models.StepShow})
		w.Exec(t, "UPDATE endorsements SET level = 'counted' WHERE organisation_id = '"+host.ID+"'")
		if got, ok, err := w.Store.DoneJust(ctx, irena, report); ok || err != nil {
			t.Errorf("tells a coordinator of one that is counted by now: %+v, %v", got, err)
		}
	})
}
