package models

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// voiceColumns are the columns of a PublicVoice.
const voiceColumns = "l.slug, l.names, l.country, l.communities, l.quote, l.quote_lang"

// listingsOf is the public list of a statement.
func (s *Store) listingsOf(ctx context.Context, statementID string) *gorm.DB {
	return s.db.WithContext(ctx).Table("listings l").Where("l.statement_id = ?", statementID)
}

// newest returns those who became public last, without their words.
func (s *Store) newest(ctx context.Context, statementID string) ([]PublicVoice, error) {
	var rows []PublicVoice
	err := s.listingsOf(ctx, statementID).Select("l.slug, l.names, l.country").
		Order("l.listed_from DESC, l.endorsement_id DESC").Limit(frontNewest).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read newest listings: %w", err)
	}
	return rows, nil
}

// voices returns the quotes that coordinators picked and that are public now, else the newest ones.
func (s *Store) voices(ctx context.Context, of FeaturedCampaign) ([]PublicVoice, error) {
	var picked []PublicVoice
	err := s.listingsOf(ctx, of.CallID).Select(voiceColumns).
		Joins("JOIN voices v ON v.organisation_id = l.organisation_id AND v.campaign_id = ?", of.ID).
		Where("l.quote <> ''").Order("v.picked_at DESC, l.endorsement_id").Limit(maxVoices).Find(&picked).Error
	if err != nil {
		return nil, fmt.Errorf("read picked voices: %w", err)
	}
	if len(picked) > 0 {
		return picked, nil
	}
	err = s.listingsOf(ctx, of.CallID).Select(voiceColumns).Where("l.quote <> ''").
		Order("l.listed_from DESC, l.endorsement_id DESC").Limit(frontVoices).Find(&picked).Error
	if err != nil {
		return nil, fmt.Errorf("read newest quotes: %w", err)
	}
	return picked, nil
}
