package models

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// hostsInstead ends how an organisation takes part in an action that it hosts from now on, be it by name, quietly or waiting for a
// place. What it told of the action stays, for it is a host's now; nobody is told that somebody went.
func (t *tx) hostsInstead(by Actor, a Action, organisationID string) error {
	err := t.takePartAway(by, a, organisationID)
	if isNotFound(err) {
		err = nil
	}
	return err
}

// HostedBy are the members for which the actor acts that host actions, by action.
func (s *Store) HostedBy(ctx context.Context, as Actor, actions ...string) (map[string][]string, error) {
	var rows []ActionHost
	err := s.db.WithContext(ctx).Where("action_id IN ? AND organisation_id IN ? AND state = ?", actions, as.members(), HostAccepted).
		Order("action_id, organisation_id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read what own members host: %w", err)
	}
	hosted := map[string][]string{}
	for _, row := range rows {
		hosted[row.ActionID] = append(hosted[row.ActionID], row.OrganisationID)
	}
	return hosted, nil
}

// takesPartIn are those of actions in which an organisation takes part, however it does.
func takesPartIn(db *gorm.DB, organisationID string, actions []string) (map[string]bool, error) {
	var ids []string
	if err := db.Model(&Participation{}).Where("organisation_id = ? AND action_id IN ?", organisationID, actions).Pluck("action_id", &ids).Error; err != nil {
		return nil, fmt.Errorf("look where %s takes part: %w", organisationID, err)
	}
	in := make(map[string]bool, len(ids))
	for _, id := range ids {
		in[id] = true
	}
	return in, nil
}

// hasPublished are those of actions of which an organisation told how they were, and that was published.
func hasPublished(db *gorm.DB, organisationID string, actions []string) (map[string]bool, error) {
	if len(actions) == 0 {
		return nil, nil
	}
	var ids []string
	err := db.Model(&Report{}).Where("organisation_id = ? AND action_id IN ? AND published_at IS NOT NULL", organisationID, actions).Pluck("action_id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("look what %s published: %w", organisationID, err)
	}
	told := make(map[string]bool, len(ids))
	for _, id := range ids {
		told[id] = true
	}
	return told, nil
}

// moveUpLeft gives places that are free to those who wait for them, where nothing that happened gave them: some are named by the
// clock alone.
func (t *tx) moveUpLeft() error {
	var ids []string
	err := t.db.Raw("SELECT DISTINCT p.action_id FROM participations p JOIN actions a ON a.id = p.action_id AND a.state IN ? WHERE p.waiting ORDER BY p.action_id",
		[]ActionState{ActionOpen, ActionClosed}).Scan(&ids).Error
	if err != nil {
		return fmt.Errorf("read for what somebody waits: %w", err)
	}
	for _, id := range ids {
		a, _, err := t.holdAction(id)
		if err != nil {
			return err
		}
		if err := t.moveUp(a); err != nil {
			return err
		}
	}
	return nil
}
