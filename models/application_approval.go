package models

import (
	"fmt"

	"gorm.io/gorm"
)

// approvals lists those first approvals that count now: by people who may still decide on this application.
func (s *Store) approvals(db *gorm.DB, a Application) ([]ApplicationApproval, error) {
	roles := []Role{Coordinator, Keeper}
	if a.AtRisk {
		roles = []Role{Keeper}
	}
	var rows []ApplicationApproval
	err := db.Table("application_approvals v").Select("v.*").Joins("JOIN people p ON p.id = v.person_id").
		Where("v.application_id = ? AND p.disabled_at IS NULL", a.ID).
		Where("EXISTS (SELECT 1 FROM roles r WHERE r.person_id = v.person_id AND r.role IN ?)", roles).
		Where("NOT EXISTS (SELECT 1 FROM representatives m WHERE m.person_id = v.person_id AND m.organisation_id = ?)", a.OrganisationID).
		Order("v.at, v.person_id").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read approvals of %s: %w", a.ID, err)
	}
	return rows, nil
}
