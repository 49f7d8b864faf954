package models

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"
)

// ActionTally is the one number of those who take part in an action without being named, per UTC day.
type ActionTally struct {
	ActionID string `gorm:"primaryKey"`
	Day      string `gorm:"primaryKey"`
	Unnamed  int    // 0, or 10, 15, 20 …
}

// writeActionTallies writes today's number for every published action that has none for today, as WriteTally does for
// statements.
func (t *tx) writeActionTallies() error {
	var counts []struct {
		ActionID string
		N        int
		Told     int
	}
	err := t.db.Raw(`
SELECT a.id AS action_id, COUNT(o.id) AS n,
	COALESCE((SELECT t.unnamed FROM action_tallies t WHERE t.action_id = a.id ORDER BY t.day DESC LIMIT 1), 0) AS told
FROM actions a
LEFT JOIN participations p ON p.action_id = a.id AND p.quiet
LEFT JOIN organisations o ON o.id = p.organisation_id AND o.state = ? AND o.hidden_at IS NULL
WHERE a.published_at IS NOT NULL AND (p.id IS NOT NULL OR EXISTS (SELECT 1 FROM action_tallies t WHERE t.action_id = a.id)) GROUP BY a.id`, Member).Scan(&counts).Error
	if err != nil {
		return fmt.Errorf("count unnamed participants: %w", err)
	}
	for _, c := range counts {
		row := ActionTally{ActionID: c.ActionID, Day: utcDay(t.at), Unnamed: tallied(c.Told, c.N, t.tallyOffset(c.ActionID))}
		if err := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
			return fmt.Errorf("write tally of action: %w", err)
		}
	}
	return nil
}

// UnnamedParticipants returns how many more take part in an action without being named: the newest number up to today.
func (s *Store) UnnamedParticipants(ctx context.Context, actionID string) (int, error) {
	var rows []ActionTally
	err := s.db.WithContext(ctx).Where("action_id = ? AND day <= ?", actionID, utcDay(s.clock())).Order("day DESC").Limit(1).Find(&rows).Error
	if err != nil {
		return 0, fmt.Errorf("read tally of action: %w", err)
	}
	if len(rows) == 0 {
		return 0, nil
	}
	return rows[0].Unnamed, nil
}
