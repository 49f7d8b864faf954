package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// Shown is what readers of one level get to see of one endorsement, or of the trace of one.
type Shown struct {
	EndorsementID string
	StatementID   string
	Version       int
	Level         Level      // Public, Members or Delivery: whose eyes
	From          *time.Time // in the future: not before; nil = at once
	Told                     // no more than the level shows
	Until         string     // a trace: the month; then there are names and nothing else
}

// Showing is a list of what becomes visible, and the fingerprint by which a confirmation says that it was read.
type Showing struct {
	Shown       []Shown
	Actions     []ShownAction // that name it then
	Fingerprint string        // hex
}

// Unconfirmed is the answer to something louder that was not confirmed: read Showing first. Changed tells that it was
// confirmed, but is something else by now. Its kind is Conflict.
type Unconfirmed struct {
	Showing Showing
	Changed bool
}

// Error names neither the organisation nor its texts.
func (u *Unconfirmed) Error() string { return "louder, and not confirmed" }

// Unwrap gives it its kind and its sentence.
func (u *Unconfirmed) Unwrap() error { return conflict("endorsement.look_again") }

// WhatShows lists exactly what becomes visible when a hidden organisation is shown again. For its signatories.
func (s *Store) WhatShows(ctx context.Context, as Actor, organisationID string) (Showing, error) {
	if err := as.MayBind(organisationID); err != nil {
		return Showing{}, err
	}
	db := s.db.WithContext(ctx)
	o, key, err := s.organisation(db, organisationID)
	if err != nil {
		return Showing{}, err
	}
	return s.showingAgain(db, o, key, s.clock())
}

// showingAgain is what a hidden organisation would show from the instant at on.
func (s *Store) showingAgain(db *gorm.DB, o Organisation, key seal.DataKey, at time.Time) (Showing, error) {
	o.HiddenAt = nil
	var endorsements []Endorsement
	if err := db.Where("organisation_id = ?", o.ID).Order("given_at, id").Find(&endorsements).Error; err != nil {
		return Showing{}, fmt.Errorf("read endorsements of %s: %w", o.ID, err)
	}
	named, ended := map[string]bool{}, []traced{}
	var lines []Shown
	for _, e := range endorsements {
		if e.WithdrawnAt != nil {
			left, err := s.leftTrace(o, key, e)
			if err != nil {
				return Showing{}, err
			}
			ended = append(ended, traced{e, left})
		}
		if !o.Visible() || e.WithdrawnAt != nil || e.Level == Counted {
			continue
		}
		line, err := s.shown(db, o, key, e, Naming{e.Level, e.NameFrom}.settled(at))
		if err != nil {
			return Showing{}, err
		}
		named[e.StatementID] = named[e.StatementID] || EffectiveLevel(o, e, at) == Public
		lines = append(lines, line)
	}
	for _, e := range standingTraces(o, ended, named) {
		lines = append(lines, Shown{EndorsementID: e.ID, StatementID: e.StatementID, Level: Public, Told: Told{Profile: Profile{Names: e.left.Names}}, Until: e.left.Until})
	}
	actions, err := s.shownActions(db, o, audiencesOf(lines))
	if err != nil {
		return Showing{}, err
	}
	return newShowing(o.ID, lines, actions)
}

// shown is what becomes visible of one endorsement under a naming.
func (s *Store) shown(db *gorm.DB, o Organisation, key seal.DataKey, e Endorsement, n Naming) (Shown, error) {
	profile, err := s.profile(key, o)
	if err != nil {
		return Shown{}, err
	}
	quote, err := openValue[Quote](key, quotePlace(e.ID), e.Quote)
	if err != nil {
		return Shown{}, err
	}
	version, err := one[StatementVersion](db.Where("id = ?", e.VersionID))
	if err != nil {
		return Shown{}, fmt.Errorf("read version: %w", err)
	}
	return Shown{
		EndorsementID: e.ID, StatementID: e.StatementID, Version: version.Number, Level: n.Level, From: n.From,
		Told: Told{profile, quote}.At(n.Level),
	}, nil
}

// newShowing takes the fingerprint of what is listed.
func newShowing(organisationID string, lines []Shown, actions []ShownAction) (Showing, error) {
	text, err := json.Marshal(struct {
		Organisation string
		Lines        []Shown
		Actions      []ShownAction
	}{organisationID, lines, actions})
	if err != nil {
		return Showing{}, fmt.Errorf("take fingerprint: %w", err)
	}
	sum := sha256.Sum256(text)
	return Showing{Shown: lines, Actions: actions, Fingerprint: hex.EncodeToString(sum[:])}, nil
}
