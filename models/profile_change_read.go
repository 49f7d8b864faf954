package models

import (
	"context"
	"time"
)

// MyProfile is what a member tells of itself, for its own people: as it is, and as it is wished.
type MyProfile struct {
	Now       Profile
	Wished    Profile          // with what waits laid over
	Quotes    map[string]Quote // as wished, by id of the living endorsement
	Waits     ApplicationState // state of the change that waits; "" = none
	HeldUntil *time.Time
	Message   string // the coordinator's question
}

// MyProfile reads what a member tells of itself. For those who may edit it.
func (s *Store) MyProfile(ctx context.Context, as Actor, organisationID string) (MyProfile, error) {
	if err := as.MayEdit(organisationID); err != nil {
		return MyProfile{}, err
	}
	db := s.db.WithContext(ctx)
	o, key, err := s.organisation(db, organisationID)
	if err != nil {
		return MyProfile{}, err
	}
	var m MyProfile
	if m.Now, err = s.profile(key, o); err != nil {
		return MyProfile{}, err
	}
	if m.Quotes, err = s.quotes(db, key, organisationID); err != nil {
		return MyProfile{}, err
	}
	change, proposed, err := s.waitingChange(db, key, organisationID)
	if err != nil {
		return MyProfile{}, err
	}
	m.Wished = proposed.Over(m.Now)
	for id, quote := range proposed.Quotes {
		if _, living := m.Quotes[id]; living {
			m.Quotes[id] = quote
		}
	}
	if change == nil {
		return m, nil
	}
	m.Waits, m.HeldUntil = change.State, change.HeldUntil
	m.Message, err = openValue[string](key, changeMessagePlace(change.ID), change.Message)
	return m, err
}
