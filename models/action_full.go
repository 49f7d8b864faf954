package models

import (
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
)

// placesTakenIn is how many places of actions for an audience are taken, by action, as placesTaken counts them.
func (s *Store) placesTakenIn(db *gorm.DB, actions []string, audience Audience, at time.Time) (map[string]int, error) {
	out := make(map[string]int, len(actions))
	where, args := namedTo(audience, "p.organisation_id", at)
	for chunk := range slices.Chunk(actions, openAtOnce) {
		var rows []struct {
			ActionID string
			N        int
		}
		err := db.Table("participations p").Select("p.action_id, count(*) AS n").Where("p.action_id IN ? AND NOT p.quiet AND NOT p.waiting", chunk).
			Where(where, args...).Group("p.action_id").Scan(&rows).Error
		if err != nil {
			return nil, fmt.Errorf("count places of actions: %w", err)
		}
		for _, row := range rows {
			out[row.ActionID] = row.N
		}
	}
	return out, nil
}

// fillTaken counts the places of those of the actions for members that have a bound.
func (s *Store) fillTaken(db *gorm.DB, actions []MemberAction, at time.Time) error {
	var bound []string
	for _, a := range actions {
		if a.Capacity > 0 {
			bound = append(bound, a.ID)
		}
	}
	taken, err := s.placesTakenIn(db, bound, ForMembers, at)
	for i := range actions {
		actions[i].Taken = taken[actions[i].ID]
	}
	return err
}

// markFull marks the own actions of which no place is left. Who hosts one out of sight is not told.
func (s *Store) markFull(db *gorm.DB, all []OwnAction, at time.Time) error {
	for _, audience := range []Audience{ForPublic, ForMembers} {
		var bound []string
		for _, a := range all {
			if a.Audience == audience && a.Published && a.Content.Capacity > 0 && !a.Still {
				bound = append(bound, a.ID)
			}
		}
		taken, err := s.placesTakenIn(db, bound, audience, at)
		if err != nil {
			return err
		}
		for i, a := range all {
			if slices.Contains(bound, a.ID) {
				all[i].Full = taken[a.ID] >= a.Content.Capacity
			}
		}
	}
	return nil
}

// Status returns where an own action stands at an instant.
func (a OwnAction) Status(at time.Time) ActionStatus {
	status := ActionStatusAt(a.State, a.Content.When, at)
	if status == ActionStatus(ActionOpen) && a.Full {
		return Full
	}
	return status
}
