package models

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm/clause"
)

// Roles lists the roles of the instance.
func Roles() []Role { return []Role{Administrator, Coordinator, Keeper} }

// MayGrant roles, and disable people: administrators, and the operator.
func (a Actor) MayGrant() error {
	if a.program {
		return nil
	}
	return a.MayAdminister()
}

// Holds reports whether a person holds a role. Returns NotFound for an unknown person.
func (s *Store) Holds(ctx context.Context, as Actor, personID string, role Role) (bool, error) {
	if err := as.MayGrant(); err != nil {
		return false, err
	}
	db := s.db.WithContext(ctx)
	if _, err := one[Person](db.Where("id = ?", personID)); err != nil {
		return false, err
	}
	_, err := one[HeldRole](db.Where("person_id = ? AND role = ?", personID, role))
	if isNotFound(err) {
		return false, nil
	}
	return err == nil, err
}

// MayGrantNow is MayGrant for whoever signed in a short while ago: a browser left open, or a stolen session, makes nobody
// a keeper.
func (a Actor) MayGrantNow() error {
	if err := a.MayGrant(); err != nil {
		return err
	}
	if !a.program && !a.Fresh {
		return conflict("person.grant.stale")
	}
	return nil
}

// Grant gives a person a role. Its sessions end, so that it signs in anew with the new right. Returns NotFound for an
// unknown person or role, Conflict if the administrator's sign-in is long ago.
func (s *Store) Grant(ctx context.Context, as Actor, sent Sent, personID string, role Role) error {
	if err := as.MayGrantNow(); err != nil {
		return err
	}
	if !slices.Contains(Roles(), role) {
		return notFound()
	}
	return s.byForm(ctx, as, sent, func(t *tx) error {
		if _, err := one[Person](t.db.Where("id = ?", personID)); err != nil {
			return err
		}
		return t.grant(as, personID, role)
	})
}

// grant writes the role, unless the person has it already.
func (t *tx) grant(as Actor, personID string, role Role) error {
	given := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&HeldRole{PersonID: personID, Role: role, GrantedAt: t.at})
	if given.Error != nil {
		return fmt.Errorf("grant %s: %w", role, given.Error)
	}
	if given.RowsAffected == 0 {
		return nil
	}
	if role == Administrator { // a link that lies about somewhere opens nothing any more
		if err := t.db.Model(&SetupKey{}).Where("used_at IS NULL").Update("used_at", t.at).Error; err != nil {
			return fmt.Errorf("use up set-up keys: %w", err)
		}
	}
	if err := t.endSessionsOf(personID); err != nil {
		return err
	}
	return t.write(as, Event{Verb: "role.granted." + Verb(role), ObjectKind: "person", ObjectID: personID})
}

// Revoke takes a role from a person and ends its sessions. Returns Conflict if nobody would be left to administer, or too
// few keepers for who is unnamed (in need the person can be disabled), NotFound for an unknown person or role.
func (s *Store) Revoke(ctx context.Context, as Actor, sent Sent, personID string, role Role) error {
	if err := as.MayGrant(); err != nil {
		return err
	}
	if !slices.Contains(Roles(), role) {
		return notFound()
	}
	return s.byForm(ctx, as, sent, func(t *tx) error {
		if _, err := one[Person](t.db.Where("id = ?", personID)); err != nil {
			return err
		}
		if role == Administrator {
			if err := t.leaveAnAdministrator(personID); err != nil {
				return err
			}
		}
		if role == Keeper {
			if err := t.leaveKeepers(personID); err != nil {
				return err
			}
		}
		taken := t.db.Where("person_id = ? AND role = ?", personID, role).Delete(&HeldRole{})
		if taken.Error != nil {
			return fmt.Errorf("revoke %s: %w", role, taken.Error)
		}
		if taken.RowsAffected == 0 {
			return nil
		}
		if err := t.endSessionsOf(personID); err != nil {
			return err
		}
		return t.write(as, Event{Verb: "role.revoked." + Verb(role), ObjectKind: "person", ObjectID: personID})
	})
}

// leaveAnAdministrator returns Conflict if without this person nobody would administer. It locks the administrators'
// rows, so that two who dismiss each other meet here.
func (t *tx) leaveAnAdministrator(without string) error {
	var held []HeldRole
	err := t.db.Clauses(clause.Locking{Strength: "UPDATE"}).Where("role = ?", Administrator).Order("person_id").Find(&held).Error
	if err != nil {
		return fmt.Errorf("lock administrators: %w", err)
	}
	others := make([]string, 0, len(held))
	for _, h := range held {
		if h.PersonID != without {
			others = append(others, h.PersonID)
		}
	}
	if len(others) == len(held) {
		return nil // not an administrator
	}
	var able int64
	if err := t.db.Model(&Person{}).Where("id IN ? AND disabled_at IS NULL", others).Count(&able).Error; err != nil {
		return fmt.Errorf("count administrators: %w", err)
	}
	if able == 0 {
		return conflict("person.last_administrator")
	}
	return nil
}
