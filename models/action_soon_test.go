package models_test

import (
	"slices"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// sendsAt is a member with an action that waits and begins at a local time.
func (d desk) sendsAt(call modelstest.Call, name, title, start, end string) (host modelstest.Joined, id string) {
	d.t.Helper()
	host = d.Member(d.t, call, name, models.Public)
	content := vigil()
	titled(title)(&content)
	content.When.Start, content.When.End = start, end
	edit := models.ActionEdit{OrganisationID: host.ID, Audience: models.ForPublic, Content: content}
	id, err := d.Store.SaveAction(d.t.Context(), host.Signatory, d.Sent("save"), edit)
	d.want("save", err)
	edit.ActionID, edit.Edition = id, d.own(host, id).Edition
	d.want("send", d.Store.SendAction(d.t.Context(), host.Signatory, d.Sent("send"), edit))
	return host, id
}

// What begins within three days is read before all that waits longer, by when it begins; a series by its next time, an edit by the
// sooner of both. Nobody learns of one that is for keepers.
func TestWhatBeginsSoonIsReadFirst(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, ctx, call := desk{w, t}, t.Context(), w.Call(t)
		d.Clock.Set(time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC))
		keeper, _ := w.Keepers(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		published, later := d.published(call, irena, "House of Doors") // on 10 December
		d.Clock.Add(time.Hour)
		_, far := d.sendsAt(call, "House of Roofs", "Far", "2026-12-20T18:00", "2026-12-20T19:00")
		d.Clock.Add(time.Hour)
		_, near := d.sendsAt(call, "House of Gates", "Near", "2026-12-04T12:00", "2026-12-04T13:00")
		d.Clock.Add(time.Hour)
		secret, hidden := d.sendsAt(call, "House of Cellars", "Secret", "2026-12-02T10:00", "2026-12-02T11:00")
		d.want("count", d.Store.Rename(ctx, secret.Signatory, w.Sent("quieter"), models.Renaming{
			OrganisationID: secret.ID, EndorsementID: w.Text(t, "SELECT id FROM endorsements WHERE organisation_id = '"+secret.ID+"'"), Naming: models.Naming{Level: models.Counted},
		}))
		order := func(as models.Actor) (ids []string, lines []models.QueueLine) {
			t.Helper()
			for _, l := range d.queue(as, models.QueueQuery{}).Waiting {
				ids, lines = append(ids, l.ID), append(lines, l)
			}
			return ids, lines
		}
		ids, lines := order(irena)
		if !slices.Equal(ids, []string{near, far}) || !lines[0].Soon || lines[1].Soon {
			t.Errorf("a coordinator's queue: %+v", lines)
		}
		if want := time.Date(2026, 12, 20, 16, 0, 0, 0, time.UTC); lines[1].Begins == nil || !lines[1].Begins.Starts.Equal(want) || lines[1].Begins.Zone != "Europe/Vilnius" {
			t.Errorf("it begins %+v", lines[1].Begins)
		}
		if ids, lines := order(keeper); !slices.Equal(ids, []string{hidden, near, far}) || !lines[0].Soon {
			t.Errorf("a keeper's queue: %+v", lines)
		}
		d.Clock.Add(time.Hour)
		d.want("edit", d.edits(published, later, func(c *models.ActionContent) { c.When.Start, c.When.End = "2026-12-03T18:00", "2026-12-03T19:00" }))
		if ids, _ := order(irena); !slices.Equal(ids, []string{later, near, far}) {
			t.Errorf("with an edit to an earlier day: %v", ids)
		}
		d.Clock.Set(time.Date(2026, 12, 21, 12, 0, 0, 0, time.UTC))
		if ids, lines := order(irena); lines[0].Soon || ids[0] != far {
			t.Errorf("what is over comes first: %+v", lines)
		}
	})
}

// However many wait, the queue asks the database as often.
func TestTheQueueOpensActionsInOneBatch(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, call := desk{w, t}, w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		host, _ := d.sends(call, "House of Windows")
		asked := func() uint64 { return statements(w, func() { d.queue(irena, models.QueueQuery{}) }) }
		one := asked()
		for range 5 {
			id, err := d.Store.SaveAction(t.Context(), host.Signatory, d.Sent("save"), models.ActionEdit{OrganisationID: host.ID, Audience: models.ForPublic, Content: vigil()})
			d.want("save", err)
			d.resend(host, id)
		}
		if n := asked(); n != one {
			t.Errorf("%d statements for six actions, %d for one", n, one)
		}
	})
}
