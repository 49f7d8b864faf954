package models

import (
	"context"
	"fmt"
	"time"
)

// ActionCase is an action that waits, or waited, as the desk reads it.
type ActionCase struct {
	ID       string
	HostID   string
	Host     Names
	State    ActionState
	Audience Audience
	Content  ActionContent
	Said     ActionSaid
	Seen     string // mark of what this page shows
	Sent     *time.Time
	Held     *time.Time
}

// ActionAtDesk reads an action that was sent to the coordinators. NotFound for drafts that never were, and for what the
// reader may not know of.
func (s *Store) ActionAtDesk(ctx context.Context, as Actor, id string) (ActionCase, error) {
	if err := as.MayUseDesk(); err != nil {
		return ActionCase{}, err
	}
	if !ValidID(id) {
		return ActionCase{}, notFound()
	}
	db := s.db.WithContext(ctx)
	a, err := one[Action](db.Where("id = ? AND (proposed_at IS NOT NULL OR published_at IS NOT NULL)", id))
	if err != nil {
		return ActionCase{}, err
	}
	host, err := one[ActionHost](db.Where("action_id = ? AND part = ?", id, Host))
	if err != nil {
		return ActionCase{}, err
	}
	secret, err := s.unnamed(db, host.OrganisationID, s.clock())
	if err != nil {
		return ActionCase{}, err
	}
	if err := as.MaySee(Matter{OrganisationID: host.OrganisationID, Secret: secret}); err != nil {
		return ActionCase{}, err
	}
	key, err := s.key(db, a.ID)
	if err != nil {
		return ActionCase{}, err
	}
	c := ActionCase{ID: a.ID, HostID: host.OrganisationID, State: a.State, Audience: a.Audience, Seen: a.Mark(), Sent: a.ProposedAt, Held: a.HeldUntil}
	if c.Content, err = s.actionContent(key, a); err != nil {
		return c, err
	}
	if c.Said, err = openValue[ActionSaid](key, actionPlace(a.ID, "said"), a.Said); err != nil {
		return c, err
	}
	profiles, err := s.profilesOf(db, []string{host.OrganisationID})
	if err != nil {
		return c, fmt.Errorf("read host of %s: %w", id, err)
	}
	c.Host = profiles[host.OrganisationID].Names
	return c, nil
}
