package models

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"

	"keephope/models/fold"
)

// EndorserBySlug returns the public endorser at an address. At one of its earlier addresses it is found too: its Slug
// then is another, and the reader is sent there. Returns NotFound for every address that shows nobody now, whether it
// once did or never.
func (s *Store) EndorserBySlug(ctx context.Context, slug string) (PublicEndorser, error) {
	if len(slug) > 2*fold.MaxSlug {
		return PublicEndorser{}, notFound()
	}
	f, err := s.Facets(ctx)
	if err != nil {
		return PublicEndorser{}, err
	}
	rows, err := s.scanList(ctx, "SELECT "+publicColumns+`, 0 AS matched FROM listings l WHERE l.statement_id = ?
		AND (l.slug = ? OR l.organisation_id = (SELECT g.organisation_id FROM slugs g WHERE g.lookup = ?))`,
		[]any{f.StatementID, slug, s.slugLookup(slug)})
	if err != nil {
		return PublicEndorser{}, fmt.Errorf("read endorser: %w", err)
	}
	if len(rows) == 0 {
		return PublicEndorser{}, notFound()
	}
	return rows[0].PublicEndorser, nil
}

// ListingLogo returns a public logo in the smallest size that is at least width wide, else in its largest. Returns
// NotFound for a logo that no listing shows now.
func (s *Store) ListingLogo(ctx context.Context, logoID string, width int) (LogoFile, error) {
	if !ValidID(logoID) {
		return LogoFile{}, notFound()
	}
	row, err := one[ListingLogo](s.db.WithContext(ctx).Where("logo_id = ?", logoID).Clauses(clause.OrderBy{Expression: clause.Expr{
		SQL: "CASE WHEN width >= ? THEN 0 ELSE 1 END, CASE WHEN width >= ? THEN width ELSE -width END", Vars: []any{width, width},
	}}))
	if err != nil {
		return LogoFile{}, err
	}
	return LogoFile{MediaType: row.MediaType, Width: row.Width, Height: row.Height, Bytes: row.Bytes}, nil
}
