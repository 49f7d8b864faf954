package models

import (
	"fmt"

	"gorm.io/gorm"
)

// otherHosts are the organisations whose people are told what one of an action's hosts did. None while that one is out of
// sight: what it does then is not there for others.
func (t *tx) otherHosts(e Event) ([]string, error) {
	a, err := one[Action](t.db.Where("id = ?", e.ObjectID))
	if isNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	named, err := t.isNamedTo(t.db, a.Audience, e.OrganisationID, t.at)
	if err != nil || !named {
		return nil, err
	}
	var ids []string
	err = t.db.Model(&ActionHost{}).Where("action_id = ? AND state = ? AND organisation_id <> ?", a.ID, HostAccepted, e.OrganisationID).
		Order("organisation_id").Pluck("organisation_id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("read hosts of %s: %w", a.ID, err)
	}
	return ids, nil
}

// withoutOldAsks leaves out what somebody was asked that is not there any more for its reader: answered, taken back, too
// late, or asked by somebody who hid since.
func (s *Store) withoutOldAsks(db *gorm.DB, rows []told) ([]told, error) {
	kept := make([]told, 0, len(rows))
	for _, r := range rows {
		if r.Verb == "cohost.asked" || r.Verb == "cohost.offered" {
			ask, err := s.coHostAskOf(db, r.OrganisationID, r.ObjectID)
			if err != nil && !isNotFound(err) {
				return nil, err
			}
			if err != nil || ask.Offer != (r.Verb == "cohost.offered") {
				continue
			}
		}
		kept = append(kept, r)
	}
	return kept, nil
}
