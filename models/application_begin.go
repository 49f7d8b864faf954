package models

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"

	"keephope/models/seal"
)

// Limits of beginning. One person may well found several organisations, but hardly in one fortnight.
const (
	maxUnfinished  = 5  // organisations of one person that are not members yet
	maxNumberTries = 50 // draws of a free number
	firstNumber    = 11 // numbers run from here
	numbers        = 99_989
)

// Beginning is how an application begins: what the organisation is called, if it was typed already, and the language of
// the page.
type Beginning struct {
	Name string
	Lang string
}

// MayBegin an application: whoever is signed in.
func (a Actor) MayBegin() error {
	if !a.SignedIn() {
		return &Error{Kind: Unauthenticated}
	}
	return nil
}

// BeginApplication registers a new organisation, whose signatory is the actor, with a draft application for the
// featured campaign's call. Returns the organisation's id; Conflict if there is no call, or if the actor has too many
// unfinished organisations already.
func (s *Store) BeginApplication(ctx context.Context, as Actor, sent Sent, b Beginning) (organisationID string, err error) {
	if err := as.MayBegin(); err != nil {
		return "", err
	}
	return s.change(ctx, as, sent, func(t *tx) (string, error) {
		var f faults
		name := checkLine(&f, "name", b.Name, maxName)
		if err := f.err(); err != nil {
			return "", err
		}
		if err := t.fewUnfinished(as); err != nil {
			return "", err
		}
		call, err := t.featuredCall()
		if err != nil {
			return "", err
		}
		id, key, err := t.register(Profile{Names: Names{Own: name}})
		if err != nil {
			return "", err
		}
		if err := t.represent(id, as.PersonID, Signatory); err != nil {
			return "", err
		}
		answers := Answers{Organisation: Profile{Names: Names{Own: name}}, Done: map[string]bool{}}
		return id, t.beginDraft(as, key, Application{OrganisationID: id, StatementID: call.ID, Lang: b.Lang}, answers)
	})
}

// fewUnfinished returns Conflict if the actor represents too many organisations that are not members.
func (t *tx) fewUnfinished(as Actor) error {
	var n int64
	err := t.db.Table("representatives r").Joins("JOIN organisations o ON o.id = r.organisation_id").
		Where("r.person_id = ? AND o.state IN ?", as.PersonID, []OrganisationState{Prospect, Applicant}).Count(&n).Error
	if err != nil {
		return fmt.Errorf("count unfinished organisations: %w", err)
	}
	if n >= maxUnfinished {
		return conflict("application.too_many", "n", maxUnfinished)
	}
	return nil
}

// featuredCall is the statement that an application is for. Conflict before there is one.
func (t *tx) featuredCall() (Statement, error) {
	call, err := one[Statement](t.db.Table("statements s").Select("s.*").
		Joins("JOIN campaigns c ON c.id = s.campaign_id").Where("c.featured AND s.kind = ?", Call))
	if isNotFound(err) {
		return call, conflict("application.no_call")
	}
	return call, err
}

// register makes an organisation with a number and a data key of its own.
func (t *tx) register(p Profile) (id string, key seal.DataKey, err error) {
	id = t.NewID()
	if key, err = t.newKey(id); err != nil {
		return "", key, err
	}
	sealed, err := t.sealValue(key, profilePlace(id), p)
	if err != nil {
		return "", key, err
	}
	for range maxNumberTries {
		number := firstNumber + t.below(numbers)
		row := Organisation{ID: id, Number: number, State: Prospect, Profile: sealed, CreatedAt: t.at}
		made := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if made.Error != nil {
			return "", key, fmt.Errorf("register organisation: %w", made.Error)
		}
		if made.RowsAffected == 1 {
			return id, key, nil
		}
	}
	return "", key, fmt.Errorf("register organisation: no free number in %d draws", maxNumberTries)
}

// represent makes a person a representative.
func (t *tx) represent(organisationID, personID string, as Standing) error {
	row := Representative{OrganisationID: organisationID, PersonID: personID, Role: as, Since: t.at}
	if err := t.db.Create(&row).Error; isDuplicate(err) {
		return conflict("representative.already")
	} else if err != nil {
		return fmt.Errorf("make representative: %w", err)
	}
	return nil
}

// beginDraft writes a new draft with its answers. Conflict if the organisation has a living application.
func (t *tx) beginDraft(by Actor, key seal.DataKey, a Application, answers Answers) error {
	a.ID, a.ApplicantID, a.State, a.SavedAt = t.NewID(), by.PersonID, Draft, t.at
	var err error
	if a.Answers, err = t.sealValue(key, answersPlace(a.ID), answers); err != nil {
		return err
	}
	if err := t.db.Create(&a).Error; isDuplicate(err) {
		return conflict("application.changed")
	} else if err != nil {
		return fmt.Errorf("begin application: %w", err)
	}
	return t.write(by, Event{
		Verb: "application.begun", ObjectKind: "application", ObjectID: a.ID, OrganisationID: a.OrganisationID,
	})
}
