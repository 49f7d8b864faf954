package models

import "time"

// Representative is a person acting for an organisation.
type Representative struct {
	OrganisationID string `gorm:"primaryKey"`
	PersonID       string `gorm:"primaryKey"`
	Role           Standing
	Since          time.Time
}
