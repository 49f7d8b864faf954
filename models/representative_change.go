package models

import (
	"context"
	"fmt"
)

// Standings names one representative of one organisation, and the standing that they are to have.
type Standings struct {
	OrganisationID string
	PersonID       string
	Standing       Standing
}

// SetStanding changes what a representative may do. The sessions of somebody else end, so that they sign in anew with
// their new rights. Returns Conflict if nobody would be left who may bind the organisation.
func (s *Store) SetStanding(ctx context.Context, as Actor, sent Sent, in Standings) error {
	if err := as.MayBind(in.OrganisationID); err != nil {
		return err
	}
	if !in.Standing.Known() {
		return faults{{Field: "standing", Key: "field.choice"}}.err()
	}
	return s.changePeople(ctx, as, sent, in, func(t *tx) error {
		set := t.db.Model(&Representative{}).Where("organisation_id = ? AND person_id = ?", in.OrganisationID, in.PersonID).
			Update("role", in.Standing)
		if err := changed(set, notFound()); err != nil {
			return err
		}
		return t.tellStanding(as, "representative.changed", in)
	})
}

// RemoveRepresentative ends a colleague's acting for the organisation, at once: their sessions end, and so do the
// invitations that they made. Returns Conflict if nobody would be left who may bind it.
func (s *Store) RemoveRepresentative(ctx context.Context, as Actor, sent Sent, in Standings) error {
	if err := as.MayBind(in.OrganisationID); err != nil {
		return err
	}
	return s.changePeople(ctx, as, sent, in, func(t *tx) error {
		if err := t.unrepresent(in); err != nil {
			return err
		}
		return t.tellStanding(as, "representative.removed", in)
	})
}

// Leave ends the actor's own acting for the organisation. Returns Conflict for the last signatory.
func (s *Store) Leave(ctx context.Context, as Actor, sent Sent, organisationID string) error {
	if err := as.MayRead(organisationID); err != nil {
		return err
	}
	in := Standings{OrganisationID: organisationID, PersonID: as.PersonID}
	return s.changePeople(ctx, as, sent, in, func(t *tx) error {
		if err := t.unrepresent(in); err != nil {
			return err
		}
		return t.tellStanding(as, "representative.left", in)
	})
}

// changePeople runs a change of an organisation's people, one after the other: what it rests on is read again when its
// turn has come, and a signatory must be left when it is done.
func (s *Store) changePeople(ctx context.Context, as Actor, sent Sent, in Standings, f func(*tx) error) error {
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		if err := t.lockOrganisation(in.OrganisationID); err != nil {
			return "", err
		}
		if in.PersonID != as.PersonID {
			if err := t.stillSignatory(in.OrganisationID, as.PersonID); err != nil {
				return "", err
			}
		}
		if err := f(t); err != nil {
			return "", err
		}
		return in.OrganisationID, t.signatoryLeft(in.OrganisationID)
	})
	return err
}

// stillSignatory returns Conflict if a person is no signatory any more.
func (t *tx) stillSignatory(organisationID, personID string) error {
	r, err := one[Representative](t.db.Where("organisation_id = ? AND person_id = ?", organisationID, personID))
	if isNotFound(err) || err == nil && r.Role != Signatory {
		return conflict("representative.changed_meanwhile")
	}
	return err
}

// signatoryLeft returns Conflict if nobody may bind the organisation any more. Disabled people do not count.
func (t *tx) signatoryLeft(organisationID string) error {
	var n int64
	err := t.db.Table("representatives r").Joins("JOIN people p ON p.id = r.person_id").
		Where("r.organisation_id = ? AND r.role = ? AND p.disabled_at IS NULL", organisationID, Signatory).Count(&n).Error
	if err != nil {
		return fmt.Errorf("count signatories of %s: %w", organisationID, err)
	}
	if n == 0 {
		return conflict("representative.last_signatory")
	}
	return nil
}

// unrepresent ends that somebody acts for an organisation, with the secret address of its calendar: it answers nobody again who comes back.
func (t *tx) unrepresent(in Standings) error {
	calendar := t.db.Where("organisation_id = ? AND person_id = ?", in.OrganisationID, in.PersonID).Delete(&CalendarToken{})
	if calendar.Error != nil {
		return fmt.Errorf("end a calendar of %s: %w", in.OrganisationID, calendar.Error)
	}
	gone := t.db.Where("organisation_id = ? AND person_id = ?", in.OrganisationID, in.PersonID).Delete(&Representative{})
	if err := changed(gone, notFound()); err != nil {
		return fmt.Errorf("end representation: %w", err)
	}
	return nil
}

// tellStanding ends the sessions of whom a change concerns, unless they made it themselves, and writes it down.
func (t *tx) tellStanding(as Actor, verb Verb, in Standings) error {
	if in.PersonID != as.PersonID {
		if err := t.endSessionsOf(in.PersonID); err != nil {
			return err
		}
	}
	return t.write(as, Event{Verb: verb, ObjectKind: "person", ObjectID: in.PersonID, OrganisationID: in.OrganisationID})
}
