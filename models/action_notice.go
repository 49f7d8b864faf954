package models

import (
	"fmt"
	"slices"

	"gorm.io/gorm"
)

// linkActions takes the action from notices about one in which the reader's organisation has no part any more: it hosts it no
// longer, takes part no longer, or discarded it.
func (s *Store) linkActions(db *gorm.DB, rows []told, lines []NoticeLine) error {
	var actions []string
	for i, r := range rows {
		if r.ObjectKind == "action" && lines[i].OrganisationID != "" {
			actions = append(actions, r.ObjectID)
		}
	}
	if len(actions) == 0 {
		return nil
	}
	var parts []actionPart
	err := db.Raw("SELECT action_id, organisation_id FROM action_hosts WHERE action_id IN ? AND state = ? "+
		"UNION SELECT action_id, organisation_id FROM participations WHERE action_id IN ?", unique(actions), HostAccepted, actions).Scan(&parts).Error
	if err != nil {
		return fmt.Errorf("read actions of notices: %w", err)
	}
	for i := range lines {
		if !slices.Contains(parts, actionPart{lines[i].ActionID, lines[i].OrganisationID}) {
			lines[i].ActionID = ""
		}
	}
	return nil
}

// actionPart is that an organisation hosts an action or takes part in it.
type actionPart struct{ ActionID, OrganisationID string }
