package models_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"keephope/models"
)

// machine is the life of one application: which step leads where, told a second time and more simply than the
// store does it.
type machine struct {
	state, before models.ApplicationState
	until         time.Time
	decided       time.Time // zero: nothing to take back
}

// at is what the state counts as.
func (m machine) at(now time.Time) models.ApplicationState {
	if m.state == models.Held && !now.Before(m.until) {
		return models.Submitted
	}
	return m.state
}

// after is what a step makes of it; ok is false where it must be refused.
func (m machine) after(step string, now time.Time) (next machine, ok bool) {
	from := m.at(now)
	decided := func(to models.ApplicationState) (machine, bool) {
		return machine{state: to, before: from, until: m.until, decided: now}, true
	}
	waits := from == models.Submitted || from == models.Held
	open := waits || from == models.Asked
	switch {
	case step == "ask" && waits:
		return decided(models.Asked)
	case step == "hold" && (from == models.Submitted || from == models.Asked):
		next, _ := decided(models.Held)
		next.until = now.Add(48 * time.Hour).Truncate(24 * time.Hour)
		return next, true
	case step == "accept" && waits:
		return decided(models.Approved)
	case step == "decline" && open:
		return decided(models.Declined)
	case step == "answer" && (from == models.Asked || from == models.Declined):
		return machine{state: models.Submitted}, true
	case step == "withdraw" && open:
		return machine{state: models.Withdrawn}, true
	case step == "resume" && from == models.Withdrawn:
		return machine{state: models.Submitted}, true
	case step == "take back" && !m.decided.IsZero() && m.state != models.Submitted && now.Before(m.decided.Add(24*time.Hour)):
		return machine{state: m.before, until: m.until}, true
	}
	return m, false
}

var machineSteps = []string{"ask", "hold", "accept", "decline", "answer", "withdraw", "resume", "take back", "wait", "wait"}

// TestTheWholeLifeOfAnApplication takes steps at random and wants each done or refused as machine says, and the list to
// show the organisation exactly while it is accepted.
func TestTheWholeLifeOfAnApplication(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		for seed := range uint64(4) {
			luck := rand.New(rand.NewPCG(seed, 41))
			id, organisation, nino := d.applied(fmt.Sprintf("Window %d", seed), models.Public)
			m, told := machine{state: models.Submitted}, ""
			for range 40 {
				step := machineSteps[luck.IntN(len(machineSteps))]
				told += " " + step
				if step == "wait" {
					d.Clock.Add(time.Duration(luck.IntN(40)) * time.Hour)
					continue
				}
				next, ok := m.after(step, d.Clock.Now())
				err := d.tries(irena, nino, id, organisation, step)
				if (err == nil) != ok {
					t.Fatalf("seed %d:%s: from %s: %v, want done: %t", seed, told, m.at(d.Clock.Now()), err, ok)
				}
				m = next
				if got := read(t, d.World, nino, organisation).State; got != m.at(d.Clock.Now()) {
					t.Fatalf("seed %d:%s: it is %s, want %s", seed, told, got, m.at(d.Clock.Now()))
				}
				listed := d.Count(t, "SELECT count(*) FROM listings WHERE organisation_id = '"+organisation+"'") == 1
				if listed != (m.state == models.Approved) {
					t.Fatalf("seed %d:%s: %s and listed: %t", seed, told, m.state, listed)
				}
			}
		}
	})
}

// tries takes one step on what the page shows now.
func (d desk) tries(irena, nino models.Actor, id, organisation, step string) error {
	ctx := d.t.Context()
	on := models.Decision{ID: id, Text: "Because."}
	if c, err := d.Store.Case(ctx, irena, id); err == nil {
		on.Seen = c.Seen
	}
	switch step {
	case "ask":
		return d.Store.Ask(ctx, irena, d.Sent("ask"), on)
	case "hold":
		on.Until = d.Clock.Now().Add(48 * time.Hour).Format(time.DateOnly)
		return d.Store.Hold(ctx, irena, d.Sent("hold"), on)
	case "accept":
		return d.Store.Accept(ctx, irena, d.Sent("accept"), on)
	case "decline":
		return d.Store.Decline(ctx, irena, d.Sent("decline"), on)
	case "take back":
		return d.takeBack(irena, id)
	case "answer":
		return d.Store.Answer(ctx, nino, d.Sent("answer"), models.Reply{OrganisationID: organisation, Text: "Here."})
	case "withdraw":
		return d.Store.WithdrawApplication(ctx, nino, d.Sent("withdraw"), organisation)
	}
	return d.Store.ResumeApplication(ctx, nino, d.Sent("resume"), organisation)
}

func TestGoingQuietAndBeingAcceptedAtOnceNeverNames(t *testing.T) {
	atDesk(t, func(t *testing.T, d desk, irena models.Actor) {
		d.Keepers(t)
		for range 6 {
			id, organisation, nino := d.applied("Window", models.Public)
			on, accept, save := d.on(irena, id), d.Sent("accept"), d.Sent("save")
			errs := together(2, func(i int) error {
				if i == 0 {
					return d.Store.Accept(t.Context(), irena, accept, on)
				}
				return d.Store.SaveNaming(t.Context(), nino, save, models.Saving{OrganisationID: organisation}, models.NamingAnswer{Level: models.Counted, NoPlace: true})
			})
			if passed(errs) != 1 {
				t.Errorf("both, or neither: %v", errs)
			}
			if n := d.Count(t, "SELECT count(*) FROM listings WHERE organisation_id = '"+organisation+"'"); (n == 1) != (errs[0] == nil) {
				t.Errorf("listed: %d, accepted: %v", n, errs[0])
			}
		}
	})
}
