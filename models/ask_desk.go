package models

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"keephope/models/fold"
)

// AskDesk is the coordinators' page of asks.
type AskDesk struct {
	At      time.Time
	Asks    []DeskAsk
	Choices []DeskAsk // the next actions that could be pinned
	Full    bool      // as many are pinned as there is room for
}

// DeskAsk is a pinned action, or one that could be.
type DeskAsk struct {
	MemberAction
	Away   bool    // it is not shown now, its hosts or its words being out of sight, and keeps its place
	Own    bool    // the reader represents a host: others pin it
	Case   bool    // the desk shows the reader all of it
	Named  int     // who hosts it or takes part by name, as far as they are named now
	Others int     // who takes part besides: 0, or 10, 15, 20 …; one number a day
	Who    []Names // the first of those who are named, in the order of names
}

// askChoices is how many of the next actions the desk offers.
const askChoices = 100

// AsksAtDesk reads what is pinned, as far as the reader may know of it, and what could be.
func (s *Store) AsksAtDesk(ctx context.Context, as Actor) (AskDesk, error) {
	desk := AskDesk{At: s.clock()}
	if err := as.MayPin(); err != nil {
		return desk, err
	}
	ids, err := pinned(s.db.WithContext(ctx))
	if err != nil {
		return desk, err
	}
	known, err := s.askedOfMembers(ctx, ids, desk.At)
	if err != nil {
		return desk, err
	}
	for _, id := range ids {
		if a, ok := known[id]; ok {
			desk.Asks = append(desk.Asks, DeskAsk{MemberAction: a})
		} else if c, err := s.ActionAtDesk(ctx, as, id); err == nil {
			desk.Asks = append(desk.Asks, DeskAsk{MemberAction: c.asMember(), Away: true})
		} else if !isNotFound(err) {
			return desk, err
		}
	}
	desk.Full = len(desk.Asks) >= MaxPinned
	if err := s.countAsks(ctx, desk.Asks, desk.At); err != nil {
		return desk, err
	}
	if desk.Choices, err = s.askChoices(ctx, as, ids, desk.At); err != nil {
		return desk, err
	}
	return desk, s.markCases(ctx, as, desk.At, desk.Asks, desk.Choices)
}

// markCases marks the actions whose case the desk shows the reader: not those that are for keepers alone.
func (s *Store) markCases(ctx context.Context, as Actor, at time.Time, lists ...[]DeskAsk) error {
	var ids, open []string
	for _, a := range slices.Concat(lists...) {
		ids = append(ids, a.ID)
	}
	q := deskHost(s.db.WithContext(ctx).Table("actions a"), at).Where("a.id IN ?", ids)
	if !as.Has(Keeper) {
		q = q.Where("NOT "+unnamedRule+" AND NOT "+senderRule, at, at, at, at)
	}
	if err := q.Pluck("a.id", &open).Error; err != nil {
		return fmt.Errorf("read which cases are open: %w", err)
	}
	for _, list := range lists {
		for i := range list {
			list[i].Case = slices.Contains(open, list[i].ID)
		}
	}
	return nil
}

// asMember is an action of the desk in the shape in which members know one.
func (c ActionCase) asMember() MemberAction {
	sheet := ActionSheet{State: c.State, PublicAction: c.Content.public(c.Said)}
	if times := c.Content.When.Occurrences(); len(times) > 0 {
		sheet.LastAt = lastEnd(times).UTC()
	}
	return MemberAction{ID: c.ID, Audience: c.Audience, ActionSheet: sheet}
}

