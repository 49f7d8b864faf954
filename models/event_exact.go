package models

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// ledgerOwner owns the data key under which the exact instants of old lines of the ledger are sealed.
const ledgerOwner = "ledger"

// How many lines a transaction of a sweep makes coarse, and how many a sweep: the next one goes on.
const (
	linesAtOnce = 500
	linesPerRun = 10_000
)

func exactPlace(id int64) seal.Place {
	return seal.Place{Table: "events", Column: "exact", Row: strconv.FormatInt(id, 10)}
}

// coarsenEvents makes every line of the ledger that is coarseAfter old tell its month alone, and seals its instant: a
// coarse line between exact ones could be dated by them. Of an organisation that is not public, and does not apply, the
// instant is forgotten.
func (s *Store) coarsenEvents(ctx context.Context) error {
	after := int64(0)
	for done := 0; done < linesPerRun; done += linesAtOnce {
		last, err := s.coarsenLines(ctx, after)
		if err != nil {
			return fmt.Errorf("make the ledger coarse: %w", err)
		}
		if last == 0 {
			break
		}
		after = last
	}
	return s.inTx(ctx, func(t *tx) error {
		err := t.db.Exec(`UPDATE events SET exact = NULL WHERE exact IS NOT NULL
			AND organisation_id <> '' AND NOT EXISTS (SELECT 1 FROM listings l WHERE l.organisation_id = events.organisation_id)
			AND NOT EXISTS (SELECT 1 FROM organisations o WHERE o.id = events.organisation_id AND o.state IN ?)`,
			[]OrganisationState{Prospect, Applicant}).Error
		if err != nil {
			return fmt.Errorf("forget exact instants: %w", err)
		}
		err = t.db.Exec("UPDATE notices SET at = (SELECT e.at FROM events e WHERE e.id = notices.event_id)" +
			" WHERE EXISTS (SELECT 1 FROM events e WHERE e.id = notices.event_id AND e.at < notices.at)").Error
		if err != nil {
			return fmt.Errorf("make notices coarse: %w", err)
		}
		return t.db.Exec("UPDATE notices SET seen_at = at WHERE seen_at <= ? AND seen_at > at", t.at.Add(-coarseAfter)).Error
	})
}

// coarsenLines makes up to linesAtOnce lines after one coarse and returns the last of them, 0 if there are no more.
func (s *Store) coarsenLines(ctx context.Context, after int64) (last int64, err error) {
	err = s.inTx(ctx, func(t *tx) error {
		var rows []Event
		err := t.db.Where("id > ? AND at <= ? AND "+tellsDay(t.dialect, "at"), after, t.at.Add(-coarseAfter)).
			Order("id").Limit(linesAtOnce).Find(&rows).Error
		if err != nil || len(rows) == 0 {
			return err
		}
		key, err := t.key(t.db, ledgerOwner)
		if isNotFound(err) {
			key, err = t.newKey(ledgerOwner)
		}
		if err != nil {
			return err
		}
		for _, e := range rows {
			sealed, err := t.sealValue(key, exactPlace(e.ID), e.At.UTC())
			if err != nil {
				return err
			}
			kept := t.db.Model(&Event{}).Where("id = ?", e.ID).UpdateColumns(map[string]any{"at": monthOf(e.At), "exact": sealed})
			if kept.Error != nil {
				return fmt.Errorf("line %d: %w", e.ID, kept.Error)
			}
		}
		last = rows[len(rows)-1].ID
		return nil
	})
	return last, err
}

// exactTimes opens the sealed instants of lines that were read. each gives the number of a line, its bytes and its place.
func (s *Store) exactTimes(db *gorm.DB, lines int, each func(i int) (id int64, sealed []byte, at *time.Time)) error {
	var key seal.DataKey
	opened := false
	for i := range lines {
		id, sealed, at := each(i)
		if len(sealed) == 0 {
			continue
		}
		if !opened {
			var err error
			if key, err = s.key(db, ledgerOwner); err != nil {
				return err
			}
			opened = true
		}
		exact, err := openValue[time.Time](key, exactPlace(id), sealed)
		if err != nil {
			return err
		}
		*at = exact
	}
	return nil
}
