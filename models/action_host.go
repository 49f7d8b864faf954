package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"keephope/models/occasion"
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

// ActionStatus is where an action stands by its state and the clock, in one word.
type ActionStatus string

// The statuses beside those that are states.
const (
	HappeningNow ActionStatus = "now"
	Over         ActionStatus = "over"
	Full         ActionStatus = "full" // open, and who joins by name waits for a place
)

// ended reports whether all times of an action are over. Of one without a time none is.
func (c ActionContent) ended(at time.Time) bool {
	times := c.When.Occurrences()
	return len(times) > 0 && !lastEnd(times).After(at)
}

// stillComes reports whether an action in a state is neither over nor cancelled: a draft is not.
func (c ActionContent) stillComes(state ActionState, at time.Time) bool {
	return state != ActionDone && state != ActionCancelled && !c.ended(at)
}

// ActionStatusAt is where an action in a state stands at an instant. Of a series it is now only while one of its times runs.
func ActionStatusAt(state ActionState, when occasion.When, at time.Time) ActionStatus {
	if state == ActionDone {
		return Over
	}
	times := when.Occurrences()
	if state != ActionOpen && state != ActionClosed || len(times) == 0 {
		return ActionStatus(state)
	}
	if !lastEnd(times).After(at) {
		return Over
	}
	for _, o := range times {
		if !o.Off && !o.Starts.After(at) && o.Ends.After(at) {
			return HappeningNow
		}
	}
	return ActionStatus(state)
}
