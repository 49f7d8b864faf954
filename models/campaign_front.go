package models

import (
	"context"
	"time"
)

// Front is what the campaign's first page shows. Everything in it is public.
type Front struct {
	At       time.Time      // the instant of reading
	Campaign PublicCampaign // the zero value while there is none
	Text     PublicText     // of the call; its number is 0 while none is published
	Counts   Facets         // of the public list
	Voices   []PublicVoice
	Newest   []PublicVoice // without their words
	Actions  []ActionSheet // the next ones
	Asked    []ActionSheet // pinned as asks, in their order
}

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
	if front.Counts, err = s.Facets(ctx); err != nil {
		return Front{}, err
	}
	if front.Newest, err = s.newest(ctx, featured.CallID); err != nil {
		return Front{}, err
	}
	if front.Actions, err = s.nextActions(ctx); err != nil {
		return Front{}, err
	}
	if front.Asked, err = s.frontAsks(ctx, front.At); err != nil {
		return Front{}, err
	}
	front.Voices, err = s.voices(ctx, featured)
	return front, err
}
