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
func needsTwoApprovals(db *gorm.DB) (bool, error) { return isOn(db, twoApprovals) }

// SetTwoApprovals sets whether it takes two coordinators. For administrators.
func (s *Store) SetTwoApprovals(ctx context.Context, as Actor, sent Sent, on bool) error {
	if on {
		return s.setSwitch(ctx, as, sent, switched{twoApprovals, "on", "setting.two_approvals"})
	}
	return s.setSwitch(ctx, as, sent, switched{twoApprovals, "off", "setting.one_approval"})
}

// switched is a setting with a new value, and what the ledger says of that.
type switched struct {
	name, value string
	verb        Verb
}

// setSwitch sets a setting that is "on" or "off"; nobody set it means "off". What it is already, it stays without a line of
// the ledger.
func (s *Store) setSwitch(ctx context.Context, as Actor, sent Sent, to switched) error {
	if err := as.MayAdminister(); err != nil {
		return err
	}
	return s.byForm(ctx, as, sent, func(t *tx) error {
		was, err := isOn(t.db, to.name)
		if err != nil || was == (to.value == "on") {
			return err
		}
		row := Setting{Name: to.name, Value: to.value}
		kept := t.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "name"}}, DoUpdates: clause.AssignmentColumns([]string{"value"})}).Create(&row)
		if kept.Error != nil {
			return fmt.Errorf("keep setting %s: %w", to.name, kept.Error)
		}
		return t.write(as, Event{Verb: to.verb, ObjectKind: "instance"})
	})
}

// isOn reads a setting in db.
func isOn(db *gorm.DB, name string) (bool, error) {
	row, err := one[Setting](db.Where("name = ?", name))
	if isNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read setting %s: %w", name, err)
	}
	return row.Value == "on", nil
}

// trustActions is the setting by which members publish joint actions without a coordinator: "on" or "off".
const trustActions = "trust_actions"

// TrustsActions reports whether members publish joint actions without a coordinator. Nobody set it: a coordinator reads
// every action first.
func (s *Store) TrustsActions(ctx context.Context) (bool, error) {
	return trustsActions(s.db.WithContext(ctx))
}

func trustsActions(db *gorm.DB) (bool, error) { return isOn(db, trustActions) }

// SetTrustActions sets whether members publish joint actions without a coordinator. For administrators. What waits already
// goes on waiting.
func (s *Store) SetTrustActions(ctx context.Context, as Actor, sent Sent, on bool) error {
	if on {
		return s.setSwitch(ctx, as, sent, switched{trustActions, "on", "setting.actions_trusted"})
	}
	return s.setSwitch(ctx, as, sent, switched{trustActions, "off", "setting.actions_read"})
}
