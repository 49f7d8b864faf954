package demo

import (
	"context"

	"keephope/models"
)

// makeCampaign makes the campaign with the facts of 2013, and publishes its call in three languages.
func (s *Seeding) makeCampaign(ctx context.Context) error {
	c, err := read[campaign]("campaign")
	if err != nil {
		return err
	}
	texts := map[string]models.CampaignText{}
	for lang, t := range c.Texts {
		texts[lang] = models.CampaignText{Title: t.Title, Summary: t.Summary, Occasion: t.Occasion, Asks: t.Asks}
	}
	administrator := s.people["amal"]
	_, err = s.Store.MakeCampaign(ctx, administrator, s.sent("campaign.made"), models.NewCampaign{
		Slug: c.Slug, Historical: c.Historical, Hashtag: c.Hashtag, OriginalLang: c.OriginalLang,
		Dates: c.Dates, Documented: c.Documented, Texts: texts,
	})
	if err != nil {
		return err
	}
	return s.publishCall(ctx, c)
}

func (s *Seeding) publishCall(ctx context.Context, c campaign) error {
	coordinator := s.people["ilyas"]
	desk, err := s.Store.CallAtDesk(ctx, coordinator)
	if err != nil {
		return err
	}
	next := models.NewVersion{StatementID: desk.ID, OriginalLang: c.OriginalLang}
	version, err := s.Store.DraftVersion(ctx, coordinator, s.sent("statement.drafted"), next)
	if err != nil {
		return err
	}
	var locked []models.StatementText
	for lang, text := range c.Statement {
		w := models.Wording{VersionID: version, Lang: lang, Title: text["title"], Body: text["body"]}
		if err := s.Store.SaveStatementText(ctx, coordinator, s.sent("statement.edited"), w); err != nil {
			return err
		}
		locked = append(locked, models.StatementText{Lang: lang, Title: w.Title, Body: w.Body})
	}
	return s.Store.PublishVersion(ctx, coordinator, s.sent("statement.published"),
		models.Publishing{VersionID: version, Shown: models.DraftFingerprint(locked)})
}
