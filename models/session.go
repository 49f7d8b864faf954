package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// How long a session lasts (SECURITY annex 78, 82, 83). Coordinators' idle time is shorter.
const (
	SessionLife     = 12 * time.Hour
	SessionIdle     = 2 * time.Hour
	SessionIdleDesk = 30 * time.Minute
	FreshFor        = 15 * time.Minute // how long after a sign-in one may change how one signs in
	seenStep        = time.Minute      // how stale seen_at may get before it is written again
)

// Session is a signed-in browser. Only the hash of its token is kept, no address and no user agent.
type Session struct {
	ID        string `gorm:"primaryKey"`
	TokenHash []byte
	PersonID  string
	Provider  string
	StartedAt time.Time
	SeenAt    time.Time
	EndsAt    time.Time
}

// startSession opens a session for a person and returns the cookie's secret. replaces is the token that the browser
// held before, if any: its row goes, so that an id is never carried over a sign-in.
func (t *tx) startSession(personID, provider, replaces string) (token string, err error) {
	if replaces != "" {
		if err := t.db.Where("token_hash = ?", HashToken(replaces)).Delete(&Session{}).Error; err != nil {
			return "", fmt.Errorf("end replaced session: %w", err)
		}
	}
	token, hash := t.newToken()
	row := Session{
		ID: t.NewID(), TokenHash: hash, PersonID: personID, Provider: provider,
		StartedAt: t.at, SeenAt: t.at, EndsAt: t.at.Add(SessionLife),
	}
	return token, t.db.Create(&row).Error
}

// Actor returns who holds a session's token, with the rights of now. Any token that does not stand for a living
// session of a person who is not disabled is the zero Actor.
func (s *Store) Actor(ctx context.Context, token string) (Actor, error) {
	if token == "" {
		return Actor{}, nil
	}
	db := s.db.WithContext(ctx)
	session, err := one[Session](db.Where("token_hash = ?", HashToken(token)))
	if isNotFound(err) {
		return Actor{}, nil
	}
	if err != nil {
		return Actor{}, fmt.Errorf("find session: %w", err)
	}
	person, err := one[Person](db.Where("id = ?", session.PersonID))
	if err != nil {
		return Actor{}, fmt.Errorf("find person of session: %w", err)
	}
	actor, err := s.actorOf(db, person)
	if err != nil {
		return Actor{}, err
	}
	actor.SessionID = session.ID
	at := s.clock()
	actor.Fresh = at.Sub(session.StartedAt) < FreshFor
	if person.DisabledAt != nil || session.over(at, actor.Has(Coordinator) || actor.Has(Administrator)) {
		return Actor{}, nil
	}
	return actor, s.sawSession(db, session, at)
}

// ActorOf returns a person with the rights of now, without a session: for work that is done on their behalf. Returns
// NotFound for nobody, and for somebody who is disabled.
func (s *Store) ActorOf(ctx context.Context, personID string) (Actor, error) {
	db := s.db.WithContext(ctx)
	person, err := one[Person](db.Where("id = ? AND disabled_at IS NULL", personID))
	if err != nil {
		return Actor{}, err
	}
	return s.actorOf(db, person)
}

// over reports whether the session has ended by its absolute or its idle limit.
func (s Session) over(at time.Time, desk bool) bool {
	idle := SessionIdle
	if desk {
		idle = SessionIdleDesk
	}
	return !at.Before(s.EndsAt) || at.Sub(s.SeenAt) >= idle
}

func (s *Store) sawSession(db *gorm.DB, session Session, at time.Time) error {
	if at.Sub(session.SeenAt) < seenStep {
		return nil
	}
	if err := db.Model(&Session{}).Where("id = ?", session.ID).Update("seen_at", at).Error; err != nil {
		return fmt.Errorf("keep session alive: %w", err)
	}
	return nil
}

