package models

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
)

// ListedPart is an organisation that a listed action names. It lives as long as both are public.
type ListedPart struct {
	ActionID       string   `gorm:"primaryKey"`
	Slug           string   `gorm:"primaryKey"`
	Part           HostPart `gorm:"primaryKey"`
	OrganisationID string
	Names          Names `gorm:"serializer:json"`
	SortKey        string
	Town           string
}

// relistActions brings the public copies of all actions of one organisation in line with what is public of it now. relist
// calls it: with its organisation an action goes, or goes on under the others.
func (t *tx) relistActions(organisationID string) error {
	var parts []struct {
		ActionID string
		Hosts    bool
	}
	err := t.db.Raw(`SELECT action_id, TRUE AS hosts FROM action_hosts WHERE organisation_id = ? AND state = ?
		UNION ALL SELECT p.action_id, FALSE FROM participations p WHERE p.organisation_id = ? AND (NOT p.quiet OR p.hosts_see) AND NOT EXISTS
			(SELECT 1 FROM action_hosts h WHERE h.action_id = p.action_id AND h.organisation_id = p.organisation_id AND h.state = ?)
		ORDER BY action_id`, organisationID, HostAccepted, organisationID, HostAccepted).Scan(&parts).Error
	if err != nil {
		return fmt.Errorf("list actions of %s: %w", organisationID, err)
	}
	for _, p := range parts {
		a, _, err := t.holdAction(p.ActionID)
		if err != nil {
			return err
		}
		if p.Hosts {
			err = t.relistAction(a.ID)
		} else {
			err = t.relistParticipant(a, organisationID)
		}
		if err != nil {
			return err
		}
		if err := t.seekTown(a, organisationID); err != nil {
			return err
		}
		if err := t.settleKnown(a, organisationID, Participation{}); err != nil {
			return err
		}
	}
	return nil
}

// relistParticipant brings what the public copy of a held action says of one participant in line with what is true now, and
// gives a place that opened to who waits: an action of thousands is not written anew for one of them.
func (t *tx) relistParticipant(a Action, organisationID string) error {
	if err := t.listParticipant(a.ID, organisationID); err != nil {
		return err
	}
	if err := t.moveUp(a); err != nil {
		return err
	}
	touches, err := t.touchesReports(a.ID, organisationID)
	if err != nil || !touches {
		return err
	}
	differ, err := t.listReports(a.ID)
	if err != nil || !differ {
		return err
	}
	return t.seekNames(a.ID)
}

// listParticipant writes or deletes the one row of a participant in the public copy of a held action.
func (t *tx) listParticipant(actionID, organisationID string) error {
	gone := t.db.Where("action_id = ? AND organisation_id = ? AND part = ?", actionID, organisationID, Participant).Delete(&ListedPart{})
	if gone.Error != nil {
		return fmt.Errorf("unlist participant of %s: %w", actionID, gone.Error)
	}
	if gone.RowsAffected > 0 {
		t.makeQuieter()
	}
	parts, err := t.publicParticipants(actionID, "p.organisation_id = ? AND p.action_id IN (SELECT l.action_id FROM listed_actions l)", organisationID)
	if err != nil || len(parts) == 0 {
		return err
	}
	t.listed = true
	if err := t.db.Create(&parts).Error; err != nil {
		return fmt.Errorf("list participant of %s: %w", actionID, err)
	}
	return nil
}

// publicParticipants are those who take part by name and are public now.
func (t *tx) publicParticipants(actionID, where string, args ...any) ([]ListedPart, error) {
	var rows []struct {
		Listing
		ID         string
		Said       []byte
		WithheldAt *time.Time
	}
	err := t.db.Table("participations p").Select("l.*, p.id, p.said, p.withheld_at").Joins("JOIN listings l ON l.organisation_id = p.organisation_id").
		Joins("JOIN statements s ON s.id = l.statement_id AND s.kind = ?", Call).
		Where("p.action_id = ? AND NOT p.quiet AND NOT p.waiting", actionID).Where(where, args...).Order("l.sort_key, l.endorsement_id").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read participants of %s: %w", actionID, err)
	}
	joined := make([]Participation, len(rows))
	for i, row := range rows {
		joined[i] = Participation{ID: row.ID, OrganisationID: row.OrganisationID, Said: row.Said, WithheldAt: row.WithheldAt}
	}
	said, err := t.saidOf(t.db, joined)
	if err != nil {
		return nil, err
	}
	var parts []ListedPart
	for i, row := range rows {
		parts = append(parts, row.part(actionID, Participant, said[i].Town))
	}
	return onceEach(parts), nil
}

