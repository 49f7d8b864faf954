package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// Whoever leaves what is over, or has told of it, is asked before what it told is deleted. Before the end leaving is easy.
func TestLeavingAfterTheEndIsAskedAbout(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		host, lamp, yard := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Yard", models.Public)
		id := opened(t, w, host, 0)
		for _, m := range []modelstest.Joined{lamp, yard} {
			takesPart(t, w, m, id, "Graz", models.JoinNamed)
		}
		leave := func(m modelstest.Joined, asked bool) error {
			return w.Store.LeaveAction(ctx, m.Signatory, w.Sent("participation.left"), models.LeavingPart{OrganisationID: m.ID, ActionID: id, Asked: asked})
		}
		did(t, leave(lamp, false))
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		w.Clock.Set(vigilIsOver())
		did(t, w.Store.SetTrustActions(ctx, w.AsRole(t, "Ada", models.Administrator), w.Sent("setting"), true))
		did(t, w.Store.SendReport(ctx, lamp.Signatory, w.Sent("report.sent"), reporting(t, lamp, id, "Windows.")))
		for _, m := range []modelstest.Joined{lamp, yard} {
			if err := leave(m, false); models.KindOf(err) != models.Conflict {
				t.Errorf("left after the end, and was not asked: %v", err)
			}
			v, err := w.Store.Joinable(ctx, m.Signatory, m.ID, id)
			if err != nil || !v.LeavesAsked() || v.Told != (m.ID == lamp.ID) || v.Told && v.Pictures == 0 {
				t.Errorf("what goes: %+v, %v", v, err)
			}
		}
		if n := len(toldOf(t, w, id)); n != 1 {
			t.Fatalf("%d reports before anybody was asked", n)
		}
		did(t, leave(lamp, true))
		if n := w.Count(t, "SELECT (SELECT count(*) FROM reports) + (SELECT count(*) FROM report_pictures) + (SELECT count(*) FROM listed_report_pictures)"); n != 0 {
			t.Errorf("%d rows of who took its report away", n)
		}
		if err := leave(lamp, true); models.KindOf(err) != models.NotFound {
			t.Errorf("left twice: %v", err)
		}
	})
}
