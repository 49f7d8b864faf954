package models_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// published is a member with an action that everybody reads.
func (d desk) published(call modelstest.Call, irena models.Actor, name string) (host modelstest.Joined, id string) {
	d.t.Helper()
	host, id = d.sends(call, name)
	d.want("accept", d.accepts(irena, id))
	return host, id
}

func (d desk) accepts(as models.Actor, id string) error {
	d.t.Helper()
	return d.Store.AcceptAction(d.t.Context(), as, d.Sent("accept"), models.Decision{ID: id, Seen: markOf(d.t, d.World, as, id)})
}

func (d desk) own(host modelstest.Joined, id string) models.OwnAction {
	d.t.Helper()
	own, err := d.Store.OwnActionByID(d.t.Context(), host.Signatory, host.ID, id)
	d.want("read own", err)
	return own
}

// edit is the form of an action's host, with a change in it.
func (d desk) edit(host modelstest.Joined, id string, change func(*models.ActionContent)) models.ActionEdit {
	d.t.Helper()
	own := d.own(host, id)
	content := own.Content
	content.Texts = map[string]models.ActionText{"en": own.Content.Texts["en"]}
	if own.Edit != nil {
		content.Texts["en"] = own.Edit.Texts["en"]
	}
	change(&content)
	return models.ActionEdit{OrganisationID: host.ID, ActionID: id, Edition: own.Edition, Content: content}
}

func (d desk) edits(host modelstest.Joined, id string, change func(*models.ActionContent)) error {
	d.t.Helper()
	return d.Store.EditAction(d.t.Context(), host.Signatory, d.Sent("edit"), d.edit(host, id, change))
}

func titled(title string) func(*models.ActionContent) {
	return func(c *models.ActionContent) {
		text := c.Texts["en"]
		text.Title = title
		c.Texts["en"] = text
	}
}

func worded(body string) func(*models.ActionContent) {
	return func(c *models.ActionContent) {
		text := c.Texts["en"]
		text.Body = body
		c.Texts["en"] = text
	}
}

// joint makes another organisation a co-host that accepted.
func (d desk) joint(id string, other modelstest.Joined) {
	d.Exec(d.t, "INSERT INTO action_hosts (action_id, organisation_id, part, state, asked_at, answered_at) VALUES ('"+id+"', '"+other.ID+
		"', 'cohost', 'accepted', '2026-11-22 12:00:00+00:00', '2026-11-22 12:00:00+00:00')")
}

// shown is the public copy as it stands in the database.
func (d desk) shown(id string) string {
	d.t.Helper()
	return d.Text(d.t, "SELECT CAST(shown AS text) FROM listed_actions WHERE action_id = '"+id+"'")
}

func TestWordsChangeAtOnceAndTheRestWaits(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d := desk{w, t}
		irena := d.AsRole(t, "Irena", models.Coordinator)
		host, id := d.published(w.Call(t), irena, "House of Windows")
		before := w.Count(t, "SELECT revision FROM listed_actions")
		d.want("edit words", d.edits(host, id, worded("Place a lamp in every window.")))
		if !strings.Contains(d.shown(id), "every window") || w.Count(t, "SELECT revision FROM listed_actions") != before+1 {
			t.Errorf("words are not published: %s", d.shown(id))
		}
		if d.queue(irena, models.QueueQuery{}).Bar.Waiting != 0 {
			t.Error("words wait at the desk")
		}
		was := d.shown(id)
		for what, change := range map[string]func(*models.ActionContent){
			"title":  titled("Light in every window"),
			"start":  func(c *models.ActionContent) { c.When.Start = "2026-12-10T17:00" },
			"zone":   func(c *models.ActionContent) { c.When.Zone = "Europe/Riga" },
			"series": func(c *models.ActionContent) { c.When.Until = "2027-01-28" },
			"town":   func(c *models.ActionContent) { c.Where.Town = "Kaunas" },
			"venue":  func(c *models.ActionContent) { c.Where.Venue = "The new mill" },
			"risk":   func(c *models.ActionContent) { c.Risk = models.HighRisk },
			"before": func(c *models.ActionContent) {
				text := c.Texts["en"]
				text.Before = "Photograph everybody."
				c.Texts["en"] = text
			},
		} {
			d.want("edit "+what, d.edits(host, id, change))
			own := d.own(host, id)
			if d.shown(id) != was || own.Edit == nil || !own.EditWaits {
				t.Errorf("%s: published %s, waiting %v", what, d.shown(id), own.EditWaits)
			}
			if q := d.queue(irena, models.QueueQuery{}); len(q.Waiting) != 1 || !q.Waiting[0].Edit || q.Waiting[0].ID != id {
				t.Errorf("%s: the queue is %+v", what, q.Waiting)
			}
		}
		d.want("take back", d.Store.DropEdit(t.Context(), host.Signatory, d.Sent("drop"), models.ActionStep{OrganisationID: host.ID, ActionID: id}))
		wantConflict(t, "takes back nothing", d.Store.DropEdit(t.Context(), host.Signatory, d.Sent("drop"), models.ActionStep{OrganisationID: host.ID, ActionID: id}), "action.changed")
		if own := d.own(host, id); own.Edit != nil || d.queue(irena, models.QueueQuery{}).Bar.Waiting != 0 || d.shown(id) != was {
			t.Errorf("taken back: %+v", own.Edit)
		}
		if err := d.edits(host, id, func(c *models.ActionContent) { c.When.Start = "2020-01-01T10:00"; c.When.End = "2020-01-01T11:00" }); models.KindOf(err) != models.Invalid {
			t.Errorf("an action is moved to the past: %v", err)
		}
	})
}

