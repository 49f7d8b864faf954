package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// A coordinator who said yes to a report takes it back for a day: what was published before is so again, and nobody is told of
// what was not meant. Nobody else does, and not what somebody built on.
func TestTakingThePublicationOfAReportBack(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		d := desk{w, t}
		irena, tomas := w.AsRole(t, "Irena", models.Coordinator), w.AsRole(t, "Tomas", models.Coordinator)
		host, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public)
		id := opened(t, w, host, 0)
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		w.Clock.Set(vigilIsOver())
		did(t, w.Store.SendReport(ctx, lamp.Signatory, w.Sent("report.sent"), reporting(t, lamp, id, "Forty came.")))
		report := w.Text(t, "SELECT id FROM reports")
		back := func(as models.Actor) error { return w.Store.TakeReportBack(ctx, as, w.Sent("back"), report) }
		tells := func(when, want string) {
			t.Helper()
			got := ""
			for _, told := range toldOf(t, w, id) {
				got += told.Text
			}
			if got != want {
				t.Errorf("%s the page tells %q, not %q", when, got, want)
			}
		}
		wantConflict(t, "what waits", back(irena), "queue.take_back.built")

		accepts(t, w, irena)
		if c, err := w.Store.ReportAtDesk(ctx, tomas, report); err != nil || c.MayTakeBack {
			t.Errorf("somebody else may take it back: %v, %v", c.MayTakeBack, err)
		}
		wantConflict(t, "by somebody else", back(tomas), "queue.take_back.built")
		if done, ok, err := w.Store.DoneJust(ctx, irena, report); err != nil || !ok || !done.Undo {
			t.Errorf("just done: %+v, %v, %v", done, ok, err)
		}
		published := int64(w.Count(t, "SELECT max(id) FROM events WHERE verb = 'report.published'"))
		did(t, w.Store.Tell(ctx, published))
		told := "SELECT count(*) FROM notices n JOIN events e ON e.id = n.event_id WHERE e.verb = 'report.published'"
		if w.Count(t, told) == 0 {
			t.Fatal("nobody was told that it is published")
		}
		d.want("take the first back", back(irena))
		did(t, w.Store.Tell(ctx, published))
		if n := w.Count(t, told); n != 0 {
			t.Errorf("%d still read that it is published", n)
		}
		tells("taken back", "")
		if n := w.Count(t, "SELECT count(*) FROM listed_report_pictures"); n != 0 {
			t.Errorf("%d pictures stay public", n)
		}
		wantConflict(t, "twice", back(irena), "queue.take_back.built")

		accepts(t, w, irena)
		own, err := w.Store.ReportOf(ctx, lamp.Signatory, lamp.ID, id)
		did(t, err)
		edit := reporting(t, lamp, id, "Fifty came.")
		edit.Edition = own.Edition
		did(t, w.Store.SendReport(ctx, lamp.Signatory, w.Sent("report.sent"), edit))
		accepts(t, w, irena)
		tells("the change accepted", "Fifty came.")
		d.want("take the change back", back(irena))
		tells("the change taken back", "Forty came.")
		if state := w.Text(t, "SELECT state FROM reports"); state != string(models.ReportWaiting) {
			t.Errorf("the change is %s", state)
		}

		accepts(t, w, irena)
		w.Clock.Add(25 * time.Hour)
		wantConflict(t, "after a day", back(irena), "queue.take_back.late")
		did(t, w.Store.Sweep(ctx))
		if n := w.Count(t, "SELECT count(*) FROM reports WHERE replaced IS NOT NULL"); n != 0 {
			t.Errorf("what %d reports replaced is kept after a day", n)
		}
		tells("after the day", "Fifty came.")
	})
}

// What a yes replaced is let go of as soon as something else happens to the report.
func TestAYesThatSomebodyBuiltOnIsNotTakenBack(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public)
		id := opened(t, w, host, 0)
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		w.Clock.Set(vigilIsOver())
		did(t, w.Store.SendReport(ctx, lamp.Signatory, w.Sent("report.sent"), reporting(t, lamp, id, "Forty came.")))
		accepts(t, w, irena)
		report := w.Text(t, "SELECT id FROM reports")
		c, err := w.Store.ReportAtDesk(ctx, irena, report)
		did(t, err)
		did(t, w.Store.HideReport(ctx, irena, w.Sent("hide"), models.Decision{ID: report, Seen: c.Seen, Text: "A face is to be seen."}))
		wantConflict(t, "hidden", w.Store.TakeReportBack(ctx, irena, w.Sent("back"), report), "queue.take_back.built")
		if c, err = w.Store.ReportAtDesk(ctx, irena, report); err != nil || c.MayTakeBack || c.Reason != "A face is to be seen." {
			t.Errorf("the case says %q, take back %v, %v", c.Reason, c.MayTakeBack, err)
		}
		did(t, w.Store.WithdrawReport(ctx, lamp.Signatory, w.Sent("withdraw"), lamp.ID, id))
		if err := w.Store.TakeReportBack(ctx, irena, w.Sent("back"), report); models.KindOf(err) != models.NotFound {
			t.Errorf("withdrawn: %v", err)
		}
	})
}
