package models

import (
	"context"
	"fmt"
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
	MayName        bool          // the asked one is named to those whom the action is for
}

// CoHostAsks lists what an organisation is asked and has not answered. What is asked by somebody out of sight is not there.
func (s *Store) CoHostAsks(ctx context.Context, as Actor, organisationID string) ([]CoHostAsk, error) {
	if err := as.MayRead(organisationID); err != nil {
		return nil, err
	}
	db := s.db.WithContext(ctx)
	var rows []ActionHost
	err := db.Where("organisation_id = ? AND (state = ? OR offered_at IS NOT NULL)", organisationID, HostAsked).Order("asked_at, action_id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read what %s is asked: %w", organisationID, err)
	}
	var out []CoHostAsk
	for _, row := range rows {
		ask, err := s.coHostAsk(db, row)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, ask)
	}
	return out, nil
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

// coHostAsk is a question as who is asked reads it: NotFound once it is too late, while all who ask or the action's words are
// out of sight, and for who is no member now.
func (s *Store) coHostAsk(db *gorm.DB, row ActionHost) (CoHostAsk, error) {
	if _, err := one[Organisation](db.Select("id").Where("id = ? AND state = ?", row.OrganisationID, Member)); err != nil {
		return CoHostAsk{}, err
	}
	a, err := one[Action](db.Where("id = ? AND withheld_at IS NULL AND state IN ?", row.ActionID, []ActionState{ActionDraft, ActionProposed, ActionOpen, ActionClosed}))
	if err != nil {
		return CoHostAsk{}, err
	}
	key, err := s.key(db, a.ID)
	if err != nil {
		return CoHostAsk{}, err
	}
	ask := CoHostAsk{OrganisationID: row.OrganisationID, ActionID: a.ID, Audience: a.Audience, Offer: row.State == HostAccepted}
	if ask.Content, err = s.actionContent(key, a); err != nil {
		return ask, err
	}
	ask.Content.Where.Link, ask.Content.Where.Venue = "", ""
	if !ask.Offer {
		if ask.Until = row.answerBy(ask.Content.When); !ask.Until.After(s.clock()) {
			return ask, notFound()
		}
	}
	from, err := s.asks(db, a, ask)
	if err != nil {
		return ask, err
	}
	if ask.From, err = s.namesOf(db, from.OrganisationID); err != nil {
		return ask, err
	}
	ask.MayName, err = s.isNamedTo(db, a.Audience, row.OrganisationID, s.clock())
	return ask, err
}

// asks is who asks: the host, else the first co-host that is named now. Its own part only the host offers.
func (s *Store) asks(db *gorm.DB, a Action, ask CoHostAsk) (ActionHost, error) {
	hosts, err := s.namedHosts(db, a.ID, a.Audience, "")
	if err != nil {
		return ActionHost{}, err
	}
	for _, h := range hosts {
		if h.State == HostAccepted && h.OrganisationID != ask.OrganisationID && (h.Part == Host || !ask.Offer) {
			return h, nil
		}
	}
	return ActionHost{}, notFound()
}

// AnswerCoHost accepts to co-host an action, or says not this time. The same answer again changes nothing. NotFound if it
// was taken back or was never asked; Conflict if the time is over, or it said otherwise before, or would not be named.
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
		if step.Yes && !ask.MayName {
			return "", conflict("cohost.unnamed")
		}
		answered := t.db.Model(&ActionHost{}).Where("action_id = ? AND organisation_id = ? AND state = ?", a.ID, row.OrganisationID, HostAsked).
			Updates(map[string]any{"state": to, "answered_at": t.at})
		if err := changed(answered, conflict("cohost.answered")); err != nil {
			return "", err
		}
		if err := t.relistAction(a.ID); err != nil {
			return "", err
		}
		return a.ID, t.write(as, a.event(verb, row.OrganisationID))
	})
	return err
}

// tooLate tells who was asked that the time is over: a Conflict, where the question would still be seen otherwise.
func (t *tx) tooLate(row ActionHost, a Action, otherwise error) error {
	if !isNotFound(otherwise) {
		return otherwise
	}
	if a.WithheldAt != nil {
		return otherwise
	}
	if _, err := t.asks(t.db, a, CoHostAsk{OrganisationID: row.OrganisationID}); err != nil {
		return err
	}
	return conflict("cohost.over")
}

// atCoHost is a change of another host of an action that the reader may know of. NotFound for any other.
func (s *Store) atCoHost(ctx context.Context, as Actor, sent Sent, step CoHostStep, f func(*tx, Action, ActionHost) error) error {
	return s.atOwnAction(ctx, as, sent, step.step(), func(t *tx, a Action, _ seal.DataKey) error {
		id := t.openCoHost(as, a.ID, step.Ref)
		hosts, err := t.namedHosts(t.db, a.ID, a.Audience, "")
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
