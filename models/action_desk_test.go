package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// sends is a member with an action that waits at the desk.
func (d desk) sends(call modelstest.Call, name string) (host modelstest.Joined, id string) {
	d.t.Helper()
	host = d.Member(d.t, call, name, models.Public)
	id, err := d.Store.SaveAction(d.t.Context(), host.Signatory, d.Sent("save"), models.ActionEdit{
		OrganisationID: host.ID, Audience: models.ForPublic, Content: vigil(),
	})
	d.want("save", err)
	d.resend(host, id)
	return host, id
}

func (d desk) resend(host modelstest.Joined, id string) {
	d.t.Helper()
	own, err := d.Store.OwnActionByID(d.t.Context(), host.Signatory, host.ID, id)
	d.want("read own", err)
	d.want("send", d.Store.SendAction(d.t.Context(), host.Signatory, d.Sent("send"), models.ActionEdit{OrganisationID: host.ID, ActionID: id, Edition: own.Edition, Audience: own.Audience, Content: own.Content}))
}

func TestActionsWaitInTheOneQueue(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		_, id := d.sends(call, "House of Windows")
		sent := d.Clock.Now()
		d.Clock.Add(time.Hour)
		d.applied("Lantern", models.Public)
		q := d.queue(irena, models.QueueQuery{})
		if len(q.Waiting) != 2 || q.Waiting[0].ID != id || q.Bar.Waiting != 2 || q.Bar.Oldest == nil || q.Bar.Oldest.Sub(sent).Abs() > time.Minute {
			t.Fatalf("the queue: %+v", q)
		}
		if l := q.Waiting[0]; !l.Action || l.Title != "Light in the window" || l.TitleLang != "en" || l.Names.Own != "House of Windows" {
			t.Errorf("its line: %+v", l)
		}
		for search, want := range map[string]int{"light in": 1, "house of": 1, "lantern": 1, "nothing": 0} {
			if got := len(d.queue(irena, models.QueueQuery{Search: search}).Waiting); got != want {
				t.Errorf("%q finds %d lines, want %d", search, got, want)
			}
		}
		hold := models.Decision{ID: id, Seen: markOf(t, w, irena, id), Until: "2026-11-25", Text: "Until Wednesday."}
		d.want("hold", d.Store.HoldAction(t.Context(), irena, d.Sent("hold"), hold))
		if q := d.queue(irena, models.QueueQuery{}); len(q.Waiting) != 1 || len(q.Elsewhere) != 1 || q.Elsewhere[0].HeldUntil == nil {
			t.Errorf("on hold: %+v", q)
		}
		if q := d.queue(irena, models.QueueQuery{}); q.Bar.LastDecision == nil || q.Bar.LastDecision.Sub(d.Clock.Now()).Abs() > time.Minute {
			t.Errorf("the last decision is %v", q.Bar.LastDecision)
		}
		d.Clock.Add(5 * 24 * time.Hour)
		if q := d.queue(irena, models.QueueQuery{}); len(q.Waiting) != 2 {
			t.Errorf("its day has come, and %d wait", len(q.Waiting))
		}
		d.want("accept", d.Store.AcceptAction(t.Context(), irena, d.Sent("accept"), models.Decision{ID: id, Seen: markOf(t, w, irena, id)}))
		if q := d.queue(irena, models.QueueQuery{}); len(q.Waiting) != 1 || len(q.Decided) != 1 || q.Decided[0].ID != id {
			t.Errorf("published: %+v", q)
		}
	})
}

func TestTwoCoordinatorsDecideOnOneAction(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call, ctx := desk{w, t}, w.Call(t), t.Context()
		irena, tomas := d.AsRole(t, "Irena", models.Coordinator), d.AsRole(t, "Tomas", models.Coordinator)
		host, id := d.sends(call, "House of Windows")
		seen := markOf(t, w, irena, id)
		decision := models.Decision{ID: id, Seen: seen, Text: "Who cares for safety?"}
		d.want("ask", d.Store.AskAction(ctx, irena, d.Sent("ask"), decision))
		late := func(what, key string, err error) {
			t.Helper()
			wantConflict(t, what, err, key)
		}
		late("accepts what was asked", "action.desk.happened.asked", d.Store.AcceptAction(ctx, tomas, d.Sent("accept"), models.Decision{ID: id, Seen: seen}))
		d.resend(host, id)
		d.Clock.Add(time.Minute)
		late("decides on an older page", "action.changed", d.Store.DeclineAction(ctx, tomas, d.Sent("decline"), decision))
		hold := models.Decision{ID: id, Seen: markOf(t, w, irena, id), Until: "2026-12-01"}
		d.want("hold", d.Store.HoldAction(ctx, irena, d.Sent("hold"), hold))
		late("holds what is held", "action.desk.happened.held", d.Store.HoldAction(ctx, tomas, d.Sent("hold"), hold))
		d.want("accept", d.Store.AcceptAction(ctx, irena, d.Sent("accept"), models.Decision{ID: id, Seen: markOf(t, w, irena, id)}))
		late("declines what is published", "action.desk.happened.published", d.Store.DeclineAction(ctx, tomas, d.Sent("decline"), models.Decision{ID: id, Seen: hold.Seen, Text: "No."}))
		if listedOf(t, w, id) == "" {
			t.Error("it is not public")
		}
	})
}

