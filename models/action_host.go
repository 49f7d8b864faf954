package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
)

// Hosting is what the form of an action is begun with, and judged by.
type Hosting struct {
	Country string   // of the organisation: ISO 3166-1, INT or UND
	Most    []string // countries in which most of those who are named publicly are, the one with most first
	Named   bool     // to everybody, now
	Hashtag string   // of the campaign
	Trusted bool     // what is sent is published at once
	Now     time.Time
}

// Hosting reads what an organisation needs to post an action. Returns Conflict if it is no member now.
func (s *Store) Hosting(ctx context.Context, as Actor, organisationID string) (Hosting, error) {
	if err := as.MayHost(organisationID); err != nil {
		return Hosting{}, err
	}
	db := s.db.WithContext(ctx)
	o, key, err := s.organisation(db, organisationID)
	if err != nil {
		return Hosting{}, err
	}
	if o.State != Member {
		return Hosting{}, conflict("action.not_member")
	}
	profile, err := s.profile(key, o)
	if err != nil {
		return Hosting{}, err
	}
	campaign, err := one[Campaign](db.Where("featured"))
	if err != nil && !isNotFound(err) {
		return Hosting{}, err
	}
	slug, err := s.slugNow(db, organisationID)
	if err != nil {
		return Hosting{}, err
	}
	trusted, err := trustsActions(db)
	if err != nil {
		return Hosting{}, err
	}
	most, err := mostCountries(db, campaign.ID)
	return Hosting{Country: profile.Country, Most: most, Named: slug != "", Hashtag: campaign.Hashtag, Trusted: trusted, Now: s.clock()}, err
}

// nearCountries is how many countries of a campaign stand first where a time zone is chosen.
const nearCountries = 12

// mostCountries are the countries in which most of those are who are named under a campaign's call.
func mostCountries(db *gorm.DB, campaignID string) (codes []string, err error) {
	err = db.Raw(`SELECT l.country FROM listings l JOIN statements s ON s.id = l.statement_id AND s.kind = ? AND s.campaign_id = ?
		GROUP BY l.country ORDER BY COUNT(*) DESC, l.country LIMIT ?`, Call, campaignID, nearCountries).Scan(&codes).Error
	if err != nil {
		return nil, fmt.Errorf("read where the campaign is: %w", err)
	}
	return codes, nil
}
