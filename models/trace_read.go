package models

import (
	"context"
	"fmt"
)

// PublicTrace is what an organisation left behind that stood under a statement by name: its names, and until when.
type PublicTrace struct {
	Names Names  `gorm:"serializer:json"`
	Until string // month, "2026-11"; ParseTraceMonth reads it
}

// CallTraces lists the traces under the featured campaign's call, A to Z. They are in no count and in no file. There are
// at most as many as organisations that once were named, a line each, so the list has no pages.
func (s *Store) CallTraces(ctx context.Context) ([]PublicTrace, error) {
	featured, err := s.Featured(ctx, "")
	if err != nil {
		return nil, err
	}
	var out []PublicTrace
	err = s.db.WithContext(ctx).Model(&Trace{}).Select("names", "until").Where("statement_id = ?", featured.CallID).
		Order("sort_key, id").Find(&out).Error
	if err != nil {
		return nil, fmt.Errorf("list traces: %w", err)
	}
	return out, nil
}
