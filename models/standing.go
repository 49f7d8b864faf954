package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// Mine is how one organisation stands, for those who represent it: everything that the first page after sign-in shows.
type Mine struct {
	ID           string
	Role         Standing
	Names        Names
	State        OrganisationState
	JoinedAt     *time.Time
	HiddenAt     *time.Time
	EraseAt      *time.Time
	SuspendedAt  *time.Time
	LeftAt       *time.Time
	Reason       string // why it was suspended
	Slug         string // its public address, "" unless it is listed now
	Endorsements []MyEndorsement
	Open         []OpenStatement // what it could endorse beside
	Application  ApplicationState
	ChangeWaits  ApplicationState // of a ProfileChange that is not decided; "" = none
	Rearranged   bool             // since it came in, its people changed how it is shown, or withdrew
	Keepers      bool             // there are enough of them for "Counted, never named"
	At           time.Time
}

// MyEndorsement is an endorsement as its own organisation sees it.
type MyEndorsement struct {
	ID          string
	StatementID string
	VersionID   string
	Version     int
	Newest      int    // number of the newest published version
	NewestID    string // its id
	Title       Worded
	Addressee   string
	Level       Level
	Effective   Level // what counts now; "" = hidden or withdrawn
	NameFrom    *time.Time
	GivenAt     time.Time
	PublicSince *time.Time
	WithdrawnAt *time.Time
	TracedUntil string
	Quote       Quote
}

// Living reports whether the endorsement is not withdrawn.
func (e MyEndorsement) Living() bool { return e.WithdrawnAt == nil }

// Naming is how it is shown.
func (e MyEndorsement) Naming() Naming { return Naming{e.Level, e.NameFrom} }

// OpenStatement is a published statement under which an organisation does not stand.
type OpenStatement struct {
	StatementID string
	VersionID   string
	Number      int
	Title       Worded `gorm:"-"`
	Addressee   string
}

// Living lists the endorsements that are not withdrawn.
func (m Mine) Living() []MyEndorsement {
	return slices.DeleteFunc(slices.Clone(m.Endorsements), func(e MyEndorsement) bool { return !e.Living() })
}

// Endorsement returns one of the organisation's endorsements.
func (m Mine) Endorsement(id string) (MyEndorsement, bool) {
	i := slices.IndexFunc(m.Endorsements, func(e MyEndorsement) bool { return e.ID == id })
	if i < 0 {
		return MyEndorsement{}, false
	}
	return m.Endorsements[i], true
}

// Standing reads how an organisation stands, with titles in lang. For its representatives.
func (s *Store) Standing(ctx context.Context, as Actor, organisationID, lang string) (Mine, error) {
	if err := as.MayRead(organisationID); err != nil {
		return Mine{}, err
	}
	db := s.db.WithContext(ctx)
	o, key, err := s.organisation(db, organisationID)
	if err != nil {
		return Mine{}, err
	}
	role, _ := as.At(organisationID)
	m := Mine{
		ID: o.ID, Role: role.Standing, State: o.State, JoinedAt: o.JoinedAt, HiddenAt: o.HiddenAt, EraseAt: o.EraseAt,
		SuspendedAt: o.SuspendedAt, LeftAt: o.LeftAt, At: s.clock(),
	}
	if err := s.fillStanding(db, o, key, &m); err != nil {
		return Mine{}, err
	}
	if m.Endorsements, err = s.myEndorsements(db, o, key, lang); err != nil {
		return Mine{}, err
	}
	m.Open, err = s.openStatements(db, o, lang)
	return m, err
}

// fillStanding reads what is a word or two.
func (s *Store) fillStanding(db *gorm.DB, o Organisation, key seal.DataKey, m *Mine) error {
	profile, err := s.profile(key, o)
	if err != nil {
		return err
	}
	m.Names = profile.Names
	if m.Reason, err = openValue[string](key, reasonPlace(o.ID), o.Reason); err != nil {
		return err
	}
	if m.Slug, err = s.slugNow(db, o.ID); err != nil {
		return err
	}
	switch a, err := s.present(db, o.ID); {
	case err == nil:
		m.Application = a.StateAt(m.At)
	case !isNotFound(err):
		return err
	}
	if change, err := s.waitingRow(db, o.ID); err != nil {
		return err
	} else if change != nil {
		m.ChangeWaits = change.StateAt(m.At)
	}
	if m.Rearranged, err = rearranged(db, o.ID); err != nil {
		return err
	}
	m.Keepers, err = enoughKeepers(db)
	return err
}

// rearranged reports whether an organisation was ever hidden, shown otherwise or withdrawn: then it is not new any more.
func rearranged(db *gorm.DB, organisationID string) (bool, error) {
	var n int64
	err := db.Model(&Event{}).Where("organisation_id = ? AND verb IN ?", organisationID, []Verb{
		"organisation.hidden", "organisation.left", "endorsement.quieter", "endorsement.louder", "endorsement.withdrawn",
	}).Count(&n).Error
	if err != nil {
		return false, fmt.Errorf("read events of %s: %w", organisationID, err)
	}
	return n > 0, nil
}

func first(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	return texts[0]
}

// slugNow is an organisation's public address, "" unless it is listed now.
func (s *Store) slugNow(db *gorm.DB, organisationID string) (string, error) {
	var slugs []string
	if err := db.Model(&Listing{}).Where("organisation_id = ?", organisationID).Limit(1).Pluck("slug", &slugs).Error; err != nil {
		return "", fmt.Errorf("read address of %s: %w", organisationID, err)
	}
	return first(slugs), nil
}
