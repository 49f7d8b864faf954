package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// What a coordinator gave back waits for its hosts until they send it again, a draft as well as a change, and however many
// there are, the first page asks the database as often.
func TestWhatWasGivenBackWaitsForItsHosts(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, d, call := t.Context(), desk{w, t}, w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		host, id := d.sends(call, "House of Windows")
		ask := func(id string) {
			c, err := w.Store.ActionAtDesk(ctx, irena, id)
			did(t, err)
			did(t, w.Store.AskAction(ctx, irena, w.Sent("ask"), models.Decision{ID: id, Seen: c.Seen, Text: "Could it be sooner?"}))
		}
		back := func() []models.GivenBack {
			all, err := w.Store.GivenBackTo(ctx, host.Signatory)
			did(t, err)
			return all[host.ID]
		}
		if len(back()) != 0 {
			t.Errorf("what was only sent waits for its hosts: %+v", back())
		}
		ask(id)
		if got := back(); len(got) != 1 || got[0].ActionID != id || got[0].Title == "" {
			t.Fatalf("given back: %+v", got)
		}
		one := statements(w, func() { back() })
		for range 3 {
			ask(d.sendsOf(host))
		}
		if n := statements(w, func() { back() }); n != one || len(back()) != 4 {
			t.Errorf("%d statements for %d, %d for one", n, len(back()), one)
		}
		d.resend(host, id)
		if got := back(); len(got) != 3 {
			t.Errorf("sent again: %+v", got)
		}
		other := w.Member(t, call, "Lamp", models.Public)
		if all, err := w.Store.GivenBackTo(ctx, other.Signatory); err != nil || len(all) != 0 {
			t.Errorf("somebody else is given back %+v, %v", all, err)
		}
	})
}

// sendsOf sends one more action of a host.
func (d desk) sendsOf(host modelstest.Joined) string {
	e := models.ActionEdit{OrganisationID: host.ID, Audience: models.ForPublic, Content: vigil()}
	id, err := d.Store.SaveAction(d.t.Context(), host.Signatory, d.Sent("save"), e)
	d.want("save", err)
	d.resend(host, id)
	return id
}
