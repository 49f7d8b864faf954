package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Voice is an organisation whose quote a coordinator picked for "Why we stand here". It is shown while the quote is
// public.
type Voice struct {
	CampaignID     string `gorm:"primaryKey"`
	OrganisationID string `gorm:"primaryKey"`
	PickedAt       time.Time
}

// maxVoices is how many quotes can be picked; deskVoices how many of the newest the desk is offered.
const (
	maxVoices  = 6
	deskVoices = 200
)

// DeskVoice is a public quote that may be picked.
type DeskVoice struct {
	PublicVoice
	OrganisationID string
	Picked         bool
}

// VoicesAtDesk lists the public quotes, the picked ones first, then the newest.
func (s *Store) VoicesAtDesk(ctx context.Context, as Actor) ([]DeskVoice, error) {
	if err := as.MayEditCampaign(); err != nil {
		return nil, err
	}
	featured, err := s.Featured(ctx, "")
	if err != nil {
		return nil, err
	}
	var rows []DeskVoice
	err = s.listingsOf(ctx, featured.CallID).
		Select(voiceColumns+", l.organisation_id, v.organisation_id IS NOT NULL AS picked").
		Joins("LEFT JOIN voices v ON v.organisation_id = l.organisation_id AND v.campaign_id = ?", featured.ID).
		Where("l.quote <> ''").
		Order("CASE WHEN v.picked_at IS NULL THEN 1 ELSE 0 END, v.picked_at DESC, l.listed_from DESC, l.endorsement_id").
		Limit(deskVoices).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list quotes: %w", err)
	}
	return rows, nil
}

// PickVoice puts a public quote on the first page. Returns NotFound for an organisation that shows none, Conflict if
// as many are picked as there is room for.
func (s *Store) PickVoice(ctx context.Context, as Actor, sent Sent, organisationID string) error {
	sent.Verb = "campaign.voice_picked"
	return s.editVoices(ctx, as, sent, organisationID, func(t *tx, c Campaign) error {
		quotes := func() *gorm.DB {
			return t.db.Table("listings l").Joins("JOIN statements s ON s.id = l.statement_id AND s.kind = ?", Call).
				Where("s.campaign_id = ? AND l.quote <> ''", c.ID)
		}
		if _, err := one[Listing](quotes().Select("l.*").Where("l.organisation_id = ?", organisationID)); err != nil {
			return err
		}
		t.listed = true
		row := Voice{CampaignID: c.ID, OrganisationID: organisationID, PickedAt: t.at}
		if err := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
			return fmt.Errorf("pick voice: %w", err)
		}
		var n int64
		picked := quotes().Joins("JOIN voices v ON v.organisation_id = l.organisation_id AND v.campaign_id = ?", c.ID)
		if err := picked.Count(&n).Error; err != nil {
			return fmt.Errorf("count voices: %w", err)
		}
		if n > maxVoices {
			return conflict("campaign.voices.full", "n", maxVoices)
		}
		return nil
	})
}

// DropVoice takes a quote off the picked ones. It may still be among the newest. Returns NotFound for one that is not
// picked: of nothing else may the ledger get a line by this.
func (s *Store) DropVoice(ctx context.Context, as Actor, sent Sent, organisationID string) error {
	sent.Verb = "campaign.voice_dropped"
	return s.editVoices(ctx, as, sent, organisationID, func(t *tx, c Campaign) error {
		t.makeQuieter()
		return changed(t.db.Where("campaign_id = ? AND organisation_id = ?", c.ID, organisationID).Delete(&Voice{}), notFound())
	})
}

func (s *Store) editVoices(ctx context.Context, as Actor, sent Sent, organisationID string, f func(*tx, Campaign) error) error {
	if err := as.MayEditCampaign(); err != nil {
		return err
	}
	if !ValidID(organisationID) {
		return notFound()
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		c, err := one[Campaign](t.db.Where("featured"))
		if err != nil {
			return "", err
		}
		if err := f(t, c); err != nil {
			return "", err
		}
		return c.ID, t.write(as, Event{
			Verb: sent.Verb, ObjectKind: "campaign", ObjectID: c.ID, OrganisationID: organisationID, CampaignID: c.ID,
		})
	})
	return err
}
