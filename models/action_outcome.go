package models

import (
	"context"
	"time"

	"keephope/models/seal"
)

// MaxOutcome bounds what hosts write of how it went, in characters.
const MaxOutcome = 4000

// FinishAction says how an action went, in the language of its original, and thereby that it is done; again, it changes the
// words. Returns Conflict before it has begun, and for one that was cancelled.
func (s *Store) FinishAction(ctx context.Context, as Actor, sent Sent, step ActionStep) error {
	return s.atOwnAction(ctx, as, sent, step, func(t *tx, a Action, key seal.DataKey) error {
		var f faults
		outcome := checkText(&f, "outcome", step.Outcome, MaxOutcome)
		if outcome == "" && len(f) == 0 {
			f.add("outcome", "action.outcome.missing")
		}
		if err := f.err(); err != nil {
			return err
		}
		content, err := t.actionContent(key, a)
		if err != nil {
			return err
		}
		switch {
		case a.State != ActionOpen && a.State != ActionClosed && a.State != ActionDone:
			return conflict("action.changed")
		case content.begins().After(t.at):
			return conflict("action.outcome.early")
		}
		if err := t.sayOfAction(a, key, func(s *ActionSaid) { s.Outcome = outcome }); err != nil {
			return err
		}
		finished := t.db.Model(&Action{}).Where("id = ? AND state = ?", a.ID, a.State).Updates(map[string]any{
			"state": ActionDone, "changed_at": t.at, "revision": a.Revision + 1, "edition": a.Edition + 1,
			"proposal": nil, "proposed_at": nil, "held_until": nil, "replaced": nil,
		})
		if err := changed(finished, conflict("action.changed")); err != nil {
			return err
		}
		if err := t.relistAction(a.ID); err != nil {
			return err
		}
		return t.write(as, a.event("action.finished", step.OrganisationID))
	})
}

// begins is the first beginning of an action that takes place: until then nobody can say how it went.
func (c ActionContent) begins() time.Time {
	times := c.When.Occurrences()
	for _, o := range times {
		if !o.Off {
			return o.Starts
		}
	}
	return times[0].Starts
}

// MayFinish reports whether hosts can say now how an action went.
func (a OwnAction) MayFinish(at time.Time) bool {
	switch a.State {
	case ActionOpen, ActionClosed, ActionDone:
		return a.Published && !a.Content.begins().After(at)
	}
	return false
}
