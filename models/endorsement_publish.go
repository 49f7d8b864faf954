package models

import (
	"context"
	"fmt"
)

// PublishDue lists an endorsement whose "name us from" has come, if that is still wanted. Idempotent.
func (s *Store) PublishDue(ctx context.Context, endorsementID string) error {
	return s.inTx(ctx, func(t *tx) error {
		e, err := one[Endorsement](t.db.Where("id = ?", endorsementID))
		if isNotFound(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read endorsement %s: %w", endorsementID, err)
		}
		if e.NameFrom == nil || t.at.Before(*e.NameFrom) || e.PublicSince != nil {
			return nil
		}
		if err := t.relist(e.OrganisationID); err != nil {
			return err
		}
		return t.write(Program(), Event{
			Verb: "endorsement.published", ObjectKind: "endorsement", ObjectID: e.ID, OrganisationID: e.OrganisationID,
		})
	})
}
