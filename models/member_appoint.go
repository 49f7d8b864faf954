package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Appointment is one of the two approvals by which coordinators make somebody signatory of an organisation that has
// nobody left to bind it.
type Appointment struct {
	OrganisationID string `gorm:"primaryKey"`
	PersonID       string `gorm:"primaryKey"`
	ApprovedBy     string `gorm:"primaryKey"`
	ApprovedAt     time.Time
}

// Candidate is somebody who may be appointed: who acts for the organisation already, or asked to.
type Candidate struct {
	PersonID   string
	Name       string
	Acts       bool   // acts for it already
	ApprovedBy string // name of the coordinator who approved first; "" = nobody yet
	ByReader   bool   // that was the reader
}

// leaderless reports whether nobody is left who may bind an organisation. Disabled people do not count.
func (s *Store) leaderless(db *gorm.DB, organisationID string) (bool, error) {
	var n int64
	err := db.Table("representatives r").Joins("JOIN people p ON p.id = r.person_id").
		Where("r.organisation_id = ? AND r.role = ? AND p.disabled_at IS NULL", organisationID, Signatory).Count(&n).Error
	if err != nil {
		return false, fmt.Errorf("count signatories of %s: %w", organisationID, err)
	}
	return n == 0, nil
}

// candidates lists whom coordinators may appoint: people who are not disabled and act for the organisation, or have
// asked to.
func (s *Store) candidates(db *gorm.DB, as Actor, organisationID string) ([]Candidate, error) {
	var rows []Candidate
	err := db.Table("people p").
		Select(`p.id AS person_id, EXISTS (SELECT 1 FROM representatives r WHERE r.person_id = p.id AND r.organisation_id = ?) AS acts`, organisationID).
		Where("p.disabled_at IS NULL").
		Where(`(EXISTS (SELECT 1 FROM representatives r WHERE r.person_id = p.id AND r.organisation_id = ?)
			OR EXISTS (SELECT 1 FROM join_requests j WHERE j.person_id = p.id AND j.organisation_id = ? AND j.state = 'pending' AND j.expires_at > ?))`,
			organisationID, organisationID, s.clock()).
		Order("p.id").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list candidates of %s: %w", organisationID, err)
	}
	approvals, err := s.appointments(db, organisationID)
	if err != nil {
		return nil, err
	}
	ids := []string{}
	for _, row := range rows {
		ids = append(ids, row.PersonID, approvals[row.PersonID])
	}
	names, err := s.namesOfPeople(db, ids...)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		by := approvals[rows[i].PersonID]
		rows[i].Name, rows[i].ApprovedBy, rows[i].ByReader = names[rows[i].PersonID], names[by], by != "" && by == as.PersonID
	}
	return rows, nil
}

// appointments are the first approvals that count now, by candidate: of coordinators who still are, and who do not act
// for the organisation themselves.
func (s *Store) appointments(db *gorm.DB, organisationID string) (map[string]string, error) {
	var rows []Appointment
	err := db.Table("appointments v").Select("v.*").Joins("JOIN people p ON p.id = v.approved_by").
		Where("v.organisation_id = ? AND p.disabled_at IS NULL", organisationID).
		Where("EXISTS (SELECT 1 FROM roles r WHERE r.person_id = v.approved_by AND r.role IN ?)", []Role{Coordinator, Keeper}).
		Where("NOT EXISTS (SELECT 1 FROM representatives m WHERE m.person_id = v.approved_by AND m.organisation_id = v.organisation_id)").
		Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read appointments of %s: %w", organisationID, err)
	}
	by := make(map[string]string, len(rows))
	for _, row := range rows {
		by[row.PersonID] = row.ApprovedBy
	}
	return by, nil
}

// Appoint approves that somebody becomes signatory of an organisation that has nobody left to bind it. The second
// coordinator's approval makes it so. Returns Conflict if somebody is left, or for the same coordinator twice; NotFound
// for anybody who neither acts for the organisation nor asked to, and for the actor's own person.
func (s *Store) Appoint(ctx context.Context, as Actor, sent Sent, organisationID, personID string) error {
	return s.memberChange(ctx, as, sent, organisationID, func(t *tx) error {
		if left, err := t.leaderless(t.db, organisationID); err != nil || !left {
			return orConflict(err, "member.appoint.not_needed")
		}
		candidates, err := t.candidates(t.db, as, organisationID)
		if err != nil {
			return err
		}
		for _, c := range candidates {
			if c.PersonID == personID && personID != as.PersonID {
				return t.appoint(as, organisationID, c)
			}
		}
		return notFound()
	})
}

func orConflict(err error, key string) error {
	if err != nil {
		return err
	}
	return conflict(key)
}

func (t *tx) appoint(as Actor, organisationID string, c Candidate) error {
	event := Event{Verb: "representative.appointment_approved", ObjectKind: "person", ObjectID: c.PersonID, OrganisationID: organisationID}
	approvals, err := t.appointments(t.db, organisationID)
	if err != nil {
		return err
	}
	switch approvals[c.PersonID] {
	case as.PersonID:
		return conflict("member.appoint.approved_by_you")
	case "":
		row := Appointment{OrganisationID: organisationID, PersonID: c.PersonID, ApprovedBy: as.PersonID, ApprovedAt: t.at}
		if err := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
			return fmt.Errorf("keep appointment: %w", err)
		}
		return t.write(as, event)
	}
	if err := t.makeSignatory(organisationID, c); err != nil {
		return err
	}
	event.Verb = "representative.appointed"
	return t.write(as, event)
}

// makeSignatory gives the standing, ends the request that asked for one, and forgets the approvals.
func (t *tx) makeSignatory(organisationID string, c Candidate) error {
	made := t.db.Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "organisation_id"}, {Name: "person_id"}}, DoUpdates: clause.AssignmentColumns([]string{"role"}),
	}).Create(&Representative{OrganisationID: organisationID, PersonID: c.PersonID, Role: Signatory, Since: t.at})
	if made.Error != nil {
		return fmt.Errorf("appoint signatory: %w", made.Error)
	}
	if err := t.endAsking(organisationID, c.PersonID); err != nil {
		return err
	}
	if err := t.db.Where("organisation_id = ?", organisationID).Delete(&Appointment{}).Error; err != nil {
		return fmt.Errorf("forget appointments: %w", err)
	}
	return t.endSessionsOf(c.PersonID)
}
