package models_test

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

func (c company) state(m modelstest.Joined, state string) {
	c.t.Helper()
	c.Exec(c.t, "UPDATE organisations SET state = '"+state+"' WHERE id = '"+m.ID+"'")
}

func (c company) quietly(m modelstest.Joined) {
	c.t.Helper()
	did(c.t, c.Store.JoinAction(c.t.Context(), m.Signatory, c.Sent("participation.joined"),
		models.Joining{OrganisationID: m.ID, ActionID: c.id, Way: models.JoinQuietly, HostsSee: true, HostsMark: c.reads(m).HostsMark, Town: "Graz", Note: "We bring lamps."}))
}

// guests is how many a host reads of those who take part.
func (c company) guests(m modelstest.Joined) int {
	c.t.Helper()
	all, err := c.Store.ActionTogether(c.t.Context(), m.Signatory, m.ID, c.id, "")
	did(c.t, err)
	return len(all.In)
}

// Who is no member now reads of the actions that it hosts with others nothing, and of those that it hosts alone what it wrote.
func TestWhoIsNoMemberReadsNothingOfOthers(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		c := gathered(t, w, call, models.ForPublic)
		door, lamp := w.Member(t, call, "Door", models.Public), w.Member(t, call, "Lamp", models.Public)
		c.publish()
		c.quietly(lamp)
		for _, state := range []string{"suspended", "left"} {
			c.state(c.host, state)
			all, err := w.Store.ActionTogether(ctx, c.host.Signatory, c.host.ID, c.id, "")
			if err != nil || len(all.In)+len(all.Waiting)+all.Unnamed != 0 || all.Action.Content.Original == "" {
				t.Errorf("%s, alone: %+v, %v", state, all.In, err)
			}
			if _, err := w.Store.FindCoHosts(ctx, c.host.Signatory, c.step(c.host), "Door"); models.KindOf(err) != models.Conflict {
				t.Errorf("%s, looks for names: %v", state, err)
			}
		}
		c.state(c.host, "member")
		c.joins(door, "Door")
		for _, state := range []string{"suspended", "left"} {
			c.state(door, state)
			own, err := w.Store.OwnActions(ctx, door.Signatory, door.ID, "")
			if did(t, err); len(own.Actions) != 0 {
				t.Errorf("%s: it reads %d actions of others", state, len(own.Actions))
			}
			_, one := w.Store.OwnActionByID(ctx, door.Signatory, door.ID, c.id)
			_, together := w.Store.ActionTogether(ctx, door.Signatory, door.ID, c.id, "")
			for _, err := range []error{one, together} {
				if models.KindOf(err) != models.NotFound {
					t.Errorf("%s: %v", state, err)
				}
			}
		}
	})
}

// Who joins quietly and lets the hosts know is known to the hosts of that day, as long as they are named, and to later ones only
// once it has said again how it takes part.
func TestQuietGuestsAreKnownToTheHostsThatTheySaw(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		c := gathered(t, w, call, models.ForPublic)
		door, lamp := w.Member(t, call, "Door", models.Public), w.Member(t, call, "Lamp", models.Public)
		c.publish()
		w.Clock.Add(time.Hour)
		c.quietly(lamp)
		w.Clock.Add(time.Hour)
		c.joins(door, "Door")
		if first, later := c.guests(c.host), c.guests(door); first != 1 || later != 0 {
			t.Errorf("the first host reads %d, the later %d", first, later)
		}
		w.Clock.Add(time.Hour)
		c.quietly(lamp)
		if first, later := c.guests(c.host), c.guests(door); first != 1 || later != 1 {
			t.Errorf("said again, the first host reads %d, the later %d", first, later)
		}
		_, err := w.Store.Hide(ctx, door.Signatory, door.ID)
		did(t, err)
		if n := c.guests(door); n != 0 {
			t.Errorf("a host that is named to nobody reads %d", n)
		}
	})
}

