package models

import (
	"context"
	"fmt"
)

// Withdrawing is the wish to stand under a statement no longer.
type Withdrawing struct {
	OrganisationID string
	EndorsementID  string
	Trace          bool // leave name and month, "supported until November 2026"
}

// Withdraw ends one endorsement at once. A trace is left only if it was wished and the organisation is named at this
// moment; otherwise the endorsement never existed for anybody outside. Returns NotFound for an endorsement that is not
// a living one of this organisation.
func (s *Store) Withdraw(ctx context.Context, as Actor, sent Sent, w Withdrawing) error {
	if err := as.MayBind(w.OrganisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		o, _, err := t.hold(w.OrganisationID)
		if err != nil {
			return "", err
		}
		e, err := t.living(w.OrganisationID, w.EndorsementID)
		if err != nil {
			return "", err
		}
		until := ""
		if w.Trace && EffectiveLevel(o, e, t.at) == Public {
			until = t.at.Format(traceMonth)
		}
		return e.ID, t.withdraw(as, e, until)
	})
	return err
}

func (t *tx) withdraw(by Actor, e Endorsement, until string) error {
	t.makeQuieter()
	ended := t.db.Model(&Endorsement{}).Where("id = ? AND withdrawn_at IS NULL", e.ID).
		Updates(map[string]any{"withdrawn_at": t.at, "traced_until": until})
	if err := changed(ended, notFound()); err != nil {
		return fmt.Errorf("withdraw endorsement %s: %w", e.ID, err)
	}
	if err := t.relist(e.OrganisationID); err != nil {
		return err
	}
	return t.write(by, Event{Verb: "endorsement.withdrawn", ObjectKind: "endorsement", ObjectID: e.ID, OrganisationID: e.OrganisationID})
}

// Untrace takes a trace back: from now on there never was one. Doing it again changes nothing.
func (s *Store) Untrace(ctx context.Context, as Actor, sent Sent, w Withdrawing) error {
	if err := as.MayBind(w.OrganisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		if _, _, err := t.hold(w.OrganisationID); err != nil {
			return "", err
		}
		e, err := one[Endorsement](t.db.Where("id = ? AND organisation_id = ? AND withdrawn_at IS NOT NULL", w.EndorsementID, w.OrganisationID))
		if err != nil || e.TracedUntil == "" {
			return e.ID, err
		}
		if err := t.db.Model(&Endorsement{}).Where("id = ?", e.ID).Update("traced_until", "").Error; err != nil {
			return "", fmt.Errorf("take trace %s back: %w", e.ID, err)
		}
		if err := t.relist(w.OrganisationID); err != nil {
			return "", err
		}
		return e.ID, t.write(as, Event{Verb: "endorsement.untraced", ObjectKind: "endorsement", ObjectID: e.ID, OrganisationID: w.OrganisationID})
	})
	return err
}
