package models

import (
	"fmt"
	"maps"
	"time"
)

// Step is what somebody does to an application.
type Step string

// The steps. Ask, hold, accept and decline are the desk's; the others are the applicant's.
const (
	StepSubmit   Step = "submit"
	StepAsk      Step = "ask"
	StepHold     Step = "hold"
	StepAccept   Step = "accept"
	StepDecline  Step = "decline"
	StepAnswer   Step = "answer"
	StepWithdraw Step = "withdraw"
	StepResume   Step = "resume"
)

// steps is the whole life of an application. What is not in it cannot be done. Taking a decision
// back is no step: it returns to the state before.
var steps = map[ApplicationState]map[Step]ApplicationState{
	Draft:     {StepSubmit: Submitted},
	Submitted: {StepAsk: Asked, StepHold: Held, StepAccept: Approved, StepDecline: Declined, StepWithdraw: Withdrawn},
	Asked:     {StepAnswer: Submitted, StepHold: Held, StepDecline: Declined, StepWithdraw: Withdrawn},
	Held:      {StepAsk: Asked, StepAccept: Approved, StepDecline: Declined, StepWithdraw: Withdrawn},
	Declined:  {StepAnswer: Submitted},
	Withdrawn: {StepResume: Submitted},
}

// After returns the state that a step leads to; ok is false if it cannot be taken from here.
func (s ApplicationState) After(step Step) (next ApplicationState, ok bool) {
	next, ok = steps[s][step]
	return next, ok
}

// Open reports whether the application waits for somebody: the applicant or the desk.
func (s ApplicationState) Open() bool { return s == Submitted || s == Asked || s == Held }

// Living reports whether the application is the organisation's present one. There is at most one.
func (s ApplicationState) Living() bool { return s == Draft || s.Open() }

// StateAt is what the state counts as at an instant: held counts as submitted once its day has come.
func (a Application) StateAt(at time.Time) ApplicationState {
	if a.State == Held && a.HeldUntil != nil && !at.Before(*a.HeldUntil) {
		return Submitted
	}
	return a.State
}

// May reports whether a step can be taken at an instant.
func (a Application) May(step Step, at time.Time) bool {
	_, ok := a.StateAt(at).After(step)
	return ok
}

// step takes one step by compare-and-set, with the other columns that it sets. Ask, hold and decline void a first
// approval, and so does every step of the applicant. Returns Conflict if the step cannot be taken, or if somebody else
// was faster.
func (t *tx) step(a Application, step Step, set map[string]any) error {
	next, ok := a.StateAt(t.at).After(step)
	if !ok {
		return conflict("application.changed")
	}
	columns := maps.Clone(set)
	if columns == nil {
		columns = map[string]any{}
	}
	columns["state"] = next
	if _, set := columns["held_until"]; !set {
		columns["held_until"] = nil
	}
	moved := t.db.Model(&Application{}).Where("id = ? AND state = ?", a.ID, a.State).Updates(columns)
	if err := changed(moved, conflict("application.changed")); err != nil {
		return fmt.Errorf("%s application %s: %w", step, a.ID, err)
	}
	if step == StepAccept {
		return nil
	}
	return t.voidApprovals(a.ID)
}

// voidApprovals takes back a first approval: what was approved has changed.
func (t *tx) voidApprovals(applicationID string) error {
	if err := t.db.Exec("DELETE FROM application_approvals WHERE application_id = ?", applicationID).Error; err != nil {
		return fmt.Errorf("void approvals of %s: %w", applicationID, err)
	}
	return nil
}
