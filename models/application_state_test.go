package models_test

import (
	"flag"
	"testing"
	"time"

	"pgregory.net/rapid"

	"keephope/models"
	"keephope/models/modelstest"
)

// life is DESIGN's sentence on applications, written down a second time: from, step, to.
var life = map[[2]string]models.ApplicationState{
	{"draft", "submit"}:       models.Submitted,
	{"submitted", "ask"}:      models.Asked,
	{"held", "ask"}:           models.Asked,
	{"asked", "answer"}:       models.Submitted,
	{"submitted", "hold"}:     models.Held,
	{"asked", "hold"}:         models.Held,
	{"submitted", "accept"}:   models.Approved,
	{"held", "accept"}:        models.Approved,
	{"submitted", "decline"}:  models.Declined,
	{"asked", "decline"}:      models.Declined,
	{"held", "decline"}:       models.Declined,
	{"declined", "answer"}:    models.Submitted,
	{"submitted", "withdraw"}: models.Withdrawn,
	{"asked", "withdraw"}:     models.Withdrawn,
	{"held", "withdraw"}:      models.Withdrawn,
	{"withdrawn", "resume"}:   models.Submitted,
}

var (
	allStates = []models.ApplicationState{
		models.Draft, models.Submitted, models.Asked, models.Held, models.Approved, models.Declined, models.Withdrawn,
	}
	allSteps = []models.Step{
		models.StepSubmit, models.StepAsk, models.StepHold, models.StepAccept, models.StepDecline, models.StepAnswer,
		models.StepWithdraw, models.StepResume,
	}
)

func TestTheLifeOfAnApplicationIsAsWritten(t *testing.T) {
	for _, state := range allStates {
		for _, step := range allSteps {
			want, can := life[[2]string{string(state), string(step)}]
			if got, ok := state.After(step); got != want || ok != can {
				t.Errorf("%s after %s is %q, %v, want %q, %v", state, step, got, ok, want, can)
			}
		}
	}
}

func TestHeldCountsAsSentFromItsDayOn(t *testing.T) {
	until := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	held := models.Application{State: models.Held, HeldUntil: &until}
	if held.StateAt(until.Add(-time.Microsecond)) != models.Held || held.StateAt(until) != models.Submitted {
		t.Error("held does not end on its day")
	}
	if held.May(models.StepHold, until.Add(-time.Hour)) || !held.May(models.StepHold, until) {
		t.Error("held can be held again only when it is over")
	}
}

// checks lets rapid try n times and no more: each try asks a database.
func checks(t *testing.T, n string) {
	t.Helper()
	before := flag.Lookup("rapid.checks").Value.String()
	if err := flag.Set("rapid.checks", n); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = flag.Set("rapid.checks", before) })
}

func TestNoSequenceOfStepsLeavesTheLife(t *testing.T) {
	checks(t, "30")
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		id, nino := w.Applicant(t, "Nino", "Window")
		w.Fill(t, nino, id, models.Public)
		rapid.Check(t, func(r *rapid.T) {
			w.Exec(t, "DELETE FROM application_messages", "UPDATE applications SET state = 'draft', version_id = '', submitted_at = NULL, held_until = NULL")
			state, said := models.Draft, 0
			for range rapid.IntRange(1, 9).Draw(r, "steps") {
				step := rapid.SampledFrom(allSteps).Draw(r, "step")
				want, can := life[[2]string{string(state), string(step)}]
				err := w.Store.Takes(t.Context(), nino, id, step, models.Sending{OrganisationID: id, VersionID: call.VersionID, Lang: "en"})
				if can != (err == nil) || !can && models.KindOf(err) != models.Conflict {
					r.Fatalf("%s in state %s: %v", step, state, err)
				}
				if can {
					state = want
				}
				if can && step == models.StepAnswer {
					said++
				}
				m := read(t, w, nino, id)
				if m.State != state || len(m.Thread) != said || (m.SubmittedAt == nil) != (state == models.Draft) || (m.HeldUntil != nil) != (state == models.Held) {
					r.Fatalf("after %s it is %+v, want %s with %d messages", step, m, state, said)
				}
				if state != models.Draft && m.Text.VersionID != call.VersionID {
					r.Fatalf("in state %s it is bound to %q", state, m.Text.VersionID)
				}
			}
		})
		if n := w.Count(t, "SELECT count(*) FROM applications"); n != 1 {
			t.Errorf("%d applications", n)
		}
	})
}

func TestOfTwoWhoActAtOnceOneWins(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		other := w.Open(t) // a second replica
		id, nino := w.Applied(t, "Window", models.Public)
		for _, pair := range [][2]models.Step{
			{models.StepAccept, models.StepWithdraw}, {models.StepAsk, models.StepDecline}, {models.StepDecline, models.StepWithdraw},
		} {
			w.Exec(t, "UPDATE applications SET state = 'submitted', held_until = NULL")
			errs := together(6, func(i int) error {
				store := w.Store
				if i%2 == 1 {
					store = other
				}
				return store.Takes(t.Context(), nino, id, pair[i%2], models.Sending{OrganisationID: id})
			})
			if passed(errs) != 1 && pair != [2]models.Step{models.StepAsk, models.StepDecline} {
				t.Errorf("%v: %v", pair, errs)
			}
			for _, err := range errs {
				if err != nil && models.KindOf(err) != models.Conflict {
					t.Errorf("%v: a loser hears %v", pair, err)
				}
			}
		}
	})
}

func TestADraftSentTwiceAtOnceIsSentOnce(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		id, nino := w.Applicant(t, "Nino", "Window")
		w.Fill(t, nino, id, models.Public)
		one := w.Sent("submit")
		errs := together(6, func(i int) error {
			sent := one
			if i >= 3 {
				sent = w.Sent("submit") // another form, rendered for the same draft
			}
			return w.Store.Submit(t.Context(), nino, sent, models.Sending{OrganisationID: id, VersionID: call.VersionID, Lang: "en"})
		})
		for _, err := range errs {
			if err != nil && models.KindOf(err) != models.Conflict {
				t.Errorf("a loser hears %v", err)
			}
		}
		if n := w.Count(t, "SELECT count(*) FROM events WHERE verb = 'application.submitted'"); n != 1 {
			t.Errorf("sent %d times: %v", n, errs)
		}
	})
}
