package models

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// MayDeleteSelf, the own account: whoever signed in a short while ago. A browser left open, or a stolen session, deletes
// nobody.
func (a Actor) MayDeleteSelf() error {
	if !a.SignedIn() {
		return &Error{Kind: Unauthenticated}
	}
	if !a.Fresh {
		return conflict("account.stale")
	}
	return nil
}

// Departure is what a person's going would mean for others.
type Departure struct {
	Held              []Representing // nobody would be left who may sign for them: they hold the person back
	Gone              []Representing // drafts, and those that left, for which nobody else acts: erased with the account
	LastAdministrator bool           // nobody would be left to administer
	LastKeepers       bool           // too few keepers would be left for who is unnamed now
}

// Free reports whether nothing holds the person back.
func (d Departure) Free() bool { return len(d.Held) == 0 && !d.LastAdministrator && !d.LastKeepers }

// Departure tells what the actor's going would mean now.
func (s *Store) Departure(ctx context.Context, as Actor) (Departure, error) {
	if !as.SignedIn() {
		return Departure{}, &Error{Kind: Unauthenticated}
	}
	db := s.db.WithContext(ctx)
	d, err := s.departure(db, as.PersonID)
	if err != nil {
		return d, err
	}
	keepers, err := s.keepersWithout(db, as.PersonID)
	d.LastKeepers = keepers.Held
	if err != nil || !as.Has(Administrator) {
		return d, err
	}
	var others int64
	err = db.Table("roles r").Joins("JOIN people p ON p.id = r.person_id").
		Where("r.role = ? AND p.id <> ? AND p.disabled_at IS NULL", Administrator, as.PersonID).Count(&others).Error
	if err != nil {
		return d, fmt.Errorf("count administrators: %w", err)
	}
	d.LastAdministrator = others == 0
	return d, nil
}

// departure looks at the organisations alone. One that is about to be erased anyway holds nobody back.
func (s *Store) departure(db *gorm.DB, personID string) (d Departure, err error) {
	var bound []struct {
		ID                  string
		Others, Signatories int64 // beside this person; who is disabled is no signatory
	}
	err = db.Raw(`SELECT o.id,
			(SELECT count(*) FROM representatives x WHERE x.organisation_id = o.id AND x.person_id <> r.person_id) AS others,
			(SELECT count(*) FROM representatives x JOIN people p ON p.id = x.person_id
				WHERE x.organisation_id = o.id AND x.person_id <> r.person_id AND x.role = ? AND p.disabled_at IS NULL) AS signatories
		FROM representatives r JOIN organisations o ON o.id = r.organisation_id
		WHERE r.person_id = ? AND r.role = ? AND o.erase_at IS NULL`, Signatory, personID, Signatory).Scan(&bound).Error
	if err != nil {
		return d, fmt.Errorf("count who else may sign: %w", err)
	}
	represents, _, err := s.representing(db, personID)
	if err != nil {
		return d, err
	}
	for _, r := range represents {
		for _, o := range bound {
			switch alone := o.Others == 0 && (r.State == Prospect || r.State == Left); {
			case o.ID != r.OrganisationID || o.Signatories > 0:
			case alone:
				d.Gone = append(d.Gone, r)
			default:
				d.Held = append(d.Held, r)
			}
		}
	}
	return d, nil
}

