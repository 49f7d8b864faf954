package models

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"keephope/models/fold"
)

// membersPeople is who takes part in an action for members, beside its hosts, by names that members know.
func (s *Store) membersPeople(ctx context.Context, actionID string, hosts []ActionPart) (c ActionPeople, err error) {
	db := s.db.WithContext(ctx)
	named, args := namedTo(ForMembers, "p.organisation_id", s.clock())
	var rows []Participation
	err = db.Table("participations p").Where("p.action_id = ? AND NOT p.quiet AND NOT p.waiting", actionID).Where(named, args...).
		Order("p.joined_at, p.id").Limit(participantsShown).Find(&rows).Error
	if err != nil {
		return c, fmt.Errorf("read participants of %s: %w", actionID, err)
	}
	owners := make([]string, len(rows))
	for i, row := range rows {
		owners[i] = row.OrganisationID
	}
	parts, err := s.partsOf(db, owners)
	if err != nil {
		return c, err
	}
	said, err := s.saidOf(db, rows)
	if err != nil {
		return c, err
	}
	c.Named = len(hosts)
	var towns []string
	for i, row := range rows {
		part := parts[row.OrganisationID]
		part.Part, part.Town = Participant, said[i].Town
		c.Shown = append(c.Shown, part)
		if part.Town != "" {
			towns = append(towns, part.Town)
		}
		if !slices.ContainsFunc(hosts, func(h ActionPart) bool { return h.Names == part.Names && h.Slug == part.Slug }) {
			c.Named++
		}
	}
	c.Towns = eachTownOnce(towns)
	slices.SortStableFunc(c.Shown, func(a, b ActionPart) int {
		return cmp.Compare(fold.SortKey(a.Names.Sorting()), fold.SortKey(b.Names.Sorting()))
	})
	c.Unnamed, err = s.UnnamedParticipants(ctx, actionID)
	return c, err
}

// MemberActionByID reads an action as members know it, with who takes part. NotFound for what they may not know of, and for
// whoever represents no member.
func (s *Store) MemberActionByID(ctx context.Context, as Actor, id string) (a MemberAction, err error) {
	if err := as.MayReadMemberActions(); err != nil {
		return a, err
	}
	if !ValidID(id) {
		return a, notFound()
	}
	var rows []sheetRow
	if err := isListed(s.db.WithContext(ctx).Table("listed_actions q").Select(sheetColumns)).Where("action_id = ?", id).Find(&rows).Error; err != nil {
		return a, fmt.Errorf("read action %s: %w", id, err)
	}
	found, err := s.publicForMembers(ctx, rows)
	if err == nil && len(found) == 0 {
		found, err = s.membersOnly(ctx, s.clock(), "a.id = ?", id)
	}
	switch {
	case err != nil:
		return a, err
	case len(found) == 0:
		return a, notFound()
	}
	if a = found[0]; a.Audience == ForPublic {
		a.People, err = s.ActionPeople(ctx, a.Slug)
	} else {
		a.People, err = s.membersPeople(ctx, id, a.Hosts)
	}
	return a, err
}
