package models

import (
	"context"
	"fmt"
)

// Disable keeps a person out: its sessions end, and it cannot sign in. Nothing of it is lost. Returns NotFound for an
// unknown person, Conflict if nobody would be left to administer. Too few keepers hold nobody back: who disables somebody in
// need must be able to; the page before says what that means (see KeepersWithout).
func (s *Store) Disable(ctx context.Context, as Actor, sent Sent, personID string) error {
	if err := as.MayGrant(); err != nil {
		return err
	}
	return s.byForm(ctx, as, sent, func(t *tx) error {
		if _, err := one[Person](t.db.Where("id = ?", personID)); err != nil {
			return err
		}
		if err := t.leaveAnAdministrator(personID); err != nil {
			return err
		}
		done := t.db.Model(&Person{}).Where("id = ? AND disabled_at IS NULL", personID).Update("disabled_at", t.at)
		if done.Error != nil {
			return fmt.Errorf("disable %s: %w", personID, done.Error)
		}
		if done.RowsAffected == 0 {
			return nil
		}
		if err := t.endSessionsOf(personID); err != nil {
			return err
		}
		return t.write(as, Event{Verb: "person.disabled", ObjectKind: "person", ObjectID: personID})
	})
}

// Enable lets a disabled person sign in again, with the roles that it had. Returns NotFound for an unknown person.
func (s *Store) Enable(ctx context.Context, as Actor, sent Sent, personID string) error {
	if err := as.MayGrant(); err != nil {
		return err
	}
	return s.byForm(ctx, as, sent, func(t *tx) error {
		if _, err := one[Person](t.db.Where("id = ?", personID)); err != nil {
			return err
		}
		done := t.db.Model(&Person{}).Where("id = ? AND disabled_at IS NOT NULL", personID).Update("disabled_at", nil)
		if done.Error != nil {
			return fmt.Errorf("enable %s: %w", personID, done.Error)
		}
		if done.RowsAffected == 0 {
			return nil
		}
		return t.write(as, Event{Verb: "person.enabled", ObjectKind: "person", ObjectID: personID})
	})
}

// EndSessionsOf signs a person out everywhere. For administrators. Returns NotFound for an unknown person.
func (s *Store) EndSessionsOf(ctx context.Context, as Actor, sent Sent, personID string) error {
	if err := as.MayGrant(); err != nil {
		return err
	}
	return s.byForm(ctx, as, sent, func(t *tx) error {
		if _, err := one[Person](t.db.Where("id = ?", personID)); err != nil {
			return err
		}
		if err := t.endSessionsOf(personID); err != nil {
			return err
		}
		return t.write(as, Event{Verb: "person.signed_out", ObjectKind: "person", ObjectID: personID})
	})
}

// EndAllSessions signs everybody out, whoever asks too: for the day on which something was stolen.
func (s *Store) EndAllSessions(ctx context.Context, as Actor, sent Sent) error {
	if err := as.MayGrant(); err != nil {
		return err
	}
	return s.byForm(ctx, as, sent, func(t *tx) error {
		if err := t.db.Where("1 = 1").Delete(&Session{}).Error; err != nil {
			return fmt.Errorf("end all sessions: %w", err)
		}
		return t.write(as, Event{Verb: "person.all_signed_out", ObjectKind: "instance"})
	})
}
