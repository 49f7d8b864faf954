package models

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// LeavingPart is how an organisation stops taking part in an action.
type LeavingPart struct {
	OrganisationID string
	ActionID       string // "" = everything that is not shown any more
	Asked          bool   // it was told what goes with its part, and wishes it
}

// LeaveAction ends taking part. The next who waits gets the place. What it told of the action goes too. Whoever loses by that what it
// cannot get back is asked first (JoinView.LeavesAsked): Conflict if it was not. What is not shown any more everybody leaves alike.
func (s *Store) LeaveAction(ctx context.Context, as Actor, sent Sent, l LeavingPart) error {
	if err := as.MayHost(l.OrganisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		o, _, err := t.hold(l.OrganisationID)
		if err != nil {
			return "", err
		}
		if !ValidID(l.ActionID) {
			return "", notFound()
		}
		a, key, _, err := t.holdKnownAction(o, l.ActionID)
		if isNotFound(err) {
			return l.ActionID, t.leaveLost(as, o.ID, l.ActionID)
		}
		if err != nil {
			return "", err
		}
		p, err := one[Participation](t.db.Where("action_id = ? AND organisation_id = ?", a.ID, o.ID))
		if err != nil {
			return "", err
		}
		if err := t.askedBeforeLeaving(a, key, p, l); err != nil {
			return "", err
		}
		return a.ID, t.leave(as, a, p)
	})
	return err
}

// leave ends a part in a held action. The hosts who knew it are told that somebody went.
func (t *tx) leave(as Actor, a Action, p Participation) (err error) {
	if p, err = t.withAgreed(p); err != nil {
		return err
	}
	if p.HostsKnew {
		if err := t.tellOfGoing(a, p); err != nil {
			return err
		}
	}
	return t.takePartAway(as, a, p.OrganisationID)
}

// askedBeforeLeaving is a Conflict where an organisation has to be asked before it leaves, and was not.
func (t *tx) askedBeforeLeaving(a Action, key seal.DataKey, p Participation, l LeavingPart) error {
	if l.Asked {
		return nil
	}
	content, err := t.actionContent(key, a)
	if err != nil {
		return err
	}
	told, err := hasTold(t.db, a.ID, l.OrganisationID)
	if err != nil {
		return err
	}
	full, err := t.isFull(t.db, a, content)
	if err != nil {
		return err
	}
	v := JoinView{State: a.State, Content: content, Full: full, Joined: &p, Told: told, At: t.at}
	if v.LeavesAsked() {
		return conflict("participation.leave_asks")
	}
	return nil
}

// isFull reports whether all places of an action are taken now.
func (s *Store) isFull(db *gorm.DB, a Action, content ActionContent) (bool, error) {
	if content.Capacity == 0 {
		return false, nil
	}
	taken, err := s.placesTaken(db, a, s.clock())
	return taken >= content.Capacity, err
}

// hasTold reports whether there is a report of an organisation on an action.
func hasTold(db *gorm.DB, actionID, organisationID string) (bool, error) {
	var n int64
	if err := db.Model(&Report{}).Where("action_id = ? AND organisation_id = ?", actionID, organisationID).Limit(1).Count(&n).Error; err != nil {
		return false, fmt.Errorf("look for a report on %s: %w", actionID, err)
	}
	return n > 0, nil
}

// takePartAway deletes how an organisation takes part, with what it told.
func (t *tx) takePartAway(by Actor, a Action, organisationID string) error {
	if err := t.forgetTown(a.ID, organisationID); err != nil {
		return err
	}
	gone := t.db.Where("action_id = ? AND organisation_id = ?", a.ID, organisationID).Delete(&Participation{})
	if err := changed(gone, notFound()); err != nil {
		return err
	}
	t.makeQuieter()
	if err := t.forgetReport(a.ID, organisationID); err != nil {
		return err
	}
	if err := t.relistParticipant(a, organisationID); err != nil {
		return err
	}
	return t.write(by, a.event("participation.left", organisationID))
}

// LeavesAsked reports whether the organisation, which takes part, is asked before it leaves: something goes for good. It told how it
// was, the action is over, or nobody joins any more, or the place or the place in the queue is not to be had again.
func (v JoinView) LeavesAsked() bool {
	return v.Told || v.Past() || v.State == ActionClosed || v.LosesPlace()
}

// LosesPlace reports whether whoever takes part no more by name would have to wait for a place that it has, or anew for one.
func (v JoinView) LosesPlace() bool {
	return v.Joined != nil && !v.Joined.Quiet && !v.Past() && (v.Joined.Waiting || v.Full)
}

// Past reports whether the action is over or cancelled, so that nobody changes how they take part.
func (v JoinView) Past() bool { return !v.Content.stillComes(v.State, v.At) }
