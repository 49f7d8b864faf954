package models

import (
	"context"
	"fmt"
)

// PublishDue lists an endorsement whose "name us from" has come, if that is still wanted: not while its organisation is
// hidden, and not under a later date. Idempotent. A day that is out of the row by now has come (see dueNames).
func (s *Store) PublishDue(ctx context.Context, endorsementID string) error {
	return s.inTx(ctx, func(t *tx) error {
		e, err := one[Endorsement](t.db.Where("id = ?", endorsementID))
		if isNotFound(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read endorsement %s: %w", endorsementID, err)
		}
		if e.NameFrom != nil && t.at.Before(*e.NameFrom) {
			return nil
		}
		before, err := t.isListed(e.ID)
		if err != nil || before {
			return err
		}
		if err := t.relist(e.OrganisationID); err != nil {
			return err
		}
		if now, err := t.isListed(e.ID); err != nil || !now {
			return err
		}
		return t.write(Program(), Event{
			Verb: "endorsement.published", ObjectKind: "endorsement", ObjectID: e.ID, OrganisationID: e.OrganisationID,
		})
	})
}

// isListed reports whether the endorsement has its public copy.
func (t *tx) isListed(endorsementID string) (bool, error) {
	var n int64
	if err := t.db.Model(&Listing{}).Where("endorsement_id = ?", endorsementID).Count(&n).Error; err != nil {
		return false, fmt.Errorf("look for listing of %s: %w", endorsementID, err)
	}
	return n > 0, nil
}
