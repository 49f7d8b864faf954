package models

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

// ownPartsShown bounds how many of its actions an organisation is shown: those that it joined last.
const ownPartsShown = 100

// OwnPart is an action that an organisation takes part in, as its own people read it.
type OwnPart struct {
	MemberAction
	OrganisationID string
	Quiet          bool
	Waiting        bool
}

// OwnParts lists what an organisation of the actor joined, as far as members may know of it: what is ahead by its next
// beginning, then what is over, the last first. Whoever is no member has none.
func (s *Store) OwnParts(ctx context.Context, as Actor, organisationID string) ([]OwnPart, error) {
	return s.ownParts(ctx, as, organisationID, ownPartsShown)
}

func (s *Store) ownParts(ctx context.Context, as Actor, organisationID string, most int) ([]OwnPart, error) {
	if err := as.MayRead(organisationID); err != nil {
		return nil, err
	}
	if r, _ := as.At(organisationID); r.State != Member {
		return nil, nil
	}
	var rows []Participation
	err := s.db.WithContext(ctx).Where("organisation_id = ?", organisationID).Order("joined_at DESC, id").Limit(most).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read what %s joined: %w", organisationID, err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ActionID
	}
	at := s.clock()
	known, err := s.askedOfMembers(ctx, ids, at)
	if err != nil {
		return nil, err
	}
	var parts []OwnPart
	for _, row := range rows {
		if a, ok := known[row.ActionID]; ok {
			parts = append(parts, row.own(a))
		}
	}
	slices.SortFunc(parts, func(a, b OwnPart) int { return a.order(at).compare(b.order(at)) })
	return parts, nil
}

// PartsIn are the parts that the members for which the actor acts have in actions that it reads, by action.
func (s *Store) PartsIn(ctx context.Context, as Actor, actions []MemberAction) (map[string][]OwnPart, error) {
	members, read := as.members(), make(map[string]MemberAction, len(actions))
	if len(members) == 0 || len(actions) == 0 {
		return nil, nil
	}
	for _, a := range actions {
		read[a.ID] = a
	}
	var rows []Participation
	err := s.db.WithContext(ctx).Where("organisation_id IN ? AND action_id IN ?", members, slices.Collect(maps.Keys(read))).
		Order("joined_at DESC, id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read what own members joined: %w", err)
	}
	parts := map[string][]OwnPart{}
	for _, row := range rows {
		parts[row.ActionID] = append(parts[row.ActionID], row.own(read[row.ActionID]))
	}
	return parts, nil
}

// NamedTo are the members for which the actor acts that an audience knows by name: each other one can take part quietly alone.
func (s *Store) NamedTo(ctx context.Context, as Actor, audience Audience) ([]string, error) {
	return s.areNamedTo(s.db.WithContext(ctx), audience, as.members(), s.clock())
}

// own is a part as its organisation's people read it.
func (p Participation) own(a MemberAction) OwnPart {
	return OwnPart{MemberAction: a, OrganisationID: p.OrganisationID, Quiet: p.Quiet, Waiting: p.Waiting}
}

// members are the ids of the members that the actor represents.
func (a Actor) members() []string {
	var ids []string
	for _, r := range a.Represents {
		if r.State == Member {
			ids = append(ids, r.OrganisationID)
		}
	}
	return ids
}
