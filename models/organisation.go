package models

import (
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"keephope/models/seal"
)

// OrganisationState is where an organisation stands in the coalition.
type OrganisationState string

// The states of an organisation.
const (
	Prospect  OrganisationState = "prospect"
	Applicant OrganisationState = "applicant"
	Member    OrganisationState = "member"
	Suspended OrganisationState = "suspended"
	Left      OrganisationState = "left"
)

// Organisation is a row that tells only that something is here: all its words are sealed in Profile.
type Organisation struct {
	ID          string `gorm:"primaryKey"`
	Number      int    // "Unnamed applicant 41": random and unique, tells no order
	State       OrganisationState
	Profile     []byte
	CreatedAt   time.Time
	JoinedAt    *time.Time
	HiddenAt    *time.Time
	SuspendedAt *time.Time
	Reason      []byte
	LeftAt      *time.Time
	EraseAt     *time.Time
}

// Visible reports whether the organisation's endorsements may have any effect at all: it is a member and not hidden.
func (o Organisation) Visible() bool { return o.State == Member && o.HiddenAt == nil }

// Names is what an organisation is called. Own is in its own language and script.
type Names struct {
	Own     string `json:"own"`
	OwnLang string `json:"own_lang,omitempty"` // BCP 47, "" = not told
	English string `json:"english,omitempty"`
}

// Shown returns the name for readers of lang: the own name where it is in that language, else the English one,
// with the own-script name beside it if that differs.
func (n Names) Shown(lang string) (name, beside string) {
	if n.English == "" || n.English == n.Own {
		return n.Own, ""
	}
	if n.OwnLang != "" && n.OwnLang == lang {
		return n.Own, ""
	}
	return n.English, n.Own
}

// Sorting returns the name by which A to Z goes: the same for readers of every language.
func (n Names) Sorting() string {
	if n.English != "" {
		return n.English
	}
	return n.Own
}

// Profile is what an organisation tells of itself. Everything in it is sealed at rest.
type Profile struct {
	Names       Names    `json:"names"`
	Kind        string   `json:"kind"`        // slug of terms.Kinds
	Country     string   `json:"country"`     // ISO 3166-1 alpha-2, XK, INT (international) or UND (prefers not to say)
	Town        string   `json:"town"`        // "" = do not show a place
	Communities []string `json:"communities"` // 1 to 3 slugs of terms.Communities
	Website     string   `json:"website"`     // https address or another public trace; "" = none
	Email       string   `json:"email"`       // address at the organisation; for coordinators only
	LogoID      string   `json:"logo_id"`     // "" = none
}

func profilePlace(id string) seal.Place {
	return seal.Place{Table: "organisations", Column: "profile", Row: id}
}

// reasonPlace is where it stands, for the organisation's people, why it was suspended: a sealed string.
func reasonPlace(id string) seal.Place {
	return seal.Place{Table: "organisations", Column: "reason", Row: id}
}

// profile opens the organisation's sealed profile.
func (s *Store) profile(key seal.DataKey, o Organisation) (Profile, error) {
	return openValue[Profile](key, profilePlace(o.ID), o.Profile)
}

// organisation reads a row by id, with its data key. Returns NotFound if it is not there.
func (s *Store) organisation(db *gorm.DB, id string) (Organisation, seal.DataKey, error) {
	if !ValidID(id) {
		return Organisation{}, seal.DataKey{}, notFound()
	}
	o, err := one[Organisation](db.Where("id = ?", id))
	if err != nil {
		return o, seal.DataKey{}, err
	}
	key, err := s.key(db, id)
	return o, key, err
}

// hold reads an organisation and holds its row until the transaction ends, so that changes of one organisation come one
// after the other. A change does so before it writes anything else of the organisation: how it stands until then is
// settled here (see dueNames). (SQLite has one writer anyway; NO KEY UPDATE lets rows that refer to the organisation be
// written meanwhile.)
func (t *tx) hold(id string) (Organisation, seal.DataKey, error) {
	o, key, err := t.organisation(t.db.Clauses(clause.Locking{Strength: "NO KEY UPDATE"}).Session(&gorm.Session{}), id)
	if err != nil {
		return o, key, err
	}
	return o, key, t.dueNames(o)
}

// keepProfile seals and writes the organisation's profile.
func (t *tx) keepProfile(key seal.DataKey, id string, p Profile) error {
	sealed, err := t.sealValue(key, profilePlace(id), p)
	if err != nil {
		return err
	}
	if err := t.db.Model(&Organisation{}).Where("id = ?", id).Update("profile", sealed).Error; err != nil {
		return fmt.Errorf("keep profile of %s: %w", id, err)
	}
	return nil
}
