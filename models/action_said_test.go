package models_test

import (
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// rulesOn is a decision of a coordinator on an action as its case shows it.
func (d desk) rulesOn(as models.Actor, id, text string) models.Decision {
	d.t.Helper()
	return models.Decision{ID: id, Seen: markOf(d.t, d.World, as, id), Text: text, Until: "2026-11-30"}
}

// answers sends a draft again, with an answer to the desk.
func (d desk) answers(host modelstest.Joined, id, answer string) error {
	d.t.Helper()
	own := d.own(host, id)
	return d.Store.SendAction(d.t.Context(), host.Signatory, d.Sent("send"), models.ActionEdit{
		OrganisationID: host.ID, ActionID: id, Edition: own.Edition, Audience: own.Audience, Content: own.Content, Answer: answer,
	})
}

// back is what the desk said of what a host has to send again, or of what is on hold.
func (d desk) back(host modelstest.Joined) []models.GivenBack {
	d.t.Helper()
	all, err := d.Store.GivenBackTo(d.t.Context(), host.Signatory)
	d.want("read what was given back", err)
	return all[host.ID]
}

// Until its day has come the host reads that an action or a change of one is on hold, until when, and what the coordinator said.
func TestTheHostReadsOfAHold(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, ctx, call := desk{w, t}, t.Context(), w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		host, id := d.sends(call, "House of Windows")
		hold := func(text string) {
			t.Helper()
			d.want("hold", d.Store.HoldAction(ctx, irena, w.Sent("hold"), d.rulesOn(irena, id, text)))
		}
		reads := func(what, text string) {
			t.Helper()
			own, back := d.own(host, id), d.back(host)
			if own.Held == nil || own.Held.Format(time.DateOnly) != "2026-11-30" || own.Said.Held() != text {
				t.Errorf("%s: on hold until %v with %q", what, own.Held, own.Said.Held())
			}
			if len(back) != 1 || back[0].Held == nil || back[0].Text != text || back[0].Verb != "" || back[0].Report {
				t.Errorf("%s: the first page tells %+v", what, back)
			}
		}
		hold("")
		reads("without words", "")
		d.want("ask", d.Store.AskAction(ctx, irena, w.Sent("ask"), d.rulesOn(irena, id, "Who cooks?")))
		d.want("answer", d.answers(host, id, "Ona."))
		hold("")
		reads("after a question", "")
		d.want("accept", d.accepts(irena, id))
		if own := d.own(host, id); own.Held != nil || len(d.back(host)) != 0 {
			t.Errorf("published: on hold until %v, %+v", own.Held, d.back(host))
		}
		d.want("edit", d.edits(host, id, titled("Light everywhere")))
		hold("We ask two friends.")
		reads("a change", "We ask two friends.")
		w.Clock.Set(time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC))
		if own := d.own(host, id); own.Held != nil || len(d.back(host)) != 0 {
			t.Errorf("its day has come: on hold until %v, %+v", own.Held, d.back(host))
		}
	})
}

// A report that is on hold is told of on the first page and on its own.
func TestWhoToldReadsOfAHold(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, ctx, call := desk{w, t}, t.Context(), w.Call(t)
		w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public)
		id := opened(t, w, host, 0)
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		w.Clock.Set(vigilIsOver())
		did(t, w.Store.SendReport(ctx, lamp.Signatory, w.Sent("report.sent"), reporting(t, lamp, id, "Forty windows were lit.")))
		report := w.Text(t, "SELECT id FROM reports")
		if q := d.queue(irena, models.QueueQuery{Search: "light in the"}); len(q.Waiting) != 1 || q.Waiting[0].ID != report || q.Waiting[0].Title != "Light in the window" || q.Waiting[0].Names.Own != "Lamp" {
			t.Errorf("the queue does not tell what the report is on: %+v", q.Waiting)
		}
		c, err := w.Store.ReportAtDesk(ctx, irena, report)
		did(t, err)
		did(t, w.Store.HoldReport(ctx, irena, w.Sent("hold"), models.Decision{ID: report, Seen: c.Seen, Text: "We look at the picture.", Until: "2026-12-20"}))
		if back := d.back(lamp); len(back) != 1 || !back[0].Report || back[0].Held == nil || back[0].Text != "We look at the picture." || back[0].Title != "Light in the window" {
			t.Errorf("the first page tells %+v", back)
		}
		if v, err := w.Store.ReportOf(ctx, lamp.Signatory, lamp.ID, id); err != nil || v.Held == nil || v.Said() != "We look at the picture." {
			t.Errorf("its page tells %v, %q, %v", v.Held, v.Said(), err)
		}
		w.Clock.Set(vigilIsOver().Add(20 * 24 * time.Hour))
		if v, err := w.Store.ReportOf(ctx, lamp.Signatory, lamp.ID, id); err != nil || v.Held != nil || len(d.back(lamp)) != 0 {
			t.Errorf("its day has come: %v, %v, %+v", v.Held, err, d.back(lamp))
		}
	})
}

