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
	Waits     ApplicationState // state of the change that waits, held whose day has come as submitted; "" = none
	HeldUntil *time.Time
	Decided   ApplicationState // while none waits: how the newest was decided; "" = not, or so long ago that it is forgotten
	DecidedAt *time.Time
	Thread    []ChangeSaid // what was said about it
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
	if change != nil {
		m.Waits, m.HeldUntil = change.StateAt(s.clock()), change.HeldUntil
	} else if change, err = s.lastDecided(db, organisationID); err != nil || change == nil {
		return m, err
	} else {
		m.Decided, m.DecidedAt = change.State, change.DecidedAt
	}
	said, err := saidOf(key, *change)
	m.Thread = heard(said)
	return m, err
}
