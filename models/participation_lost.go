package models

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
)

// lostFor is how long after joining an organisation is told that an action is not shown any more.
const lostFor = 180 * 24 * time.Hour

// HasLostParts reports whether an action that an organisation of the actor joined lately, and has not left, is not shown to
// members any more. It reads what the organisation itself did, which stays: so an action whose hosts hid, one out of sight at
// the desk's word and one that is deleted are the same to who joined, and none of them is named.
func (s *Store) HasLostParts(ctx context.Context, as Actor, organisationID string) (bool, error) {
	if err := as.MayRead(organisationID); err != nil {
		return false, err
	}
	if r, _ := as.At(organisationID); r.State != Member {
		return false, nil
	}
	lost, err := s.lostParts(ctx, organisationID)
	return len(lost) > 0, err
}

// lostParts are the actions that HasLostParts tells of.
func (s *Store) lostParts(ctx context.Context, organisationID string) ([]string, error) {
	var joined []string
	err := s.db.WithContext(ctx).Raw(`SELECT DISTINCT e.object_id FROM events e WHERE e.organisation_id = ? AND e.verb = 'participation.joined' AND e.at > ?
		AND NOT EXISTS (SELECT 1 FROM events l WHERE l.verb = 'participation.left' AND l.object_id = e.object_id AND l.organisation_id = e.organisation_id AND l.id > e.id)
		AND NOT EXISTS (SELECT 1 FROM action_hosts h WHERE h.action_id = e.object_id AND h.organisation_id = e.organisation_id AND h.state = 'accepted')
		ORDER BY e.object_id LIMIT ?`, organisationID, s.clock().Add(-lostFor), ownPartsShown).Scan(&joined).Error
	if err != nil {
		return nil, fmt.Errorf("read what %s joined: %w", organisationID, err)
	}
	if len(joined) == 0 {
		return nil, nil
	}
	known, err := s.askedOfMembers(ctx, joined, s.clock())
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(joined, func(id string) bool {
		_, shown := known[id]
		return shown
	}), nil
}

// LeaveLost ends that an organisation takes part in everything that HasLostParts tells of. Conflict if it was not asked first.
func (s *Store) LeaveLost(ctx context.Context, as Actor, sent Sent, l LeavingPart) error {
	if err := as.MayHost(l.OrganisationID); err != nil {
		return err
	}
	lost, err := s.lostParts(ctx, l.OrganisationID)
	if err != nil {
		return err
	}
	_, err = s.change(ctx, as, sent, func(t *tx) (string, error) {
		if !l.Asked {
			return "", conflict("participation.leave_asks")
		}
		o, _, err := t.hold(l.OrganisationID)
		if err != nil {
			return "", err
		}
		for _, id := range lost {
			_, _, err := t.knownAction(t.db, o, id)
			if isNotFound(err) {
				err = t.leaveLost(as, o.ID, id)
			}
			if err != nil && !isNotFound(err) { // it was left by another form, or is shown again
				return "", err
			}
		}
		return o.ID, nil
	})
	return err
}

// leaveLost ends taking part in an action that is not shown to an organisation, be it there or not: whoever leaves learns nothing of
// why. NotFound for what it has no part in.
func (t *tx) leaveLost(as Actor, organisationID, actionID string) error {
	a, _, err := t.holdAction(actionID)
	if err != nil && !isNotFound(err) {
		return err
	}
	if err == nil {
		p, err := one[Participation](t.db.Where("action_id = ? AND organisation_id = ?", actionID, organisationID))
		if !isNotFound(err) {
			return cmp.Or(err, t.leave(as, a, p))
		}
	}
	last, err := t.joinedLast(organisationID, actionID)
	if err != nil {
		return err
	}
	return t.write(as, Event{Verb: "participation.left", ObjectKind: "action", ObjectID: actionID, OrganisationID: organisationID, CampaignID: last.CampaignID})
}

// joinedLast is the line of the ledger by which an organisation takes part in an action, be that there or not. NotFound for who never joined,
// or left since.
func (t *tx) joinedLast(organisationID, actionID string) (Event, error) {
	last, err := one[Event](t.db.Where("object_kind = 'action' AND object_id = ? AND organisation_id = ? AND verb IN ?",
		actionID, organisationID, []Verb{"participation.joined", "participation.left"}).Order("id DESC"))
	if err == nil && last.Verb == "participation.left" {
		err = notFound()
	}
	return last, err
}

// joinedUnseen is NotFound unless an organisation joined an action that is not shown to it, be it there or not.
func (t *tx) joinedUnseen(o Organisation, actionID string) error {
	_, _, err := t.knownAction(t.db, o, actionID)
	if !isNotFound(err) {
		return cmp.Or(err, notFound())
	}
	_, err = t.joinedLast(o.ID, actionID)
	return err
}