// actorOf gathers a person's name, roles and organisations.
func (s *Store) actorOf(db *gorm.DB, person Person) (Actor, error) {
	actor := Actor{PersonID: person.ID, Lang: person.Lang}
	if err := db.Model(&HeldRole{}).Where("person_id = ?", person.ID).Order("role").Pluck("role", &actor.Roles).Error; err != nil {
		return Actor{}, fmt.Errorf("read roles: %w", err)
	}
	represents, key, err := s.representing(db, person.ID)
	if err != nil {
		return Actor{}, err
	}
	actor.Represents = represents
	actor.Name, err = openValue[string](key, personNamePlace(person.ID), person.Name)
	return actor, err
}

// representing lists the organisations that a person acts for, oldest first, and opens the person's data key with theirs.
func (s *Store) representing(db *gorm.DB, personID string) ([]Representing, seal.DataKey, error) {
	var rows []struct {
		Organisation
		Role Standing
	}
	err := db.Table("representatives r").Select("o.*, r.role").Joins("JOIN organisations o ON o.id = r.organisation_id").
		Where("r.person_id = ?", personID).Order("r.since, o.id").Scan(&rows).Error
	if err != nil {
		return nil, seal.DataKey{}, fmt.Errorf("read organisations of person: %w", err)
	}
	owners := []string{personID}
	for _, r := range rows {
		owners = append(owners, r.ID)
	}
	keys, err := s.keysOf(db, owners)
	if err != nil {
		return nil, seal.DataKey{}, err
	}
	var out []Representing
	for _, r := range rows {
		profile, err := s.profile(keys[r.ID], r.Organisation)
		if err != nil {
			return nil, seal.DataKey{}, err
		}
		out = append(out, Representing{
			OrganisationID: r.ID, Standing: r.Role, State: r.State, Name: profile.Names.Own, Hidden: r.HiddenAt != nil,
		})
	}
	return out, keys[personID], nil
}

// Sessions lists the actor's own living sessions, newest first.
func (s *Store) Sessions(ctx context.Context, as Actor) ([]Session, error) {
	if !as.SignedIn() {
		return nil, &Error{Kind: Unauthenticated}
	}
	var rows []Session
	at, desk := s.clock(), as.Has(Coordinator) || as.Has(Administrator)
	err := s.db.WithContext(ctx).Where("person_id = ?", as.PersonID).Order("started_at DESC, id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	return slices.DeleteFunc(rows, func(row Session) bool { return row.over(at, desk) }), nil
}

// EndSession ends one of the actor's own sessions. Returns NotFound for anybody else's.
func (s *Store) EndSession(ctx context.Context, as Actor, sent Sent, id string) error {
	if !as.SignedIn() {
		return &Error{Kind: Unauthenticated}
	}
	return s.byForm(ctx, as, sent, func(t *tx) error {
		return changed(t.db.Where("id = ? AND person_id = ?", id, as.PersonID).Delete(&Session{}), notFound())
	})
}

// EndOtherSessions ends all of the actor's own sessions but the one that asks.
func (s *Store) EndOtherSessions(ctx context.Context, as Actor, sent Sent) error {
	if !as.SignedIn() {
		return &Error{Kind: Unauthenticated}
	}
	return s.byForm(ctx, as, sent, func(t *tx) error {
		if err := t.db.Where("person_id = ? AND id <> ?", as.PersonID, as.SessionID).Delete(&Session{}).Error; err != nil {
			return fmt.Errorf("end other sessions: %w", err)
		}
		return nil
	})
}

// renewSession gives a session another token and id, and leaves it its age and its end. Returns Unauthenticated if there
// is none.
func (t *tx) renewSession(id string) (token string, err error) {
	token, hash := t.newToken()
	renewed := t.db.Model(&Session{}).Where("id = ?", id).Updates(map[string]any{"id": t.NewID(), "token_hash": hash})
	return token, changed(renewed, &Error{Kind: Unauthenticated})
}

// endSessionsOf ends every session of a person: on role change, disabling, and when its organisation is suspended.
func (t *tx) endSessionsOf(personID string) error {
	if err := t.db.Where("person_id = ?", personID).Delete(&Session{}).Error; err != nil {
		return fmt.Errorf("end sessions of %s: %w", personID, err)
	}
	return nil
}
