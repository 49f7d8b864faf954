package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// Participation is an organisation that takes part in an action, by name or quietly.
type Participation struct {
	ID             string `gorm:"primaryKey"`
	ActionID       string
	OrganisationID string
	Quiet          bool // named nowhere, takes no place, enters one number a day
	HostsSee       bool // quietly, but the hosts may know
	Waiting        bool // for a place
	Said           []byte
	JoinedAt       time.Time
	JoinedBy       string
	HostsKnew      bool       // the hosts knew of it when it was settled last
	WithheldAt     *time.Time // since when its town is out of sight, for a mention
	agreed         []string   // hosts to which it lets itself be known, where they were read
}

// JoiningWords is what a joiner says: the town, which stands beside its name, and a note that hosts read.
type JoiningWords struct {
	Town string `json:"town"`
	Note string `json:"note"`
}

// Participant is the part of an action that whoever joined has.
const Participant HostPart = "participant"

func joiningPlace(id string) seal.Place {
	return seal.Place{Table: "participations", Column: "said", Row: id}
}

// JoinView is an action as a member reads it that may join, or has.
type JoinView struct {
	ActionID  string
	State     ActionState
	Audience  Audience
	Slug      string // of its public page; "" = members only
	Content   ActionContent
	Over      bool
	Full      bool // who joins by name now waits for a place
	MayName   bool // the organisation is named to those whom the action is for
	Hidden    bool // the organisation is out of sight, and so known to no host
	Apart     bool // it is in, and reads neither link nor venue, because no host knows of it
	Hosts     bool // the organisation hosts it, and takes part by that
	Joined    *Participation
	Said      JoiningWords
	Called    []ActionPart // who calls for it, in the order of the action's page
	HostsMark string       // of these hosts: forms carry it
	Told      bool         // it has told how it was, be it sent, given back or published
	Pictures  int          // with so many pictures
	Cancelled string       // why it does not take place, where it was cancelled
	ChangedAt time.Time    // when it was
	At        time.Time
}

// saidOf opens what joiners say, in the order of their rows, without the towns that are out of sight.
func (s *Store) saidOf(db *gorm.DB, rows []Participation) ([]JoiningWords, error) {
	owners := make([]string, len(rows))
	for i, p := range rows {
		owners[i] = p.OrganisationID
	}
	keys, err := s.keysOf(db, owners)
	if err != nil {
		return nil, err
	}
	said := make([]JoiningWords, len(rows))
	for i, p := range rows {
		if said[i], err = openValue[JoiningWords](keys[p.OrganisationID], joiningPlace(p.ID), p.Said); err != nil {
			return nil, err
		}
		if p.WithheldAt != nil {
			said[i].Town = ""
		}
	}
	return said, nil
}

// Joinable reads an action for an organisation that may join it or has joined. The link and the venue are in it only for
// those who are in and of whom the hosts know: else somebody could read the place unseen, and go. NotFound for what the organisation may not know of.
func (s *Store) Joinable(ctx context.Context, as Actor, organisationID, actionID string) (JoinView, error) {
	if err := as.MayRead(organisationID); err != nil {
		return JoinView{}, err
	}
	db := s.db.WithContext(ctx)
	o, orgKey, err := s.organisation(db, organisationID)
	if err != nil {
		return JoinView{}, err
	}
	a, by, err := s.knownAction(db, o, actionID)
	if err != nil {
		return JoinView{}, err
	}
	key, err := s.key(db, a.ID)
	if err != nil {
		return JoinView{}, err
	}
	v := JoinView{ActionID: a.ID, State: a.State, Audience: a.Audience, Hosts: by.own, HostsMark: s.hostsMark(organisationID, a.ID, by.named), At: s.clock()}
	if v.Called, err = s.calledBy(db, a, by.named); err != nil {
		return v, err
	}
	if v.Content, err = s.actionContent(key, a); err != nil {
		return v, err
	}
	if a.State == ActionCancelled && a.ChangedAt != nil {
		said, err := openValue[ActionSaid](key, actionPlace(a.ID, "said"), a.Said)
		if err != nil {
			return v, err
		}
		v.Cancelled, v.ChangedAt = said.Cancelled, *a.ChangedAt
	}
	v.Over = v.Content.ended(v.At)
	if v.MayName, err = s.isNamedTo(db, a.Audience, organisationID, s.clock()); err != nil {
		return v, err
	}
	if v.Full, err = s.isFull(db, a, v.Content); err != nil {
		return v, err
	}
	var slugs []string
	if err := db.Model(&ListedAction{}).Where("action_id = ?", a.ID).Pluck("slug", &slugs).Error; err != nil {
		return v, fmt.Errorf("read address of %s: %w", a.ID, err)
	}
	if len(slugs) > 0 {
		v.Slug = slugs[0]
	}
	v.Hidden = o.HiddenAt != nil
	return s.withOwnPart(db, orgKey, organisationID, v)
}

