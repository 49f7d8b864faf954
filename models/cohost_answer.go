package models

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// CoHostAsk is what somebody asks an organisation: to co-host an action, or to take over the host's part in it.
type CoHostAsk struct {
	OrganisationID string // that is asked
	ActionID       string
	From           Names // of who asks
	Audience       Audience
	Content        ActionContent // without what only those learn who take part
	Until          time.Time     // no answer by then counts as no; zero for an offer, which waits
	Offer          bool          // of the host's part, to who co-hosts already
	TakesPart      bool          // the asked one does: that ends once it hosts
	Told           bool          // and how it was, which stays published
}

// coHostAsksShown bounds how many questions an organisation is shown: those that were asked last.
const coHostAsksShown = 50

// CoHostAsks lists what an organisation is asked and has not answered, the oldest first. What is asked by somebody out of
// sight is not there.
func (s *Store) CoHostAsks(ctx context.Context, as Actor, organisationID string) ([]CoHostAsk, error) {
	if err := as.MayRead(organisationID); err != nil {
		return nil, err
	}
	db := s.db.WithContext(ctx)
	var rows []ActionHost
	err := db.Where("organisation_id = ? AND (state = ? AND asked_at > ? OR offered_at IS NOT NULL)", organisationID, HostAsked, s.clock().Add(-coHostTime)).
		Order("COALESCE(offered_at, asked_at) DESC, action_id DESC").Limit(coHostAsksShown).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read what %s is asked: %w", organisationID, err)
	}
	slices.Reverse(rows)
	return s.coHostAsks(db, organisationID, rows)
}

// CoHostAskOf reads one of them. NotFound if it is answered, taken back, too late, or never was.
func (s *Store) CoHostAskOf(ctx context.Context, as Actor, organisationID, actionID string) (CoHostAsk, error) {
	if err := as.MayRead(organisationID); err != nil {
		return CoHostAsk{}, err
	}
	if !ValidID(actionID) {
		return CoHostAsk{}, notFound()
	}
	return s.coHostAskOf(s.db.WithContext(ctx), organisationID, actionID)
}

func (s *Store) coHostAskOf(db *gorm.DB, organisationID, actionID string) (CoHostAsk, error) {
	row, err := one[ActionHost](db.Where("action_id = ? AND organisation_id = ? AND (state = ? OR offered_at IS NOT NULL)", actionID, organisationID, HostAsked))
	if err != nil {
		return CoHostAsk{}, err
	}
	return s.coHostAsk(db, row)
}

// coHostAsk is one question as who is asked reads it. NotFound where coHostAsks leaves it out.
func (s *Store) coHostAsk(db *gorm.DB, row ActionHost) (CoHostAsk, error) {
	asks, err := s.coHostAsks(db, row.OrganisationID, []ActionHost{row})
	if err == nil && len(asks) == 0 {
		err = notFound()
	}
	if err != nil {
		return CoHostAsk{}, err
	}
	return asks[0], nil
}

// coHostAsks are questions to an organisation as it reads them: without those that are too late, and those of which all who
// ask or the action's words are out of sight, and those of actions whose audience does not know the asked one by name: it reads no draft
// unseen. For who is no member now there are none.
func (s *Store) coHostAsks(db *gorm.DB, organisationID string, rows []ActionHost) ([]CoHostAsk, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	if _, err := one[Organisation](db.Select("id").Where("id = ? AND state = ?", organisationID, Member)); err != nil {
		if isNotFound(err) {
			err = nil
		}
		return nil, err
	}
	known, err := s.askedAbout(db, organisationID, rows)
	if err != nil {
		return nil, err
	}
	in, err := takesPartIn(db, organisationID, slices.Collect(maps.Keys(known.actions)))
	if err != nil {
		return nil, err
	}
	told, err := hasPublished(db, organisationID, slices.Collect(maps.Keys(in)))
	if err != nil {
		return nil, err
	}
	var out []CoHostAsk
	var from []string
	for _, row := range rows {
		a, ok := known.actions[row.ActionID]
		if !ok || !known.named[a.Audience] {
			continue
		}
		ask := CoHostAsk{OrganisationID: organisationID, ActionID: a.ID, Audience: a.Audience, Offer: row.State == HostAccepted, TakesPart: in[a.ID], Told: told[a.ID]}
		if ask.Content, err = s.actionContent(known.keys[a.ID], a); err != nil {
			return nil, err
		}
		ask.Content.Where = ask.Content.Where.open()
		if !ask.Offer {
			ask.Until = row.answerBy(ask.Content.When)
		}
		asker := ask.asker(known.hosts[a.ID])
		if asker == "" || !ask.Offer && !ask.Until.After(s.clock()) {
			continue
		}
		out, from = append(out, ask), append(from, asker)
	}
	return s.withAskers(db, out, from)
}

// askedAbout are the actions that questions are about, with who may ask.
type askedAbout struct {
	actions map[string]Action
	keys    map[string]seal.DataKey
	hosts   map[string][]ActionHost // by action: those that its audience knows by name
	named   map[Audience]bool       // whether it knows the asked one
}

