package models

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"
)

// The demo's mark among the settings, and how far the demo came in.
const (
	demoMark  = "demo"
	demoBegun = "begun"
	demoWhole = "whole"
)

// What ClaimForDemo refuses.
var (
	ErrNotDemo  = errors.New("this database is not the demo's: it holds people or campaigns already")
	ErrHalfDemo = errors.New("the demo was stopped while it came in: delete its folder and start it again")
)

// ClaimForDemo marks an empty database as the demo's. fresh says that the demo has yet to come in. A database that
// holds anything without the mark is refused with ErrNotDemo, a half-filled one with ErrHalfDemo.
func (s *Store) ClaimForDemo(ctx context.Context) (fresh bool, err error) {
	err = s.inTx(ctx, func(t *tx) error {
		mark, err := markOf(t.db)
		if err != nil || mark == demoWhole {
			return err
		}
		if mark == demoBegun {
			return ErrHalfDemo
		}
		var n int64
		if err := t.db.Raw("SELECT (SELECT count(*) FROM people) + (SELECT count(*) FROM campaigns)").Scan(&n).Error; err != nil {
			return fmt.Errorf("look for people: %w", err)
		}
		if n > 0 {
			return ErrNotDemo
		}
		fresh = true
		return t.markDemo(demoBegun)
	})
	return fresh, err
}

// DemoIsWhole marks that the demo came in completely.
func (s *Store) DemoIsWhole(ctx context.Context) error {
	return s.inTx(ctx, func(t *tx) error { return t.markDemo(demoWhole) })
}

// IsDemo reports whether the database is the demo's. One without a schema is nobody's.
func (s *Store) IsDemo(ctx context.Context) (bool, error) {
	if !s.db.WithContext(ctx).Migrator().HasTable("settings") {
		return false, nil
	}
	mark, err := markOf(s.db.WithContext(ctx))
	return mark != "", err
}

// markOf reads the demo's mark, "" if there is none.
func markOf(db *gorm.DB) (string, error) {
	var marks []string
	if err := db.Table("settings").Where("name = ?", demoMark).Pluck("value", &marks).Error; err != nil {
		return "", fmt.Errorf("read the demo's mark: %w", err)
	}
	if len(marks) == 0 {
		return "", nil
	}
	return marks[0], nil
}

func (t *tx) markDemo(value string) error {
	err := t.db.Exec("INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", demoMark, value).Error
	if err != nil {
		return fmt.Errorf("mark the demo: %w", err)
	}
	return nil
}
