package models

import (
	"fmt"

	"gorm.io/gorm"
)

// namesOfPeople opens the names of people by their ids. Who is gone or never told a name is left out.
func (s *Store) namesOfPeople(db *gorm.DB, ids ...string) (map[string]string, error) {
	var rows []Person
	if err := db.Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("find people: %w", err)
	}
	keys, err := s.keysOf(db, ids)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(rows))
	for _, row := range rows {
		key, ok := keys[row.ID]
		if !ok {
			continue
		}
		name, err := openValue[string](key, personNamePlace(row.ID), row.Name)
		if err != nil {
			return nil, err
		}
		names[row.ID] = name
	}
	return names, nil
}