// An edit is one item of the queue: old and new beside each other, accepted, given back, taken back.
func TestTheDeskReadsAnEdit(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, ctx := desk{w, t}, t.Context()
		irena, tomas := d.AsRole(t, "Irena", models.Coordinator), d.AsRole(t, "Tomas", models.Coordinator)
		host, id := d.published(w.Call(t), irena, "House of Windows")
		d.want("edit", d.edits(host, id, titled("Dark in every window")))
		c, err := d.Store.ActionAtDesk(ctx, irena, id)
		d.want("read", err)
		if c.Edit == nil || c.Edit.Texts["en"].Title != "Dark in every window" || c.Content.Texts["en"].Title != "Light in the window" || !c.May(models.StepAccept) {
			t.Errorf("the case: %+v", c)
		}
		stale := c.Seen
		d.Clock.Add(time.Minute)
		d.want("ask", d.Store.AskAction(ctx, irena, d.Sent("ask"), models.Decision{ID: id, Seen: stale, Text: "Dark?"}))
		own := d.own(host, id)
		if own.State != models.ActionOpen || own.Edit == nil || own.EditWaits || own.Said.Reason != "Dark?" || listedOf(t, w, id) != "light-in-the-window" {
			t.Errorf("given back: %+v", own)
		}
		if c, err := d.Store.ActionAtDesk(ctx, irena, id); err != nil || c.Edit != nil || c.May(models.StepAccept) {
			t.Errorf("what was given back is read at the desk: %+v, %v", c.Edit, err)
		}
		d.want("edit again", d.edits(host, id, titled("Light in every window")))
		wantConflict(t, "decides on an older page", d.Store.AcceptAction(ctx, tomas, d.Sent("accept"), models.Decision{ID: id, Seen: stale}), "action.changed")
		hold := models.Decision{ID: id, Seen: markOf(t, w, irena, id), Until: "2026-12-01"}
		d.want("hold", d.Store.HoldAction(ctx, irena, d.Sent("hold"), hold))
		if q := d.queue(irena, models.QueueQuery{}); len(q.Waiting) != 0 || len(q.Elsewhere) != 1 {
			t.Errorf("on hold: %+v", q)
		}
		d.want("accept", d.accepts(tomas, id))
		if slug := listedOf(t, w, id); slug != "light-in-every-window" {
			t.Errorf("its address is %q", slug)
		}
		if own := d.own(host, id); own.Edit != nil || own.Said.Reason != "" {
			t.Errorf("accepted: %+v", own)
		}
		if q := d.queue(irena, models.QueueQuery{}); len(q.Decided) != 1 {
			t.Errorf("decided: %+v", q.Decided)
		}
		for slug, want := range map[string]string{"light-in-the-window": "light-in-every-window", "light-in-every-window": "light-in-every-window"} {
			if a, _, err := d.Store.ActionBySlug(ctx, slug); err != nil || a.Slug != want {
				t.Errorf("%s leads to %q, %v", slug, a.Slug, err)
			}
		}
		_, err = d.Store.Hide(ctx, host.Signatory, host.ID)
		d.want("hide", err)
		for _, slug := range []string{"light-in-the-window", "light-in-every-window", "never-was"} {
			if _, _, err := d.Store.ActionBySlug(ctx, slug); models.KindOf(err) != models.NotFound {
				t.Errorf("hidden, %s answers %v", slug, err)
			}
		}
	})
}

