package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// KeepersLeft is what it would mean for who is unnamed that a person is no keeper any more.
type KeepersLeft struct {
	N    int  // keepers that remain, disabled ones not among them
	Held bool // too few would remain for those who stand unnamed or wait as being at risk now
}

// KeepersWithout tells what it would mean that a person is no keeper any more. For administrators.
func (s *Store) KeepersWithout(ctx context.Context, as Actor, personID string) (KeepersLeft, error) {
	if err := as.MayGrant(); err != nil {
		return KeepersLeft{}, err
	}
	return s.keepersWithout(s.db.WithContext(ctx), personID)
}

func (s *Store) keepersWithout(db *gorm.DB, personID string) (left KeepersLeft, err error) {
	var able []string
	err = db.Table("roles r").Joins("JOIN people p ON p.id = r.person_id").
		Where("r.role = ? AND p.disabled_at IS NULL", Keeper).Pluck("p.id", &able).Error
	if err != nil {
		return left, fmt.Errorf("count keepers: %w", err)
	}
	others := slices.DeleteFunc(slices.Clone(able), func(id string) bool { return id == personID })
	left.N = len(others)
	if len(others) == len(able) || left.N >= keepersNeeded {
		return left, nil
	}
	left.Held, err = needKeepers(db, s.clock())
	return left, err
}

// needKeepers reports whether anything is there that only keepers may open: a living endorsement that names nobody, or an
// application of one at risk that waits.
func needKeepers(db *gorm.DB, at time.Time) (bool, error) {
	var n int64
	err := db.Table("organisations o").Where("EXISTS (SELECT 1 FROM endorsements e WHERE e.organisation_id = o.id AND e.withdrawn_at IS NULL AND NOT "+namedRule+
		") OR EXISTS (SELECT 1 FROM applications a WHERE a.organisation_id = o.id AND a.at_risk AND a.state IN ?)", at,
		[]ApplicationState{Submitted, Asked, Held}).Limit(1).Count(&n).Error
	if err != nil {
		return false, fmt.Errorf("look who needs keepers: %w", err)
	}
	return n > 0, nil
}

// leaveKeepers returns Conflict if without this person too few keepers would remain for those who are unnamed now. It
// locks the keepers' rows, so that two who go at the same time meet here.
func (t *tx) leaveKeepers(without string) error {
	var held []HeldRole
	err := t.db.Clauses(clause.Locking{Strength: "UPDATE"}).Where("role = ?", Keeper).Order("person_id").Find(&held).Error
	if err != nil {
		return fmt.Errorf("lock keepers: %w", err)
	}
	left, err := t.keepersWithout(t.db, without)
	if err == nil && left.Held {
		err = conflict("person.last_keepers")
	}
	return err
}