// publicHosts are the accepted hosts of a public action that are public now, the host first, with the towns of their public pages.
func (t *tx) publicHosts(actionID string) ([]ListedPart, error) {
	var rows []struct {
		Listing
		Part HostPart
	}
	err := t.db.Table("action_hosts h").Select("l.*, h.part").Joins("JOIN listings l ON l.organisation_id = h.organisation_id").
		Joins("JOIN statements s ON s.id = l.statement_id AND s.kind = ?", Call).
		Where("h.action_id = ? AND h.state = ?", actionID, HostAccepted).
		Order("CASE WHEN h.part = 'host' THEN 0 ELSE 1 END, l.sort_key, l.endorsement_id").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read hosts of %s: %w", actionID, err)
	}
	hosts, err := t.namedHosts(t.db, []string{actionID}, ForPublic, "")
	if err != nil {
		return nil, err
	}
	now := make(map[string]HostPart, len(hosts))
	for _, h := range hosts {
		now[h.OrganisationID] = h.Part
	}
	var parts []ListedPart
	for _, row := range rows {
		parts = append(parts, row.part(actionID, cmp.Or(now[row.OrganisationID], row.Part), row.Town))
	}
	return onceEach(parts), nil
}

// part is what an action tells of a listed organisation.
func (l Listing) part(actionID string, part HostPart, town string) ListedPart {
	return ListedPart{ActionID: actionID, Slug: l.Slug, Part: part, OrganisationID: l.OrganisationID, Names: l.Names, SortKey: l.SortKey, Town: town}
}

// onceEach leaves one row of every organisation: one may stand under several calls.
func onceEach(parts []ListedPart) []ListedPart {
	seen := map[string]bool{}
	return slices.DeleteFunc(parts, func(p ListedPart) bool {
		twice := seen[p.Slug]
		seen[p.Slug] = true
		return twice
	})
}

// namedTo limits a query to organisations, under the given column, that an audience knows by name at an instant: all that
// are public now; to members also those of level members.
func namedTo(audience Audience, column string, at time.Time) (string, []any) {
	if audience == ForPublic {
		return "EXISTS (SELECT 1 FROM listings l JOIN statements s ON s.id = l.statement_id AND s.kind = ? WHERE l.organisation_id = " + column + ")", []any{Call}
	}
	return `EXISTS (SELECT 1 FROM endorsements e JOIN organisations o ON o.id = e.organisation_id AND o.state = ? AND o.hidden_at IS NULL
		WHERE e.organisation_id = ` + column + ` AND e.withdrawn_at IS NULL AND e.level IN ? AND (e.name_from IS NULL OR e.name_from <= ?))`,
		[]any{Member, []Level{Public, Members}, at}
}

// isNamedTo reports whether an audience knows an organisation by name at an instant.
func (s *Store) isNamedTo(db *gorm.DB, audience Audience, organisationID string, at time.Time) (bool, error) {
	named, err := s.areNamedTo(db, audience, []string{organisationID}, at)
	return len(named) > 0, err
}

// areNamedTo are those of some organisations that an audience knows by name at an instant.
func (s *Store) areNamedTo(db *gorm.DB, audience Audience, organisations []string, at time.Time) (named []string, err error) {
	if len(organisations) == 0 {
		return nil, nil
	}
	where, args := namedTo(audience, "a.id", at)
	if err := db.Table("organisations a").Where("a.id IN ?", organisations).Where(where, args...).Pluck("a.id", &named).Error; err != nil {
		return nil, fmt.Errorf("look which of %v are named: %w", organisations, err)
	}
	return named, nil
}

// placesTaken is how many take part by name and are named now. Who joined quietly takes no place, nor does who hid: "Full"
// would tell of them.
func (s *Store) placesTaken(db *gorm.DB, a Action, at time.Time) (int, error) {
	where, args := namedTo(a.Audience, "p.organisation_id", at)
	var n int64
	err := db.Table("participations p").Where("p.action_id = ? AND NOT p.quiet AND NOT p.waiting", a.ID).Where(where, args...).Count(&n).Error
	if err != nil {
		return 0, fmt.Errorf("count places of %s: %w", a.ID, err)
	}
	return int(n), nil
}
