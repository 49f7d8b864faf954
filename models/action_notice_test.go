package models_test

import (
	"slices"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// Whoever has a part in an action is told when it changes or is cancelled, by name, quietly or waiting; nobody is told of
// an action that is out of sight.
func TestWhoIsToldOfAnAction(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		w.Keepers(t)
		house := w.Member(t, call, "House of Windows", models.Public)
		id := opened(t, w, house, 1)
		guests := map[string]modelstest.Joined{
			"by name": w.Member(t, call, "Lamp", models.Public), "waiting": w.Member(t, call, "Candle", models.Public),
			"quietly": w.Member(t, call, "Quiet Circle", models.Counted),
		}
		for _, how := range []string{"by name", "waiting", "quietly"} {
			way := map[bool]models.JoinWay{true: models.JoinQuietly, false: models.JoinNamed}[how == "quietly"]
			did(t, w.Store.JoinAction(ctx, guests[how].Signatory, w.Sent("participation.joined"), models.Joining{OrganisationID: guests[how].ID, ActionID: id, Way: way}))
		}
		other := w.Member(t, call, "Somebody else", models.Public)
		heard := func(m modelstest.Joined, verb models.Verb) (lines []models.NoticeLine) {
			t.Helper()
			for event := range w.Count(t, "SELECT MAX(id) FROM events") {
				did(t, w.Store.Tell(ctx, int64(event+1)))
			}
			all, err := w.Store.Notices(ctx, m.Signatory, "en")
			did(t, err)
			return slices.DeleteFunc(all, func(n models.NoticeLine) bool { return n.Verb != verb })
		}
		hidden := func(hide bool) {
			t.Helper()
			if hide {
				_, err := w.Store.Hide(ctx, house.Signatory, house.ID)
				did(t, err)
				return
			}
			showing, err := w.Store.WhatShows(ctx, house.Signatory, house.ID)
			did(t, err)
			did(t, w.Store.ShowAgain(ctx, house.Signatory, w.Sent("show"), house.ID, showing.Fingerprint))
		}
		trusting := w.AsRole(t, "Ada", models.Administrator)
		did(t, w.Store.SetTrustActions(ctx, trusting, w.Sent("trust"), true))
		own, err := w.Store.OwnActionByID(ctx, house.Signatory, house.ID, id)
		did(t, err)
		own.Content.When.Start, own.Content.When.End = "2026-12-11T18:00", "2026-12-11T19:30"
		did(t, w.Store.EditAction(ctx, house.Signatory, w.Sent("action.edited"), models.ActionEdit{
			OrganisationID: house.ID, ActionID: id, Edition: own.Edition, Audience: own.Audience, Content: own.Content,
		}))
		for how, m := range guests {
			lines := heard(m, "action.changed")
			if len(lines) != 1 || lines[0].OrganisationID != m.ID || lines[0].ActionID != id || lines[0].Title.Text != "Light in the window" || !lines[0].TakesPart {
				t.Errorf("who takes part %s is told of the new time: %+v", how, lines)
			}
		}
		hidden(true)
		if lines := heard(guests["quietly"], "action.changed"); len(lines) != 1 || lines[0].ActionID != "" || lines[0].Title.Text != "" {
			t.Errorf("the notice leads to an action out of sight: %+v", lines)
		}
		did(t, w.Store.CancelAction(ctx, house.Signatory, w.Sent("action.cancelled"), models.ActionStep{OrganisationID: house.ID, ActionID: id, Reason: "Storm."}))
		for how, m := range guests {
			if lines := heard(m, "action.cancelled"); len(lines) != 0 {
				t.Errorf("who takes part %s is told of an action out of sight: %+v", how, lines)
			}
		}
		hidden(false)
		if lines := slices.Concat(heard(other, "action.changed"), heard(other, "action.cancelled")); len(lines) != 0 {
			t.Errorf("somebody else is told: %+v", lines)
		}
	})
}

// The ledger names actions for those to whom the desk shows them: what is for keepers alone is no line to others, nor is called a
// draft that was given back anything to anybody.
func TestTheLedgerNamesActions(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, ctx, call := desk{w, t}, t.Context(), w.Call(t)
		keeper, _ := w.Keepers(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		host, id := d.sends(call, "House of Windows")
		door := d.Member(t, call, "House of Doors", models.Public)
		called := func(as models.Actor, verb models.Verb) (title string) {
			t.Helper()
			page, err := d.Store.Log(ctx, as, models.LogQuery{Lang: "en"})
			d.want("read the ledger", err)
			for _, line := range page.Lines {
				if line.Verb == verb {
					if (line.ActionID == id) != (line.Title.Text != "") {
						t.Errorf("a title without its case: %+v", line)
					}
					return line.Title.Text
				}
			}
			return "no line"
		}
		if title := called(irena, "action.proposed"); title != "Light in the window" {
			t.Errorf("what waits is called %q", title)
		}
		d.want("ask", d.Store.AskAction(ctx, irena, w.Sent("ask"), models.Decision{ID: id, Seen: markOf(t, w, irena, id), Text: "Who guards it?"}))
		if title := called(keeper, "action.proposed"); title != "" {
			t.Errorf("a draft is called %q", title)
		}
		d.resend(host, id)
		d.want("accept", d.accepts(irena, id))
		d.joint(id, door)
		d.want("count", d.Store.Rename(ctx, host.Signatory, w.Sent("quieter"), models.Renaming{
			OrganisationID: host.ID, EndorsementID: w.Text(t, "SELECT id FROM endorsements WHERE organisation_id = '"+host.ID+"'"), Naming: models.Naming{Level: models.Counted},
		}))
		d.want("close", d.Store.CloseAction(ctx, door.Signatory, w.Sent("close"), models.ActionStep{OrganisationID: door.ID, ActionID: id}))
		if title := called(irena, "action.closed"); title != "Light in the window" {
			t.Errorf("with a host in sight a coordinator reads %q", title)
		}
		d.want("count the other", d.Store.Rename(ctx, door.Signatory, w.Sent("quieter"), models.Renaming{
			OrganisationID: door.ID, EndorsementID: w.Text(t, "SELECT id FROM endorsements WHERE organisation_id = '"+door.ID+"'"), Naming: models.Naming{Level: models.Counted},
		}))
		if title := called(irena, "action.closed"); title != "no line" {
			t.Errorf("a coordinator reads of what is for keepers %q", title)
		}
		if title := called(keeper, "action.closed"); title != "Light in the window" {
			t.Errorf("a keeper reads %q", title)
		}
	})
}
