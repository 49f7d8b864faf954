package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// Representative is a person acting for an organisation.
type Representative struct {
	OrganisationID string `gorm:"primaryKey"`
	PersonID       string `gorm:"primaryKey"`
	Role           Standing
	Since          time.Time
}

// Known reports whether it is one of the three standings.
func (s Standing) Known() bool { return s == Signatory || s == Editor || s == Observer }

// Colleague is a representative as the others of the same organisation see them.
type Colleague struct {
	PersonID string
	Name     string
	Standing Standing
	Since    time.Time
	You      bool
}

// Representatives lists who acts for an organisation, for those who do. Returns NotFound for everybody else.
func (s *Store) Representatives(ctx context.Context, as Actor, organisationID string) ([]Colleague, error) {
	if err := as.MayRead(organisationID); err != nil {
		return nil, err
	}
	db := s.db.WithContext(ctx)
	var rows []struct {
		Person
		Role  Standing
		Since time.Time
	}
	err := db.Table("representatives r").Select("p.*, r.role, r.since").Joins("JOIN people p ON p.id = r.person_id").
		Where("r.organisation_id = ?", organisationID).Order("r.since, p.id").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list representatives: %w", err)
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	keys, err := s.keysOf(db, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Colleague, len(rows))
	for i, r := range rows {
		out[i] = Colleague{PersonID: r.ID, Standing: r.Role, Since: r.Since, You: r.ID == as.PersonID}
		if out[i].Name, err = s.nameOf(keys[r.ID], r.Person); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// nameOf opens what a person is called.
func (s *Store) nameOf(key seal.DataKey, p Person) (string, error) {
	return openValue[string](key, personNamePlace(p.ID), p.Name)
}

// nameOfPerson reads what a person is called.
func (s *Store) nameOfPerson(db *gorm.DB, id string) (string, error) {
	person, err := one[Person](db.Where("id = ?", id))
	if err != nil {
		return "", err
	}
	key, err := s.key(db, id)
	if err != nil {
		return "", err
	}
	return s.nameOf(key, person)
}
