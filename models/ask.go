package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
)

// PinnedAction is a joint action that a coordinator pinned as an ask: the campaign asks every organisation to take part in it.
type PinnedAction struct {
	ActionID string `gorm:"primaryKey"`
	Place    int    // the lowest comes first
}

// MaxPinned is how many actions are pinned at most.
const MaxPinned = 8

// MayPin joint actions as asks of the campaign: coordinators.
func (a Actor) MayPin() error { return a.MayUseDesk() }

// pinned are the ids of the pinned actions of the featured campaign that are published, in their order.
func pinned(db *gorm.DB) (ids []string, err error) {
	err = db.Table("pinned_actions k").Joins("JOIN actions a ON a.id = k.action_id AND a.published_at IS NOT NULL AND a.campaign_id = "+featuredID).
		Order("k.place, k.action_id").Pluck("k.action_id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("read asks: %w", err)
	}
	return ids, nil
}

// frontAsks are the asks that everybody may know of and that somebody can join.
func (s *Store) frontAsks(ctx context.Context, at time.Time) ([]ActionSheet, error) {
	var rows []sheetRow
	err := isListed(s.db.WithContext(ctx).Table("pinned_actions k").Select(sheetColumns).Joins("JOIN listed_actions q ON q.action_id = k.action_id")).
		Where("q.state = ? AND q.last_at > ?", ActionOpen, at).
		Order("k.place, k.action_id").Limit(MaxPinned).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read asks of the first page: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	sheets, err := s.sheets(ctx, rows)
	return slices.DeleteFunc(sheets, func(a ActionSheet) bool { return !a.Joinable(at) }), err
}

// askedOfMembers are the pinned actions that members may know of, by id.
func (s *Store) askedOfMembers(ctx context.Context, ids []string, at time.Time) (map[string]MemberAction, error) {
	var rows []sheetRow
	err := isListed(s.db.WithContext(ctx).Table("listed_actions q").Select(sheetColumns)).Where("q.action_id IN ?", ids).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read pinned actions: %w", err)
	}
	public, err := s.publicForMembers(ctx, rows)
	if err != nil {
		return nil, err
	}
	only, err := s.membersOnly(ctx, at, "a.id IN ?", ids)
	if err != nil {
		return nil, err
	}
	found := make(map[string]MemberAction, len(ids))
	for _, a := range slices.Concat(public, only) {
		found[a.ID] = a
	}
	return found, nil
}

// Ahead reports whether an action takes place and is not over at an instant.
func (a ActionSheet) Ahead(at time.Time) bool {
	status := a.Status(at)
	return status != Over && status != ActionStatus(ActionCancelled)
}

// Joinable reports whether somebody who is not in can join by name at an instant, and is in then.
func (a ActionSheet) Joinable(at time.Time) bool {
	return a.State == ActionOpen && a.Ahead(at) && (a.Capacity == 0 || a.Taken < a.Capacity)
}

// MyAsk is an ask on an organisation's own list.
type MyAsk struct {
	MemberAction
	Done    bool // it hosts it or takes part, by name or quietly
	Waiting bool // for a place
	Quiet   bool // it can take part quietly alone, for which no place is needed: told of what is full
}

// standingAsks are the asks that members may know of and that are still ahead.
func (s *Store) standingAsks(ctx context.Context, at time.Time) ([]MemberAction, error) {
	ids, err := pinned(s.db.WithContext(ctx))
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	known, err := s.askedOfMembers(ctx, ids, at)
	if err != nil {
		return nil, err
	}
	var asks []MemberAction
	for _, id := range ids {
		if a, ok := known[id]; ok && a.Ahead(at) && len(asks) < MaxPinned {
			asks = append(asks, a)
		}
	}
	return asks, nil
}

// MyAsks returns the asks for an organisation of the actor, with what it has done. Whoever is no member has none.
func (s *Store) MyAsks(ctx context.Context, as Actor, organisationID string) ([]MyAsk, error) {
	if err := as.MayRead(organisationID); err != nil {
		return nil, err
	}
	if r, _ := as.At(organisationID); r.State != Member {
		return nil, nil
	}
	asks, err := s.standingAsks(ctx, s.clock())
	if err != nil || len(asks) == 0 {
		return nil, err
	}
	ids := make([]string, len(asks))
	for i, a := range asks {
		ids[i] = a.ID
	}
	var rows []struct {
		ActionID string
		Waiting  bool
	}
	err = s.db.WithContext(ctx).Raw(`SELECT action_id, FALSE AS waiting FROM action_hosts WHERE organisation_id = ? AND state = ? AND action_id IN ?
		UNION SELECT action_id, waiting FROM participations WHERE organisation_id = ? AND action_id IN ?`,
		organisationID, HostAccepted, ids, organisationID, ids).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read what %s takes part in: %w", organisationID, err)
	}
	done, waits := map[string]bool{}, map[string]bool{}
	for _, row := range rows {
		done[row.ActionID], waits[row.ActionID] = done[row.ActionID] || !row.Waiting, waits[row.ActionID] || row.Waiting
	}
	mine := make([]MyAsk, len(asks))
	for i, a := range asks {
		mine[i] = MyAsk{MemberAction: a, Done: done[a.ID], Waiting: waits[a.ID] && !done[a.ID]}
		if mine[i].Done || mine[i].Joinable(s.clock()) {
			continue
		}
		named, err := s.isNamedTo(s.db.WithContext(ctx), a.Audience, organisationID, s.clock())
		if err != nil {
			return nil, err
		}
		mine[i].Quiet = !named
	}
	return mine, nil
}
