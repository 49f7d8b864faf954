package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// Of what others host too, or once did, nothing changes as if by nobody: who hid changes nothing there, and can step down. What it
// alone ever hosted it may change.
func TestAHiddenHostChangesNothingOfOthers(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		c := gathered(t, w, call, models.ForPublic)
		door := w.Member(t, call, "Door", models.Public)
		c.publish()
		c.joins(door, "Door")
		state := func() string {
			t.Helper()
			return w.Text(t, "SELECT state || edition || revision FROM actions WHERE id = '"+c.id+"'")
		}
		tries := func() map[string]error {
			t.Helper()
			own, err := w.Store.OwnActionByID(ctx, c.host.Signatory, c.host.ID, c.id)
			did(t, err)
			content := own.Content
			content.Capacity = 30 + own.Edition
			step := models.ActionStep{OrganisationID: c.host.ID, ActionID: c.id, Reason: "Storm.", Outcome: "It was good."}
			return map[string]error{
				"edits": w.Store.EditAction(ctx, c.host.Signatory, w.Sent("action.edited"),
					models.ActionEdit{OrganisationID: c.host.ID, ActionID: c.id, Edition: own.Edition, Audience: own.Audience, Content: content}),
				"closes":     w.Store.CloseAction(ctx, c.host.Signatory, w.Sent("action.closed"), step),
				"cancels":    w.Store.CancelAction(ctx, c.host.Signatory, w.Sent("action.cancelled"), step),
				"drops":      w.Store.DropEdit(ctx, c.host.Signatory, w.Sent("action.edit_dropped"), step),
				"discards":   w.Store.DiscardAction(ctx, c.host.Signatory, w.Sent("action.discarded"), c.host.ID, c.id),
				"takes back": w.Store.TakeBackOffer(ctx, c.host.Signatory, w.Sent("cohost.offer_back"), c.step(c.host)),
			}
		}
		_, err := w.Store.Hide(ctx, c.host.Signatory, c.host.ID)
		did(t, err)
		before := state()
		for what, err := range tries() {
			if models.KindOf(err) != models.Conflict {
				t.Errorf("who hid %s: %v", what, err)
			}
		}
		if after := state(); after != before {
			t.Errorf("it was %s and is %s", before, after)
		}
		_, err = w.Store.Hide(ctx, door.Signatory, door.ID)
		did(t, err)
		for what, err := range tries() { // it would stand under the other once that shows itself, and tell it that this one is hidden
			if models.KindOf(err) != models.Conflict {
				t.Errorf("both hid, and one %s: %v", what, err)
			}
		}
		if after := state(); after != before {
			t.Errorf("both hid: it was %s and is %s", before, after)
		}
		c.shows(door)
		did(t, w.Store.StepDown(ctx, c.host.Signatory, w.Sent("cohost.stepped_down"), c.step(c.host)))
	})
}

// What nobody else ever hosted its host may change while it is hidden. Once others did it may not, also when they are gone for good.
func TestAHiddenHostChangesItsOwn(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		c := gathered(t, w, call, models.ForPublic)
		door := w.Member(t, call, "Door", models.Public)
		c.publish()
		c.hides(c.host)
		step := models.ActionStep{OrganisationID: c.host.ID, ActionID: c.id}
		did(t, w.Store.CloseAction(ctx, c.host.Signatory, w.Sent("action.closed"), step))
		c.shows(c.host)
		c.joins(door, "Door")
		did(t, w.Store.WithdrawCompletely(ctx, door.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: door.ID, Typed: "DELETE", AtOnce: true}))
		did(t, w.Store.ReopenAction(ctx, c.host.Signatory, w.Sent("action.reopened"), step))
		c.hides(c.host)
		if err := w.Store.CloseAction(ctx, c.host.Signatory, w.Sent("action.closed"), step); models.KindOf(err) != models.Conflict {
			t.Errorf("others were erased, and who hid closes it: %v", err)
		}
	})
}

// Who hid reads what others host in sight as participants out of sight do: neither venue nor link, on its page, in its calendar and on
// the preview, nor who waits, nor what the others want to change.
func TestAHiddenHostReadsNothingUnseen(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		c := gathered(t, w, call, models.ForPublic)
		door, lamp := w.Member(t, call, "Door", models.Public), w.Member(t, call, "Lamp", models.Public)
		c.publish()
		c.joins(door, "Door")
		c.part(lamp, models.JoinNamed, false)
		own, err := w.Store.OwnActionByID(ctx, c.host.Signatory, c.host.ID, c.id)
		did(t, err)
		text := own.Content.Texts["en"]
		text.Title = "Another title"
		own.Content.Texts["en"], own.Content.Where.Venue = text, "Behind the old mill"
		did(t, w.Store.EditAction(ctx, c.host.Signatory, w.Sent("edit"),
			models.ActionEdit{OrganisationID: c.host.ID, ActionID: c.id, Edition: own.Edition, Audience: own.Audience, Content: own.Content}))
		reads := func(what string, m modelstest.Joined, want bool) {
			t.Helper()
			own, err := w.Store.OwnActionByID(ctx, m.Signatory, m.ID, c.id)
			did(t, err)
			shown, err := w.Store.PreviewAction(ctx, m.Signatory, m.ID, c.id)
			did(t, err)
			if venue := own.Content.Where.Venue != ""; venue != want || c.calendarTells(m) != want || (shown.Where.Venue != "") != want || (own.Edit != nil) != want || own.EditWaits != want || own.Still == want || (c.guests(m) > 0) != want {
				t.Errorf("%s: venue %q, calendar %v, preview %q, edit %v, guests %d", what, own.Content.Where.Venue, c.calendarTells(m), shown.Where.Venue, own.Edit != nil, c.guests(m))
			}
		}
		reads("in sight", door, true)
		c.hides(door)
		reads("hidden", door, false)
		reads("the other", c.host, true)
		c.shows(door)
		reads("back", door, true)
	})
}
