package models

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"
)

// EraseDue carries out a complete withdrawal whose time has come. It does nothing if that was taken back, is not due
// yet or is done: running it again is harmless.
func (s *Store) EraseDue(ctx context.Context, organisationID string) error {
	return s.inTx(ctx, func(t *tx) error {
		o, _, err := t.hold(organisationID)
		if isNotFound(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("erase %s: %w", organisationID, err)
		}
		if o.EraseAt == nil || t.at.Before(*o.EraseAt) {
			return nil
		}
		return t.eraseMember(Program(), organisationID)
	})
}

// eraseMember erases a locked organisation that stood in the coalition, and says so in the ledger.
func (t *tx) eraseMember(by Actor, organisationID string) error {
	err := t.write(by, Event{Verb: "organisation.erased", ObjectKind: "organisation", ObjectID: organisationID, OrganisationID: organisationID})
	if err != nil {
		return err
	}
	return t.erase(organisationID)
}

// erase deletes every row of a locked organisation and its data key. Backups from before hold both, until they are
// deleted or the master key above them is (docs/operating.md). Its people keep their accounts, and
// nobody is told of it any more, by name. Its address names stay taken, as keyed hashes that tell nothing. Of its events
// the ledger keeps what forgetEvents leaves: write the line that says it is deleted before.
func (t *tx) erase(organisationID string) error {
	t.makeQuieter() // on SQLite this also empties the write-ahead log
	forgotten := t.db.Model(&Slug{}).Where("organisation_id = ?", organisationID).Updates(map[string]any{"organisation_id": nil, "sealed": []byte{}})
	if forgotten.Error != nil {
		return fmt.Errorf("forget slugs of %s: %w", organisationID, forgotten.Error)
	}
	if err := t.forgetTold(organisationID); err != nil {
		return err
	}
	if err := t.forgetEvents(organisationID); err != nil {
		return err
	}
	var stood []Endorsement
	if err := t.db.Select("id").Where("organisation_id = ?", organisationID).Find(&stood).Error; err != nil {
		return fmt.Errorf("read what %s stood under: %w", organisationID, err)
	}
	if err := t.dropTraces(stood); err != nil { // no column leads from them to the organisation
		return err
	}
	if err := t.leaveActions(organisationID); err != nil {
		return err
	}
	if err := t.db.Where("id = ?", organisationID).Delete(&Organisation{}).Error; err != nil { // every other row goes with it
		return fmt.Errorf("erase %s: %w", organisationID, err)
	}
	if err := t.db.Where("owner_id = ?", organisationID).Delete(&DataKey{}).Error; err != nil {
		return fmt.Errorf("destroy data key of %s: %w", organisationID, err)
	}
	return nil
}

// forgetTold deletes what was told of an organisation that is being erased, to its people and at the desk. What other hosts and those who
// take part were told of a joint action stays with them, without a name, as it does while the organisation is hidden.
func (t *tx) forgetTold(organisationID string) error {
	var verbs []Verb
	if err := t.db.Model(&Event{}).Where("organisation_id = ?", organisationID).Distinct().Order("verb").Pluck("verb", &verbs).Error; err != nil {
		return fmt.Errorf("read what was told of %s: %w", organisationID, err)
	}
	verbs = slices.DeleteFunc(verbs, func(v Verb) bool {
		return slices.Contains([]audience{toHosts, toAllHosts, toParties}, audiences(v))
	})
	told := t.db.Where("event_id IN (SELECT e.id FROM events e WHERE e.organisation_id = ?)", organisationID).
		Where(`(event_id IN (SELECT e.id FROM events e WHERE e.organisation_id = ? AND e.verb IN ?)
			OR person_id IN (SELECT r.person_id FROM representatives r WHERE r.organisation_id = ?))`, organisationID, verbs, organisationID).Delete(&Notice{})
	if told.Error != nil {
		return fmt.Errorf("forget what was told of %s: %w", organisationID, told.Error)
	}
	return nil
}

// deletionVerbs are the lines that say that an organisation is gone.
func deletionVerbs() []Verb {
	return []Verb{"application.deleted", "application.expired", "organisation.erased"}
}

// forgetEvents takes people out of the ledger's lines of an organisation that is being erased: in their place stands its
// own id, which points to nothing. Of one that never was a member only the line stays that something was deleted: the
// others were for few, and nobody could say any more for whom.
func (t *tx) forgetEvents(organisationID string) error {
	o, err := one[Organisation](t.db.Where("id = ?", organisationID))
	if err != nil {
		return fmt.Errorf("erase %s: %w", organisationID, err)
	}
	of := func() *gorm.DB { return t.db.Model(&Event{}).Where("organisation_id = ?", organisationID) }
	if o.State == Prospect || o.State == Applicant {
		if err := of().Where("verb NOT IN ?", deletionVerbs()).Delete(&Event{}).Error; err != nil {
			return fmt.Errorf("forget lines of %s: %w", organisationID, err)
		}
	}
	if err := of().Where("actor_id <> ''").Update("actor_id", organisationID).Error; err != nil {
		return fmt.Errorf("forget who acted for %s: %w", organisationID, err)
	}
	if err := of().Where("object_kind = 'person'").Update("object_id", organisationID).Error; err != nil {
		return fmt.Errorf("forget to whom was acted at %s: %w", organisationID, err)
	}
	return nil
}
