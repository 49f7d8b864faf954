package models_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// company is an action with the organisations around it.
type company struct {
	*modelstest.World
	t    *testing.T
	id   string
	host modelstest.Joined
}

func gathered(t *testing.T, w *modelstest.World, call modelstest.Call, audience models.Audience) company {
	t.Helper()
	c := company{World: w, t: t, host: w.Member(t, call, "House of Windows", models.Public)}
	edit := models.ActionEdit{OrganisationID: c.host.ID, Audience: audience, Content: vigil()}
	var err error
	c.id, err = w.Store.SaveAction(t.Context(), c.host.Signatory, w.Sent("action.saved"), edit)
	did(t, err)
	return c
}

func (c company) publish() {
	c.t.Helper()
	own, err := c.Store.OwnActionByID(c.t.Context(), c.host.Signatory, c.host.ID, c.id)
	did(c.t, err)
	did(c.t, c.Store.SendAction(c.t.Context(), c.host.Signatory, c.Sent("action.sent"),
		models.ActionEdit{OrganisationID: c.host.ID, ActionID: c.id, Edition: own.Edition, Audience: own.Audience, Content: own.Content}))
	irena := c.AsRole(c.t, "Irena", models.Coordinator)
	did(c.t, c.Store.AcceptAction(c.t.Context(), irena, c.Sent("action.accepted"), models.Decision{ID: c.id, Seen: markOf(c.t, c.World, irena, c.id)}))
}

func (c company) step(m modelstest.Joined) models.CoHostStep {
	return models.CoHostStep{OrganisationID: m.ID, ActionID: c.id}
}

// find searches for co-hosts and returns the first ref.
func (c company) find(name string) (string, error) {
	found, err := c.Store.FindCoHosts(c.t.Context(), c.host.Signatory, c.step(c.host), name)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0].Ref, nil
}

func (c company) ask(names ...string) error {
	var refs []string
	for _, name := range names {
		ref, err := c.find(name)
		if err != nil {
			return err
		}
		refs = append(refs, ref)
	}
	return c.Store.AskCoHosts(c.t.Context(), c.host.Signatory, c.Sent("cohost.asked"), c.step(c.host), refs)
}

func (c company) answer(m modelstest.Joined, yes bool) error {
	step := c.step(m)
	step.Yes, step.Audience = yes, models.Audience(c.Text(c.t, "SELECT audience FROM actions WHERE id = '"+c.id+"'"))
	return c.Store.AnswerCoHost(c.t.Context(), m.Signatory, c.Sent("cohost.answered"), step)
}

// joins asks a house and lets it accept.
func (c company) joins(m modelstest.Joined, name string) {
	c.t.Helper()
	did(c.t, c.ask(name))
	did(c.t, c.answer(m, true))
}

// seen is what a host reads of the hosts: "name part state".
func (c company) seen(m modelstest.Joined) (out []string) {
	c.t.Helper()
	all, err := c.Store.ActionTogether(c.t.Context(), m.Signatory, m.ID, c.id, "")
	did(c.t, err)
	for _, h := range all.Hosts {
		line := h.Names.Own + " " + string(h.Part) + " " + string(h.State)
		if h.Lapsed {
			line += " lapsed"
		}
		out = append(out, line)
	}
	return out
}

func (c company) ref(m modelstest.Joined, name string) models.CoHostStep {
	c.t.Helper()
	all, err := c.Store.ActionTogether(c.t.Context(), m.Signatory, m.ID, c.id, "")
	did(c.t, err)
	step := c.step(m)
	for _, h := range all.Hosts {
		if h.Names.Own == name {
			step.Ref = h.Ref
		}
	}
	return step
}

func (c company) public() string {
	return c.Text(c.t, "SELECT COALESCE((SELECT MAX(slug) FROM listed_parts WHERE action_id = '"+c.id+"' AND part = 'cohost'), '')")
}

