package models

import (
	"context"
	"fmt"
	"time"
)

// Campaign is what the coalition stands for. Its texts are public and stand in CampaignText, one per language.
type Campaign struct {
	ID           string `gorm:"primaryKey"`
	Slug         string
	Featured     bool // owns the short addresses
	Historical   bool // shown under "historical example, not a live campaign"
	Hashtag      string
	OriginalLang string
	Links        []CampaignLink        `gorm:"serializer:json"`
	Dates        []KeyDate             `gorm:"serializer:json"`
	Documented   []DocumentedSupporter `gorm:"serializer:json"`
	CreatedAt    time.Time
	EditedAt     time.Time
}

// CampaignText is the campaign in one language.
type CampaignText struct {
	CampaignID string `gorm:"primaryKey"`
	Lang       string `gorm:"primaryKey"`
	Title      string
	Summary    string
	Occasion   string
	Asks       []Ask `gorm:"serializer:json"`
}

// Ask is one thing that an organisation can do.
type Ask struct {
	Title string `json:"title"`
	Text  string `json:"text"`
}

// CampaignLink is a link of the campaign, labelled per language.
type CampaignLink struct {
	Label map[string]string `json:"label"`
	URL   string            `json:"url"`
}

// KeyDate is a date of the timeline. Zone keeps the name that was typed.
type KeyDate struct {
	At    time.Time         `json:"at"`
	Zone  string            `json:"zone"`
	Title map[string]string `json:"title"`
	Text  map[string]string `json:"text"`
}

// DocumentedSupporter is an organisation of which public sources say that it supported a past campaign.
// It is no account and endorses nothing here.
type DocumentedSupporter struct {
	Name        string   `json:"name"`
	Country     string   `json:"country"`
	Communities []string `json:"communities"`
	Year        int      `json:"year"`
	Sources     []string `json:"sources"`
}

// FeaturedCampaign is what the frame of every page shows.
type FeaturedCampaign struct {
	Title, Summary string
	Lang           string // in which of the campaign's languages
	Historical     bool
}

// Featured returns the featured campaign in lang, else in its original language. Before there is one, the zero value.
func (s *Store) Featured(ctx context.Context, lang string) (FeaturedCampaign, error) {
	var rows []FeaturedCampaign
	err := s.db.WithContext(ctx).Table("campaigns c").Select("t.title, t.summary, t.lang, c.historical").
		Joins("JOIN campaign_texts t ON t.campaign_id = c.id AND t.lang IN (?, c.original_lang)", lang).
		Where("c.featured").Find(&rows).Error
	if err != nil {
		return FeaturedCampaign{}, fmt.Errorf("read featured campaign: %w", err)
	}
	var found FeaturedCampaign
	for _, row := range rows {
		if found.Title == "" || row.Lang == lang {
			found = row
		}
	}
	return found, nil
}