func (s *Store) askedAbout(db *gorm.DB, organisationID string, rows []ActionHost) (k askedAbout, err error) {
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ActionID
	}
	var actions []Action
	err = db.Where("id IN ? AND withheld_at IS NULL AND state IN ?", ids, []ActionState{ActionDraft, ActionProposed, ActionOpen, ActionClosed}).Find(&actions).Error
	if err != nil {
		return k, fmt.Errorf("read what is asked about: %w", err)
	}
	if k.keys, err = s.keysOf(db, ids); err != nil {
		return k, err
	}
	k.actions, k.hosts = make(map[string]Action, len(actions)), make(map[string][]ActionHost, len(actions))
	k.named = map[Audience]bool{}
	audiences := map[Audience][]string{}
	for _, a := range actions {
		k.actions[a.ID] = a
		audiences[a.Audience] = append(audiences[a.Audience], a.ID)
	}
	for audience, of := range audiences {
		if k.named[audience], err = s.isNamedTo(db, audience, organisationID, s.clock()); err != nil {
			return k, err
		}
		hosts, err := s.namedHosts(db, of, audience, "")
		if err != nil {
			return k, err
		}
		for _, h := range hosts {
			k.hosts[h.ActionID] = append(k.hosts[h.ActionID], h)
		}
	}
	return k, nil
}

// asker is the organisation that asks: the host, else the first co-host that is named now. Its own part only the host offers.
// "" if all are out of sight.
func (c CoHostAsk) asker(named []ActionHost) string {
	for _, h := range named {
		if h.State == HostAccepted && h.OrganisationID != c.OrganisationID && (h.Part == Host && h.kept || !c.Offer) {
			return h.OrganisationID
		}
	}
	return ""
}

// withAskers adds the names of those who ask.
func (s *Store) withAskers(db *gorm.DB, asks []CoHostAsk, from []string) ([]CoHostAsk, error) {
	profiles, err := s.profilesOf(db, unique(from))
	if err != nil {
		return nil, err
	}
	for i := range asks {
		asks[i].From = profiles[from[i]].Names
	}
	return asks, nil
}

// AnswerCoHost accepts to co-host an action, or says not this time. The same answer again changes nothing. NotFound if it
// was taken back or was never asked; Conflict if the time is over, or it said otherwise before, or the action
// is for others by now than its page said.
func (s *Store) AnswerCoHost(ctx context.Context, as Actor, sent Sent, step CoHostStep) error {
	if err := as.MayHost(step.OrganisationID); err != nil {
		return err
	}
	if !ValidID(step.ActionID) {
		return notFound()
	}
	to, verb := HostRefused, Verb("cohost.refused")
	if step.Yes {
		to, verb = HostAccepted, "cohost.accepted"
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		if err := t.holdMember(step.OrganisationID); err != nil {
			return "", err
		}
		if _, err := one[ActionHost](t.db.Where("action_id = ? AND organisation_id = ? AND part = ?", step.ActionID, step.OrganisationID, CoHost)); err != nil {
			return "", err
		}
		a, _, err := t.holdAction(step.ActionID)
		if err != nil {
			return "", err
		}
		row, err := one[ActionHost](t.db.Where("action_id = ? AND organisation_id = ?", a.ID, step.OrganisationID))
		switch {
		case err != nil:
			return "", err // taken back meanwhile
		case row.State == to:
			return a.ID, nil
		case row.State != HostAsked:
			return "", conflict("cohost.said." + string(row.State))
		}
		ask, err := t.coHostAsk(t.db, row)
		if err != nil {
			return "", t.tooLate(row, a, err)
		}
		if step.Yes && step.Audience != ask.Audience {
			return "", conflict("cohost.audience_changed")
		}
		answered := t.db.Model(&ActionHost{}).Where("action_id = ? AND organisation_id = ? AND state = ?", a.ID, row.OrganisationID, HostAsked).
			Updates(map[string]any{"state": to, "answered_at": t.at})
		if err := changed(answered, conflict("cohost.answered")); err != nil {
			return "", err
		}
		if step.Yes {
			if err := cmp.Or(t.hostedTogether(a.ID), t.hostsInstead(as, a, row.OrganisationID)); err != nil {
				return "", err
			}
		}
		if err := t.relistAction(a.ID); err != nil {
			return "", err
		}
		return a.ID, t.write(as, a.event(verb, row.OrganisationID))
	})
	return err
}

// hostedTogether keeps that an action was hosted by others too, once one of them accepts.
func (t *tx) hostedTogether(actionID string) error {
	if err := t.db.Model(&Action{}).Where("id = ?", actionID).Update("together", true).Error; err != nil {
		return fmt.Errorf("keep that others host %s: %w", actionID, err)
	}
	return nil
}

// tooLate tells who was asked that the time is over: a Conflict, where the question would still be seen otherwise.
func (t *tx) tooLate(row ActionHost, a Action, otherwise error) error {
	if !isNotFound(otherwise) {
		return otherwise
	}
	if a.WithheldAt != nil {
		return otherwise
	}
	if named, err := t.isNamedTo(t.db, a.Audience, row.OrganisationID, t.at); err != nil || !named {
		return cmp.Or(err, otherwise)
	}
	hosts, err := t.namedHosts(t.db, []string{a.ID}, a.Audience, "")
	if err != nil {
		return err
	}
	if (CoHostAsk{OrganisationID: row.OrganisationID}).asker(hosts) == "" {
		return otherwise
	}
	return conflict("cohost.over")
}

// atCoHost is a change of another host of an action that the reader may know of. NotFound for any other.
func (s *Store) atCoHost(ctx context.Context, as Actor, sent Sent, step CoHostStep, f func(*tx, Action, ActionHost) error) error {
	return s.atOwnAction(ctx, as, sent, step.step(), func(t *tx, a Action, _ seal.DataKey) error {
		id := t.openCoHost(as, a.ID, step.Ref)
		hosts, err := t.namedHosts(t.db, []string{a.ID}, a.Audience, "")
		if err != nil {
			return err
		}
		for _, h := range hosts {
			if h.OrganisationID == id && id != step.OrganisationID {
				return f(t, a, h)
			}
		}
		return notFound()
	})
}
