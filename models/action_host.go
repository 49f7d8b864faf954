package models

import (
	"context"
	"time"

	"keephope/models/occasion"
)

// Hosting is what the form of an action is begun with, and judged by.
type Hosting struct {
	Country string // of the organisation: ISO 3166-1, INT or UND
	Named   bool   // to everybody, now
	Hashtag string // of the campaign
	Trusted bool   // what is sent is published at once
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
	return Hosting{Country: profile.Country, Named: slug != "", Hashtag: campaign.Hashtag, Trusted: trusted, Now: s.clock()}, err
}

// ActionStatus is where an action stands by its state and the clock, in one word.
type ActionStatus string

// The statuses beside those that are states.
const (
	HappeningNow ActionStatus = "now"
	Over         ActionStatus = "over"
	Full         ActionStatus = "full" // open, and who joins by name waits for a place
)

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
