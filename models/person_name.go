package models

import (
	"fmt"

	"gorm.io/gorm"
)

// namesOfPeople opens the names of people by their ids. Who is gone is left out.
func (s *Store) namesOfPeople(db *gorm.DB, ids ...string) (map[string]string, error) {
	var rows []Person
	if err := db.Where("id IN ?", unique(ids)).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("find people: %w", err)
	}
	return s.personNames(db, rows)
}
