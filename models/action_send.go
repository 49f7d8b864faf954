package models

import (
	"context"

	"keephope/models/job"
	"keephope/models/seal"
)

// SendAction keeps what the form says, and sends it to the coordinators, with everything in it that a published action
// needs; where members are trusted (TrustActions) it is published at once. A new action is begun with it. Returns Invalid
// with what is missing, Conflict if the host is not named to those whom the action is for; then nothing is kept.
func (s *Store) SendAction(ctx context.Context, as Actor, sent Sent, e ActionEdit) error {
	if err := as.MayHost(e.OrganisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		if err := t.holdMember(e.OrganisationID); err != nil {
			return "", err
		}
		a, key, err := t.keepToSend(as, e)
		if err != nil {
			return "", err
		}
		if err := t.mayNameHost(a, e.OrganisationID); err != nil {
			return "", err
		}
		trusted, err := trustsActions(t.db)
		if err != nil {
			return "", err
		}
		if trusted {
			if err := t.sayOfAction(a, key, func(s *ActionSaid) { s.settle() }); err != nil {
				return "", err
			}
			return a.ID, t.publishAction(as, a, e.OrganisationID)
		}
		return a.ID, t.proposeAction(as, a, e.OrganisationID)
	})
	return err
}

// keepToSend keeps a draft that is sent in the same breath, and returns it as it stands then.
func (t *tx) keepToSend(as Actor, e ActionEdit) (Action, seal.DataKey, error) {
	if e.ActionID == "" {
		id, err := t.beginAction(as, e, true)
		if err != nil {
			return Action{}, seal.DataKey{}, err
		}
		e.ActionID = id
	} else {
		a, key, err := t.hostedAction(e.OrganisationID, e.ActionID)
		if err != nil {
			return a, key, err
		}
		if a.State != ActionDraft {
			return a, key, conflict("action.waits")
		}
		if err := t.keepDraft(a, key, e, true); err != nil {
			return a, key, err
		}
	}
	return t.hostedAction(e.OrganisationID, e.ActionID)
}

// mayNameHost: who hosts is named, to everybody or to members. Conflict for an organisation that is not named to them now.
func (t *tx) mayNameHost(a Action, organisationID string) error {
	named, err := t.isNamedTo(t.db, a.Audience, organisationID, t.at)
	if err != nil {
		return err
	}
	if !named {
		return conflict("action.host_unnamed")
	}
	return nil
}

func (t *tx) proposeAction(by Actor, a Action, organisationID string) error {
	sent := t.db.Model(&Action{}).Where("id = ? AND state = ?", a.ID, ActionDraft).
		Updates(map[string]any{"state": ActionProposed, "proposed_at": t.at, "held_until": nil})
	if err := changed(sent, conflict("action.waits")); err != nil {
		return err
	}
	return t.write(by, a.event("action.proposed", organisationID))
}

// RecallAction takes an action back that waits for a coordinator: it is a draft again, and its hosts can change it. Returns Conflict
// if it does not wait any more.
func (s *Store) RecallAction(ctx context.Context, as Actor, sent Sent, step ActionStep) error {
	return s.atOwnAction(ctx, as, sent, step, func(t *tx, a Action, key seal.DataKey) error {
		if a.State != ActionProposed {
			return conflict("action.recall.late")
		}
		back := t.db.Model(&Action{}).Where("id = ? AND edition = ? AND state = ?", a.ID, a.Edition, ActionProposed).
			Updates(map[string]any{"state": ActionDraft, "proposed_at": nil, "held_until": nil, "saved_at": t.at, "edition": a.Edition + 1})
		if err := changed(back, conflict("action.recall.late")); err != nil {
			return err
		}
		if err := t.sayOfAction(a, key, func(s *ActionSaid) {
			if s.GivenBack() == "" { // what they were asked is still to be answered
				s.settle()
			}
		}); err != nil {
			return err
		}
		return t.write(as, a.event("action.recalled", step.OrganisationID))
	})
}

// publishAction makes an action known to those whom it is for.
func (t *tx) publishAction(by Actor, a Action, organisationID string) error {
	published := t.db.Model(&Action{}).Where("id = ? AND state = ?", a.ID, a.State).Updates(map[string]any{
		"state": ActionOpen, "was_published": true, "published_at": t.at, "changed_at": t.at, "revision": a.Revision + 1, "proposed_at": nil, "held_until": nil,
		"edition": a.Edition + 1, "replaced": orNull(a.Replaced),
	})
	if err := changed(published, conflict("action.changed")); err != nil {
		return err
	}
	if err := t.relistAction(a.ID); err != nil {
		return err
	}
	if err := t.job(job.AskReports{ActionID: a.ID}, t.at); err != nil { // which puts itself off until its time
		return err
	}
	return t.write(by, a.event("action.published", organisationID))
}
