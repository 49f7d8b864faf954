package models

import (
	"context"
	"fmt"
	"maps"
	"time"

	"gorm.io/gorm"

	"keephope/models/picture"
	"keephope/models/seal"
)

// ProfileEdit is how a member wishes its profile to be, whole: what it shall tell of itself from now on.
type ProfileEdit struct {
	OrganisationID string
	Profile        Profile          // LogoID is not read: see Picture and NoLogo
	Quotes         map[string]Quote // by id of a living endorsement; one that is missing stays as it is
	Picture        *picture.Upload  // a new logo, nil = none
	NoLogo         bool             // take the logo away
}

// EditProfile changes a member's profile: what only takes away, and the address for coordinators, at once; all else
// becomes a ProfileChange that a coordinator reads first, in place of an earlier one that still waits. waiting tells
// whether there is one now. Returns Conflict for an organisation that is no member.
func (s *Store) EditProfile(ctx context.Context, as Actor, sent Sent, e ProfileEdit) (waiting bool, err error) {
	if err := as.MayEdit(e.OrganisationID); err != nil {
		return false, err
	}
	e.Quotes = maps.Clone(e.Quotes) // the form keeps what was typed
	logo, err := s.takeLogo(ctx, e.Picture)
	if err != nil {
		return false, err
	}
	_, err = s.change(ctx, as, sent, func(t *tx) (string, error) {
		m, err := t.mine(e.OrganisationID)
		if err != nil {
			return "", err
		}
		if err := m.check(&e, t.at); err != nil {
			return "", err
		}
		if err := t.wishLogo(m, &e, logo); err != nil {
			return "", err
		}
		return e.OrganisationID, t.edit(as, m, e)
	})
	if err != nil {
		return false, err
	}
	row, err := s.waitingRow(s.db.WithContext(ctx), e.OrganisationID)
	return row != nil, err
}

// takeLogo decodes and re-encodes a new logo outside the transaction. nil = none.
func (s *Store) takeLogo(ctx context.Context, upload *picture.Upload) (*picture.Logo, error) {
	if upload == nil {
		return nil, nil
	}
	logo, err := s.pictures.TakeIn(ctx, *upload)
	if f := pictureFaults("logo", err); f.err() != nil {
		return nil, f.err()
	}
	return &logo, err
}

// mineNow is a held member with what it tells of itself now, and what waits to be read.
type mineNow struct {
	organisation Organisation
	key          seal.DataKey
	profile      Profile
	quotes       map[string]Quote
	waiting      *ProfileChange
	proposed     ProposedProfile // of waiting
}

func (t *tx) mine(organisationID string) (m mineNow, err error) {
	if m.organisation, m.key, err = t.hold(organisationID); err != nil {
		return m, err
	}
	if m.organisation.State != Member {
		return m, conflict("endorsement.not_member")
	}
	if m.profile, err = t.profile(m.key, m.organisation); err != nil {
		return m, err
	}
	if m.quotes, err = t.quotes(t.db, m.key, organisationID); err != nil {
		return m, err
	}
	m.waiting, m.proposed, err = t.waitingChange(t.db, m.key, organisationID)
	return m, err
}

// quotes opens the sentences of an organisation's living endorsements, by id.
func (s *Store) quotes(db *gorm.DB, key seal.DataKey, organisationID string) (map[string]Quote, error) {
	var rows []Endorsement
	if err := db.Where("organisation_id = ? AND withdrawn_at IS NULL", organisationID).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read endorsements of %s: %w", organisationID, err)
	}
	quotes := make(map[string]Quote, len(rows))
	for _, e := range rows {
		quote, err := openValue[Quote](key, quotePlace(e.ID), e.Quote)
		if err != nil {
			return nil, err
		}
		quotes[e.ID] = quote
	}
	return quotes, nil
}

// waitingChange opens the organisation's living ProfileChange; nil if none waits.
func (s *Store) waitingChange(db *gorm.DB, key seal.DataKey, organisationID string) (*ProfileChange, ProposedProfile, error) {
	row, err := s.waitingRow(db, organisationID)
	if err != nil || row == nil {
		return nil, ProposedProfile{}, err
	}
	proposed, err := openValue[ProposedProfile](key, proposedPlace(row.ID), row.Proposed)
	return row, proposed, err
}

func (s *Store) waitingRow(db *gorm.DB, organisationID string) (*ProfileChange, error) {
	row, err := one[ProfileChange](db.Where("organisation_id = ? AND state IN ?", organisationID, []ApplicationState{Submitted, Asked, Held}))
	if isNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read profile change of %s: %w", organisationID, err)
	}
	return &row, nil
}

// check cleans the wish, by the rules of an application at an instant.
func (m mineNow) check(e *ProfileEdit, at time.Time) error {
	var answers Answers
	f := fillOrganisation(e.Profile)(&answers, rulesAt(at))
	answers.Organisation.Town = checkLine(&f, "town", e.Profile.Town, maxLine)
	e.Profile = answers.Organisation
	for id, quote := range e.Quotes {
		if _, ours := m.quotes[id]; !ours {
			return notFound()
		}
		e.Quotes[id] = checkQuote(&f, "-"+id, quote)
	}
	return f.err()
}
