package models

import (
	"context"
	"fmt"
	"time"
)

// How long things are kept beyond their use.
const (
	keepSubmissions = 7 * 24 * time.Hour
	keepLimits      = 24 * time.Hour
	keepSetupKeys   = 24 * time.Hour
	keepTallies     = 7 * 24 * time.Hour
	keepActionDraft = 90 * 24 * time.Hour
)

// Sweep deletes what has outlived its time: ended sessions, sign-ins that nobody came back from, old forms, limits and
// used links, and what can be taken back no more. Idempotent; runs every hour. What an organisation wrote goes by rules of its own (ExpireApplications).
func (s *Store) Sweep(ctx context.Context) error {
	at := s.clock()
	return s.inTx(ctx, func(t *tx) error {
		for _, step := range []struct {
			sql   string
			until time.Time
		}{
			{"DELETE FROM sessions WHERE ends_at <= ?", at},
			{"DELETE FROM sign_ins WHERE expires_at <= ?", at},
			{"DELETE FROM submissions WHERE at <= ?", at.Add(-keepSubmissions)},
			{"DELETE FROM limits WHERE tat <= ?", at.Add(-keepLimits)},
			{"DELETE FROM setup_keys WHERE expires_at <= ?", at.Add(-keepSetupKeys)},
		} {
			if err := t.db.Exec(step.sql, step.until).Error; err != nil {
				return fmt.Errorf("%s: %w", step.sql, err)
			}
		}
		for _, step := range []func() error{t.forgetActionDrafts, t.forgetActionTallies, t.sealOldDrafts, t.hideOldDates, t.carryFormerTraces, t.forgetReplaced, t.forgetReplacedActions, t.forgetReplacedReports, t.moveUpLeft} {
			if err := step(); err != nil {
				return err
			}
		}
		return t.forgetChanges()
	})
}

// ExpireAll carries out the rules of how long things are kept that are not a matter of one statement: drafts, declined
// applications, join requests, then everything of Sweep. Idempotent; runs every hour.
func (s *Store) ExpireAll(ctx context.Context) error {
	if _, err := s.ExpireApplications(ctx); err != nil {
		return fmt.Errorf("expire applications: %w", err)
	}
	if err := s.ExpireJoining(ctx); err != nil {
		return fmt.Errorf("expire join requests: %w", err)
	}
	if err := s.Sweep(ctx); err != nil {
		return err
	}
	if err := s.Coarsen(ctx); err != nil {
		return err
	}
	_, err := s.emptyLog(ctx) // in case that a reader kept a quieter change from it
	return err
}

// forgetActionDrafts deletes drafts of actions that nobody has saved for long, with their data keys: also of what was published, if a
// coordinator took that back and then gave it back to its hosts.
func (t *tx) forgetActionDrafts() error {
	var ids []string
	err := t.db.Model(&Action{}).Where("state = ? AND published_at IS NULL AND saved_at <= ?", ActionDraft, t.at.Add(-keepActionDraft)).Order("id").Pluck("id", &ids).Error
	if err != nil {
		return fmt.Errorf("list old drafts of actions: %w", err)
	}
	for _, id := range ids {
		if err := t.deleteAction(id); err != nil {
			return err
		}
	}
	return nil
}

// forgetActionTallies deletes the numbers of earlier days: only the newest is told.
func (t *tx) forgetActionTallies() error {
	err := t.db.Exec(`DELETE FROM action_tallies WHERE day < ? AND EXISTS (SELECT 1 FROM action_tallies n
		WHERE n.action_id = action_tallies.action_id AND n.day > action_tallies.day)`, utcDay(t.at.Add(-keepTallies))).Error
	if err != nil {
		return fmt.Errorf("delete old tallies of actions: %w", err)
	}
	return nil
}
