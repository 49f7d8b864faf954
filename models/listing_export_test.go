package models

import "context"

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
