package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// seeks runs the searches that were written as jobs.
func seeks(t *testing.T, w *modelstest.World, action, organisation string) {
	t.Helper()
	did(t, w.Store.SeekNames(t.Context(), action, organisation))
}

func mentions(t *testing.T, w *modelstest.World) int {
	t.Helper()
	return w.Count(t, "SELECT count(*) FROM mentions")
}

// mentioning is the vigil with a name in a text of it.
func mentioning(t *testing.T, w *modelstest.World, m modelstest.Joined, id, body string) {
	t.Helper()
	w.Clock.Add(time.Minute)
	own, err := w.Store.OwnActionByID(t.Context(), m.Signatory, m.ID, id)
	did(t, err)
	content := vigil()
	text := content.Texts[content.Original]
	text.Body = body
	content.Texts[content.Original] = text
	did(t, w.Store.EditAction(t.Context(), m.Signatory, w.Sent("action.edited"),
		models.ActionEdit{OrganisationID: m.ID, ActionID: id, Edition: own.Edition, Audience: models.ForPublic, Content: content}))
	reader := w.AsRole(t, "Somebody at the desk", models.Coordinator)
	if c, err := w.Store.ActionAtDesk(t.Context(), reader, id); err == nil && c.Edit != nil {
		did(t, w.Store.AcceptAction(t.Context(), reader, w.Sent("accept"), models.Decision{ID: id, Seen: c.Seen}))
	}
}

// waitingMention is the only item of this kind in the queue, and whether there is one.
func waitingMention(t *testing.T, w *modelstest.World, as models.Actor) (models.QueueLine, bool) {
	t.Helper()
	q, err := w.Store.Queue(t.Context(), as, models.QueueQuery{})
	did(t, err)
	for _, part := range [][]models.QueueLine{q.Waiting, q.Elsewhere, q.Decided} {
		for _, l := range part {
			if l.Mention {
				return l, true
			}
		}
	}
	return models.QueueLine{}, false
}

// Words that name a hidden organisation are one item for keepers, whoever wrote them and however often they are found, and
// nothing to anybody else.
func TestAHiddenNameInOthersWordsIsAnItemForKeepers(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		keeper, _ := w.Keepers(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host, circle := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Quiet Circle", models.Counted)
		lamp := w.Member(t, call, "Lamp of Graz", models.Public)
		id := opened(t, w, host, 0)
		mentioning(t, w, host, id, "Come with the QUIET  circle, and with Lamp of Graz.")
		before, err := w.Store.Queue(ctx, irena, models.QueueQuery{})
		did(t, err)
		for range 2 {
			seeks(t, w, id, "")
			seeks(t, w, "", circle.ID)
		}
		if n := mentions(t, w); n != 1 {
			t.Fatalf("%d items, want one: of the hidden organisation", n)
		}
		line, ok := waitingMention(t, w, keeper)
		if !ok || !line.Open || line.Names.Own != "Quiet Circle" || line.State != models.Submitted {
			t.Errorf("the keeper's line: %+v", line)
		}
		after, err := w.Store.Queue(ctx, irena, models.QueueQuery{})
		did(t, err)
		if len(after.Waiting) != len(before.Waiting) || after.Bar.Waiting != before.Bar.Waiting || after.Bar.AtRisk != before.Bar.AtRisk {
			t.Errorf("a coordinator's queue moved: %+v", after.Bar)
		}
		for _, as := range []models.Actor{irena, host.Signatory, circle.Signatory} {
			if _, err := w.Store.MentionAtDesk(ctx, as, line.ID); models.KindOf(err) != models.NotFound && models.KindOf(err) != models.Forbidden {
				t.Errorf("somebody who is no keeper opened it: %v", err)
			}
			for _, do := range []func() error{
				func() error { return w.Store.WithholdMention(ctx, as, w.Sent("x"), models.Decision{ID: line.ID}) },
				func() error { return w.Store.LetMentionStand(ctx, as, w.Sent("x"), models.Decision{ID: line.ID}) },
			} {
				if err := do(); models.KindOf(err) != models.NotFound && models.KindOf(err) != models.Forbidden {
					t.Errorf("somebody who is no keeper decided: %v", err)
				}
			}
		}
		c, err := w.Store.MentionAtDesk(ctx, keeper, line.ID)
		did(t, err)
		if len(c.Passages) != 1 || c.Passages[0].Text != "Come with the QUIET circle, and with Lamp of Graz." || c.Passages[0].Field != "body" || c.Writer.Own != "House of Windows" {
			t.Errorf("the case: %+v", c)
		}
		_, err = w.Store.Hide(ctx, lamp.Signatory, lamp.ID)
		did(t, err)
		seeks(t, w, "", lamp.ID)
		if n := mentions(t, w); n != 2 {
			t.Errorf("%d items after the other hid itself, want 2", n)
		}
		showing, err := w.Store.WhatShows(ctx, lamp.Signatory, lamp.ID)
		did(t, err)
		did(t, w.Store.ShowAgain(ctx, lamp.Signatory, w.Sent("show"), lamp.ID, showing.Fingerprint))
		mentioning(t, w, host, id, "Come.")
		seeks(t, w, id, "")
		if n := mentions(t, w); n != 0 {
			t.Errorf("%d items of what nobody reads any more", n)
		}
	})
}

