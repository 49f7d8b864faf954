package models

import (
	"context"
	"fmt"
	"time"
)

// How long what did not come to be is kept: declined after the decision, withdrawn after the
// withdrawal. DraftLife says it of drafts.
const (
	DeclinedLife  = 90 * 24 * time.Hour
	WithdrawnLife = 90 * 24 * time.Hour
	expireAtOnce  = 200 // applications per run; the next run goes on
)

// ExpireApplications deletes what has outlived its time, and erases organisations that have nothing else. Returns how
// many applications went. Idempotent; each goes in a transaction of its own.
func (s *Store) ExpireApplications(ctx context.Context) (int, error) {
	at := s.clock()
	var ids []string
	err := s.db.WithContext(ctx).Model(&Application{}).Where(expired(), expiredBefore(at)...).
		Order("saved_at, id").Limit(expireAtOnce).Pluck("id", &ids).Error
	if err != nil {
		return 0, fmt.Errorf("find expired applications: %w", err)
	}
	gone := 0
	for _, id := range ids {
		went, err := s.expire(ctx, id)
		if err != nil {
			return gone, fmt.Errorf("expire application %s: %w", id, err)
		}
		if went {
			gone++
		}
	}
	return gone, nil
}

func expired() string {
	return "(state = 'draft' AND saved_at <= ? OR state = 'declined' AND decided_at <= ? OR state = 'withdrawn' AND saved_at <= ?)"
}

func expiredBefore(at time.Time) []any {
	return []any{at.Add(-DraftLife), at.Add(-DeclinedLife), at.Add(-WithdrawnLife)}
}

// expire deletes one application if its time is still over, and its organisation if it never was a member and has no
// other application.
func (s *Store) expire(ctx context.Context, id string) (went bool, err error) {
	err = s.inTx(ctx, func(t *tx) error {
		a, err := one[Application](t.db.Where("id = ?", id))
		if isNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := t.lockOrganisation(a.OrganisationID); err != nil {
			return err
		}
		args := append([]any{id}, expiredBefore(t.at)...)
		deleted := t.db.Where("id = ? AND "+expired(), args...).Delete(&Application{})
		if deleted.Error != nil || deleted.RowsAffected == 0 {
			return deleted.Error
		}
		went = true
		err = t.write(Program(), Event{
			Verb: "application.expired", ObjectKind: "application", ObjectID: id, OrganisationID: a.OrganisationID,
		})
		if err != nil {
			return err
		}
		return t.eraseIfNothingLeft(a.OrganisationID)
	})
	return went && err == nil, err
}

func (t *tx) eraseIfNothingLeft(organisationID string) error {
	var others int64
	if err := t.db.Model(&Application{}).Where("organisation_id = ?", organisationID).Count(&others).Error; err != nil {
		return fmt.Errorf("count applications of %s: %w", organisationID, err)
	}
	o, err := one[Organisation](t.db.Where("id = ?", organisationID))
	if err != nil {
		return err
	}
	if others > 0 || o.State != Prospect && o.State != Applicant {
		return nil
	}
	return t.erase(organisationID)
}
