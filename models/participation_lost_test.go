package models_test

import (
	"context"
	"slices"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// Leaving an action that is not shown any more tells no more than its page does: it is left at once, also after its end, whether its
// hosts hid, left or are erased, or a coordinator took their yes back; and it cannot be left twice, nor by who never joined.
func TestWhatIsLostIsLeftAlike(t *testing.T) {
	goes := map[string]func(company) error{
		"hid": func(c company) error { c.hides(c.host); return nil },
		"left": func(c company) error {
			return c.Store.LeaveCoalition(c.t.Context(), c.host.Signatory, c.Sent("leave"), c.host.ID)
		},
		"erased": func(c company) error {
			return c.Store.WithdrawCompletely(c.t.Context(), c.host.Signatory, c.Sent("erase"), models.Leaving{OrganisationID: c.host.ID, Typed: "DELETE", AtOnce: true})
		},
	}
	for name, gone := range goes {
		for _, at := range []string{"there", "everything"} {
			t.Run(name+", "+at, func(t *testing.T) {
				modelstest.On(t, func(t *testing.T, w *modelstest.World) {
					ctx, call := t.Context(), w.Call(t)
					c := gathered(t, w, call, models.ForPublic)
					lamp, wick := w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Wick", models.Public)
					c.publish()
					takesPart(t, w, lamp, c.id, "Graz", models.JoinNamed)
					did(t, gone(c))
					w.Clock.Set(vigilIsOver())
					leaves := func(m modelstest.Joined) error {
						return w.Store.LeaveAction(ctx, m.Signatory, w.Sent("participation.left"), models.LeavingPart{OrganisationID: m.ID, ActionID: c.id})
					}
					if at == "there" {
						did(t, leaves(lamp))
					} else {
						everything := models.LeavingPart{OrganisationID: lamp.ID}
						if err := w.Store.LeaveLost(ctx, lamp.Signatory, w.Sent("participation.left"), everything); models.KindOf(err) != models.Conflict {
							t.Errorf("who was not asked: %v", err)
						}
						everything.Asked = true
						did(t, w.Store.LeaveLost(ctx, lamp.Signatory, w.Sent("participation.left"), everything))
					}
					if lost, err := w.Store.HasLostParts(ctx, lamp.Signatory, lamp.ID); err != nil || lost || w.Count(t, "SELECT count(*) FROM participations") != 0 {
						t.Errorf("afterwards: lost %v, %v", lost, err)
					}
					for _, m := range []modelstest.Joined{lamp, wick} {
						if err := leaves(m); models.KindOf(err) != models.NotFound {
							t.Errorf("who has no part in it: %v", err)
						}
					}
				})
			})
		}
	}
}

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

// What was told of an action stays with who takes part and with its other hosts, and a report is withdrawn, the same whether a host hid
// or is erased; who never joined withdraws nothing.
func TestWhoJoinedIsToldAlike(t *testing.T) {
	for name, goes := range map[string]func(company, modelstest.Joined){
		"hid": func(c company, m modelstest.Joined) { c.hides(m) },
		"erased": func(c company, m modelstest.Joined) {
			did(c.t, c.Store.WithdrawCompletely(c.t.Context(), m.Signatory, c.Sent("erase"), models.Leaving{OrganisationID: m.ID, Typed: "DELETE", AtOnce: true}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				ctx, call := t.Context(), w.Call(t)
				c := gathered(t, w, call, models.ForPublic)
				door, gate, lamp, wick := w.Member(t, call, "Door", models.Public), w.Member(t, call, "Gate", models.Public), w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Wick", models.Public)
				c.publish()
				c.joins(door, "Door")
				c.joins(gate, "Gate")
				c.part(lamp, models.JoinNamed, false)
				c.retitles(c.host, "Lamps in every window")
				irena := w.AsRole(t, "Irena", models.Coordinator)
				did(t, w.Store.AcceptAction(ctx, irena, w.Sent("accept"), models.Decision{ID: c.id, Seen: markOf(t, w, irena, c.id)}))
				w.Clock.Set(vigilIsOver())
				did(t, w.Store.SendReport(ctx, lamp.Signatory, w.Sent("report.sent"), reporting(t, lamp, c.id, "Forty came.")))
				reads := func(m modelstest.Joined) []models.Verb {
					t.Helper()
					h, err := w.Store.Everything(ctx, m.Signatory)
					did(t, err)
					for _, n := range h.Person.Notices {
						if n.Verb == "cohost.asked" {
							t.Error("the data tell of a question of others")
						}
					}
					return c.told(m)
				}
				atHost, atGate, atLamp := reads(c.host), reads(gate), reads(lamp)
				if !slices.Contains(atHost, "cohost.accepted") || !slices.Contains(atGate, "cohost.accepted") || !slices.Contains(atLamp, "action.edit_accepted") {
					t.Fatalf("told before: %v, %v, %v", atHost, atGate, atLamp)
				}
				goes(c, door)
				if now := reads(c.host); !slices.Equal(now, atHost) {
					t.Errorf("the host was told %v, and reads %v", atHost, now)
				}
				goes(c, c.host)
				if now := reads(gate); !slices.Equal(now, atGate) {
					t.Errorf("another host was told %v, and reads %v", atGate, now)
				}
				goes(c, gate)
				if now := reads(lamp); !slices.Equal(now, atLamp) {
					t.Errorf("who takes part was told %v, and reads %v", atLamp, now)
				}
				withdraws := func(m modelstest.Joined) error {
					return w.Store.WithdrawReport(ctx, m.Signatory, w.Sent("report.withdrawn"), m.ID, c.id)
				}
				did(t, withdraws(lamp))
				if n := w.Count(t, "SELECT count(*) FROM reports"); n != 0 {
					t.Errorf("%d reports are left", n)
				}
				if err := withdraws(wick); models.KindOf(err) != models.NotFound {
					t.Errorf("who never joined: %v", err)
				}
			})
		})
	}
}