// askChoices are the next actions that members may know of and can join, and that are not pinned.
func (s *Store) askChoices(ctx context.Context, as Actor, without []string, at time.Time) ([]DeskAsk, error) {
	rows, err := s.actionRows(ctx, ActionQuery{standing: true, size: askChoices}, actionCursor{}, at)
	if err != nil {
		return nil, err
	}
	public, err := s.publicForMembers(ctx, rows)
	if err != nil {
		return nil, err
	}
	only, err := s.membersOnly(ctx, at, "a.state IN ? AND a.campaign_id = "+featuredID, []ActionState{ActionOpen})
	if err != nil {
		return nil, err
	}
	var choices []DeskAsk
	for _, a := range slices.Concat(public, only) {
		if a.Joinable(at) && !slices.Contains(without, a.ID) {
			choices = append(choices, DeskAsk{MemberAction: a})
		}
	}
	slices.SortStableFunc(choices, func(a, b DeskAsk) int {
		return cmp.Or(a.Next(at).Starts.Compare(b.Next(at).Starts), cmp.Compare(a.ID, b.ID))
	})
	choices = choices[:min(len(choices), askChoices)]
	return choices, s.markOwn(ctx, as, choices)
}

// markOwn marks the actions of which the actor represents a host.
func (s *Store) markOwn(ctx context.Context, as Actor, all []DeskAsk) error {
	ids := make([]string, len(all))
	for i, a := range all {
		ids[i] = a.ID
	}
	var own []string
	if represented := as.organisations(); len(represented) > 0 {
		err := s.db.WithContext(ctx).Model(&ActionHost{}).Where("action_id IN ? AND state = ? AND organisation_id IN ?", ids, HostAccepted, represented).
			Pluck("action_id", &own).Error
		if err != nil {
			return fmt.Errorf("read own actions: %w", err)
		}
	}
	for i := range all {
		all[i].Own = slices.Contains(own, all[i].ID)
	}
	return nil
}

// organisations are the ids of those that the actor represents.
func (a Actor) organisations() []string {
	ids := make([]string, len(a.Represents))
	for i, r := range a.Represents {
		ids[i] = r.OrganisationID
	}
	return ids
}

// askTellers is how many of those who did an ask the desk names.
const askTellers = 60

// countAsks adds how many have done each ask and who: those who are named to everybody whom the action is for, and of all others the
// one number of the day. Two statements for each ask, and two for all names.
func (s *Store) countAsks(ctx context.Context, asks []DeskAsk, at time.Time) error {
	db := s.db.WithContext(ctx)
	did, all := make([][]string, len(asks)), []string{}
	for i, a := range asks {
		if a.Away {
			continue
		}
		ids, err := namedIn(db, a.ID, a.Audience, at)
		if err != nil {
			return err
		}
		asks[i].Named, did[i] = len(ids), ids[:min(len(ids), askTellers)]
		all = append(all, did[i]...)
		if asks[i].Others, err = s.UnnamedParticipants(ctx, a.ID); err != nil {
			return err
		}
	}
	profiles, err := s.profilesOf(db, unique(all))
	for i, ids := range did {
		for _, id := range ids {
			asks[i].Who = append(asks[i].Who, profiles[id].Names)
		}
		slices.SortStableFunc(asks[i].Who, func(a, b Names) int { return cmp.Compare(fold.SortKey(a.Sorting()), fold.SortKey(b.Sorting())) })
	}
	return err
}

// namedIn lists the organisations that host an action or take part in it by name and that its audience knows now.
func namedIn(db *gorm.DB, actionID string, audience Audience, at time.Time) (ids []string, err error) {
	named, args := namedTo(audience, "x.organisation_id", at)
	err = db.Raw(`SELECT x.organisation_id FROM (SELECT organisation_id FROM action_hosts WHERE action_id = ? AND state = ?
		UNION SELECT organisation_id FROM participations WHERE action_id = ? AND NOT quiet AND NOT waiting) x WHERE `+named+" ORDER BY x.organisation_id",
		append([]any{actionID, HostAccepted, actionID}, args...)...).Scan(&ids).Error
	if err != nil {
		return nil, fmt.Errorf("read who did ask %s: %w", actionID, err)
	}
	return ids, nil
}
