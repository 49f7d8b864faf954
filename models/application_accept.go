package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm/clause"
)

// ApplicationApproval is the first of two approvals.
type ApplicationApproval struct {
	ApplicationID string `gorm:"primaryKey"`
	PersonID      string `gorm:"primaryKey"`
	At            time.Time
}

// Accept makes the organisation a member and gives the endorsement that it sent, under the version that it was shown,
// in one transaction. Where two approvals are needed, the first is only kept. Returns Conflict for a
// second approval by the same person, and if something happened meanwhile.
func (s *Store) Accept(ctx context.Context, as Actor, sent Sent, d Decision) error {
	_, err := s.atDesk(ctx, as, sent, d.ID, func(t *tx, a Application) error {
		if err := t.mayRule(as, a, d, StepAccept); err != nil {
			return err
		}
		enough, err := t.approve(as, a)
		if err != nil {
			return err
		}
		if !enough {
			return t.write(as, Event{Verb: "application.approved_first", ObjectKind: "application", ObjectID: a.ID, OrganisationID: a.OrganisationID})
		}
		return t.accept(as, a)
	})
	return err
}

// approve reports whether the actor's approval is enough. If it takes another one, it is kept.
func (t *tx) approve(as Actor, a Application) (enough bool, err error) {
	two, err := needsTwoApprovals(t.db)
	if err != nil || !two {
		return !two, err
	}
	approvals, err := t.approvals(t.db, a)
	if err != nil {
		return false, err
	}
	for _, approval := range approvals {
		if approval.PersonID != as.PersonID {
			return true, nil
		}
	}
	if len(approvals) > 0 {
		return false, conflict("queue.approved_by_you")
	}
	row := ApplicationApproval{ApplicationID: a.ID, PersonID: as.PersonID, At: t.at}
	if err := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
		return false, fmt.Errorf("keep approval of %s: %w", a.ID, err)
	}
	return false, nil
}

// accept carries out an accepted application.
func (t *tx) accept(as Actor, a Application) error {
	key, err := t.key(t.db, a.OrganisationID)
	if err != nil {
		return err
	}
	answers, err := t.answers(key, a)
	if err != nil {
		return err
	}
	giving := a.Giving(answers, t.at)
	if err := t.checkGiving(giving); KindOf(err) == Invalid {
		return conflict(FieldsOf(err)[0].Key, FieldsOf(err)[0].Args...) // such as: the keepers have gone meanwhile
	} else if err != nil {
		return err
	}
	if err := t.step(a, StepAccept, t.decided(as, a)); err != nil {
		return err
	}
	joined := t.db.Model(&Organisation{}).Where("id = ? AND state IN ?", a.OrganisationID, []OrganisationState{Prospect, Applicant, Left}).
		Updates(map[string]any{"state": Member, "joined_at": t.at})
	if err := changed(joined, conflict("queue.happened.decided")); err != nil {
		return err
	}
	if err := t.keepProfile(key, a.OrganisationID, answers.Profile()); err != nil {
		return err
	}
	// The signatory bound the organisation when it sent the application; the desk only lets it take effect.
	if _, err := t.give(Actor{PersonID: a.ApplicantID}, giving); err != nil {
		return err
	}
	return t.write(as, Event{Verb: "application.accepted", ObjectKind: "application", ObjectID: a.ID, OrganisationID: a.OrganisationID})
}

// TakeBack takes a decision or a first approval back: whoever took it may, for a day, while nothing was built on it. The
// application stands again where it stood before. Returns Conflict otherwise.
func (s *Store) TakeBack(ctx context.Context, as Actor, sent Sent, id string) error {
	_, err := s.atDesk(ctx, as, sent, id, func(t *tx, a Application) error {
		if a.State == Submitted {
			return t.takeApprovalBack(as, a)
		}
		if err := t.mayTakeBack(as, a); err != nil {
			return err
		}
		if a.State == Approved {
			if err := t.undoAccept(a); err != nil {
				return err
			}
		}
		set := map[string]any{"state": a.BeforeState, "decided_at": nil, "decided_by": "", "before_state": "", "again_after": nil}
		back := t.db.Model(&Application{}).Where("id = ? AND state = ? AND decided_by = ?", a.ID, a.State, as.PersonID).Updates(set)
		if err := changed(back, conflict("application.changed")); err != nil {
			return err
		}
		return t.write(as, Event{Verb: "application.taken_back", ObjectKind: "application", ObjectID: a.ID, OrganisationID: a.OrganisationID})
	})
	return err
}

// CanTakeBack reports whether a decision is the actor's own and young enough. What was built on it is not asked here.
func (a Application) CanTakeBack(as Actor, at time.Time) bool {
	decided := a.State == Approved || a.State == Declined || a.State == Asked || a.State == Held
	return as.MayDecide(a.Matter()) == nil && decided && a.DecidedBy == as.PersonID && a.BeforeState != "" &&
		a.DecidedAt != nil && at.Before(a.DecidedAt.Add(undoFor))
}

func (t *tx) mayTakeBack(as Actor, a Application) error {
	if a.DecidedBy != as.PersonID || a.BeforeState == "" || a.State == Withdrawn {
		return t.happened(a)
	}
	if !a.CanTakeBack(as, t.at) {
		return conflict("queue.take_back.late")
	}
	if a.State != Approved {
		return nil // the applicant's own steps clear the decision, so nothing was built on it
	}
	var later int64
	err := t.db.Raw(`SELECT count(*) FROM events WHERE organisation_id = ? AND actor_id <> '' AND verb NOT IN ('application.taken', 'application.noted')
		AND id > (SELECT max(id) FROM events WHERE verb = 'application.accepted' AND object_id = ?)`, a.OrganisationID, a.ID).Scan(&later).Error
	if err != nil {
		return fmt.Errorf("look what was built on %s: %w", a.ID, err)
	}
	if later > 0 {
		return conflict("queue.take_back.built")
	}
	return nil
}

// undoAccept deletes the endorsement that accepting gave, with its public copy, and makes the organisation again what
// it was.
func (t *tx) undoAccept(a Application) error {
	o, err := one[Organisation](t.db.Where("id = ?", a.OrganisationID))
	if err != nil {
		return err
	}
	t.makeQuieter()
	gone := t.db.Where("organisation_id = ? AND statement_id = ? AND given_at = ?", o.ID, a.StatementID, a.DecidedAt.UTC()).Delete(&Endorsement{})
	if err := changed(gone, conflict("queue.take_back.built")); err != nil {
		return err
	}
	state := Applicant
	if o.LeftAt != nil {
		state = Left
	}
	undone := t.db.Model(&Organisation{}).Where("id = ? AND state = ?", o.ID, Member).Updates(map[string]any{"state": state, "joined_at": nil})
	if err := changed(undone, conflict("queue.take_back.built")); err != nil {
		return err
	}
	return t.relist(o.ID)
}

func (t *tx) takeApprovalBack(as Actor, a Application) error {
	gone := t.db.Where("application_id = ? AND person_id = ?", a.ID, as.PersonID).Delete(&ApplicationApproval{})
	if err := changed(gone, conflict("queue.take_back.nothing")); err != nil {
		return err
	}
	return t.write(as, Event{Verb: "application.approval_taken_back", ObjectKind: "application", ObjectID: a.ID, OrganisationID: a.OrganisationID})
}