// A keeper takes words out of sight; who wrote them reads nothing of the name, and they come back when a keeper says so.
func TestAKeeperTakesAHiddenNameOutOfSight(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		keeper, other := w.Keepers(t)
		host, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp of Graz", models.Public)
		w.Member(t, call, "Quiet Circle", models.Counted)
		id := opened(t, w, host, 0)
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		mentioning(t, w, host, id, "Come with the Quiet Circle.")
		seeks(t, w, id, "")
		line, _ := waitingMention(t, w, keeper)
		c, err := w.Store.MentionAtDesk(ctx, keeper, line.ID)
		did(t, err)
		w.Clock.Add(time.Minute)
		did(t, w.Store.WithholdMention(ctx, keeper, w.Sent("withhold"), models.Decision{ID: line.ID, Seen: c.Seen, Text: "they asked for it"}))
		if err := w.Store.LetMentionStand(ctx, other, w.Sent("late"), models.Decision{ID: line.ID, Seen: c.Seen}); models.KindOf(err) != models.Conflict {
			t.Errorf("two keepers decided on the same page: %v", err)
		}
		if n := w.Count(t, "SELECT count(*) FROM listed_actions"); n != 0 {
			t.Error("the words are still public")
		}
		if _, err := w.Store.MemberActionByID(ctx, lamp.Signatory, id); models.KindOf(err) != models.NotFound {
			t.Errorf("members still read it: %v", err)
		}
		if own, err := w.Store.OwnActionByID(ctx, host.Signatory, host.ID, id); err != nil || !own.Withheld || own.Said.Reason != "" {
			t.Errorf("its host reads: %+v, %v", own, err)
		}
		if line, ok := waitingMention(t, w, keeper); !ok || line.State != models.Asked {
			t.Errorf("it does not wait for its host: %+v", line)
		}
		mentioning(t, w, host, id, "Come with everybody.")
		if n := w.Count(t, "SELECT count(*) FROM listed_actions"); n != 0 {
			t.Error("the hosts put it back by themselves")
		}
		if line, _ := waitingMention(t, w, keeper); line.State != models.Submitted || !line.Answered {
			t.Errorf("a change does not bring it back to keepers: %+v", line)
		}
		if c, err = w.Store.MentionAtDesk(ctx, other, line.ID); err != nil || len(c.Passages) != 0 || !c.Changed || c.Note != "they asked for it" {
			t.Errorf("the case after the change: %+v, %v", c, err)
		}
		did(t, w.Store.LetMentionStand(ctx, other, w.Sent("stand"), models.Decision{ID: line.ID, Seen: c.Seen}))
		if n := w.Count(t, "SELECT count(*) FROM listed_actions"); n != 1 {
			t.Error("the words did not come back")
		}
		seeks(t, w, id, "")
		if n := mentions(t, w); n != 0 {
			t.Errorf("%d items of a name that is in no text", n)
		}
	})
}

// What may stand is found no second time, and a report is taken out of sight alone.
func TestAHiddenNameInAReport(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		keeper, _ := w.Keepers(t)
		host, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp of Graz", models.Public)
		w.Member(t, call, "Quiet Circle", models.Counted)
		id := opened(t, w, host, 0)
		takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
		w.Clock.Set(vigilIsOver())
		did(t, w.Store.SendReport(ctx, lamp.Signatory, w.Sent("report.sent"), reporting(t, lamp, id, "Those of Quiet Circle sang.")))
		accepts(t, w, w.AsRole(t, "Irena", models.Coordinator))
		seeks(t, w, id, "")
		line, _ := waitingMention(t, w, keeper)
		decide := func(do func(models.Decision) error) {
			t.Helper()
			c, err := w.Store.MentionAtDesk(ctx, keeper, line.ID)
			did(t, err)
			if !c.Report || c.Writer.Own != "Lamp of Graz" {
				t.Fatalf("the case: %+v", c)
			}
			did(t, do(models.Decision{ID: line.ID, Seen: c.Seen}))
		}
		decide(func(d models.Decision) error { return w.Store.WithholdMention(ctx, keeper, w.Sent("withhold"), d) })
		v, err := w.Store.ReportOf(ctx, lamp.Signatory, lamp.ID, id)
		if n := w.Count(t, "SELECT count(*) FROM listed_reports") + w.Count(t, "SELECT count(*) FROM listed_report_pictures"); err != nil || n != 0 || !v.Withheld {
			t.Errorf("%d rows of the report are public, and its writer reads %v, %v", n, v.Withheld, err)
		}
		if n := w.Count(t, "SELECT count(*) FROM listed_actions"); n != 1 {
			t.Error("the action went with the report")
		}
		decide(func(d models.Decision) error { return w.Store.LetMentionStand(ctx, keeper, w.Sent("stand"), d) })
		seeks(t, w, id, "")
		if line, _ := waitingMention(t, w, keeper); w.Count(t, "SELECT count(*) FROM listed_reports") != 1 || mentions(t, w) != 1 || line.State != models.Approved {
			t.Errorf("what may stand: %+v", line)
		}
	})
}
