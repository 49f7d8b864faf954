package models

import (
	"context"
	"fmt"
	"time"
)

// Front is what the campaign's first page shows. Everything in it is public.
type Front struct {
	At       time.Time      // the instant of reading
	Campaign PublicCampaign // the zero value while there is none
	Text     PublicText     // of the call; its number is 0 while none is published
	Counts   FrontCounts
	Voices   []PublicVoice
	Newest   []PublicVoice // without their words
}

// FrontCounts are the counters of the first page. Named, Countries and Communities count public rows only; Unnamed is
// the day's number of the others: 0, or at least 10 and rounded down to 5.
type FrontCounts struct{ Named, Unnamed, Countries, Communities int }

// PublicVoice is what everybody may read of an organisation that speaks on the first page.
type PublicVoice struct {
	Slug        string
	Names       Names `gorm:"serializer:json"`
	Country     string
	Communities []string `gorm:"serializer:json"`
	Quote       string
	QuoteLang   string
}

// How many stand on the first page.
const (
	frontVoices = 3
	frontNewest = 6
)

// Front returns the first page of the featured campaign for readers of lang. Without a campaign nothing but the instant is in it.
func (s *Store) Front(ctx context.Context, lang string) (Front, error) {
	front := Front{At: s.clock()}
	var err error
	if front.Campaign, err = s.CampaignIn(ctx, lang); isNotFound(err) {
		return front, nil
	} else if err != nil {
		return Front{}, err
	}
	featured, err := s.Featured(ctx, lang)
	if err != nil {
		return Front{}, err
	}
	if front.Text, err = s.Call(ctx, lang); err != nil && !isNotFound(err) {
		return Front{}, err
	}
	if front.Counts, err = s.frontCounts(ctx, featured.CallID); err != nil {
		return Front{}, err
	}
	if front.Newest, err = s.newest(ctx, featured.CallID); err != nil {
		return Front{}, err
	}
	front.Voices, err = s.voices(ctx, featured)
	return front, err
}

func (s *Store) frontCounts(ctx context.Context, callID string) (FrontCounts, error) {
	var counts FrontCounts
	err := s.db.WithContext(ctx).Raw(`SELECT
		(SELECT COUNT(*) FROM listings WHERE statement_id = ?) AS named,
		(SELECT COUNT(DISTINCT country) FROM listings WHERE statement_id = ? AND country NOT IN ('INT', 'UND')) AS countries,
		(SELECT COUNT(DISTINCT community) FROM listing_communities WHERE statement_id = ?) AS communities,
		COALESCE((SELECT unnamed FROM tallies WHERE statement_id = ? AND day <= ? ORDER BY day DESC LIMIT 1), 0) AS unnamed`,
		callID, callID, callID, callID, s.clock().Format(time.DateOnly)).Scan(&counts).Error
	if err != nil {
		return counts, fmt.Errorf("count the public list: %w", err)
	}
	return counts, nil
}
