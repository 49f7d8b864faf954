package models

import (
	"fmt"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// Person is somebody who signs in. Name is sealed under the person's own data key.
type Person struct {
	ID         string `gorm:"primaryKey"`
	Name       []byte
	Lang       string
	CreatedAt  time.Time
	DisabledAt *time.Time
}

// TableName is the table's name: gorm would say "people" too, but not by rule.
func (Person) TableName() string { return "people" }

// KnownIdentity is a person's identity at a provider. Lookup is the keyed hash of (issuer, subject).
type KnownIdentity struct {
	Lookup   []byte `gorm:"primaryKey"`
	PersonID string
	Provider string
	Sealed   []byte
	AddedAt  time.Time
}

// TableName is the table's name.
func (KnownIdentity) TableName() string { return "identities" }

// HeldRole is a role that a person holds.
type HeldRole struct {
	PersonID  string `gorm:"primaryKey"`
	Role      Role   `gorm:"primaryKey"`
	GrantedAt time.Time
}

// TableName is the table's name.
func (HeldRole) TableName() string { return "roles" }

func personNamePlace(id string) seal.Place {
	return seal.Place{Table: "people", Column: "name", Row: id}
}

// personNames opens the names of people, by id. Whose key is destroyed is left out.
func (s *Store) personNames(db *gorm.DB, people []Person) (map[string]string, error) {
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	keys, err := s.keysOf(db, ids)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(people))
	for _, p := range people {
		key, ok := keys[p.ID]
		if !ok {
			continue
		}
		if names[p.ID], err = openValue[string](key, personNamePlace(p.ID), p.Name); err != nil {
			return nil, fmt.Errorf("open name of %s: %w", p.ID, err)
		}
	}
	return names, nil
}