func TestTakingThePublicationOfAnActionBack(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, ctx := desk{w, t}, t.Context()
		irena, tomas := d.AsRole(t, "Irena", models.Coordinator), d.AsRole(t, "Tomas", models.Coordinator)
		host, id := d.published(w.Call(t), irena, "House of Windows")
		if c, err := d.Store.ActionAtDesk(ctx, tomas, id); err != nil || c.MayTakeBack {
			t.Errorf("somebody else may take it back: %v, %v", c.MayTakeBack, err)
		}
		if err := d.Store.TakeActionBack(ctx, tomas, d.Sent("back"), id); models.KindOf(err) != models.Conflict {
			t.Errorf("somebody else takes it back: %v", err)
		}
		if done, ok, err := d.Store.DoneJust(ctx, irena, id); err != nil || !ok || !done.Undo {
			t.Errorf("just done: %+v, %v, %v", done, ok, err)
		}
		d.want("take back", d.Store.TakeActionBack(ctx, irena, d.Sent("back"), id))
		if own := d.own(host, id); own.State != models.ActionProposed || own.Published || listedOf(t, w, id) != "" {
			t.Errorf("taken back: %+v, public at %q", own.State, listedOf(t, w, id))
		}
		d.want("accept again", d.accepts(irena, id))
		d.want("edit", d.edits(host, id, titled("Light in every window")))
		d.want("accept the edit", d.accepts(irena, id))
		revision := w.Count(t, "SELECT revision FROM listed_actions")
		d.want("take the edit back", d.Store.TakeActionBack(ctx, irena, d.Sent("back"), id))
		own := d.own(host, id)
		if own.Edit == nil || !own.EditWaits || listedOf(t, w, id) != "light-in-the-window" || w.Count(t, "SELECT revision FROM listed_actions") <= revision {
			t.Errorf("the edit waits again: %+v, public at %q", own.Edit, listedOf(t, w, id))
		}
		d.want("accept the edit again", d.accepts(irena, id))
		d.want("edit words", d.edits(host, id, worded("Place two lamps in a window.")))
		wantConflict(t, "what the host built on", d.Store.TakeActionBack(ctx, irena, d.Sent("back"), id), "queue.take_back.built")
		d.want("edit once more", d.edits(host, id, titled("Light everywhere")))
		d.want("accept that", d.accepts(irena, id))
		d.Clock.Add(25 * time.Hour)
		wantConflict(t, "after a day", d.Store.TakeActionBack(ctx, irena, d.Sent("back"), id), "queue.take_back.late")
	})
}

