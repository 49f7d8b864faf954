package models

import (
	"context"
	"fmt"
)

// KeepersWithout counts the keepers that remain if a person is none any more. For administrators.
func (s *Store) KeepersWithout(ctx context.Context, as Actor, personID string) (int, error) {
	if err := as.MayGrant(); err != nil {
		return 0, err
	}
	var n int64
	err := s.db.WithContext(ctx).Table("roles r").Joins("JOIN people p ON p.id = r.person_id").
		Where("r.role = ? AND p.disabled_at IS NULL AND p.id <> ?", Keeper, personID).Count(&n).Error
	if err != nil {
		return 0, fmt.Errorf("count keepers: %w", err)
	}
	return int(n), nil
}
