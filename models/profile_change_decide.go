package models

import (
	"context"
	"fmt"

	"keephope/models/seal"
)

// AcceptChange lays what an organisation wishes to tell over what it tells now, and lists it so. Returns Conflict if
// something happened meanwhile.
func (s *Store) AcceptChange(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.decideChange(ctx, as, sent, ruling{Decision: d, step: StepAccept, verb: "profile_change.accepted"})
}

// AskChange puts a question to the organisation. It answers it, or changes its wish.
func (s *Store) AskChange(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.decideChange(ctx, as, sent, ruling{Decision: d, step: StepAsk, verb: "profile_change.asked", needsText: true})
}

// HoldChange puts a change aside until a day.
func (s *Store) HoldChange(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.decideChange(ctx, as, sent, ruling{Decision: d, step: StepHold, verb: "profile_change.held", needsDay: true})
}

// DeclineChange refuses a change, for a reason that the organisation reads. What it told before stays.
func (s *Store) DeclineChange(ctx context.Context, as Actor, sent Sent, d Decision) error {
	d.Until = "" // a member may wish again at any time
	return s.decideChange(ctx, as, sent, ruling{Decision: d, step: StepDecline, verb: "profile_change.declined", needsText: true})
}

func (s *Store) decideChange(ctx context.Context, as Actor, sent Sent, r ruling) error {
	if err := as.MayUseDesk(); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		row, err := t.changeAtDesk(as, r.ID)
		if err != nil {
			return "", err
		}
		return row.ID, t.ruleChange(as, row, r)
	})
	return err
}

// changeAtDesk reads a change for whoever may decide it, and holds its organisation. One that was taken back is told as
// a Conflict when a decision comes for it.
func (t *tx) changeAtDesk(as Actor, id string) (ProfileChange, error) {
	if !ValidID(id) {
		return ProfileChange{}, notFound()
	}
	row, err := one[ProfileChange](t.db.Where("id = ?", id))
	if err != nil {
		return row, err
	}
	if err := t.lockOrganisation(row.OrganisationID); err != nil {
		return row, err
	}
	if row, err = one[ProfileChange](t.db.Where("id = ?", id)); err != nil {
		return row, err
	}
	m, err := t.matter(t.db, row.OrganisationID)
	if err != nil {
		return row, err
	}
	return row, as.MayDecide(m)
}

func (t *tx) ruleChange(as Actor, row ProfileChange, r ruling) error {
	day, err := r.check(t.at)
	if err != nil {
		return err
	}
	next, ok := row.StateAt(t.at).After(r.step)
	if !ok || r.Seen != row.Mark() {
		return t.instead(string(row.State), row.DecidedBy)
	}
	set := map[string]any{"state": next, "held_until": day, "decided_at": t.at, "decided_by": as.PersonID}
	if err := t.keepWords(as, row, r, set); err != nil {
		return err
	}
	if set["replaced"], set["spare_logo"], err = t.replaced(row, next); err != nil {
		return err
	}
	if set["stood"], err = t.stood(row, next); err != nil {
		return err
	}
	moved := t.db.Model(&ProfileChange{}).Where("id = ? AND state = ?", row.ID, row.State).Updates(set)
	if err := changed(moved, conflict("queue.happened.changed")); err != nil {
		return fmt.Errorf("%s change %s: %w", r.step, row.ID, err)
	}
	if err := t.carryOut(as, row, next); err != nil {
		return err
	}
	return t.write(as, Event{Verb: r.verb, ObjectKind: "profile_change", ObjectID: row.ID, OrganisationID: row.OrganisationID})
}

// carryOut does what an accepted change calls for. A declined one only leaves a spare logo.
func (t *tx) carryOut(as Actor, row ProfileChange, next ApplicationState) error {
	if next != Approved {
		return nil
	}
	key, err := t.key(t.db, row.OrganisationID)
	if err != nil {
		return err
	}
	proposed, err := t.proposed(key, row)
	if err != nil {
		return err
	}
	return t.applyChange(as, row.OrganisationID, proposed)
}

func (t *tx) proposed(key seal.DataKey, row ProfileChange) (ProposedProfile, error) {
	return openValue[ProposedProfile](key, proposedPlace(row.ID), row.Proposed)
}
