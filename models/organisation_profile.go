package models

import (
	"fmt"
	"slices"

	"gorm.io/gorm"
)

// openAtOnce is how many sealed rows one statement reads.
const openAtOnce = 500

// profilesOf opens the profiles of organisations by their ids.
func (s *Store) profilesOf(db *gorm.DB, ids []string) (map[string]Profile, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	profiles := make(map[string]Profile, len(ids))
	for chunk := range slices.Chunk(ids, openAtOnce) {
		var rows []Organisation
		if err := db.Select("id, profile").Where("id IN ?", chunk).Find(&rows).Error; err != nil {
			return nil, fmt.Errorf("read profiles: %w", err)
		}
		keys, err := s.keysOf(db, chunk)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if profiles[row.ID], err = s.profile(keys[row.ID], row); err != nil {
				return nil, err
			}
		}
	}
	return profiles, nil
}
