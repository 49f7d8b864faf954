package models

import (
	"context"
	"fmt"
)

// EraseDue carries out a complete withdrawal whose time has come. It does nothing if that was taken back, is not due
// yet or is done: running it again is harmless.
func (s *Store) EraseDue(ctx context.Context, organisationID string) error {
	return s.inTx(ctx, func(t *tx) error {
		o, _, err := t.lock(organisationID)
		if isNotFound(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("erase %s: %w", organisationID, err)
		}
		if o.EraseAt == nil || t.at.Before(*o.EraseAt) {
			return nil
		}
		return t.erase(Program(), organisationID)
	})
}

// erase deletes the rows of a locked organisation and destroys its data key, so that what is left in backups cannot be
// read. Its people keep their accounts. Its address names stay taken, as keyed hashes that tell nothing. Of its events
// the ledger keeps ids that point to nothing.
func (t *tx) erase(by Actor, organisationID string) error {
	t.makeQuieter()
	forgotten := t.db.Model(&Slug{}).Where("organisation_id = ?", organisationID).Updates(map[string]any{"organisation_id": nil, "sealed": []byte{}})
	if forgotten.Error != nil {
		return fmt.Errorf("forget slugs of %s: %w", organisationID, forgotten.Error)
	}
	for _, row := range []any{&ListingLogo{}, &ListingCommunity{}} {
		mine := t.db.Model(&Listing{}).Select("endorsement_id").Where("organisation_id = ?", organisationID)
		if err := t.db.Where("endorsement_id IN (?)", mine).Delete(row).Error; err != nil {
			return fmt.Errorf("erase %s: %w", organisationID, err)
		}
	}
	if err := t.db.Where("id = ?", organisationID).Delete(&Organisation{}).Error; err != nil { // the rest goes with it
		return fmt.Errorf("erase %s: %w", organisationID, err)
	}
	if err := t.db.Where("owner_id = ?", organisationID).Delete(&DataKey{}).Error; err != nil {
		return fmt.Errorf("destroy data key of %s: %w", organisationID, err)
	}
	return t.write(by, Event{Verb: "organisation.erased", ObjectKind: "organisation", ObjectID: organisationID, OrganisationID: organisationID})
}
