package models

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"

	"keephope/models/fold"
)

// Found is a public organisation whose name somebody typed.
type Found struct {
	Slug    string
	Names   Names `gorm:"serializer:json"`
	Country string
}

// maxFound is how many names one search shows; who finds more types more.
const maxFound = 10

// FindListed answers "is your organisation already here?". It reads the public list and nothing else: whoever is
// hidden, applying, declined or gone is not found, by the same statement in the same time as a name that never was.
// Exact names come first. Returns Invalid if nothing was typed that could be searched for.
func (s *Store) FindListed(ctx context.Context, as Actor, name string) ([]Found, error) {
	if err := as.MayBegin(); err != nil {
		return nil, err
	}
	var f faults
	name = checkLine(&f, "name", name, maxName)
	pattern, ok := fold.LikePattern(name)
	if !ok && len(f) == 0 {
		f.add("name", "application.organisation.name_missing")
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	var rows []Found
	err := s.db.WithContext(ctx).Table("listings").Select("slug, names, country").Where("folded LIKE ?", pattern).
		Group("organisation_id, slug, names, country, folded, sort_key").
		Clauses(clause.OrderBy{Expression: clause.Expr{
			SQL:  "CASE WHEN folded = ? OR folded LIKE ? OR folded LIKE ? THEN 0 ELSE 1 END, sort_key, slug",
			Vars: exactly(name),
		}}).Limit(maxFound).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("find listed organisations: %w", err)
	}
	return rows, nil
}

// exactly returns what a search key equals, begins with or holds if one of its names is this one.
func exactly(name string) []any {
	key := fold.SearchKey(name)
	return []any{key, key + "||%", "%" + key + "||%"}
}