// Asked, accepted, seen; hidden, it is nowhere, and the action goes on; the last who is left cannot go.
func TestHostsTogether(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx := t.Context()
		call := w.Call(t)
		c := gathered(t, w, call, models.ForPublic)
		door := w.Member(t, call, "Door", models.Public)
		c.publish()
		did(t, c.ask("Door"))
		did(t, c.ask("Door"))
		if n := w.Count(t, "SELECT count(*) FROM events WHERE verb = 'cohost.asked'"); n != 1 {
			t.Errorf("asked twice: %d events", n)
		}
		if got := c.seen(c.host); !slices.Equal(got, []string{"House of Windows host accepted", "Door cohost asked"}) || c.public() != "" {
			t.Errorf("asked: %v, public %q", got, c.public())
		}
		asks, err := w.Store.CoHostAsks(ctx, door.Signatory, door.ID)
		if did(t, err); len(asks) != 1 || asks[0].From.Own != "House of Windows" || asks[0].Content.Where.Venue != "" {
			t.Errorf("is asked %+v", asks)
		}
		did(t, c.answer(door, true))
		did(t, c.answer(door, true))
		if n := w.Count(t, "SELECT count(*) FROM events WHERE verb = 'cohost.accepted'"); n != 1 || c.public() != "door" {
			t.Errorf("accepted twice: %d events, public %q", n, c.public())
		}
		did(t, w.Store.CloseAction(ctx, door.Signatory, w.Sent("action.closed"), models.ActionStep{OrganisationID: door.ID, ActionID: c.id}))
		_, err = w.Store.Hide(ctx, door.Signatory, door.ID)
		did(t, err)
		if got := c.seen(c.host); len(got) != 1 || c.public() != "" || listedOf(t, w, c.id) == "" {
			t.Errorf("a co-host hid: %v, public %q, listed %q", got, c.public(), listedOf(t, w, c.id))
		}
		if err := w.Store.StepDown(ctx, c.host.Signatory, w.Sent("down"), c.step(c.host)); models.KindOf(err) != models.Conflict {
			t.Errorf("whom nobody else is seen with steps down: %v", err)
		}
		if err := c.ask("Door"); models.KindOf(err) != models.Invalid {
			t.Errorf("a hidden one is asked: %v", err)
		}
		shows, err := w.Store.WhatShows(ctx, door.Signatory, door.ID)
		did(t, err)
		did(t, w.Store.ShowAgain(ctx, door.Signatory, w.Sent("show"), door.ID, shows.Fingerprint))
		did(t, w.Store.StepDown(ctx, c.host.Signatory, w.Sent("down"), c.step(c.host)))
		if got := c.seen(door); !slices.Equal(got, []string{"Door host accepted"}) || listedOf(t, w, c.id) == "" {
			t.Errorf("under the other one: %v", got)
		}
	})
}

// Nothing but who is named to those whom the action is for can be found or asked; the same answer for every other name.
func TestOnlyTheNamedAreAskedToCoHost(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		w.Keepers(t)
		for name, level := range map[string]models.Level{"Lamp": models.Public, "Cellar": models.Members, "Attic": models.Counted} {
			w.Member(t, call, name, level)
		}
		shut := w.Member(t, call, "Shutter", models.Public)
		_, err := w.Store.Hide(t.Context(), shut.Signatory, shut.ID)
		did(t, err)
		for audience, unknown := range map[models.Audience][]string{
			models.ForPublic: {"Cellar", "Attic", "Shutter", "Nobody", "House of Windows"}, models.ForMembers: {"Attic", "Shutter", "Nobody"},
		} {
			c := gathered(t, w, call, audience)
			for _, name := range unknown {
				_, err := c.find(name)
				fields := models.FieldsOf(err)
				if name == "House of Windows" && audience == models.ForPublic {
					continue // several houses of this name by now
				}
				if models.KindOf(err) != models.Invalid || len(fields) != 1 || fields[0].Key != "cohost.unknown" {
					t.Errorf("%s, for %s: %v", name, audience, err)
				}
			}
			if _, err := c.find("Lamp"); err != nil {
				t.Errorf("the lamp, for %s: %v", audience, err)
			}
		}
		c := gathered(t, w, call, models.ForMembers)
		did(t, c.ask("Cellar"))
		ref, err := c.find("Lamp")
		did(t, err)
		w.Exec(t, "UPDATE endorsements SET level = 'counted' WHERE organisation_id IN (SELECT organisation_id FROM listings WHERE slug = 'lamp')", "DELETE FROM listings WHERE slug = 'lamp'")
		for what, ref := range map[string]string{"counted since": ref, "none": "none"} {
			err := w.Store.AskCoHosts(t.Context(), c.host.Signatory, w.Sent("ask"), c.step(c.host), []string{ref})
			if fields := models.FieldsOf(err); len(fields) != 1 || fields[0].Key != "cohost.unknown" {
				t.Errorf("%s: %v", what, err)
			}
		}
	})
}

