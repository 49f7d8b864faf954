package models

import (
	"context"
	"sync/atomic"

	"gorm.io/gorm"
)

// BoundLists lowers the number of matches from which a search walks instead of gathering, and up to which it counts.
func BoundLists(s *Store, gathered, counted int) {
	s.lists = listBounds{gathered: gathered, counted: counted}
}

// RebuildListings deletes everything public and writes it anew from what is sealed.
func RebuildListings(ctx context.Context, s *Store) error {
	return s.inTx(ctx, func(t *tx) error {
		var organisations []string
		if err := t.db.Model(&Organisation{}).Pluck("id", &organisations).Error; err != nil {
			return err
		}
		for _, table := range []string{"listing_logos", "listing_communities", "listings"} {
			if err := t.db.Exec("DELETE FROM " + table).Error; err != nil {
				return err
			}
		}
		for _, id := range organisations {
			if err := t.relist(id); err != nil {
				return err
			}
		}
		return nil
	})
}

// CountStatements counts the SQL statements that a Store runs from now on.
func CountStatements(s *Store) *atomic.Int64 {
	var n atomic.Int64
	count := func(*gorm.DB) { n.Add(1) }
	for name, callbacks := range map[string]interface {
		Register(string, func(*gorm.DB)) error
	}{
		"query": s.db.Callback().Query().Before("*"), "row": s.db.Callback().Row().Before("*"), "raw": s.db.Callback().Raw().Before("*"),
	} {
		if err := callbacks.Register("count "+name, count); err != nil {
			panic(err)
		}
	}
	return &n
}
