package models

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"
)

// QueueBar is the summary above the queue.
type QueueBar struct {
	Waiting      int
	AtRisk       int
	Oldest       *time.Time // since when the longest waits, of the lines that the reader may open or take
	LastDecision *time.Time
}

func (b *QueueBar) count(l QueueLine) {
	b.Waiting++
	if l.AtRisk {
		b.AtRisk++
	}
	if (l.Open || l.MayTake) && (b.Oldest == nil || l.Since.Before(*b.Oldest)) {
		b.Oldest = &l.Since
	}
}

// lastDecision is when something was last decided, by anybody, on what this reader may know of. When somebody unnamed
// was let in, also if they have become so only since, is for keepers.
func (s *Store) lastDecision(db *gorm.DB, as Actor) (last *time.Time, err error) {
	at := s.clock()
	for _, table := range []string{"applications", "profile_changes"} {
		q := db.Table(table+" a").Select("a.decided_at").Joins("JOIN organisations o ON o.id = a.organisation_id").
			Where("a.decided_at IS NOT NULL AND a.state IN ?", []ApplicationState{Approved, Declined, Asked, Held})
		if !as.Has(Keeper) {
			q = q.Where("NOT "+unnamedRule, at, at)
		}
		if !as.Has(Keeper) && table == "applications" {
			q = q.Where("NOT a.at_risk")
		}
		var found []struct{ DecidedAt time.Time }
		if err := q.Order("a.decided_at DESC").Limit(1).Scan(&found).Error; err != nil {
			return nil, fmt.Errorf("read last decision: %w", err)
		}
		if len(found) > 0 && (last == nil || found[0].DecidedAt.After(*last)) {
			last = &found[0].DecidedAt
		}
	}
	return s.lastOfActions(db, as, last)
}

// lastOfActions is the later of an instant and of the last decision on a joint action or a report, in the last days: of older ones the
// ledger tells the month alone.
func (s *Store) lastOfActions(db *gorm.DB, as Actor, last *time.Time) (*time.Time, error) {
	at := s.clock()
	q := db.Table("events e").Select("e.at").Joins("JOIN organisations o ON o.id = e.organisation_id").
		Where("e.verb IN ? AND e.at > ?", slices.AppendSeq(slices.Collect(maps.Keys(actionDecisions())), maps.Keys(reportDecisions())), at.Add(-coarseAfter))
	if !as.Has(Keeper) {
		q = q.Where("NOT "+unnamedRule, at, at)
		q = q.Where(toldReport, HostAccepted, at, at).Where("NOT "+untoldDecision, sentEndings(), at, at)
	}
	var found []struct{ At time.Time }
	if err := q.Order("e.id DESC").Limit(1).Scan(&found).Error; err != nil {
		return nil, fmt.Errorf("read last decision on an action: %w", err)
	}
	if len(found) > 0 && (last == nil || found[0].At.After(*last)) {
		last = &found[0].At
	}
	return last, nil
}
