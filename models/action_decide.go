package models

import (
	"context"

	"keephope/models/seal"
)

// decideAction is a change of an action that waits, by a coordinator. f is given the host too.
func (s *Store) decideAction(ctx context.Context, as Actor, sent Sent, id string, f func(*tx, Action, seal.DataKey, string) error) error {
	if err := as.MayUseDesk(); err != nil {
		return err
	}
	if !ValidID(id) {
		return notFound()
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		host, err := one[ActionHost](t.db.Where("action_id = ? AND part = ?", id, Host))
		if err != nil {
			return "", err
		}
		if _, _, err := t.hold(host.OrganisationID); err != nil {
			return "", err
		}
		a, key, err := t.holdAction(id)
		if err != nil {
			return "", err
		}
		if err := t.mayModerate(as, a, host.OrganisationID); err != nil {
			return "", err
		}
		return a.ID, f(t, a, key, host.OrganisationID)
	})
	return err
}

// mayModerate: what waits, of an organisation that the actor may know of and does not represent. NotFound otherwise.
func (t *tx) mayModerate(as Actor, a Action, organisationID string) error {
	secret, err := t.unnamed(t.db, organisationID, t.at)
	if err != nil {
		return err
	}
	if err := as.MayDecide(Matter{OrganisationID: organisationID, Secret: secret}); err != nil {
		return err
	}
	if a.ProposedAt == nil {
		return conflict("action.decided_already")
	}
	return nil
}

// AcceptAction publishes an action that waits.
func (s *Store) AcceptAction(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.decideAction(ctx, as, sent, d.ID, func(t *tx, a Action, key seal.DataKey, host string) error {
		if d.Seen != a.Mark() {
			return conflict("action.changed")
		}
		if err := t.mayNameHost(a, host); err != nil {
			return err
		}
		if err := t.sayOfAction(a, key, func(s *ActionSaid) { s.Reason = "" }); err != nil {
			return err
		}
		return t.publishAction(as, a, host)
	})
}

// AskAction and DeclineAction give an action back to its hosts, with a question or a reason. It is a draft again.
func (s *Store) AskAction(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.giveBack(ctx, as, sent, ruling{Decision: d, step: StepAsk, verb: "action.asked", needsText: true})
}

// DeclineAction gives an action back with the reason why it is not published.
func (s *Store) DeclineAction(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.giveBack(ctx, as, sent, ruling{Decision: d, step: StepDecline, verb: "action.declined", needsText: true})
}

func (s *Store) giveBack(ctx context.Context, as Actor, sent Sent, r ruling) error {
	return s.decideAction(ctx, as, sent, r.ID, func(t *tx, a Action, key seal.DataKey, host string) error {
		if _, err := r.check(t.at); err != nil {
			return err
		}
		if r.Seen != a.Mark() {
			return conflict("action.changed")
		}
		if err := t.sayOfAction(a, key, func(s *ActionSaid) { s.Reason = r.Text }); err != nil {
			return err
		}
		back := t.db.Model(&Action{}).Where("id = ? AND state = ?", a.ID, ActionProposed).
			Updates(map[string]any{"state": ActionDraft, "proposed_at": nil, "held_until": nil, "edition": a.Edition + 1})
		if err := changed(back, conflict("action.changed")); err != nil {
			return err
		}
		return t.write(as, a.event(r.verb, host))
	})
}

// HoldAction puts an action that waits aside until a day.
func (s *Store) HoldAction(ctx context.Context, as Actor, sent Sent, d Decision) error {
	r := ruling{Decision: d, step: StepHold, verb: "action.held", needsDay: true}
	return s.decideAction(ctx, as, sent, d.ID, func(t *tx, a Action, _ seal.DataKey, host string) error {
		day, err := r.check(t.at)
		if err != nil {
			return err
		}
		held := t.db.Model(&Action{}).Where("id = ? AND state = ? AND edition = ?", a.ID, ActionProposed, a.Edition).Update("held_until", day)
		if err := changed(held, conflict("action.changed")); err != nil {
			return err
		}
		return t.write(as, a.event(r.verb, host))
	})
}

// Mark changes with everything that a decision on an action is based on.
func (a Action) Mark() string {
	return mark(string(a.State), &a.SavedAt, a.ProposedAt, a.HeldUntil)
}
