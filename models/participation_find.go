package models

import (
	"context"
)

// PublicActionID returns the id of the action whose public page has an address name now. NotFound for every other.
func (s *Store) PublicActionID(ctx context.Context, slug string) (string, error) {
	row, err := one[ListedAction](s.db.WithContext(ctx).Select("action_id").Where("slug = ?", slug))
	return row.ActionID, err
}
