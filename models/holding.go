package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// Holding is everything that is kept of a person and of the organisations that it represents, in plain, for itself.
// What coordinators note among themselves, and what others did, is not in it.
type Holding struct {
	At            time.Time             `json:"at"`
	Person        PersonHolding         `json:"person"`
	Organisations []OrganisationHolding `json:"organisations"`
}

// PersonHolding is what is kept of a person.
type PersonHolding struct {
	ID         string            `json:"id"`
	Name       string            `json:"name"`
	Lang       string            `json:"lang"`
	ArrivedAt  time.Time         `json:"arrived_at"`
	Roles      []Role            `json:"roles"`
	Identities []IdentityHolding `json:"identities"`
	Sessions   []SessionHolding  `json:"sessions"`
	Notices    []EventHolding    `json:"notices"`
}

// IdentityHolding is an identity at a provider.
type IdentityHolding struct {
	Provider string    `json:"provider"`
	Issuer   string    `json:"issuer"`
	Subject  string    `json:"subject"`
	AddedAt  time.Time `json:"added_at"`
}

// SessionHolding is a browser that is signed in.
type SessionHolding struct {
	Provider  string    `json:"provider"`
	StartedAt time.Time `json:"started_at"`
	SeenAt    time.Time `json:"seen_at"`
	EndsAt    time.Time `json:"ends_at"`
}

// EventHolding is a line of the ledger. ByYou tells whether the reader did it.
type EventHolding struct {
	At    time.Time `json:"at"`
	Verb  Verb      `json:"verb"`
	ByYou bool      `json:"by_you"`
}

// Everything gathers what is kept of the actor and of the organisations that it represents.
func (s *Store) Everything(ctx context.Context, as Actor) (Holding, error) {
	if !as.SignedIn() {
		return Holding{}, &Error{Kind: Unauthenticated}
	}
	db := s.db.WithContext(ctx)
	h := Holding{At: s.clock()}
	var err error
	if h.Person, err = s.personHolding(db, as); err != nil {
		return Holding{}, err
	}
	for _, r := range as.Represents {
		o, err := s.organisationHolding(ctx, as, r)
		if isNotFound(err) { // erased meanwhile
			continue
		}
		if err != nil {
			return Holding{}, fmt.Errorf("gather %s: %w", r.OrganisationID, err)
		}
		h.Organisations = append(h.Organisations, o)
	}
	return h, nil
}

func (s *Store) personHolding(db *gorm.DB, as Actor) (PersonHolding, error) {
	h := PersonHolding{ID: as.PersonID, Name: as.Name, Lang: as.Lang, Roles: as.Roles}
	person, err := one[Person](db.Where("id = ?", as.PersonID))
	if err != nil {
		return h, err
	}
	h.ArrivedAt = person.CreatedAt
	if h.Identities, err = s.identityHoldings(db, as.PersonID); err != nil {
		return h, err
	}
	err = db.Model(&Session{}).Select("provider, started_at, seen_at, ends_at").Where("person_id = ?", as.PersonID).
		Order("started_at, id").Find(&h.Sessions).Error
	if err != nil {
		return h, fmt.Errorf("read sessions: %w", err)
	}
	h.Notices, err = s.eventHoldings(db, db.Table("notices n").Select("e.id, n.at, e.exact, e.verb").Joins("JOIN events e ON e.id = n.event_id").
		Where("n.person_id = ? AND e.verb NOT IN ?", as.PersonID, askedByOthers()).Order("n.event_id"))
	if err != nil {
		return h, fmt.Errorf("read notices: %w", err)
	}
	return h, nil
}

// eventHoldings reads lines with id, at, exact and what a holding tells.
func (s *Store) eventHoldings(db, q *gorm.DB) ([]EventHolding, error) {
	var rows []struct {
		ID    int64
		Exact []byte
		EventHolding
	}
	if err := q.Find(&rows).Error; err != nil {
		return nil, err
	}
	err := s.exactTimes(db, len(rows), func(i int) (int64, []byte, *time.Time) { return rows[i].ID, rows[i].Exact, &rows[i].At })
	if err != nil {
		return nil, err
	}
	var out []EventHolding
	for _, row := range rows {
		out = append(out, row.EventHolding)
	}
	return out, nil
}

func (s *Store) identityHoldings(db *gorm.DB, personID string) ([]IdentityHolding, error) {
	key, err := s.key(db, personID)
	if err != nil {
		return nil, err
	}
	var rows []KnownIdentity
	if err := db.Where("person_id = ?", personID).Order("added_at, provider").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read identities: %w", err)
	}
	out := make([]IdentityHolding, len(rows))
	for i, row := range rows {
		pair, err := openValue[[2]string](key, seal.Place{Table: "identities", Column: "sealed", Row: personID}, row.Sealed)
		if err != nil {
			return nil, err
		}
		out[i] = IdentityHolding{Provider: row.Provider, Issuer: pair[0], Subject: pair[1], AddedAt: row.AddedAt}
	}
	return out, nil
}
