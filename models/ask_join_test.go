package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// Only what can be joined is pinned. What is full or closed by now the first page leaves out, and members are told which, or that
// they wait: nobody is asked for what cannot be done.
func TestOnlyWhatCanBeJoinedIsAsked(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		p := pinning{World: w, t: t, as: w.AsRole(t, "Irena", models.Coordinator)}
		host, lamp, late := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Aurora", models.Public)
		closing, id := p.callsFor(host, "Walk", models.ForMembers), opened(t, w, host, 1)
		choices := func(want int) {
			t.Helper()
			desk, err := w.Store.AsksAtDesk(ctx, p.as)
			did(t, err)
			if len(desk.Choices) != want {
				t.Errorf("%d can be pinned, want %d", len(desk.Choices), want)
			}
			for _, a := range append(desk.Asks, desk.Choices...) {
				if !a.Case {
					t.Errorf("no way to look at %s", a.ID)
				}
			}
		}
		choices(2)
		did(t, w.Store.CloseAction(ctx, host.Signatory, w.Sent("close"), models.ActionStep{OrganisationID: host.ID, ActionID: closing}))
		choices(1)
		wantConflict(t, "closed", p.pin(closing), "ask.not_joinable")
		did(t, p.pin(id))
		same(t, "while it can be joined", p.front(), "Light in the window")
		takesPart(t, w, lamp, id, "", models.JoinNamed)
		takesPart(t, w, late, id, "", models.JoinNamed)
		same(t, "full, the first page", p.front())
		for _, m := range []modelstest.Joined{host, lamp, late} {
			asks, err := w.Store.MyAsks(ctx, m.Signatory, m.ID)
			did(t, err)
			if len(asks) != 1 || asks[0].Joinable(w.Clock.Now()) || asks[0].Done == (m.ID == late.ID) || asks[0].Waiting != (m.ID == late.ID) {
				t.Errorf("%+v", asks)
			}
		}
		did(t, p.pin(id)) // again: it stays
		did(t, w.Store.UnpinAction(ctx, p.as, w.Sent("unpin"), id))
		wantConflict(t, "full", p.pin(id), "ask.not_joinable")
		choices(0)
	})
}
