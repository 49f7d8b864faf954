package models

import (
	"encoding/binary"
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

// namedRule says in SQL whether an endorsement e of an organisation o names it, or named it up to its end: to somebody at
// least, be it members alone. "Name us from" comes only for who stands in sight on that day. A day that came is taken out
// of the row (see dueNames), so one that is still there where nothing is in sight any more never came: withdrawn, hidden,
// suspended or gone before it, an organisation stays unnamed when the day passes. The placeholder is the instant: now.
const namedRule = `(e.level <> 'counted' AND (e.name_from IS NULL
	OR e.name_from <= ? AND e.withdrawn_at IS NULL AND o.state = 'member' AND o.hidden_at IS NULL))`

// unnamedRule says in SQL whether an organisation o is one of which coordinators who are no keepers learn nothing: no
// living endorsement names it, nor, where none lives, did one that was withdrawn. Where it has endorsed nothing yet, it is
// one that applied as being at risk. The placeholders are instants: now, now.
const unnamedRule = `(CASE WHEN EXISTS (SELECT 1 FROM endorsements e WHERE e.organisation_id = o.id) THEN
	NOT EXISTS (SELECT 1 FROM endorsements e WHERE e.organisation_id = o.id AND e.withdrawn_at IS NULL AND ` + namedRule + `)
	AND NOT EXISTS (SELECT 1 FROM endorsements e WHERE e.organisation_id = o.id AND e.withdrawn_at IS NOT NULL AND ` + namedRule + `
		AND NOT EXISTS (SELECT 1 FROM endorsements l WHERE l.organisation_id = o.id AND l.withdrawn_at IS NULL))
	ELSE EXISTS (SELECT 1 FROM applications a WHERE a.organisation_id = o.id AND a.at_risk) END)`

// datelessRule says in SQL whether an organisation o is one whose days are for keepers: it is unnamed, stood counted
// under anything, or applied as being at risk. The placeholder is the instant: now.
const datelessRule = `(EXISTS (SELECT 1 FROM applications a WHERE a.organisation_id = o.id AND a.at_risk)
	OR EXISTS (SELECT 1 FROM endorsements e WHERE e.organisation_id = o.id AND NOT ` + namedRule + `))`

// untakenRule says in SQL whether an organisation o is one of which even a keeper learns nothing but a number: it applies as
// being at risk, and this keeper did not take it. Taking is the logged opening. The placeholder is the keeper's id.
const untakenRule = `(o.state IN ('prospect', 'applicant') AND
	EXISTS (SELECT 1 FROM applications a WHERE a.organisation_id = o.id AND a.at_risk AND a.taken_by <> ?))`

// alias is the number under which a list of one kind shows what its reader may not know by name: always the same one,
// and it cannot be told which number of another kind belongs to the same organisation.
func (s *Store) alias(kind, id string) int {
	return firstNumber + int(binary.BigEndian.Uint32(s.keys.Lookup("alias", kind+" "+id))%numbers)
}

// unnamed reports whether an organisation is for keepers' eyes alone (see unnamedRule).
func (s *Store) unnamed(db *gorm.DB, organisationID string, at time.Time) (bool, error) {
	var n int64
	err := db.Table("organisations o").Where("o.id = ?", organisationID).Where(unnamedRule, at, at).Count(&n).Error
	if err != nil {
		return false, fmt.Errorf("read risk of %s: %w", organisationID, err)
	}
	return n > 0, nil
}

// dateless reports whether the days of an organisation are for keepers (see datelessRule).
func (s *Store) dateless(db *gorm.DB, organisationID string, at time.Time) (bool, error) {
	var rows int64
	err := db.Table("organisations o").Where("o.id = ?", organisationID).Where(datelessRule, at).Count(&rows).Error
	if err != nil {
		return false, fmt.Errorf("read days of %s: %w", organisationID, err)
	}
	return rows > 0, nil
}

// dueNames takes "name us from" out of the rows of a held organisation for which that day came while they were in sight.
// It runs before anything of the organisation changes: what happens afterwards neither takes back that it was named nor
// lets a day come for somebody who is out of sight by then.
func (t *tx) dueNames(o Organisation) error {
	if !o.Visible() {
		return nil
	}
	err := t.db.Model(&Endorsement{}).Where("organisation_id = ? AND withdrawn_at IS NULL AND name_from <= ?", o.ID, t.at).
		Update("name_from", nil).Error
	if err != nil {
		return fmt.Errorf("name %s from its day: %w", o.ID, err)
	}
	return nil
}
