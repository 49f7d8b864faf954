package models

import (
	"context"
	"fmt"
	"time"
)

// lostFor is how long after joining an organisation is told that an action is not shown any more.
const lostFor = 180 * 24 * time.Hour

// HasLostParts reports whether an action that an organisation of the actor joined lately, and has not left, is not shown to
// members any more. It reads what the organisation itself did, which stays: so an action whose hosts hid, one out of sight at
// the desk's word and one that is deleted are the same to who joined, and none of them is named.
func (s *Store) HasLostParts(ctx context.Context, as Actor, organisationID string) (bool, error) {
	if err := as.MayRead(organisationID); err != nil {
		return false, err
	}
	if r, _ := as.At(organisationID); r.State != Member {
		return false, nil
	}
	var joined []string
	err := s.db.WithContext(ctx).Raw(`SELECT DISTINCT e.object_id FROM events e WHERE e.organisation_id = ? AND e.verb = 'participation.joined' AND e.at > ?
		AND NOT EXISTS (SELECT 1 FROM events l WHERE l.verb = 'participation.left' AND l.object_id = e.object_id AND l.organisation_id = e.organisation_id AND l.id > e.id)
		AND NOT EXISTS (SELECT 1 FROM action_hosts h WHERE h.action_id = e.object_id AND h.organisation_id = e.organisation_id AND h.state = 'accepted')
		ORDER BY e.object_id LIMIT ?`, organisationID, s.clock().Add(-lostFor), ownPartsShown).Scan(&joined).Error
	if err != nil {
		return false, fmt.Errorf("read what %s joined: %w", organisationID, err)
	}
	if len(joined) == 0 {
		return false, nil
	}
	known, err := s.askedOfMembers(ctx, joined, s.clock())
	return err == nil && len(known) < len(joined), err
}
