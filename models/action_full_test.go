package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// Hosts and members read of a full action that it is, be it for everybody or for members, in lists too, until somebody leaves.
func TestWhoHostsAFullActionReadsThatItIs(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		host, lamp := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp", models.Public)
		for _, audience := range []models.Audience{models.ForPublic, models.ForMembers} {
			edit := models.ActionEdit{OrganisationID: host.ID, Audience: audience, Content: on("Tea", "2026-12-10T18:00", "2026-12-10T19:30", func(c *models.ActionContent) { c.Capacity = 1 })}
			id, err := w.Store.SaveAction(ctx, host.Signatory, w.Sent("action.saved"), edit)
			did(t, err)
			edit.ActionID, edit.Edition = id, 1
			did(t, w.Store.SendAction(ctx, host.Signatory, w.Sent("action.sent"), edit))
			did(t, w.Store.AcceptAction(ctx, irena, w.Sent("action.accepted"), models.Decision{ID: id, Seen: markOf(t, w, irena, id)}))
			stands := func(when string, want models.ActionStatus) {
				t.Helper()
				now := w.Clock.Now()
				own, err := w.Store.OwnActionByID(ctx, host.Signatory, host.ID, id)
				did(t, err)
				one, err := w.Store.MemberActionByID(ctx, lamp.Signatory, id)
				did(t, err)
				read := map[string]models.ActionStatus{"its own page": own.Status(now), "the members' page": one.Status(now)}
				list, err := w.Store.MemberActions(ctx, lamp.Signatory, models.MemberActionQuery{})
				did(t, err)
				for _, a := range list.Actions {
					if a.ID == id {
						read["the members' list"] = a.Status(now)
					}
				}
				if len(read) != 3 {
					t.Errorf("%s: the list does not have it", when)
				}
				for where, got := range read {
					if got != want {
						t.Errorf("%s, for %s, %s says %s, want %s", when, audience, where, got, want)
					}
				}
			}
			stands("before", models.ActionStatus(models.ActionOpen))
			takesPart(t, w, lamp, id, "", models.JoinNamed)
			stands("when one is in", models.Full)
			did(t, w.Store.LeaveAction(ctx, lamp.Signatory, w.Sent("leave"), models.LeavingPart{OrganisationID: lamp.ID, ActionID: id, Asked: true}))
			w.Clock.Add(time.Minute)
			stands("when it left", models.ActionStatus(models.ActionOpen))
		}
	})
}
