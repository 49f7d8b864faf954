package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// What hosts write in a draft is theirs, also of an action that was published once: neither who takes part nor the desk reads its title.
func TestATitleOfADraftIsToldToNobody(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, ctx, call := desk{w, t}, t.Context(), w.Call(t)
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host, lamp, candle := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Candle", models.Public)
		w.Member(t, call, "Quiet Circle", models.Counted)
		content := vigil()
		content.Capacity = 1
		id := openedBy(t, w, host, irena, content)
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		w.Clock.Add(time.Minute)
		takesPart(t, w, candle, id, "Graz", models.JoinNamed)
		did(t, w.Store.LeaveAction(ctx, lamp.Signatory, w.Sent("left"), models.LeavingPart{OrganisationID: lamp.ID, ActionID: id, Asked: true}))
		desk{w, t}.tellAll()
		titles := func(as models.Actor) (out []string) {
			t.Helper()
			lines, err := w.Store.Notices(ctx, as, "en")
			did(t, err)
			for _, l := range lines {
				if l.Title.Text != "" {
					out = append(out, l.Title.Text)
				}
			}
			return out
		}
		done := func(as models.Actor) string {
			t.Helper()
			said, _, err := w.Store.DoneJust(ctx, as, id)
			did(t, err)
			return said.Title.Text
		}
		if got := titles(candle.Signatory); len(got) == 0 {
			t.Fatal("who moved up is told of no action")
		}
		if got := done(irena); got != "Light in the window" {
			t.Errorf("the desk calls what it published %q", got)
		}

		did(t, w.Store.TakeActionBack(ctx, irena, w.Sent("back"), id))
		d.want("decline", w.Store.DeclineAction(ctx, irena, w.Sent("no"), models.Decision{ID: id, Seen: markOf(t, w, irena, id), Text: "No."}))
		own := d.own(host, id)
		text := own.Content.Texts["en"]
		text.Title, text.Body = "Secret draft", "Come with Quiet Circle."
		own.Content.Texts["en"] = text
		_, err := w.Store.SaveAction(ctx, host.Signatory, w.Sent("save"),
			models.ActionEdit{OrganisationID: host.ID, ActionID: id, Edition: own.Edition, Audience: own.Audience, Content: own.Content})
		did(t, err)
		desk{w, t}.tellAll()
		if got := titles(candle.Signatory); len(got) != 0 {
			t.Errorf("who takes part reads %q", got)
		}
		if got := done(irena); got != "" {
			t.Errorf("the desk calls what it gave back %q", got)
		}
		if got := titles(keeper); len(got) != 0 {
			t.Errorf("a keeper reads %q", got)
		}
	})
}

// A report waits at the desk while its action is a draft again: the desk learns of the draft nothing.
func TestAReportOnADraftHasNoTitle(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx := t.Context()
		d := desk{w, t}
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		call := w.Call(t)
		w.Member(t, call, "Quiet Circle", models.Counted)
		series := vigil()
		series.When.Until = "2027-01-31"
		host := w.Member(t, call, "House of Windows", models.Public)
		w.Clock.Set(vigilIsOver().Add(-time.Hour))
		id := openedBy(t, w, host, irena, series)
		w.Clock.Set(vigilIsOver())
		did(t, w.Store.SendReport(ctx, host.Signatory, w.Sent("report.sent"), reporting(t, host, id, "Those of Quiet Circle came.")))
		accepts(t, w, irena)
		seeks(t, w, id, "")
		report, line := w.Text(t, "SELECT id FROM reports"), models.QueueLine{}
		if line, _ = waitingMention(t, w, keeper); line.ID == "" {
			t.Fatal("the name is not found")
		}
		step := models.ActionStep{OrganisationID: host.ID, ActionID: id}
		did(t, w.Store.TakeActionBack(ctx, irena, w.Sent("back"), id))
		did(t, w.Store.RecallAction(ctx, host.Signatory, w.Sent("recall"), step))
		c, err := w.Store.ReportAtDesk(ctx, irena, report)
		if did(t, err); c.Title != "" || c.ActionID != "" {
			t.Errorf("the report's case calls the draft %q", c.Title)
		}
		member, err := w.Store.MemberAtDesk(ctx, irena, host.ID, "en")
		if did(t, err); len(member.Together) != 1 || member.Together[0].Title.Text != "" {
			t.Errorf("the member's case has %+v", member.Together)
		}
		if done, ok, err := w.Store.DoneJust(ctx, irena, report); err != nil || !ok || done.Title.Text != "" {
			t.Errorf("the desk says %+v, %v, %v", done, ok, err)
		}
		if _, err := w.Store.MentionAtDesk(ctx, keeper, line.ID); models.KindOf(err) != models.NotFound {
			t.Errorf("a keeper reads of the draft: %v", err)
		}
		if _, ok := waitingMention(t, w, keeper); ok {
			t.Error("the queue has an item of the draft")
		}
		d.resend(host, id)
		if line, ok := waitingMention(t, w, keeper); !ok || !line.Open {
			t.Error("sent again, it waits for no keeper")
		}
	})
}
