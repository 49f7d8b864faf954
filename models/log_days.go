package models

import (
	"time"

	"gorm.io/gorm"
)

// logRead is how many lines are opened at once where days are asked for: old ones tell their day only then.
const logRead = 500

// logDays are the days that are asked for, from the first instant to before the last. Zero ends are open.
type logDays struct{ from, until time.Time }

func (d logDays) hold(at time.Time) bool {
	return !at.Before(d.from) && (d.until.IsZero() || at.Before(d.until))
}

// logEvents reads a page of lines with their exact instants, and one more if there is one. before 0 = from the newest.
func (s *Store) logEvents(found *gorm.DB, days logDays, before int64) ([]Event, error) {
	limit := linesPerPage + 1
	if days != (logDays{}) {
		limit = logRead
	}
	var lines []Event
	for len(lines) <= linesPerPage {
		q := found.Session(&gorm.Session{})
		if before > 0 {
			q = q.Where("e.id < ?", before)
		}
		var read []Event
		if err := q.Select("e.*").Order("e.id DESC").Limit(limit).Find(&read).Error; err != nil {
			return nil, err
		}
		err := s.exactTimes(s.db.WithContext(found.Statement.Context), len(read), func(i int) (int64, []byte, *time.Time) {
			return read[i].ID, read[i].Exact, &read[i].At
		})
		if err != nil {
			return nil, err
		}
		for _, e := range read {
			if before = e.ID; days.hold(e.At) {
				lines = append(lines, e)
			}
		}
		if len(read) < limit {
			break
		}
	}
	return lines[:min(len(lines), linesPerPage+1)], nil
}
