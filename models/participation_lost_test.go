package models_test

import (
	"context"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// Who joined an action is told that it is not shown any more, and not why: hosts that hid and hosts that are gone are the same.
func TestWhoJoinedIsToldThatAnActionIsNotShown(t *testing.T) {
	for name, goes := range map[string]func(context.Context, *modelstest.World, modelstest.Joined) error{
		"hid": func(ctx context.Context, w *modelstest.World, host modelstest.Joined) error {
			_, err := w.Store.Hide(ctx, host.Signatory, host.ID)
			return err
		},
		"gone": func(ctx context.Context, w *modelstest.World, host modelstest.Joined) error {
			return w.Store.WithdrawCompletely(ctx, host.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: host.ID, Typed: "DELETE", AtOnce: true})
		},
	} {
		t.Run(name, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				call := w.Call(t)
				host, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public)
				id := opened(t, w, host, 0)
				takesPart(t, w, lamp, id, "Graz", models.JoinNamed)
				lost := func() bool {
					lost, err := w.Store.HasLostParts(t.Context(), lamp.Signatory, lamp.ID)
					did(t, err)
					return lost
				}
				if lost() {
					t.Error("what is shown is said to be lost")
				}
				did(t, goes(t.Context(), w, host))
				if parts, err := w.Store.OwnParts(t.Context(), lamp.Signatory, lamp.ID); err != nil || len(parts) != 0 || !lost() {
					t.Errorf("it shows %+v, %v, lost %t", parts, err, lost())
				}
			})
		})
	}
}
