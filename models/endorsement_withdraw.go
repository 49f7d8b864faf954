package models

import (
	"context"
	"fmt"

	"keephope/models/seal"
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
		o, key, err := t.hold(w.OrganisationID)
		if err != nil {
			return "", err
		}
		e, err := t.living(w.OrganisationID, w.EndorsementID)
		if err != nil {
			return "", err
		}
		var left leftTrace
		if w.Trace && EffectiveLevel(o, e, t.at) == Public {
			profile, err := t.profile(key, o)
			if err != nil {
				return "", err
			}
			left = leftTrace{Until: t.at.Format(traceMonth), Names: profile.Names}
		}
		return e.ID, t.withdraw(as, key, e, left)
	})
	return err
}

func (t *tx) withdraw(by Actor, key seal.DataKey, e Endorsement, left leftTrace) error {
	t.makeQuieter()
	sealed, err := t.sealTrace(key, e.ID, left)
	if err != nil {
		return err
	}
	ended := t.db.Model(&Endorsement{}).Where("id = ? AND withdrawn_at IS NULL", e.ID).
		Updates(map[string]any{"withdrawn_at": t.at, "trace": sealed})
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
		o, key, err := t.hold(w.OrganisationID)
		if err != nil {
			return "", err
		}
		e, err := one[Endorsement](t.db.Where("id = ? AND organisation_id = ? AND withdrawn_at IS NOT NULL", w.EndorsementID, w.OrganisationID))
		if err != nil {
			return "", err
		}
		if left, err := t.leftTrace(o, key, e); err != nil || left.Until == "" {
			return e.ID, err
		}
		if err := t.keepTrace(key, e.ID, leftTrace{}); err != nil {
			return "", err
		}
		if err := t.relist(w.OrganisationID); err != nil {
			return "", err
		}
		return e.ID, t.write(as, Event{Verb: "endorsement.untraced", ObjectKind: "endorsement", ObjectID: e.ID, OrganisationID: w.OrganisationID})
	})
	return err
}
