package models_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// Two do at once what excludes itself: one of them is told so, and the rows make sense.
func TestHostsRace(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		c, door := gathered(t, w, call, models.ForPublic), w.Member(t, call, "Door", models.Public)
		c.publish()
		both := func(f ...func(context.Context) error) (failed int) {
			var wait sync.WaitGroup
			errs := make([]error, len(f))
			for i, do := range f {
				wait.Go(func() { errs[i] = do(t.Context()) })
			}
			wait.Wait()
			for _, err := range errs {
				if kind := models.KindOf(err); err != nil && kind != models.Conflict && kind != models.NotFound {
					t.Errorf("lost with %v", err)
				}
				if err != nil {
					failed++
				}
			}
			return failed
		}
		accept := func(context.Context) error { return c.answer(door, true) }
		ref, err := c.find("Door")
		did(t, err)
		sent := []models.Sent{w.Sent("ask"), w.Sent("ask")}
		asking := func(i int) func(context.Context) error {
			return func(ctx context.Context) error {
				return w.Store.AskCoHosts(ctx, c.host.Signatory, sent[i], c.step(c.host), []string{ref})
			}
		}
		if n := both(asking(0), asking(1)); n != 0 || w.Count(t, "SELECT count(*) FROM events WHERE verb = 'cohost.asked'") != 1 {
			t.Errorf("asked twice at once: %d failed", n)
		}
		back := c.ref(c.host, "Door")
		takeBack := func(ctx context.Context) error {
			return w.Store.TakeBackAsk(ctx, c.host.Signatory, w.Sent("back"), back)
		}
		if n := both(accept, takeBack); n != 1 {
			t.Errorf("accepted and taken back: %d failed", n)
		}
		if w.Count(t, "SELECT count(*) FROM action_hosts WHERE part = 'cohost'") == 0 {
			c.joins(door, "Door")
		}
		did(t, w.Store.OfferHost(t.Context(), c.host.Signatory, w.Sent("offer"), c.ref(c.host, "Door")))
		take := c.step(door)
		take.Yes = true
		both(func(ctx context.Context) error { return w.Store.AnswerOffer(ctx, door.Signatory, w.Sent("take"), take) },
			func(ctx context.Context) error {
				return w.Store.StepDown(ctx, door.Signatory, w.Sent("down"), c.step(door))
			})
		if n := w.Count(t, "SELECT count(*) FROM action_hosts WHERE part = 'host' AND offered_at IS NULL"); n != 1 {
			t.Errorf("%d hosts", n)
		}
	})
}

// Erasing one and hiding another go through the same actions in the same order, also where hosts know of the one in the later actions
// alone: neither ends the other.
func TestErasingAndHidingWaitForEachOther(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		irena, host := w.AsRole(t, "Irena", models.Coordinator), w.Member(t, call, "House of Windows", models.Public)
		var ids []string
		for i := range 8 {
			ids = append(ids, openedBy(t, w, host, irena, called(fmt.Sprintf("Walk %c", 'A'+i))))
		}
		slices.Sort(ids)
		for round := range 8 {
			ember, forest := w.Member(t, call, fmt.Sprintf("Ember %c", 'A'+round), models.Public), w.Member(t, call, fmt.Sprintf("Forest %c", 'A'+round), models.Public)
			for i, id := range ids {
				way := models.JoinNamed
				if i < 5 {
					way = models.JoinQuietly
				}
				takesPart(t, w, ember, id, "Graz", way)
				takesPart(t, w, forest, id, "Graz", models.JoinNamed)
			}
			var wait sync.WaitGroup
			var erased, hidden error
			leaving, sent := models.Leaving{OrganisationID: ember.ID, Typed: "DELETE", AtOnce: true}, w.Sent("erase")
			wait.Go(func() { erased = w.Store.WithdrawCompletely(ctx, ember.Signatory, sent, leaving) })
			wait.Go(func() {
				time.Sleep(time.Duration(round%4) * 4 * time.Millisecond)
				_, hidden = w.Store.Hide(ctx, forest.Signatory, forest.ID)
			})
			wait.Wait()
			if erased != nil || hidden != nil {
				t.Fatalf("round %d: erasing says %v, hiding %v", round, erased, hidden)
			}
		}
	})
}

// Hosts read who takes part by name and is named now, and of the quiet ones those who let them.
func TestWhoTakesPartForTheHosts(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		c := gathered(t, w, call, models.ForPublic)
		c.publish()
		houses := map[string]modelstest.Joined{}
		for name, way := range map[string]models.Joining{
			"Lamp": {Way: models.JoinNamed, Town: "Graz", Note: "with soup"}, "Quiet": {Way: models.JoinQuietly}, "Whisper": {Way: models.JoinQuietly, HostsSee: true},
			"Shutter": {Way: models.JoinNamed}, "Blind": {Way: models.JoinQuietly, HostsSee: true},
		} {
			m := w.Member(t, call, name, models.Public)
			houses[name], way.OrganisationID, way.ActionID, way.HostsMark = m, m.ID, c.id, c.reads(m).HostsMark
			did(t, w.Store.JoinAction(ctx, m.Signatory, w.Sent("participation.joined"), way))
		}
		for _, name := range []string{"Shutter", "Blind"} {
			_, err := w.Store.Hide(ctx, houses[name].Signatory, houses[name].ID)
			did(t, err)
		}
		all, err := w.Store.ActionTogether(ctx, c.host.Signatory, c.host.ID, c.id, "")
		did(t, err)
		var got []string
		for _, g := range all.In {
			got = append(got, g.Names.Own)
			if g.Names.Own == "Lamp" && (g.Town != "Graz" || g.Note != "with soup") {
				t.Errorf("the lamp says %+v", g)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, []string{"Lamp", "Whisper"}) {
			t.Errorf("the host reads of %v", got)
		}
		if _, err := w.Store.ActionTogether(ctx, houses["Lamp"].Signatory, houses["Lamp"].ID, c.id, ""); models.KindOf(err) != models.NotFound {
			t.Errorf("a guest reads what hosts read: %v", err)
		}
	})
}
