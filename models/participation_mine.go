package models

import (
	"cmp"
	"context"
	"fmt"
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
	if err := as.MayRead(organisationID); err != nil {
		return nil, err
	}
	if r, _ := as.At(organisationID); r.State != Member {
		return nil, nil
	}
	var rows []Participation
	err := s.db.WithContext(ctx).Where("organisation_id = ?", organisationID).Order("joined_at DESC, id").Limit(ownPartsShown).Find(&rows).Error
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
			parts = append(parts, OwnPart{MemberAction: a, OrganisationID: organisationID, Quiet: row.Quiet, Waiting: row.Waiting})
		}
	}
	slices.SortStableFunc(parts, func(a, b OwnPart) int {
		switch ahead := a.Ahead(at); {
		case ahead != b.Ahead(at):
			return map[bool]int{true: -1, false: 1}[ahead]
		case ahead:
			return cmp.Or(a.Next(at).Starts.Compare(b.Next(at).Starts), cmp.Compare(a.ID, b.ID))
		}
		return cmp.Or(b.LastAt.Compare(a.LastAt), cmp.Compare(b.ID, a.ID))
	})
	return parts, nil
}

// AllOwnParts are the parts of all members for which the actor acts, by action.
func (s *Store) AllOwnParts(ctx context.Context, as Actor) (map[string][]OwnPart, error) {
	all := map[string][]OwnPart{}
	for _, r := range as.Represents {
		parts, err := s.OwnParts(ctx, as, r.OrganisationID)
		if err != nil {
			return nil, err
		}
		for _, part := range parts {
			all[part.ID] = append(all[part.ID], part)
		}
	}
	return all, nil
}