// At most twenty stand or wait. Who lets the time pass is not asked any more; who says no is not asked again.
func TestHowManyAndHowLongCoHostsAreAsked(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		c := gathered(t, w, call, models.ForPublic)
		var houses []modelstest.Joined
		var refs []string
		for i := range models.MaxCoHosts + 1 {
			name := fmt.Sprintf("Lamp %02d", i)
			houses = append(houses, w.Member(t, call, name, models.Public))
			ref, err := c.find(name)
			did(t, err)
			refs = append(refs, ref)
		}
		ask := func(refs []string) error {
			return w.Store.AskCoHosts(t.Context(), c.host.Signatory, w.Sent("ask"), c.step(c.host), refs)
		}
		for _, many := range [][]string{refs, slices.Repeat(refs, 25)} {
			if err := ask(many); models.KindOf(err) != models.Invalid || w.Count(t, "SELECT count(*) FROM action_hosts") != 1 {
				t.Errorf("%d at once: %v", len(many), err)
			}
		}
		did(t, ask(refs[:models.MaxCoHosts]))
		if err := ask(refs[models.MaxCoHosts:]); models.KindOf(err) != models.Invalid {
			t.Errorf("one more: %v", err)
		}
		did(t, c.answer(houses[0], false))
		if err := ask(refs[:1]); models.KindOf(err) != models.Invalid {
			t.Errorf("who said no is asked again: %v", err)
		}
		if err := c.answer(houses[0], true); models.KindOf(err) != models.Conflict {
			t.Errorf("after no comes yes: %v", err)
		}
		w.Clock.Add(15 * 24 * time.Hour)
		if err := c.answer(houses[1], true); models.KindOf(err) != models.Conflict {
			t.Errorf("too late: %v", err)
		}
		asks, err := w.Store.CoHostAsks(t.Context(), houses[1].Signatory, houses[1].ID)
		if did(t, err); len(asks) != 0 || !slices.Contains(c.seen(c.host), "Lamp 01 cohost asked lapsed") {
			t.Errorf("too late it is still asked: %d, %v", len(asks), c.seen(c.host))
		}
		if err := c.answer(w.Member(t, call, "Stranger", models.Public), true); models.KindOf(err) != models.NotFound {
			t.Errorf("who was never asked: %v", err)
		}
	})
}

// The host's part changes hands at once or not at all.
func TestTheHostsPartIsHandedOver(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		c, door := gathered(t, w, call, models.ForPublic), w.Member(t, call, "Door", models.Public)
		c.publish()
		c.joins(door, "Door")
		editor := w.With(t, c.host.ID, "Edda", models.Editor)
		if err := w.Store.OfferHost(ctx, editor, w.Sent("offer"), c.ref(c.host, "Door")); models.KindOf(err) != models.Forbidden {
			t.Errorf("an editor gives the house away: %v", err)
		}
		take := c.step(door)
		take.Yes = true
		accept := func() error { return w.Store.AnswerOffer(ctx, door.Signatory, w.Sent("take"), take) }
		if err := accept(); models.KindOf(err) != models.Conflict {
			t.Errorf("nobody offered it: %v", err)
		}
		for range 2 {
			did(t, w.Store.OfferHost(ctx, c.host.Signatory, w.Sent("offer"), c.ref(c.host, "Door")))
		}
		did(t, w.Store.TakeBackOffer(ctx, c.host.Signatory, w.Sent("back"), c.step(c.host)))
		if err := accept(); models.KindOf(err) != models.Conflict {
			t.Errorf("it was taken back: %v", err)
		}
		did(t, w.Store.OfferHost(ctx, c.host.Signatory, w.Sent("offer"), c.ref(c.host, "Door")))
		did(t, w.Store.AnswerOffer(ctx, door.Signatory, w.Sent("no"), c.step(door)))
		did(t, w.Store.OfferHost(ctx, c.host.Signatory, w.Sent("offer"), c.ref(c.host, "Door")))
		did(t, accept())
		if got := c.seen(c.host); !slices.Equal(got, []string{"Door host accepted", "House of Windows cohost accepted"}) || c.public() != "house-of-windows" {
			t.Errorf("handed over: %v, co-host is %q", got, c.public())
		}
	})
}
