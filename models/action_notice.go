package models

import (
	"cmp"
	"fmt"
	"slices"

	"gorm.io/gorm"
)

// linkActions gives notices about actions their action, where an organisation of the reader has a part in it now: it hosts
// it, or takes part while the action is published and in sight, and may read of it (hostReads; who is out of sight reads no
// draft of others). What all who have a part are told stands under the reader's own organisation, not under whose people did it.
func (s *Store) linkActions(db *gorm.DB, as Actor, rows []told, lines []NoticeLine) error {
	var actions []string
	for i, r := range rows {
		if r.ObjectKind == "action" && (lines[i].OrganisationID != "" || slices.Contains([]audience{toParties, toHosts, toAllHosts}, audiences(r.Verb))) {
			actions = append(actions, r.ObjectID)
		}
	}
	own := make([]string, len(as.Represents))
	for i, r := range as.Represents {
		own[i] = r.OrganisationID
	}
	if len(actions) == 0 || len(own) == 0 {
		return nil
	}
	public, publicArgs := namedTo(ForPublic, "h.organisation_id", s.clock())
	members, membersArgs := namedTo(ForMembers, "h.organisation_id", s.clock())
	var parts []toldPart
	err := db.Raw("SELECT h.action_id, h.organisation_id, TRUE AS hosts FROM action_hosts h JOIN actions b ON b.id = h.action_id WHERE h.action_id IN ? AND h.organisation_id IN ? AND "+hostReads+" "+
		"AND (b.published_at IS NOT NULL OR NOT b.together OR b.audience = ? AND "+public+" OR b.audience = ? AND "+members+") "+
		"UNION ALL SELECT p.action_id, p.organisation_id, FALSE FROM participations p JOIN actions a ON a.id = p.action_id AND a.published_at IS NOT NULL AND a.withheld_at IS NULL JOIN organisations m ON m.id = p.organisation_id AND m.state = ? WHERE p.action_id IN ? AND p.organisation_id IN ? "+
		"AND EXISTS (SELECT 1 FROM action_hosts h WHERE h.action_id = a.id AND h.state = ? AND (a.audience = ? AND "+public+" OR a.audience = ? AND "+members+")) "+
		"ORDER BY 1, 2, 3 DESC",
		slices.Concat([]any{unique(actions), own, ForPublic}, publicArgs, []any{ForMembers}, membersArgs, []any{Member, unique(actions), own, HostAccepted, ForPublic}, publicArgs, []any{ForMembers}, membersArgs)...).Scan(&parts).Error
	if err != nil {
		return fmt.Errorf("read actions of notices: %w", err)
	}
	for i, r := range rows {
		if r.ObjectKind != "action" {
			continue
		}
		lines[i].ActionID = ""
		for _, part := range parts {
			own, mine := as.At(part.OrganisationID)
			if !mine || part.ActionID != r.ObjectID || part.OrganisationID != cmp.Or(lines[i].OrganisationID, part.OrganisationID) ||
				audiences(r.Verb) == toHosts && !part.Hosts {
				continue
			}
			lines[i].OrganisationID, lines[i].Organisation, lines[i].ActionID, lines[i].TakesPart = part.OrganisationID, own.Name, r.ObjectID, !part.Hosts
			break
		}
	}
	return nil
}

// toldPart is that an organisation hosts an action or takes part in it.
type toldPart struct {
	ActionID, OrganisationID string
	Hosts                    bool
}

// parties are the organisations that are told what became of an action: its other hosts and who takes part in it, by name
// or quietly, or waits for a place, as long as they may know of it. Where they may not, only whose people did it.
func (t *tx) parties(e Event) ([]string, error) {
	a, err := one[Action](t.db.Where("id = ?", e.ObjectID))
	if isNotFound(err) {
		return []string{e.OrganisationID}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read action %s: %w", e.ObjectID, err)
	}
	where, args := namedTo(a.Audience, "h.organisation_id", t.at)
	var hosts int64
	if err := t.db.Table("action_hosts h").Where("h.action_id = ? AND h.state = ?", a.ID, HostAccepted).Where(where, args...).Count(&hosts).Error; err != nil {
		return nil, fmt.Errorf("count hosts of %s: %w", a.ID, err)
	}
	if hosts == 0 {
		return []string{e.OrganisationID}, nil
	}
	var ids []string
	err = t.db.Raw(`SELECT o.id FROM organisations o WHERE o.state = ? AND o.id IN (SELECT organisation_id FROM action_hosts WHERE action_id = ? AND state = ?
		UNION SELECT organisation_id FROM participations WHERE action_id = ?) ORDER BY 1`, Member, a.ID, HostAccepted, a.ID).Scan(&ids).Error
	if err != nil {
		return nil, fmt.Errorf("list who has a part in %s: %w", a.ID, err)
	}
	return ids, nil
}