// Who is no member now is asked nothing, and of an action out of sight nobody is.
func TestWhoIsAskedMayKnow(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		c := gathered(t, w, call, models.ForMembers)
		door := w.Member(t, call, "Door", models.Public)
		w.Member(t, call, "Lamp", models.Public)
		c.publish()
		did(t, c.ask("Door"))
		unknown := func(what string) {
			t.Helper()
			_, err := w.Store.CoHostAskOf(ctx, door.Signatory, door.ID, c.id)
			asks, errs := w.Store.CoHostAsks(ctx, door.Signatory, door.ID)
			if did(t, errs); models.KindOf(err) != models.NotFound || len(asks) != 0 {
				t.Errorf("%s: %v, %d on the list", what, err, len(asks))
			}
		}
		c.state(door, "suspended")
		unknown("suspended")
		c.state(door, "member")
		if _, err := w.Store.CoHostAskOf(ctx, door.Signatory, door.ID, c.id); err != nil {
			t.Errorf("a member: %v", err)
		}
		w.Exec(t, "UPDATE actions SET withheld_at = '2026-11-22 12:00:00+00:00' WHERE id = '"+c.id+"'")
		unknown("out of sight")
		if err := c.answer(door, true); models.KindOf(err) != models.NotFound {
			t.Errorf("answers what is out of sight: %v", err)
		}
		if err := c.ask("Lamp"); models.KindOf(err) != models.Conflict {
			t.Errorf("asks to what is out of sight: %v", err)
		}
	})
}

// Who was asked and hid reads nothing of the question, neither on its lists nor by its notices, and cannot answer it until it shows itself.
func TestWhoIsAskedAndHidReadsNothing(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		c := gathered(t, w, call, models.ForPublic)
		door := w.Member(t, call, "Door", models.Public)
		did(t, c.ask("Door"))
		told := c.told(door)
		c.hides(door)
		asks, err := w.Store.CoHostAsks(t.Context(), door.Signatory, door.ID)
		did(t, err)
		_, one := w.Store.CoHostAskOf(t.Context(), door.Signatory, door.ID, c.id)
		if len(asks) != 0 || models.KindOf(one) != models.NotFound || len(c.told(door)) >= len(told) {
			t.Errorf("hidden: %d on the list, %v, told %v", len(asks), one, c.told(door))
		}
		for _, yes := range []bool{true, false} {
			if err := c.answer(door, yes); models.KindOf(err) != models.NotFound {
				t.Errorf("hidden, it answers %v: %v", yes, err)
			}
		}
		c.shows(door)
		did(t, c.answer(door, true))
	})
}

// Who was found and is not named any more is refused alike, be it hidden, gone or erased, whatever else keeps the action from having more
// hosts. And the data of who was asked tell neither that nor that the question was taken back.
func TestWhoIsNotNamedAnyMoreIsRefusedAlike(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		c := gathered(t, w, call, models.ForPublic)
		c.publish()
		refs := map[string]string{}
		for name, goes := range map[string]func(modelstest.Joined) error{
			"Door": func(m modelstest.Joined) error { _, err := w.Store.Hide(ctx, m.Signatory, m.ID); return err },
			"Candle": func(m modelstest.Joined) error {
				return w.Store.LeaveCoalition(ctx, m.Signatory, w.Sent("leave"), m.ID)
			},
			"Lamp": func(m modelstest.Joined) error {
				return w.Store.WithdrawCompletely(ctx, m.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: m.ID, Typed: "DELETE", AtOnce: true})
			},
		} {
			m := w.Member(t, call, name, models.Public)
			ref, err := c.find(name)
			did(t, err)
			refs[name] = ref
			did(t, goes(m))
		}
		alike := func(what string, want models.Kind) {
			t.Helper()
			for name, ref := range refs {
				if err := w.Store.AskCoHosts(ctx, c.host.Signatory, w.Sent("ask"), c.step(c.host), []string{ref}); models.KindOf(err) != want {
					t.Errorf("%s, %s: %v", what, name, err)
				}
			}
		}
		alike("open", models.Invalid)
		gate := w.Member(t, call, "Gate", models.Public)
		did(t, c.ask("Gate"))
		did(t, w.Store.TakeBackAsk(ctx, c.host.Signatory, w.Sent("cohost.taken_back"), c.ref(c.host, "Gate")))
		h, err := w.Store.Everything(ctx, gate.Signatory)
		did(t, err)
		for _, e := range h.Organisations[0].Events {
			if e.Verb == "cohost.asked" || e.Verb == "cohost.taken_back" {
				t.Errorf("the data of who was asked have %s", e.Verb)
			}
		}
		did(t, w.Store.CancelAction(ctx, c.host.Signatory, w.Sent("cancel"), models.ActionStep{OrganisationID: c.host.ID, ActionID: c.id, Reason: "Storm."}))
		alike("cancelled", models.Conflict)
	})
}
