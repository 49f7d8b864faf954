package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// MemberCase is an organisation of the coalition as a coordinator reads it.
type MemberCase struct {
	MemberLine
	Profile      Profile
	Own          bool // the reader represents it: others decide
	MayDecide    bool
	SuspendedAt  *time.Time
	Reason       string // why it is suspended
	Endorsements []StandingUnder
	People       []Colleague
	Applications []PastApplication
	Together     []CaseLink  // cases of the actions that it hosts, and of what it tells of actions
	Leaderless   bool        // nobody is left who may bind it
	Candidates   []Candidate // whom coordinators may appoint then
}

// StandingUnder is a statement that an organisation stands under, and how it is shown there.
type StandingUnder struct {
	Title    string
	Level    Level
	NameFrom *time.Time
	Version  int
	GivenAt  time.Time
}

// PastApplication is an application of a member, for who may open it.
type PastApplication struct {
	ID    string
	State ApplicationState
	At    time.Time
}

// memberOf is an organisation with its data key.
type memberOf struct {
	id  string
	key seal.DataKey
}

// MemberAtDesk reads an organisation for a coordinator. Returns NotFound for one that is no member and was not
// suspended, and for one that stands counted unless the reader is a keeper.
func (s *Store) MemberAtDesk(ctx context.Context, as Actor, id, lang string) (MemberCase, error) {
	db := s.db.WithContext(ctx)
	o, m, err := s.memberMatter(db, as, id)
	if err != nil {
		return MemberCase{}, err
	}
	key, err := s.key(db, o.ID)
	if err != nil {
		return MemberCase{}, err
	}
	c := MemberCase{MayDecide: as.MayDecide(m) == nil, SuspendedAt: o.SuspendedAt}
	_, c.Own = as.At(o.ID)
	if c.Profile, err = s.profile(key, o); err != nil {
		return MemberCase{}, err
	}
	c.MemberLine = memberRow{Organisation: o, Secret: m.Secret}.line(as, c.Profile)
	if c.Reason, err = openValue[string](key, reasonPlace(o.ID), o.Reason); err != nil {
		return MemberCase{}, err
	}
	if c.Endorsements, err = s.standingUnder(db, as, memberOf{o.ID, key}, lang); err != nil {
		return MemberCase{}, err
	}
	if c.Applications, err = s.pastApplications(db, as, o.ID); err != nil {
		return MemberCase{}, err
	}
	hosts, err := s.actionLinks(db, as, o.ID)
	if err != nil {
		return MemberCase{}, err
	}
	tells, err := s.reportLinks(db, as, "r.organisation_id = ?", o.ID)
	if err != nil {
		return MemberCase{}, err
	}
	c.Together = append(hosts, tells...)
	return c, s.fillPeople(db, as, &c)
}

// memberMatter reads a member or a suspended organisation for somebody who may know of it.
func (s *Store) memberMatter(db *gorm.DB, as Actor, id string) (Organisation, Matter, error) {
	if err := as.MayUseDesk(); err != nil {
		return Organisation{}, Matter{}, err
	}
	if !ValidID(id) {
		return Organisation{}, Matter{}, notFound()
	}
	o, err := one[Organisation](db.Where("id = ? AND state IN ?", id, []OrganisationState{Member, Suspended}))
	if err != nil {
		return o, Matter{}, err
	}
	m, err := s.matter(db, o.ID)
	if err != nil {
		return o, m, err
	}
	return o, m, as.MaySee(m)
}

// standingUnder lists the living endorsements, those that the reader may know of: who may read the organisation by name
// but is no keeper learns nothing of what it only counts under.
func (s *Store) standingUnder(db *gorm.DB, as Actor, of memberOf, lang string) ([]StandingUnder, error) {
	var rows []struct {
		StandingUnder
		ID    string
		Dates []byte
	}
	q := db.Table("endorsements e").Joins("JOIN organisations o ON o.id = e.organisation_id").Select("e.id, e.dates, e.level, e.name_from, e.given_at, v.number AS version, t.title").
		Joins("JOIN statement_versions v ON v.id = e.version_id").
		Joins(`JOIN statement_texts t ON t.version_id = v.id AND t.lang = (SELECT x.lang FROM statement_texts x WHERE x.version_id = v.id
			AND x.locked_at IS NOT NULL ORDER BY CASE WHEN x.lang = ? THEN 0 WHEN x.lang = v.original_lang THEN 1 ELSE 2 END, x.lang LIMIT 1)`, lang).
		Where("e.organisation_id = ? AND e.withdrawn_at IS NULL", of.id)
	if !as.Has(Keeper) {
		q = q.Where(namedRule, s.clock())
	}
	if err := q.Order("e.given_at, e.id").Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("read endorsements of %s: %w", of.id, err)
	}
	out := make([]StandingUnder, len(rows))
	for i, row := range rows {
		e := Endorsement{ID: row.ID, Dates: row.Dates, GivenAt: row.GivenAt}
		if err := exactDates(of.key, &e); err != nil {
			return nil, err
		}
		out[i] = row.StandingUnder
		out[i].GivenAt = e.GivenAt
	}
	return out, nil
}

func (s *Store) pastApplications(db *gorm.DB, as Actor, organisationID string) ([]PastApplication, error) {
	var rows []Application
	err := db.Where("organisation_id = ? AND state NOT IN ?", organisationID, []ApplicationState{Draft, Withdrawn}).Order("saved_at, id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read applications of %s: %w", organisationID, err)
	}
	var past []PastApplication
	for _, a := range rows {
		if as.MaySee(a.Matter()) == nil && a.SubmittedAt != nil {
			past = append(past, PastApplication{ID: a.ID, State: a.State, At: *a.SubmittedAt})
		}
	}
	return past, nil
}

// fillPeople adds who acts for the organisation, and whom coordinators may appoint if nobody is left to bind it.
func (s *Store) fillPeople(db *gorm.DB, as Actor, c *MemberCase) error {
	var rows []Representative
	if err := db.Where("organisation_id = ?", c.ID).Order("since, person_id").Find(&rows).Error; err != nil {
		return fmt.Errorf("read representatives of %s: %w", c.ID, err)
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.PersonID
	}
	names, err := s.namesOfPeople(db, ids...)
	if err != nil {
		return err
	}
	for _, r := range rows {
		c.People = append(c.People, Colleague{
			PersonID: r.PersonID, Name: names[r.PersonID], Standing: r.Role, Since: r.Since, You: r.PersonID == as.PersonID,
		})
	}
	if c.Leaderless, err = s.leaderless(db, c.ID); err != nil || !c.Leaderless {
		return err
	}
	c.Candidates, err = s.candidates(db, as, c.ID)
	return err
}