// withOwnPart adds how the organisation takes part, and takes away what only those learn who are in.
func (s *Store) withOwnPart(db *gorm.DB, key seal.DataKey, organisationID string, v JoinView) (JoinView, error) {
	p, err := one[Participation](db.Where("action_id = ? AND organisation_id = ?", v.ActionID, organisationID))
	switch {
	case err == nil:
		v.Joined = &p
		v.Said, err = openValue[JoiningWords](key, joiningPlace(p.ID), p.Said)
	case isNotFound(err):
		err = nil
	}
	if err != nil {
		return v, err
	}
	told, err := s.withReport(db, key, organisationID, ReportView{ActionID: v.ActionID})
	if err != nil {
		return v, err
	}
	v.Told, v.Pictures = told.Edition > 0, len(told.Words.Pictures)
	known, err := s.areKnown(db, organisationID, v.Audience, []string{v.ActionID})
	if v.Joined == nil || v.Joined.Waiting {
		v.Content.Where = v.Content.Where.open()
	}
	if !known[v.ActionID] {
		v.Apart = v.Content.Where != v.Content.Where.open()
		v.Content.Where = v.Content.Where.open()
	}
	return v, err
}

// knownAction reads a published action that an organisation may know of, with who calls for it. An action whose hosts are all out
// of sight is not there.
func (s *Store) knownAction(db *gorm.DB, o Organisation, actionID string) (Action, callers, error) {
	if !ValidID(actionID) || o.State != Member {
		return Action{}, callers{}, notFound()
	}
	a, err := one[Action](db.Where("id = ? AND published_at IS NOT NULL AND withheld_at IS NULL", actionID))
	if err != nil {
		return a, callers{}, err
	}
	by, err := s.callersOf(db, a, o.ID)
	return a, by, err
}

// holdKnownAction is knownAction with the action's key, and holds its row.
func (t *tx) holdKnownAction(o Organisation, actionID string) (Action, seal.DataKey, callers, error) {
	if !ValidID(actionID) || o.State != Member {
		return Action{}, seal.DataKey{}, callers{}, notFound()
	}
	a, key, err := t.holdAction(actionID)
	if err == nil && (!a.Published() || a.WithheldAt != nil) {
		err = notFound()
	}
	if err != nil {
		return a, key, callers{}, err
	}
	by, err := t.callersOf(t.db, a, o.ID)
	return a, key, by, err
}

// callers are the accepted hosts of an action as one organisation knows them.
type callers struct {
	named []string // ids of those whom the action's audience knows by name, in their own order: it does not depend on their parts
	own   bool     // the organisation is a host itself, named or not
}

// callersOf are the callers of a published action for an organisation. NotFound where none is named.
func (s *Store) callersOf(db *gorm.DB, a Action, organisationID string) (by callers, err error) {
	var hosts []struct {
		ID    string
		Named bool
	}
	where, args := namedTo(a.Audience, "h.organisation_id", s.clock())
	err = db.Table("action_hosts h").Select("h.organisation_id AS id, "+where+" AS named", args...).
		Where("h.action_id = ? AND h.state = ?", a.ID, HostAccepted).Order("h.organisation_id").Scan(&hosts).Error
	if err != nil {
		return by, fmt.Errorf("read hosts of %s: %w", a.ID, err)
	}
	for _, h := range hosts {
		by.own = by.own || h.ID == organisationID
		if h.Named {
			by.named = append(by.named, h.ID)
		}
	}
	if len(by.named) == 0 {
		return by, notFound()
	}
	return by, nil
}
