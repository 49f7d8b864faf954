package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
)

// ActionCase is an action that waits, or waited, as the desk reads it.
type ActionCase struct {
	ID          string
	Unnamed     bool   // its host is for keepers alone
	Own         bool   // the reader represents one of its hosts: others decide
	HostLang    string // in which the host's people read: whoever began it, if they are among them
	Steps       []Step // that the reader may take now
	HostID      string
	Host        Names
	Beside      []CaseHost // that host it too
	Sender      Names      // the host that sent what waits; none where nothing waits, or the reader may not know which
	State       ActionState
	Audience    Audience
	Content     ActionContent
	Edit        *ActionContent // what it shall become, of one that is published; nil = it waits as a whole, or nothing waits
	Said        ActionSaid
	Hidden      *time.Time // since when a coordinator has it out of sight
	MayTakeBack bool       // the reader published it just now
	Seen        string     // mark of what this page shows
	Sent        *time.Time
	Held        *time.Time
	Decided     *time.Time // when it was published
	Reports     []CaseLink // cases of the reports on it
	Slug        string     // of its public page; "" = it has none now
}

// May reports whether the reader may take a step now.
func (c ActionCase) May(step Step) bool { return slices.Contains(c.Steps, step) }

// StateAt is what the state counts as at the desk at an instant: what is on hold waits again once its day has come.
func (a Action) StateAt(at time.Time) ApplicationState {
	switch {
	case !a.Waits():
		return Approved
	case a.HeldUntil != nil && at.Before(*a.HeldUntil):
		return Held
	}
	return Submitted
}

// sentAction reads an action that was sent to the coordinators and was not given back since, with its matter.
func (s *Store) sentAction(db *gorm.DB, as Actor, id string) (Action, Matter, error) {
	if err := as.MayUseDesk(); err != nil {
		return Action{}, Matter{}, err
	}
	if !ValidID(id) {
		return Action{}, Matter{}, notFound()
	}
	a, err := one[Action](db.Table("actions a").Where("a.id = ? AND "+sentRule, id))
	if err != nil {
		return a, Matter{}, err
	}
	host, err := s.hostAtDesk(db, id)
	if err != nil {
		return a, Matter{}, err
	}
	m, err := s.actionMatter(db, id, host)
	if err != nil {
		return a, m, err
	}
	return a, m, as.MaySee(m)
}

// actionMatter is the matter of an action's host, for keepers also where who sent what waits is for them.
func (s *Store) actionMatter(db *gorm.DB, actionID, hostID string) (Matter, error) {
	m, err := s.matter(db, hostID)
	if err != nil || m.Secret {
		return m, err
	}
	var unnamed int64
	if err := db.Table("actions a").Where("a.id = ?", actionID).Where(senderRule, s.clock(), s.clock()).Count(&unnamed).Error; err != nil {
		return m, fmt.Errorf("read who sent %s: %w", actionID, err)
	}
	m.Secret = unnamed > 0
	return m, nil
}

// hostsFor reports whether an actor represents a host of an action, or one that co-hosts it.
func (s *Store) hostsFor(db *gorm.DB, as Actor, actionID string) (bool, error) {
	var hosts []string
	if err := db.Model(&ActionHost{}).Where("action_id = ? AND state = ?", actionID, HostAccepted).Pluck("organisation_id", &hosts).Error; err != nil {
		return false, fmt.Errorf("read hosts of %s: %w", actionID, err)
	}
	return slices.ContainsFunc(hosts, func(id string) bool {
		_, own := as.At(id)
		return own
	}), nil
}

// ActionAtDesk reads an action that was sent to the coordinators. NotFound for drafts, also those that were given back, and
// for what the reader may not know of.
func (s *Store) ActionAtDesk(ctx context.Context, as Actor, id string) (ActionCase, error) {
	db := s.db.WithContext(ctx)
	a, m, err := s.sentAction(db, as, id)
	if err != nil {
		return ActionCase{}, err
	}
	key, err := s.key(db, a.ID)
	if err != nil {
		return ActionCase{}, err
	}
	at := s.clock()
	c := ActionCase{
		ID: a.ID, HostID: m.OrganisationID, Unnamed: m.Secret, State: a.State, Audience: a.Audience, Seen: a.Mark(),
		Sent: a.ProposedAt, Decided: a.PublishedAt, Hidden: a.HiddenAt,
	}
	if c.Own, err = s.hostsFor(db, as, a.ID); err != nil {
		return c, err
	}
	if a.StateAt(at) == Held {
		c.Held = a.HeldUntil
	}
	for _, step := range []Step{StepAccept, StepAsk, StepHold, StepDecline} {
		if _, ok := a.StateAt(at).After(step); ok && !c.Own && as.MayDecide(m) == nil {
			c.Steps = append(c.Steps, step)
		}
	}
	if !c.Own && as.MayDecide(m) == nil {
		c.Steps = append(c.Steps, hideSteps(a.Published(), a.HiddenAt)...)
	}
	if c.Content, err = s.actionContent(key, a); err != nil {
		return c, err
	}
	if a.Published() && a.Waits() {
		if c.Edit, err = s.actionProposal(key, a); err != nil {
			return c, err
		}
	}
	if _, c.MayTakeBack, err = s.canTakeBack(as, m, key, a); err != nil {
		return c, err
	}
	if c.Said, err = openValue[ActionSaid](key, actionPlace(a.ID, "said"), a.Said); err != nil {
		return c, err
	}
	if err = s.saidFor(db, as, a.ID, &c.Said.DeskSaid); err != nil {
		return c, err
	}
	if err = s.aroundCase(db, as, a, &c); err != nil {
		return c, err
	}
	if c.HostLang, err = s.hostLang(db, m.OrganisationID, a.CreatedBy); err != nil {
		return c, err
	}
	if c.Host, err = s.namesOf(db, m.OrganisationID); err != nil {
		return c, fmt.Errorf("read host of %s: %w", id, err)
	}
	return c, nil
}