// DeletePerson deletes the actor's own account: every row of the person, its data key and its sessions. What it did stays
// in the ledger under an id that points to nothing, and what organisations wrote stays theirs. The same identity that
// arrives again is somebody new. Returns Conflict if the sign-in is not fresh, and if nobody would be left to sign for an
// organisation or to administer, or too few keepers for who is unnamed.
func (s *Store) DeletePerson(ctx context.Context, as Actor, sent Sent) error {
	if err := as.MayDeleteSelf(); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		if err := t.leaveAnAdministrator(as.PersonID); err != nil { // first: who disables somebody locks in this order too
			return "", err
		}
		if err := t.leaveKeepers(as.PersonID); err != nil {
			return "", err
		}
		represented, err := t.lockPerson(as.PersonID)
		if err != nil {
			return "", err
		}
		d, err := t.departure(t.db, as.PersonID)
		if err != nil {
			return "", err
		}
		if len(d.Held) > 0 {
			return "", conflict("account.last_signatory")
		}
		for _, gone := range d.Gone {
			if err := t.eraseMember(as, gone.OrganisationID); err != nil {
				return "", err
			}
		}
		if err := t.tellDeparture(as, represented, d.Gone); err != nil {
			return "", err
		}
		return as.PersonID, t.deletePerson(as.PersonID, sent)
	})
	return err
}

// lockPerson locks a person's organisations, then the person, so that nobody becomes or stops being a signatory beside
// this, and returns the organisations' ids. Returns Conflict if one came in between.
func (t *tx) lockPerson(id string) ([]string, error) {
	represented := func() (ids []string, err error) {
		err = t.db.Model(&Representative{}).Where("person_id = ?", id).Order("organisation_id").Pluck("organisation_id", &ids).Error
		if err != nil {
			return nil, fmt.Errorf("list organisations of %s: %w", id, err)
		}
		return ids, nil
	}
	before, err := represented()
	if err != nil {
		return nil, err
	}
	for _, organisationID := range before {
		if err := t.lockOrganisation(organisationID); err != nil {
			return nil, err
		}
	}
	if _, err := one[Person](t.db.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id)); err != nil {
		return nil, err
	}
	now, err := represented()
	if err == nil && !slices.Equal(before, now) {
		err = conflict("representative.changed_meanwhile")
	}
	return now, err
}

// tellDeparture writes down what ends with an account, for those whom it concerns: colleagues, and who trusts the roles.
func (t *tx) tellDeparture(as Actor, represented []string, gone []Representing) error {
	events := []Event{}
	for _, id := range represented {
		if !slices.ContainsFunc(gone, func(r Representing) bool { return r.OrganisationID == id }) {
			events = append(events, Event{Verb: "representative.left", OrganisationID: id})
		}
	}
	var roles []Role
	if err := t.db.Model(&HeldRole{}).Where("person_id = ?", as.PersonID).Order("role").Pluck("role", &roles).Error; err != nil {
		return fmt.Errorf("read roles: %w", err)
	}
	for _, role := range roles {
		events = append(events, Event{Verb: "role.revoked." + Verb(role)})
	}
	for _, e := range append(events, Event{Verb: "person.deleted"}) {
		e.ObjectKind, e.ObjectID = "person", as.PersonID
		if err := t.write(as, e); err != nil {
			return err
		}
	}
	return nil
}

// deletePerson deletes every row of a person, and its data key. The mark of the form that was sent stays for its time, so
// that a repeat is harmless; other marks tell what was done, and go.
func (t *tx) deletePerson(id string, sent Sent) error {
	t.makeQuieter() // on SQLite this also empties the write-ahead log
	if err := t.db.Where("person_id = ? AND form_id <> ?", id, sent.FormID).Delete(&Submission{}).Error; err != nil {
		return fmt.Errorf("forget forms of %s: %w", id, err)
	}
	if err := t.db.Where("person_id = ?", id).Delete(&SignIn{}).Error; err != nil {
		return fmt.Errorf("forget sign-ins of %s: %w", id, err)
	}
	if err := t.db.Where("made_by = ? AND used_at IS NULL", id).Delete(&Invitation{}).Error; err != nil {
		return fmt.Errorf("delete invitations of %s: %w", id, err)
	}
	if err := t.db.Where("id = ?", id).Delete(&Person{}).Error; err != nil { // every other row goes with it
		return fmt.Errorf("delete %s: %w", id, err)
	}
	if err := t.db.Where("owner_id = ?", id).Delete(&DataKey{}).Error; err != nil {
		return fmt.Errorf("destroy data key of %s: %w", id, err)
	}
	return nil
}
