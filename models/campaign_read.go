package models

import (
	"context"
	"fmt"
	"time"
)

// Worded is a text of the campaign and the language that it is in: the reader's, else the original's.
type Worded struct{ Text, Lang string }

// PublicCampaign is the featured campaign as everybody reads it, in one language; what is not translated yet comes in
// the original's.
type PublicCampaign struct {
	ID         string
	Lang       string // of title, summary, occasion and asks
	Historical bool
	Title      string
	Summary    string
	Occasion   string
	Hashtag    string
	Asks       []Ask
	Links      []PublicLink
	Dates      []PublicDate
	Documented []DocumentedSupporter
}

// PublicLink is a link with its label.
type PublicLink struct {
	Label Worded
	URL   string
}

// PublicDate is a key date. Place is where its clock hangs; AllDay: only the day is known.
type PublicDate struct {
	At     time.Time
	Place  *time.Location
	AllDay bool
	Title  Worded
	Text   Worded
}

// CampaignIn returns the featured campaign for readers of lang. Returns NotFound while there is none.
func (s *Store) CampaignIn(ctx context.Context, lang string) (PublicCampaign, error) {
	c, texts, err := s.featuredWhole(ctx)
	if err != nil {
		return PublicCampaign{}, err
	}
	text, ok := texts[lang]
	if !ok {
		text = texts[c.OriginalLang]
	}
	out := PublicCampaign{
		ID: c.ID, Lang: text.Lang, Historical: c.Historical, Title: text.Title, Summary: text.Summary,
		Occasion: text.Occasion, Hashtag: c.Hashtag, Asks: text.Asks, Documented: c.Documented,
	}
	for _, link := range c.Links {
		out.Links = append(out.Links, PublicLink{c.worded(link.Label, lang), link.URL})
	}
	for _, d := range c.Dates {
		out.Dates = append(out.Dates, PublicDate{d.At, d.Place(), d.AllDay, c.worded(d.Title, lang), c.worded(d.Text, lang)})
	}
	return out, nil
}

// worded picks the text in lang, else in the original's language.
func (c Campaign) worded(texts map[string]string, lang string) Worded {
	if text := texts[lang]; text != "" {
		return Worded{text, lang}
	}
	return Worded{texts[c.OriginalLang], c.OriginalLang}
}

// featuredWhole reads the featured campaign with its texts by language.
func (s *Store) featuredWhole(ctx context.Context) (Campaign, map[string]CampaignText, error) {
	db := s.db.WithContext(ctx)
	c, err := one[Campaign](db.Where("featured"))
	if err != nil {
		return c, nil, err
	}
	var rows []CampaignText
	if err := db.Where("campaign_id = ?", c.ID).Find(&rows).Error; err != nil {
		return c, nil, fmt.Errorf("read texts of campaign: %w", err)
	}
	texts := make(map[string]CampaignText, len(rows))
	for _, row := range rows {
		texts[row.Lang] = row
	}
	return c, texts, nil
}

// DeskCampaign is the featured campaign as coordinators edit it: everything, in every language.
type DeskCampaign struct {
	Campaign
	Texts map[string]CampaignText // by language
}

// CampaignAtDesk returns the featured campaign as coordinators see it. Returns NotFound while there is none.
func (s *Store) CampaignAtDesk(ctx context.Context, as Actor) (DeskCampaign, error) {
	if err := as.MayEditCampaign(); err != nil {
		return DeskCampaign{}, err
	}
	c, texts, err := s.featuredWhole(ctx)
	return DeskCampaign{c, texts}, err
}

// Missing counts what the original says and the campaign in lang does not: 0 for the original.
func (d DeskCampaign) Missing(lang string) int {
	original, text := d.Texts[d.OriginalLang], d.Texts[lang]
	n := untranslated(original.Title, text.Title) + untranslated(original.Summary, text.Summary) +
		untranslated(original.Occasion, text.Occasion)
	for i, ask := range original.Asks {
		var other Ask
		if i < len(text.Asks) {
			other = text.Asks[i]
		}
		n += untranslated(ask.Title, other.Title) + untranslated(ask.Text, other.Text)
	}
	for _, link := range d.Links {
		n += untranslated(link.Label[d.OriginalLang], link.Label[lang])
	}
	for _, date := range d.Dates {
		n += untranslated(date.Title[d.OriginalLang], date.Title[lang]) + untranslated(date.Text[d.OriginalLang], date.Text[lang])
	}
	return n
}

func untranslated(original, text string) int {
	if original != "" && text == "" {
		return 1
	}
	return 0
}
