package models

import (
	"context"
	"fmt"
	"time"

	"keephope/models/terms"
)

// Bounds of what follows the public actions.
const (
	maxFollowed    = 1000                 // actions of one calendar
	followedFor    = 366 * 24 * time.Hour // how long what is over stays in calendars
	changedActions = 50                   // actions of a feed
)

// ActionFollowing says which public actions a calendar is of. The zero value is all of the campaign.
type ActionFollowing struct {
	Country      string // code
	Community    string // slug
	Organisation string // address name: what it hosts, and in what it takes part by name
}

// FollowedActions lists the actions of a public calendar, at most a thousand, in their order: those to come, the
// nearest first, and of those over within a year the last. Returns NotFound for a country or community that there is not.
func (s *Store) FollowedActions(ctx context.Context, f ActionFollowing) ([]ActionSheet, error) {
	if f.Country != "" && !terms.IsCountry(f.Country) || f.Community != "" && !terms.IsCommunity(f.Community) {
		return nil, notFound()
	}
	at := s.clock()
	var sql fragment
	sql.add("SELECT "+sheetColumns+" FROM listed_actions q WHERE q.action_id IN (SELECT q.action_id FROM listed_actions q WHERE q.campaign_id = "+featuredID+
		" AND q.last_at > ?", at.Add(-followedFor))
	if f.Country != "" {
		sql.add(" AND q.country = ?", f.Country)
	}
	if f.Community != "" {
		sql.add(" AND q.action_id IN (SELECT k.action_id FROM listed_action_communities k WHERE k.community = ?)", f.Community)
	}
	if f.Organisation != "" {
		sql.add(" AND q.action_id IN (SELECT p.action_id FROM listed_parts p WHERE p.slug = ?)", f.Organisation)
	}
	sql.add(" ORDER BY CASE WHEN q.last_at > ? THEN 0 ELSE 1 END, CASE WHEN q.last_at > ? THEN q.first_at END, q.last_at DESC, q.action_id LIMIT ?)",
		at, at, maxFollowed)
	sql.add(" ORDER BY q.first_at, q.action_id")
	return s.sheetsOf(ctx, sql)
}

// ActionChanges are what a feed tells of the public actions.
type ActionChanges struct {
	Name    PermanentName // of the feed
	Actions []ActionSheet // the newest first
}

// ChangedActions lists the public actions that were published or changed last, at most fifty.
func (s *Store) ChangedActions(ctx context.Context) (ActionChanges, error) {
	var sql fragment
	sql.add("SELECT "+sheetColumns+" FROM listed_actions q WHERE q.campaign_id = "+featuredID+" ORDER BY q.changed_at DESC, q.action_id DESC LIMIT ?", changedActions)
	all, err := s.sheetsOf(ctx, sql)
	return ActionChanges{Name: permanentName(s.keys.Lookup("feed name", "actions")), Actions: all}, err
}

func (s *Store) sheetsOf(ctx context.Context, sql fragment) ([]ActionSheet, error) {
	var rows []sheetRow
	if err := s.db.WithContext(ctx).Raw(sql.text.String(), sql.args...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("list actions that are followed: %w", err)
	}
	return s.sheets(ctx, rows)
}
