package models

import (
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
)

// quietTo tells of participations p who joined quietly and let the hosts know whether a host h is one of those hosts: it was named
// on the page on which they said so. One that was out of sight then, or came later, is none of them.
const quietTo = `EXISTS (SELECT 1 FROM agreed_hosts g WHERE g.participation_id = p.id AND g.organisation_id = h.organisation_id)`

// knownToHosts limits a query to the participations p of actions for an audience of which a host knows now: by name while they
// are named, or quietly while they let the hosts know. Nobody knows of who hid.
func knownToHosts(audience Audience, at time.Time) (string, []any) {
	guest, guestArgs := namedTo(audience, "p.organisation_id", at)
	host, hostArgs := namedTo(audience, "h.organisation_id", at)
	where := `(EXISTS (SELECT 1 FROM organisations k WHERE k.id = p.organisation_id AND k.state = ? AND k.hidden_at IS NULL)
		AND (NOT p.quiet AND ` + guest + ` OR p.quiet AND p.hosts_see AND EXISTS
			(SELECT 1 FROM action_hosts h WHERE h.action_id = p.action_id AND h.state = ? AND ` + quietTo + ` AND ` + host + `)))`
	return where, slices.Concat([]any{Member}, guestArgs, []any{HostAccepted}, hostArgs)
}

// areKnown are those of an organisation's participations, in actions for an audience, of which hosts know now.
func (s *Store) areKnown(db *gorm.DB, organisationID string, audience Audience, actions []string) (map[string]bool, error) {
	where, args := knownToHosts(audience, s.clock())
	var ids []string
	err := db.Table("participations p").Where("p.organisation_id = ? AND p.action_id IN ?", organisationID, actions).Where(where, args...).Pluck("p.action_id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("look which hosts know of %s: %w", organisationID, err)
	}
	known := make(map[string]bool, len(ids))
	for _, id := range ids {
		known[id] = true
	}
	return known, nil
}

// settleKnown keeps whether the hosts of an action know of one participant now. Those who knew of it, and do not any more, are told
// that somebody went: the same whether it left, hid itself, or is quiet by now. before is its part as they knew it, with the hosts
// that it agreed to; the zero value reads it.
func (t *tx) settleKnown(a Action, organisationID string, before Participation) error {
	p, err := one[Participation](t.db.Where("action_id = ? AND organisation_id = ?", a.ID, organisationID))
	if isNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return t.settlePart(a, p, before)
}

// settlePart is settleKnown of a part as it is kept now.
func (t *tx) settlePart(a Action, p, before Participation) error {
	known, err := t.areKnown(t.db, p.OrganisationID, a.Audience, []string{a.ID})
	if err != nil || known[a.ID] == p.HostsKnew {
		return err
	}
	now := map[string]any{"hosts_knew": known[a.ID]}
	if known[a.ID] && p.Quiet { // it stands where those stand who left and joined again, for who it is that went is told to nobody
		now["joined_at"] = t.at
	}
	if err := t.db.Model(&Participation{}).Where("id = ?", p.ID).Updates(now).Error; err != nil {
		return fmt.Errorf("keep whether hosts of %s know who takes part: %w", a.ID, err)
	}
	if known[a.ID] {
		return nil
	}
	if before.ID == "" {
		if before, err = t.withAgreed(p); err != nil {
			return err
		}
	}
	return t.tellOfGoing(a, before)
}

// endKnown tells the hosts who know of an organisation that is being erased that somebody takes part no more, as if it had hidden itself
// before.
func (t *tx) endKnown(organisationID string) error {
	var known []Participation
	err := t.db.Where("organisation_id = ? AND hosts_knew", organisationID).Order("action_id").Find(&known).Error
	if err != nil {
		return fmt.Errorf("list where hosts know of %s: %w", organisationID, err)
	}
	for _, p := range known {
		a, _, err := t.holdAction(p.ActionID)
		if err != nil {
			return err
		}
		if p, err = t.withAgreed(p); err != nil {
			return err
		}
		if err := t.tellOfGoing(a, p); err != nil {
			return err
		}
	}
	return nil
}

// tellOfGoing tells the hosts who knew of a participant, read with those that it agreed to, that somebody takes part no more, where
// participants learn a place or a link that others do not: else what it knows is known to everybody. Neither who nor why is in what they are
// told, nor anywhere.
func (t *tx) tellOfGoing(a Action, p Participation) error {
	if a.State != ActionOpen && a.State != ActionClosed {
		return nil
	}
	key, err := t.key(t.db, a.ID)
	if err != nil {
		return err
	}
	content, err := t.actionContent(key, a)
	if err != nil || content.ended(t.at) || !content.Where.Secret() {
		return err
	}
	named, args := namedTo(a.Audience, "h.organisation_id", t.at)
	q := t.db.Table("action_hosts h").Joins("JOIN organisations o ON o.id = h.organisation_id AND o.state = ?", Member).
		Where("h.action_id = ? AND h.state = ? AND h.organisation_id <> ?", a.ID, HostAccepted, p.OrganisationID)
	if p.Quiet {
		q = q.Where("h.organisation_id IN ?", p.agreed).Where(named, args...)
	}
	var hosts []string
	if err := q.Order("h.organisation_id").Pluck("h.organisation_id", &hosts).Error; err != nil {
		return fmt.Errorf("list hosts of %s: %w", a.ID, err)
	}
	for _, id := range hosts {
		if err := t.write(Program(), a.event("participation.gone", id)); err != nil {
			return err
		}
	}
	return nil
}

// sawGoing reports whether an organisation was told that somebody takes part no more in an action that it hosts.
func (s *Store) sawGoing(db *gorm.DB, organisationID, actionID string) (bool, error) {
	var n int64
	err := db.Model(&Event{}).Where("verb = 'participation.gone' AND object_id = ? AND organisation_id = ?", actionID, organisationID).Limit(1).Count(&n).Error
	if err != nil {
		return false, fmt.Errorf("look who went from %s: %w", actionID, err)
	}
	return n > 0, nil
}
