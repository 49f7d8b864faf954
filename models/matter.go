package models

import (
	"fmt"
	"time"

	"gorm.io/gorm"
)

// Matter is what decides who at the desk may open something and decide on it: whose it is, and whether its very being
// there is for keepers' eyes alone.
type Matter struct {
	OrganisationID string
	Secret         bool
}

// MaySee a matter at the desk: coordinators; what is secret, keepers alone. For other coordinators a secret answers
// like what never was.
func (a Actor) MaySee(m Matter) error {
	if err := a.MayUseDesk(); err != nil {
		return err
	}
	if m.Secret && !a.Has(Keeper) {
		return notFound()
	}
	return nil
}

// MayDecide a matter: whoever may see it, but nobody decides on an organisation that they represent.
func (a Actor) MayDecide(m Matter) error {
	if err := a.MaySee(m); err != nil {
		return err
	}
	if _, own := a.At(m.OrganisationID); own {
		return &Error{Kind: Forbidden, Key: "queue.own"}
	}
	return nil
}

// unnamedRule says in SQL whether an organisation o is one of which coordinators who are no keepers learn nothing: it
// stands counted, or before its "name us from", and under nothing louder; withdrawing keeps the level. Where it has
// endorsed nothing yet, it is one that applied as being at risk. The placeholders are instants: now, now.
const unnamedRule = `(CASE WHEN EXISTS (SELECT 1 FROM endorsements e WHERE e.organisation_id = o.id) THEN
	NOT EXISTS (SELECT 1 FROM endorsements e WHERE e.organisation_id = o.id AND e.withdrawn_at IS NULL
		AND e.level <> 'counted' AND (e.name_from IS NULL OR e.name_from <= ?))
	AND NOT EXISTS (SELECT 1 FROM endorsements e WHERE e.organisation_id = o.id AND e.withdrawn_at IS NOT NULL
		AND e.level <> 'counted' AND (e.name_from IS NULL OR e.name_from <= ?)
		AND NOT EXISTS (SELECT 1 FROM endorsements l WHERE l.organisation_id = o.id AND l.withdrawn_at IS NULL))
	ELSE EXISTS (SELECT 1 FROM applications a WHERE a.organisation_id = o.id AND a.at_risk) END)`

// unnamed reports whether an organisation is for keepers' eyes alone (see unnamedRule).
func (s *Store) unnamed(db *gorm.DB, organisationID string, at time.Time) (bool, error) {
	var n int64
	err := db.Table("organisations o").Where("o.id = ?", organisationID).Where(unnamedRule, at, at).Count(&n).Error
	if err != nil {
		return false, fmt.Errorf("read risk of %s: %w", organisationID, err)
	}
	return n > 0, nil
}