// What the host answers to a question stands beside it at the desk, also once it is on hold, until somebody decides; and it stands
// in the queue before what waits longer.
func TestAHostAnswersTheDesk(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, ctx, call := desk{w, t}, t.Context(), w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		host, id := d.sends(call, "House of Windows")
		_, other := d.sends(call, "House of Doors")
		at := func() models.ActionCase {
			t.Helper()
			c, err := d.Store.ActionAtDesk(ctx, irena, id)
			d.want("read the case", err)
			return c
		}
		d.want("ask", d.Store.AskAction(ctx, irena, w.Sent("ask"), d.rulesOn(irena, id, "Who cooks?")))
		if own, back := d.own(host, id), d.back(host); own.Said.Verb != models.StepAsk || len(back) != 1 || back[0].Verb != models.StepAsk || back[0].Text != "Who cooks?" {
			t.Errorf("asked: %+v, %+v", own.Said, back)
		}
		if err := d.answers(host, id, strings.Repeat("a", 1001)); models.KindOf(err) != models.Invalid || models.FieldsOf(err)[0].Field != "answer" {
			t.Errorf("a long answer: %v", err)
		}
		own := d.own(host, id)
		_, err := d.Store.SaveAction(ctx, host.Signatory, w.Sent("save"), models.ActionEdit{OrganisationID: host.ID, ActionID: id, Edition: own.Edition, Audience: own.Audience, Content: own.Content, Answer: "Ona."})
		d.want("save", err)
		if own := d.own(host, id); own.Said.Answer != "Ona." || own.Said.Again {
			t.Errorf("saved: %+v", own.Said)
		}
		w.Clock.Add(time.Hour)
		d.want("answer", d.answers(host, id, "Ona, as always."))
		if said := at().Said; said.Question != "Who cooks?" || said.Answer != "Ona, as always." || !said.Again {
			t.Errorf("answered: %+v", said)
		}
		if q := d.queue(irena, models.QueueQuery{}); len(q.Waiting) != 2 || q.Waiting[0].ID != id || !q.Waiting[0].Answered || q.Waiting[1].ID != other || q.Waiting[1].Answered {
			t.Errorf("the queue: %+v", q.Waiting)
		}
		d.want("take back", d.Store.RecallAction(ctx, host.Signatory, w.Sent("recall"), models.ActionStep{OrganisationID: host.ID, ActionID: id}))
		if said := d.own(host, id).Said; said.Reason != "Who cooks?" || said.Answer != "Ona, as always." {
			t.Errorf("taken back to change it: %+v", said)
		}
		d.want("answer again", d.answers(host, id, "Ona and Ilya."))
		d.want("hold", d.Store.HoldAction(ctx, irena, w.Sent("hold"), d.rulesOn(irena, id, "A few days.")))
		if said := at().Said; said.Reason != "A few days." || said.Question != "Who cooks?" || said.Answer != "Ona and Ilya." {
			t.Errorf("on hold: %+v", said)
		}
		d.want("accept", d.accepts(irena, id))
		if said := at().Said; said != (models.ActionSaid{}) {
			t.Errorf("decided: %+v", said)
		}
		d.want("undo", d.Store.TakeActionBack(ctx, irena, w.Sent("undo"), id))
		if said := at().Said; said.Reason != "A few days." || said.Answer != "Ona and Ilya." || !said.Again {
			t.Errorf("the yes is taken back: %+v", said)
		}
		d.want("decline", d.Store.DeclineAction(ctx, irena, w.Sent("decline"), d.rulesOn(irena, id, "Too small.")))
		if said := d.own(host, id).Said; said.DeskSaid != (models.DeskSaid{Reason: "Too small.", Verb: models.StepDecline}) {
			t.Errorf("declined: %+v", said)
		}
	})
}

// A change that was asked about comes back as it was, with an answer; of a no there is none.
func TestAChangeIsAnsweredFor(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, ctx, call := desk{w, t}, t.Context(), w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		host, id := d.published(call, irena, "House of Windows")
		again := func(answer string) models.DeskSaid {
			t.Helper()
			e := d.edit(host, id, titled("Light everywhere"))
			e.Answer = answer
			d.want("edit", d.Store.EditAction(ctx, host.Signatory, w.Sent("edit"), e))
			c, err := d.Store.ActionAtDesk(ctx, irena, id)
			d.want("read the case", err)
			return c.Said.DeskSaid
		}
		if said := again("Unasked."); said != (models.DeskSaid{}) {
			t.Errorf("nobody asked: %+v", said)
		}
		d.want("ask", d.Store.AskAction(ctx, irena, w.Sent("ask"), d.rulesOn(irena, id, "Why?")))
		if done, ok, err := d.Store.DoneJust(ctx, irena, id); err != nil || !ok || !done.Edit || done.State != models.Asked {
			t.Errorf("what was done: %+v, %v, %v", done, ok, err)
		}
		if said := again("It is a better name."); said.Question != "Why?" || said.Answer != "It is a better name." || !said.Again {
			t.Errorf("answered: %+v", said)
		}
		d.want("decline", d.Store.DeclineAction(ctx, irena, w.Sent("decline"), d.rulesOn(irena, id, "No.")))
		if said := again("But."); said.Answer != "" || said.Reason != "No." || !said.Again {
			t.Errorf("sent again after a no: %+v", said)
		}
		d.want("accept", d.accepts(irena, id))
		if said := d.own(host, id).Said.DeskSaid; said != (models.DeskSaid{}) {
			t.Errorf("accepted: %+v", said)
		}
	})
}
