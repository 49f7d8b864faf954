package models

import "time"

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

// KeyDate is a date of the timeline. Zone keeps the name that was typed. AllDay: only the day is known, and At is its
// midnight in Zone.
type KeyDate struct {
	At     time.Time         `json:"at"`
	Zone   string            `json:"zone"`
	AllDay bool              `json:"all_day,omitempty"`
	Title  map[string]string `json:"title"`
	Text   map[string]string `json:"text"`
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

// MayMakeCampaign: administrators and coordinators, and the program itself when it is set up.
func (a Actor) MayMakeCampaign() error {
	if a.program || a.Has(Administrator) {
		return nil
	}
	return a.MayUseDesk()
}

// MayEditCampaign: coordinators, and the program itself when it is set up. The same right writes its statements and
// picks its voices.
func (a Actor) MayEditCampaign() error {
	if a.program {
		return nil
	}
	return a.MayUseDesk()
}
