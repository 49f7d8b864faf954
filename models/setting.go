package models

import (
	"context"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Setting is what administrators set, by name.
type Setting struct {
	Name  string `gorm:"primaryKey"`
	Value string
}

// twoApprovals is the setting by which an application is accepted only when two coordinators said yes: "on" or "off".
const twoApprovals = "two_approvals"

// TwoApprovals reports whether it takes two coordinators to accept an application. Nobody set it: one is enough.
func (s *Store) TwoApprovals(ctx context.Context) (bool, error) {
	return needsTwoApprovals(s.db.WithContext(ctx))
}

// needsTwoApprovals reads the setting in db, the transaction of a decision or the pool.
func needsTwoApprovals(db *gorm.DB) (bool, error) {
	row, err := one[Setting](db.Where("name = ?", twoApprovals))
	if isNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read setting %s: %w", twoApprovals, err)
	}
	return row.Value == "on", nil
}

// SetTwoApprovals sets whether it takes two coordinators. For administrators.
func (s *Store) SetTwoApprovals(ctx context.Context, as Actor, sent Sent, on bool) error {
	if err := as.MayAdminister(); err != nil {
		return err
	}
	return s.byForm(ctx, as, sent, func(t *tx) error {
		was, err := needsTwoApprovals(t.db)
		if err != nil || was == on {
			return err
		}
		row, verb := Setting{Name: twoApprovals, Value: "off"}, Verb("setting.one_approval")
		if on {
			row.Value, verb = "on", Verb("setting.two_approvals")
		}
		kept := t.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "name"}}, DoUpdates: clause.AssignmentColumns([]string{"value"})}).Create(&row)
		if kept.Error != nil {
			return fmt.Errorf("keep setting %s: %w", twoApprovals, kept.Error)
		}
		return t.write(as, Event{Verb: verb, ObjectKind: "instance"})
	})
}

// trustActions is the setting by which members publish joint actions without a coordinator: "on" or "off".
const trustActions = "trust_actions"

// trustsActions reads the setting in db. Nobody set it: a coordinator reads every action first.
func trustsActions(db *gorm.DB) (bool, error) {
	row, err := one[Setting](db.Where("name = ?", trustActions))
	if isNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read setting %s: %w", trustActions, err)
	}
	return row.Value == "on", nil
}
