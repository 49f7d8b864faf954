package models

import (
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"keephope/models/fold"
	"keephope/models/seal"
)

// ActionSlug is an address name that an action was once given. Lookup is its keyed hash: the row tells nobody what is
// planned, and the name is given to no other, not even after erasure.
type ActionSlug struct {
	Lookup   []byte `gorm:"primaryKey"`
	ActionID *string
	Sealed   []byte
	GivenAt  time.Time
	EndedAt  *time.Time // since when it leads nowhere, because of a name in it that is not known to everybody
}

func (s *Store) actionSlugLookup(slug string) []byte { return s.keys.Lookup("action slug", slug) }

// actionSlug returns the action's address name: of those that it was given, that lead to it and fit its title the newest, else a new one.
func (t *tx) actionSlug(id string, key seal.DataKey, title string) (string, error) {
	base := fold.Slug(title)
	var given []ActionSlug
	if err := t.db.Where("action_id = ? AND ended_at IS NULL", id).Order("given_at DESC").Find(&given).Error; err != nil {
		return "", fmt.Errorf("read slugs of action %s: %w", id, err)
	}
	for _, g := range given {
		slug, err := openValue[string](key, actionPlace(id, "slug"), g.Sealed)
		if err != nil {
			return "", err
		}
		if fits(slug, base) {
			return slug, nil
		}
	}
	for n := 1; n <= maxSlugTries; n++ {
		slug := t.slugTry(base, n)
		if fold.Reserved(slug) {
			continue
		}
		sealed, err := t.sealValue(key, actionPlace(id, "slug"), slug)
		if err != nil {
			return "", err
		}
		made := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&ActionSlug{Lookup: t.actionSlugLookup(slug), ActionID: &id, Sealed: sealed, GivenAt: t.at})
		if made.Error != nil {
			return "", fmt.Errorf("give slug to action: %w", made.Error)
		}
		if made.RowsAffected == 1 {
			return slug, nil
		}
	}
	return "", fmt.Errorf("give slug to action: no free name in %d tries", maxSlugTries)
}

// restoreSlugs has those addresses lead to an action again that ended at an instant. While a keeper has words of it out of sight still, they
// come back with the last of those.
func (t *tx) restoreSlugs(actionID string, ended time.Time) error {
	until, err := one[Mention](t.db.Where("action_id = ? AND report_id = '' AND participation_id = '' AND state = ?", actionID, MentionWithheld).Order("decided_at DESC"))
	if err != nil && !isNotFound(err) {
		return err
	}
	var to any
	if err == nil {
		to = until.DecidedAt.UTC()
	}
	again := t.db.Model(&ActionSlug{}).Where("action_id = ? AND ended_at = ?", actionID, ended.UTC()).Update("ended_at", to)
	if again.Error != nil {
		return fmt.Errorf("restore addresses of action %s: %w", actionID, again.Error)
	}
	return nil
}
