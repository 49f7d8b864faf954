package models_test

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// parts is how many take part in the action however they do.
func (c company) parts() int {
	c.t.Helper()
	return c.Count(c.t, "SELECT count(*) FROM participations WHERE action_id = '"+c.id+"'")
}

func (c company) people() models.ActionPeople {
	c.t.Helper()
	people, err := c.Store.ActionPeople(c.t.Context(), c.Text(c.t, "SELECT slug FROM listed_actions WHERE action_id = '"+c.id+"'"))
	did(c.t, err)
	return people
}

func (c company) joinsAs(m modelstest.Joined, way models.JoinWay) error {
	return c.Store.JoinAction(c.t.Context(), m.Signatory, c.Sent("participation.joined"),
		models.Joining{OrganisationID: m.ID, ActionID: c.id, Way: way, HostsMark: c.reads(m).HostsMark, Town: "Graz"})
}

// Whoever hosts takes part by that and in no other way: it cannot join, and whoever takes part and accepts to co-host gives up its
// part, with the place, of which nobody is told that somebody went.
func TestAHostTakesPartByHosting(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		content := vigil()
		content.Capacity = 1
		c := company{World: w, t: t, host: w.Member(t, call, "House of Windows", models.Public)}
		c.id = openedAs(t, w, c.host, content)
		for _, way := range []models.JoinWay{models.JoinNamed, models.JoinQuietly} {
			if err := c.joinsAs(c.host, way); models.KindOf(err) != models.Conflict || !c.reads(c.host).Hosts || c.parts() != 0 {
				t.Errorf("its own action, %s: %v", way, err)
			}
		}
		door, lamp, bell := w.Member(t, call, "Door", models.Public), w.Member(t, call, "Lamp", models.Public), w.Member(t, call, "Bell", models.Public)
		did(t, c.joinsAs(door, models.JoinNamed))
		did(t, c.joinsAs(lamp, models.JoinNamed))
		did(t, c.joinsAs(bell, models.JoinQuietly))
		did(t, c.ask("Door", "Bell"))
		asks, err := w.Store.CoHostAsks(t.Context(), door.Signatory, door.ID)
		if did(t, err); len(asks) != 1 || !asks[0].TakesPart || asks[0].Told || !c.reads(lamp).Joined.Waiting {
			t.Fatalf("before: %+v", asks)
		}
		w.Exec(t, `INSERT INTO reports (id, action_id, organisation_id, state, said, edition, sent_at, sent_by, published_at)
			SELECT 'told', p.action_id, p.organisation_id, 'published', p.said, 1, CURRENT_TIMESTAMP, '', CURRENT_TIMESTAMP FROM participations p WHERE p.organisation_id = '`+bell.ID+`'`)
		if asks, err := w.Store.CoHostAsks(t.Context(), bell.Signatory, bell.ID); err != nil || len(asks) != 1 || !asks[0].Told {
			t.Errorf("who told how it was is not told what becomes of that: %+v, %v", asks, err)
		}
		w.Exec(t, "DELETE FROM reports")
		did(t, c.answer(door, true))
		did(t, c.answer(bell, true))
		if v := c.reads(door); v.Joined != nil || !v.Hosts || c.reads(bell).Joined != nil || c.parts() != 1 {
			t.Errorf("who accepted is still in: %+v", v.Joined)
		}
		if c.reads(lamp).Joined.Waiting {
			t.Error("the place of who hosts by now stayed taken")
		}
		if people := c.people(); people.Named != 4 || len(people.Shown) != 1 {
			t.Errorf("named %d, shown %d", people.Named, len(people.Shown))
		}
		if n, gone := c.gone(c.host); n != 0 || gone {
			t.Errorf("somebody is told to have gone: %d", n)
		}
		if lost, err := w.Store.HasLostParts(t.Context(), door.Signatory, door.ID); err != nil || lost {
			t.Errorf("who hosts lost its part: %v", err)
		}
		did(t, w.Store.StepDown(t.Context(), door.Signatory, w.Sent("down"), c.step(door)))
		did(t, c.joinsAs(door, models.JoinQuietly))
		if c.parts() != 2 {
			t.Errorf("%d take part", c.parts())
		}
	})
}

// Joining and accepting at once leave one of the two.
func TestJoiningAndAcceptingRace(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		c := gathered(t, w, call, models.ForPublic)
		c.publish()
		for _, name := range []string{"Door", "Gate", "Arch", "Porch"} {
			m := w.Member(t, call, name, models.Public)
			did(t, c.ask(name))
			join := models.Joining{OrganisationID: m.ID, ActionID: c.id, Way: models.JoinNamed}
			joining, answering := w.Sent("participation.joined"), w.Sent("cohost.answered")
			var wait sync.WaitGroup
			var joined, accepted error
			wait.Go(func() { joined = w.Store.JoinAction(context.WithoutCancel(t.Context()), m.Signatory, joining, join) })
			wait.Go(func() {
				step := c.step(m)
				step.Yes, step.Audience = true, models.ForPublic
				accepted = w.Store.AnswerCoHost(context.WithoutCancel(t.Context()), m.Signatory, answering, step)
			})
			wait.Wait()
			if did(t, accepted); joined != nil && models.KindOf(joined) != models.Conflict {
				t.Errorf("%s: %v", name, joined)
			}
			if n := c.parts(); n != 0 {
				t.Errorf("%s hosts and takes part: %d", name, n)
			}
		}
		if people := c.people(); people.Named != 5 || len(people.Shown) != 0 {
			t.Errorf("named %d, shown %d", people.Named, len(people.Shown))
		}
	})
}

// Of before some took part in what they hosted. The migration ends that, and the places go to who waits.
func TestHostsOfBeforeTakePartByHosting(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		content := vigil()
		content.Capacity = 1
		c := company{World: w, t: t, host: w.Member(t, call, "House of Windows", models.Public)}
		c.id = openedAs(t, w, c.host, content)
		door, lamp := w.Member(t, call, "Door", models.Public), w.Member(t, call, "Lamp", models.Public)
		did(t, c.joinsAs(door, models.JoinNamed))
		did(t, c.joinsAs(lamp, models.JoinNamed))
		w.Exec(t, "UPDATE action_hosts SET organisation_id = '"+door.ID+"' WHERE action_id = '"+c.id+"'")
		steps, err := os.ReadFile("../migrations/0045_hosts_take_part.sql")
		did(t, err)
		for range 2 {
			w.Exec(t, strings.Split(string(steps), ";\n")...)
			did(t, w.Store.Sweep(t.Context()))
			if v := c.reads(lamp); v.Joined.Waiting || c.reads(door).Joined != nil || named(t, w, c.id) != 1 {
				t.Errorf("afterwards: %+v, %d listed", v.Joined, named(t, w, c.id))
			}
		}
	})
}
