package models

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"

	"keephope/models/seal"
)

// ActionStep is what hosts do with a published action.
type ActionStep struct {
	OrganisationID string
	ActionID       string
	Reason         string // of cancelling
	Outcome        string // of finishing
	goes           bool   // stepping down: also for who is out of sight
}

// CloseAction ends joining; ReopenAction allows it again.
func (s *Store) CloseAction(ctx context.Context, as Actor, sent Sent, step ActionStep) error {
	return s.stepAction(ctx, as, sent, step, ActionOpen, ActionClosed, "action.closed")
}

// ReopenAction allows joining again.
func (s *Store) ReopenAction(ctx context.Context, as Actor, sent Sent, step ActionStep) error {
	return s.stepAction(ctx, as, sent, step, ActionClosed, ActionOpen, "action.reopened")
}

func (s *Store) stepAction(ctx context.Context, as Actor, sent Sent, step ActionStep, from, to ActionState, verb Verb) error {
	return s.atOwnAction(ctx, as, sent, step, func(t *tx, a Action, _ seal.DataKey) error {
		stepped := t.db.Model(&Action{}).Where("id = ? AND state = ?", a.ID, from).Updates(map[string]any{"state": to, "changed_at": t.at, "replaced": nil})
		if err := changed(stepped, conflict("action.changed")); err != nil {
			return err
		}
		if err := t.relistAction(a.ID); err != nil {
			return err
		}
		return t.write(as, a.event(verb, step.OrganisationID))
	})
}

// CancelAction says that a published action does not take place, and why. Its page stays, and calendars strike it out. Returns
// Conflict once it is over: then its hosts say how it went.
func (s *Store) CancelAction(ctx context.Context, as Actor, sent Sent, step ActionStep) error {
	return s.atOwnAction(ctx, as, sent, step, func(t *tx, a Action, key seal.DataKey) error {
		var f faults
		reason := checkText(&f, "reason", step.Reason, maxMessage)
		if reason == "" && len(f) == 0 {
			f.add("reason", "action.reason_missing")
		}
		if err := f.err(); err != nil {
			return err
		}
		if a.State != ActionOpen && a.State != ActionClosed {
			return conflict("action.changed")
		}
		content, err := t.actionContent(key, a)
		if err != nil {
			return err
		}
		if a.Past(content, t.at) {
			return conflict("action.cancel.over")
		}
		if err := t.sayOfAction(a, key, func(s *ActionSaid) { s.Cancelled = reason }); err != nil {
			return err
		}
		cancelled := t.db.Model(&Action{}).Where("id = ? AND state = ?", a.ID, a.State).
			Updates(map[string]any{
				"state": ActionCancelled, "changed_at": t.at, "revision": a.Revision + 1, "edition": a.Edition + 1,
				"proposal": nil, "proposed_at": nil, "held_until": nil, "replaced": nil,
			})
		if err := changed(cancelled, conflict("action.changed")); err != nil {
			return err
		}
		if err := t.relistAction(a.ID); err != nil {
			return err
		}
		return t.write(as, a.event("action.cancelled", step.OrganisationID))
	})
}

// atOwnAction is a change of an action by one of its hosts.
func (s *Store) atOwnAction(ctx context.Context, as Actor, sent Sent, step ActionStep, f func(*tx, Action, seal.DataKey) error) error {
	if err := as.MayHost(step.OrganisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		if err := t.holdMember(step.OrganisationID); err != nil {
			return "", err
		}
		hosted := t.hostedAction
		if step.goes {
			hosted = t.anyHostedAction
		}
		a, key, err := hosted(step.OrganisationID, step.ActionID)
		if err != nil {
			return "", err
		}
		return a.ID, f(t, a, key)
	})
	return err
}

// sayOfAction changes what was said about an action.
func (t *tx) sayOfAction(a Action, key seal.DataKey, f func(*ActionSaid)) error {
	said, err := openValue[ActionSaid](key, actionPlace(a.ID, "said"), a.Said)
	if err != nil {
		return err
	}
	f(&said)
	sealed, err := t.sealValue(key, actionPlace(a.ID, "said"), said)
	if err != nil {
		return err
	}
	if err := t.db.Model(&Action{}).Where("id = ?", a.ID).Update("said", sealed).Error; err != nil {
		return fmt.Errorf("keep what was said of action %s: %w", a.ID, err)
	}
	return nil
}

// leaveActions takes an organisation that is being erased out of its actions: what it hosted goes on under the co-host that accepted
// first, and what it hosted alone is deleted.
func (t *tx) leaveActions(organisationID string) error {
	all, err := t.holdActions(organisationID)
	if err != nil {
		return err
	}
	var hosted []string
	err = t.db.Model(&ActionHost{}).Where("organisation_id = ? AND part = ?", organisationID, Host).Order("action_id").Pluck("action_id", &hosted).Error
	if err != nil {
		return fmt.Errorf("list what %s hosts: %w", organisationID, err)
	}
	for _, id := range hosted {
		next, err := t.nextHost(id, organisationID)
		switch {
		case isNotFound(err):
			err = t.deleteAction(id)
		case err == nil:
			err = t.keepHost(id, next)
		}
		if err != nil {
			return fmt.Errorf("take %s out of action %s: %w", organisationID, id, err)
		}
	}
	if err := t.endKnown(organisationID); err != nil {
		return err
	}
	for _, row := range []any{&ActionHost{}, &Participation{}, &Report{}} {
		if err := t.db.Where("organisation_id = ?", organisationID).Delete(row).Error; err != nil {
			return fmt.Errorf("take %s out of actions: %w", organisationID, err)
		}
	}
	if err := t.forgetMentions(organisationID); err != nil {
		return err
	}
	for _, id := range all {
		if err := t.relistAction(id); err != nil && !isNotFound(err) {
			return err
		}
	}
	return nil
}

// holdActions holds all actions in which an organisation has a part, by their ids, as relistActions does: two who go through the same
// actions wait for each other at the first, not each for what the other holds.
func (t *tx) holdActions(organisationID string) (ids []string, err error) {
	err = t.db.Model(&Action{}).Clauses(clause.Locking{Strength: "NO KEY UPDATE"}).Where(`id IN (SELECT action_id FROM participations WHERE organisation_id = ? UNION
		SELECT action_id FROM action_hosts WHERE organisation_id = ? UNION
		SELECT action_id FROM reports WHERE organisation_id = ?)`, organisationID, organisationID, organisationID).Order("id").Pluck("id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("hold actions of %s: %w", organisationID, err)
	}
	return ids, nil
}
