package models

import (
	"context"
	"fmt"
)

// Suspension is why an organisation is suspended. It reads the reason on its page.
type Suspension struct {
	OrganisationID string
	Reason         string
}

// Suspend takes a member out of everything that others see, at once, and ends the sessions of its people. They can sign
// in again, and read the reason. Returns Invalid without a reason, Conflict if it is no member.
func (s *Store) Suspend(ctx context.Context, as Actor, sent Sent, in Suspension) error {
	return s.memberChange(ctx, as, sent, in.OrganisationID, func(t *tx) error {
		var f faults
		reason := checkText(&f, "reason", in.Reason, maxMessage)
		if reason == "" && len(f) == 0 {
			f.add("reason", "member.suspend.reason_missing")
		}
		if err := f.err(); err != nil {
			return err
		}
		key, err := t.key(t.db, in.OrganisationID)
		if err != nil {
			return err
		}
		sealed, err := t.sealValue(key, reasonPlace(in.OrganisationID), reason)
		if err != nil {
			return err
		}
		t.makeQuieter()
		suspended := t.db.Model(&Organisation{}).Where("id = ? AND state = ?", in.OrganisationID, Member).
			Updates(map[string]any{"state": Suspended, "suspended_at": t.at, "reason": sealed})
		if err := changed(suspended, conflict("member.changed")); err != nil {
			return err
		}
		if err := t.endSessionsAt(in.OrganisationID); err != nil {
			return err
		}
		return t.memberDone(as, in.OrganisationID, "organisation.suspended")
	})
}

// Restore makes a suspended organisation a member again, as it stood before: nothing becomes louder than it was, and
// what it hid stays hidden. What was to be named from a day that had not come stays counted, until a signatory chooses
// again: no coordinator names anybody. Its people are told so. Returns Conflict if it is not suspended.
func (s *Store) Restore(ctx context.Context, as Actor, sent Sent, organisationID string) error {
	return s.memberChange(ctx, as, sent, organisationID, func(t *tx) error {
		restored := t.db.Model(&Organisation{}).Where("id = ? AND state = ?", organisationID, Suspended).
			Updates(map[string]any{"state": Member, "suspended_at": nil, "reason": nil})
		if err := changed(restored, conflict("member.changed")); err != nil {
			return err
		}
		unnamed := t.db.Model(&Endorsement{}).Where("organisation_id = ? AND withdrawn_at IS NULL AND name_from IS NOT NULL", organisationID).
			Updates(map[string]any{"level": Counted, "name_from": nil})
		if unnamed.Error != nil {
			return fmt.Errorf("keep %s unnamed: %w", organisationID, unnamed.Error)
		}
		if unnamed.RowsAffected > 0 {
			return t.memberDone(as, organisationID, "organisation.restored_unnamed")
		}
		return t.memberDone(as, organisationID, "organisation.restored")
	})
}

// memberChange runs a coordinator's change of an organisation that they may know of and do not represent.
func (s *Store) memberChange(ctx context.Context, as Actor, sent Sent, organisationID string, f func(*tx) error) error {
	if err := as.MayUseDesk(); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		o, _, err := t.hold(organisationID)
		if err != nil {
			return "", err
		}
		if o.State != Member && o.State != Suspended {
			return "", notFound()
		}
		m, err := t.matter(t.db, organisationID)
		if err != nil {
			return "", err
		}
		if err := as.MayDecide(m); err != nil {
			return "", err
		}
		return organisationID, f(t)
	})
	return err
}

func (t *tx) memberDone(as Actor, organisationID string, verb Verb) error {
	if err := t.relist(organisationID); err != nil {
		return err
	}
	return t.write(as, Event{Verb: verb, ObjectKind: "organisation", ObjectID: organisationID, OrganisationID: organisationID})
}

// endSessionsAt ends the sessions of everybody who acts for an organisation.
func (t *tx) endSessionsAt(organisationID string) error {
	err := t.db.Exec("DELETE FROM sessions WHERE person_id IN (SELECT person_id FROM representatives WHERE organisation_id = ?)", organisationID).Error
	if err != nil {
		return fmt.Errorf("end sessions at %s: %w", organisationID, err)
	}
	return nil
}
