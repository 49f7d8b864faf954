package models

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"
)

// MayGrant roles: administrators, and the operator.
func (a Actor) MayGrant() error {
	if a.program {
		return nil
	}
	return a.MayAdminister()
}

// Grant gives a person a role. Its sessions end, so that it signs in anew with the new right.
func (s *Store) Grant(ctx context.Context, as Actor, personID string, role Role) error {
	if err := as.MayGrant(); err != nil {
		return err
	}
	return s.inTx(ctx, func(t *tx) error {
		if _, err := one[Person](t.db.Where("id = ?", personID)); err != nil {
			return err
		}
		given := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&HeldRole{PersonID: personID, Role: role, GrantedAt: t.at})
		if given.Error != nil {
			return fmt.Errorf("grant %s: %w", role, given.Error)
		}
		if given.RowsAffected == 0 {
			return nil
		}
		if err := t.endSessionsOf(personID); err != nil {
			return err
		}
		return t.write(as, Event{Verb: "role.granted." + Verb(role), ObjectKind: "person", ObjectID: personID})
	})
}
