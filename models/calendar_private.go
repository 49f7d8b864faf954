package models

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"gorm.io/gorm"
)

// maxPrivate bounds the actions of a private calendar.
const maxPrivate = 300

// PrivateAction is an action in the calendar of an organisation that hosts it or takes part: what its public copy says, also of
// one that has none (its Slug is empty), without hosts and participants; and where it is for those who are in.
type PrivateAction struct {
	ActionSheet
	Link, Venue string // "" where the organisation is not in, or the hosts do not know of it, or it hosts it out of sight
	Waiting     bool   // for a place
}

// privateRow is an action as it is kept, with the part that the organisation has in it.
type privateRow struct {
	Action
	Hosts   bool
	Waiting bool
	Slug    string
}

// PrivateCalendar reads the calendar of a secret address, in the language in which it was made: what the organisation
// hosts and in what it takes part, by name or quietly, the newest changed first. Returns NotFound if there never was such
// an address, or it was revoked, or the organisation is no member, or its person does not act for it any more.
func (s *Store) PrivateCalendar(ctx context.Context, token string) (lang string, all []PrivateAction, err error) {
	if len(token) > maxToken {
		return "", nil, notFound()
	}
	db := s.db.WithContext(ctx)
	held, err := one[CalendarToken](usableCalendars(db).Where("lookup = ?", s.calendarLookup(token)))
	if err != nil {
		return "", nil, err
	}
	rows, err := s.privateRows(db, held.OrganisationID)
	if err != nil {
		return "", nil, err
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	keys, err := s.keysOf(db, ids)
	if err != nil {
		return "", nil, err
	}
	known := map[string]bool{}
	for _, audience := range []Audience{ForPublic, ForMembers} {
		these, err := s.areKnown(db, held.OrganisationID, audience, audienceOf(rows, audience))
		if err != nil {
			return "", nil, err
		}
		maps.Copy(known, these)
	}
	hosted, err := s.hostedKnown(db, held.OrganisationID, rows)
	if err != nil {
		return "", nil, err
	}
	maps.Copy(known, hosted)
	for _, row := range rows {
		content, err := s.actionContent(keys[row.ID], row.Action)
		if err != nil {
			return "", nil, err
		}
		said, err := openValue[ActionSaid](keys[row.ID], actionPlace(row.ID, "said"), row.Said)
		if err != nil {
			return "", nil, err
		}
		if row.Waiting || !known[row.ID] {
			content.Where = content.Where.open()
		}
		all = append(all, PrivateAction{Link: content.Where.Link, Venue: content.Where.Venue, Waiting: row.Waiting, ActionSheet: ActionSheet{
			Name: s.actionName(row.ID), Slug: row.Slug, State: row.State, Revision: row.Revision, PublishedAt: row.PublishedAt.UTC(), ChangedAt: row.ChangedAt.UTC(),
			PublicAction: content.public(said),
		}})
	}
	return held.Lang, all, nil
}

// privateRows are the published actions of an organisation. One that it only takes part in is there while a host is named to
// those whom the action is for.
func (s *Store) privateRows(db *gorm.DB, organisationID string) ([]privateRow, error) {
	var rows []privateRow
	err := db.Table("actions x").
		Select("x.*, h.action_id IS NOT NULL AS hosts, h.action_id IS NULL AND COALESCE(p.waiting, FALSE) AS waiting, COALESCE(l.slug, '') AS slug").
		Joins("LEFT JOIN action_hosts h ON h.action_id = x.id AND h.organisation_id = ? AND h.state = ?", organisationID, HostAccepted).
		Joins("LEFT JOIN participations p ON p.action_id = x.id AND p.organisation_id = ?", organisationID).
		Joins("LEFT JOIN listed_actions l ON l.action_id = x.id").
		Where("x.published_at IS NOT NULL AND (h.action_id IS NOT NULL OR p.id IS NOT NULL AND x.withheld_at IS NULL)").
		Order("x.changed_at DESC, x.id").Limit(maxPrivate).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list actions of %s for its calendar: %w", organisationID, err)
	}
	hosted := map[string]bool{}
	for _, audience := range []Audience{ForPublic, ForMembers} {
		joined := audienceOf(rows, audience)
		named, args := namedTo(audience, "h.organisation_id", s.clock())
		var ids []string
		err := db.Table("action_hosts h").Where("h.action_id IN ? AND h.state = ?", joined, HostAccepted).Where(named, args...).Pluck("h.action_id", &ids).Error
		if err != nil {
			return nil, fmt.Errorf("look which hosts are named: %w", err)
		}
		for _, id := range ids {
			hosted[id] = true
		}
	}
	return slices.DeleteFunc(rows, func(r privateRow) bool { return !r.Hosts && !hosted[r.ID] }), nil
}

// hostedKnown are those of the actions that an organisation hosts of which it knows where they are: not those that others host too, or
// once did, while it is out of sight.
func (s *Store) hostedKnown(db *gorm.DB, organisationID string, rows []privateRow) (map[string]bool, error) {
	var hosted []Action
	for _, row := range rows {
		if row.Hosts {
			hosted = append(hosted, row.Action)
		}
	}
	hostings, err := s.hostings(db, organisationID, hosted)
	known := make(map[string]bool, len(hostings))
	for id, h := range hostings {
		known[id] = !h.still
	}
	return known, err
}

// audienceOf are the actions for an audience that an organisation does not host.
func audienceOf(rows []privateRow, audience Audience) (ids []string) {
	for _, row := range rows {
		if !row.Hosts && row.Audience == audience {
			ids = append(ids, row.ID)
		}
	}
	return ids
}
