package models

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// emptyLogWait bounds, in milliseconds, how long a quieter change waits for readers before its answer goes out.
const emptyLogWait = 1000

// emptyLog writes SQLite's write-ahead log, in which deleted rows still stand in plain, into the file (where
// secure_delete overwrites them) and cuts it to nothing. It reports false if somebody was reading all the while: then
// the next quieter change, or the hourly sweep, tries again. On PostgreSQL there is nothing to do.
func (s *Store) emptyLog(ctx context.Context) (bool, error) {
	if s.dialect != "sqlite" {
		return true, nil
	}
	var busy int
	err := s.db.WithContext(context.WithoutCancel(ctx)).Connection(func(db *gorm.DB) error {
		if err := db.Exec(fmt.Sprintf("PRAGMA busy_timeout = %d", emptyLogWait)).Error; err != nil {
			return err
		}
		err := db.Raw("PRAGMA wal_checkpoint(TRUNCATE)").Row().Scan(&busy, new(int), new(int))
		if back := db.Exec(fmt.Sprintf("PRAGMA busy_timeout = %d", busyTimeout)).Error; err == nil {
			err = back
		}
		return err
	})
	if err != nil {
		return false, fmt.Errorf("empty write-ahead log: %w", err)
	}
	return busy == 0, nil
}