// Who hosts without a name is for keepers, nobody decides on their own action, and a draft that nobody sent is nobody's.
func TestWhoDecidesOnAnAction(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call, ctx := desk{w, t}, w.Call(t), t.Context()
		keeper, _ := d.Keepers(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		host, id := d.sends(call, "House of Windows")
		decision := models.Decision{ID: id, Seen: markOf(t, w, irena, id), Text: "Why?"}
		d.Exec(t, "INSERT INTO roles (person_id, role, granted_at) VALUES ('"+host.Signatory.PersonID+"', 'coordinator', '2026-11-22 12:00:00+00:00')")
		own := d.Again(t, host.Signatory)
		if err := d.Store.AcceptAction(ctx, own, d.Sent("accept"), decision); models.KindOf(err) != models.Forbidden {
			t.Errorf("a coordinator decides on their own: %v", err)
		}
		if c, err := d.Store.ActionAtDesk(ctx, own, id); err != nil || !c.Own || len(c.Steps) != 0 {
			t.Errorf("their own case: %+v, %v", c.Steps, err)
		}
		d.Exec(t, "UPDATE endorsements SET level = 'counted' WHERE organisation_id = '"+host.ID+"'")
		d.Exec(t, "DELETE FROM listings WHERE organisation_id = '"+host.ID+"'")
		if q := d.queue(irena, models.QueueQuery{}); len(q.Waiting)+q.Bar.Waiting != 0 {
			t.Errorf("a coordinator's queue: %+v", q)
		}
		if _, err := d.Store.ActionAtDesk(ctx, irena, id); models.KindOf(err) != models.NotFound {
			t.Errorf("a coordinator reads it: %v", err)
		}
		for what, act := range map[string]func() error{
			"accepts":  func() error { return d.Store.AcceptAction(ctx, irena, d.Sent("accept"), decision) },
			"asks":     func() error { return d.Store.AskAction(ctx, irena, d.Sent("ask"), decision) },
			"holds":    func() error { return d.Store.HoldAction(ctx, irena, d.Sent("hold"), decision) },
			"declines": func() error { return d.Store.DeclineAction(ctx, irena, d.Sent("decline"), decision) },
		} {
			if err := act(); models.KindOf(err) != models.NotFound {
				t.Errorf("a coordinator %s: %v", what, err)
			}
		}
		if q := d.queue(keeper, models.QueueQuery{}); len(q.Waiting) != 1 || !q.Waiting[0].AtRisk || !q.Waiting[0].Open {
			t.Errorf("a keeper's queue: %+v", q.Waiting)
		}
		if err := d.Store.AcceptAction(ctx, keeper, d.Sent("accept"), decision); models.KindOf(err) != models.Conflict {
			t.Errorf("an action of the unnamed is published: %v", err)
		}
		d.want("decline", d.Store.DeclineAction(ctx, keeper, d.Sent("decline"), decision))
		draft, err := d.Store.SaveAction(ctx, host.Signatory, d.Sent("save"), models.ActionEdit{OrganisationID: host.ID, Audience: models.ForPublic, Content: vigil()})
		d.want("save", err)
		if err := d.Store.AcceptAction(ctx, keeper, d.Sent("accept"), models.Decision{ID: draft}); models.KindOf(err) != models.NotFound {
			t.Errorf("a draft that nobody sent: %v", err)
		}
	})
}

func TestTrustedMembersPublishAtOnce(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call, ctx := desk{w, t}, w.Call(t), t.Context()
		ada, irena := d.AsRole(t, "Ada", models.Administrator), d.AsRole(t, "Irena", models.Coordinator)
		if on, err := d.Store.TrustsActions(ctx); on || err != nil {
			t.Errorf("nobody set it: %v, %v", on, err)
		}
		if err := d.Store.SetTrustActions(ctx, irena, d.Sent("set"), true); models.KindOf(err) != models.Forbidden {
			t.Errorf("a coordinator sets it: %v", err)
		}
		_, waits := d.sends(call, "House of Windows")
		for range 2 {
			d.want("set", d.Store.SetTrustActions(ctx, ada, d.Sent("set"), true))
		}
		_, at := d.sends(call, "House of Doors")
		if listedOf(t, w, waits) != "" || listedOf(t, w, at) == "" {
			t.Error("not the one that was sent since is public alone")
		}
		d.want("set", d.Store.SetTrustActions(ctx, ada, d.Sent("set"), false))
		_, again := d.sends(call, "House of Gates")
		if listedOf(t, w, again) != "" {
			t.Error("it is published without a coordinator")
		}
		if n := w.Count(t, "SELECT count(*) FROM events WHERE verb LIKE 'setting.%'"); n != 2 {
			t.Errorf("%d lines of the ledger, want 2", n)
		}
	})
}
