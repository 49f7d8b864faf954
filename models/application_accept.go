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
	giving, err := t.checkGiving(a.Giving(answers, t.at))
	if KindOf(err) == Invalid {
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
