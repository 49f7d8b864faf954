package models

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"keephope/models/fold"
	"keephope/models/seal"
)

// Slug is an address name that was once given. Lookup is its keyed hash: a name is never given twice, not even after
// erasure, and yet the row tells nobody what it was.
type Slug struct {
	Lookup         []byte `gorm:"primaryKey"`
	OrganisationID *string
	Sealed         []byte
	GivenAt        time.Time
}

// How an address name goes on whose name is taken: a number of four digits, at random. Counting up would tell how many
// had it before, of whom some are not to be known any more.
const (
	maxSlugTries = 1000
	slugNumbers  = 1000 // the least
)

func slugPlace(organisationID string) seal.Place {
	return seal.Place{Table: "slugs", Column: "sealed", Row: organisationID}
}

func (s *Store) slugLookup(slug string) []byte { return s.keys.Lookup("slug", slug) }

// slugFor returns the organisation's address name: the newest that it has if that still fits the name, else a new one.
func (t *tx) slugFor(organisationID string, key seal.DataKey, name string) (string, error) {
	base := fold.Slug(name)
	var given []Slug
	if err := t.db.Where("organisation_id = ?", organisationID).Order("given_at DESC").Find(&given).Error; err != nil {
		return "", fmt.Errorf("read slugs of %s: %w", organisationID, err)
	}
	for _, g := range given {
		slug, err := openValue[string](key, slugPlace(organisationID), g.Sealed)
		if err != nil {
			return "", err
		}
		if fits(slug, base) {
			return slug, nil
		}
	}
	return t.giveSlug(organisationID, key, base)
}

// fits reports whether slug is base or a numbered form of it.
func fits(slug, base string) bool {
	rest, ok := strings.CutPrefix(slug, base)
	if !ok {
		return false
	}
	number, numbered := strings.CutPrefix(rest, "-")
	_, err := strconv.Atoi(number)
	return rest == "" || numbered && err == nil
}

// slugTry is the nth name to try: the base itself, then the base with a number at random.
func (t *tx) slugTry(base string, n int) string {
	if n == 1 {
		return base
	}
	return base + "-" + strconv.Itoa(slugNumbers+t.below(9*slugNumbers))
}

func (t *tx) giveSlug(organisationID string, key seal.DataKey, base string) (string, error) {
	for n := 1; n <= maxSlugTries; n++ {
		slug := t.slugTry(base, n)
		if fold.Reserved(slug) {
			continue
		}
		sealed, err := t.sealValue(key, slugPlace(organisationID), slug)
		if err != nil {
			return "", err
		}
		row := Slug{Lookup: t.slugLookup(slug), OrganisationID: &organisationID, Sealed: sealed, GivenAt: t.at}
		made := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if made.Error != nil {
			return "", fmt.Errorf("give slug: %w", made.Error)
		}
		if made.RowsAffected == 1 {
			return slug, nil
		}
	}
	return "", fmt.Errorf("give slug: no free name in %d tries", maxSlugTries)
}