// Of co-hosts that edit at once, of an edit and a cancelling at once and of one form sent twice, one is done.
func TestEditsAtTheSameTime(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, ctx, call := desk{w, t}, t.Context(), w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		host, id := d.published(call, irena, "House of Windows")
		other := d.Member(t, call, "House of Doors", models.Public)
		stranger := d.Member(t, call, "House of Gates", models.Public)
		d.joint(id, other)
		one, two := d.edit(host, id, worded("Place a lantern in a window.")), d.edit(other, id, worded("Place a candle in a window."))
		errs := make([]error, 2)
		var wait sync.WaitGroup
		wait.Go(func() { errs[0] = d.Store.EditAction(ctx, host.Signatory, w.Sent("edit"), one) })
		wait.Go(func() { errs[1] = d.Store.EditAction(ctx, other.Signatory, w.Sent("edit"), two) })
		wait.Wait()
		if (errs[0] == nil) == (errs[1] == nil) || models.KindOf(errs[0]) != models.Conflict && models.KindOf(errs[1]) != models.Conflict {
			t.Fatalf("two edits at once: %v, %v", errs[0], errs[1])
		}
		if strings.Contains(d.shown(id), "lantern") != (errs[0] == nil) {
			t.Errorf("not what was acknowledged is published: %s", d.shown(id))
		}
		if err := d.Store.EditAction(ctx, stranger.Signatory, w.Sent("edit"), models.ActionEdit{OrganisationID: stranger.ID, ActionID: id, Content: one.Content}); models.KindOf(err) != models.NotFound {
			t.Errorf("somebody else edits: %v", err)
		}
		edit, sent := d.edit(host, id, worded("Place a torch in a window.")), w.Sent("edit")
		d.want("send", d.Store.EditAction(ctx, host.Signatory, sent, edit))
		revision := w.Count(t, "SELECT revision FROM listed_actions")
		d.want("send twice", d.Store.EditAction(ctx, host.Signatory, sent, edit))
		if w.Count(t, "SELECT revision FROM listed_actions") != revision {
			t.Error("one form is published twice")
		}
		edit = d.edit(other, id, func(c *models.ActionContent) { c.When.Start = "2026-12-10T17:00" })
		step := models.ActionStep{OrganisationID: host.ID, ActionID: id, Reason: "Storm."}
		wait.Go(func() { errs[0] = d.Store.EditAction(ctx, other.Signatory, w.Sent("edit"), edit) })
		wait.Go(func() { errs[1] = d.Store.CancelAction(ctx, host.Signatory, w.Sent("cancel"), step) })
		wait.Wait()
		if own := d.own(host, id); errs[1] != nil || own.State != models.ActionCancelled || own.Edit != nil || d.queue(irena, models.QueueQuery{}).Bar.Waiting != 0 {
			t.Errorf("edited %v, cancelled %v: %+v", errs[0], errs[1], own)
		}
		edit.Edition = d.own(host, id).Edition
		wantConflict(t, "moves what is cancelled", d.Store.EditAction(ctx, other.Signatory, w.Sent("edit"), edit), "action.words_only")
		edit.WordsOnly = true
		worded("Place a thanks in a window.")(&edit.Content)
		d.want("words of what is cancelled", d.Store.EditAction(ctx, other.Signatory, w.Sent("edit"), edit))
		if shown := d.shown(id); !strings.Contains(shown, "a thanks") || strings.Contains(shown, "T17:00") {
			t.Errorf("words alone: %s", shown)
		}
	})
}

// More places let in who waits; fewer let nobody out. Where members are trusted, everything is published at once.
func TestPlacesAndTrustInEdits(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, ctx, call := desk{w, t}, t.Context(), w.Call(t)
		irena, ada := d.AsRole(t, "Irena", models.Coordinator), d.AsRole(t, "Ada", models.Administrator)
		host, id := d.published(call, irena, "House of Windows")
		bound := func(n int) func(*models.ActionContent) {
			return func(c *models.ActionContent) { c.Capacity = n }
		}
		in := func() int { return w.Count(t, "SELECT count(*) FROM participations WHERE NOT waiting") }
		d.want("one place", d.edits(host, id, bound(1)))
		for _, name := range []string{"House of Doors", "House of Gates", "House of Roofs"} {
			o := d.Member(t, call, name, models.Public)
			d.want("join", d.Store.JoinAction(ctx, o.Signatory, w.Sent("join"), models.Joining{OrganisationID: o.ID, ActionID: id, Way: models.JoinNamed}))
		}
		for _, step := range []struct{ places, in int }{{1, 1}, {2, 2}, {1, 2}, {0, 3}} {
			d.want("change places", d.edits(host, id, bound(step.places)))
			if in() != step.in {
				t.Errorf("with %d places %d are in, want %d", step.places, in(), step.in)
			}
		}
		d.want("trust", d.Store.SetTrustActions(ctx, ada, d.Sent("set"), true))
		d.want("edit", d.edits(host, id, titled("Light everywhere")))
		if listedOf(t, w, id) != "light-everywhere" {
			t.Errorf("its address is %q", listedOf(t, w, id))
		}
	})
}
