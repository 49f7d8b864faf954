package models

import (
	"context"
	"time"

	"gorm.io/gorm"
)

// HideNamed hides the organisation that the operator names: by its id, or by the last part of an address that it has
// or had. Returns since when it is hidden, NotFound if no organisation has or had that name.
func (s *Store) HideNamed(ctx context.Context, as Actor, name string) (since time.Time, err error) {
	id, err := s.organisationNamed(s.db.WithContext(ctx), name)
	if err != nil {
		return time.Time{}, err
	}
	return s.Hide(ctx, as, id)
}

// organisationNamed returns the id that name is, or whose address it is.
func (s *Store) organisationNamed(db *gorm.DB, name string) (string, error) {
	if ValidID(name) {
		return name, nil
	}
	given, err := one[Slug](db.Where("lookup = ?", s.slugLookup(name)))
	if err != nil {
		return "", err
	}
	if given.OrganisationID == nil {
		return "", notFound()
	}
	return *given.OrganisationID, nil
}
