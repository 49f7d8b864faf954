package models

import (
	"context"
	"fmt"
	"time"
)

// AskedToJoin is a join request as the signatories see it.
type AskedToJoin struct {
	ID        string
	Name      string
	Message   string
	MadeAt    time.Time
	ExpiresAt time.Time
}

// JoinRequests lists who waits for an answer of an organisation's signatories, oldest first.
func (s *Store) JoinRequests(ctx context.Context, as Actor, organisationID string) ([]AskedToJoin, error) {
	if err := as.MayBind(organisationID); err != nil {
		return nil, err
	}
	db := s.db.WithContext(ctx)
	var rows []JoinRequest
	err := pendingJoins(db, s.clock()).Where("organisation_id = ?", organisationID).Order("made_at, id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list join requests: %w", err)
	}
	key, err := s.key(db, organisationID)
	if err != nil {
		return nil, err
	}
	out := make([]AskedToJoin, len(rows))
	for i, row := range rows {
		out[i] = AskedToJoin{ID: row.ID, MadeAt: row.MadeAt, ExpiresAt: row.ExpiresAt}
		if out[i].Message, err = openValue[string](key, joinMessagePlace(row.ID), row.Message); err != nil {
			return nil, err
		}
		if out[i].Name, err = s.nameOfPerson(db, row.PersonID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// JoinDecision answers a join request: with a standing, or with none, which refuses it.
type JoinDecision struct {
	ID       string
	Standing Standing // "" refuses
}

// DecideJoin answers a join request. Returns NotFound if it is not the actor's to answer, Conflict if it was answered or
// its time is over.
func (s *Store) DecideJoin(ctx context.Context, as Actor, sent Sent, in JoinDecision) error {
	if !ValidID(in.ID) {
		return notFound()
	}
	if in.Standing != "" && !in.Standing.Known() {
		return faults{{Field: "standing", Key: "field.choice"}}.err()
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		row, err := one[JoinRequest](t.db.Where("id = ?", in.ID))
		if err != nil {
			return "", err
		}
		if err := as.MayBind(row.OrganisationID); err != nil {
			return "", err
		}
		return in.ID, t.decideJoin(as, row, in.Standing)
	})
	return err
}

func (t *tx) decideJoin(as Actor, row JoinRequest, standing Standing) error {
	state, verb := JoinAccepted, Verb("join_request.accepted")
	if standing == "" {
		state, verb = JoinRefused, "join_request.refused"
	}
	if err := t.lockOrganisation(row.OrganisationID); err != nil {
		return err
	}
	if err := t.stillSignatory(row.OrganisationID, as.PersonID); err != nil {
		return err
	}
	decided := pendingJoins(t.db.Model(&JoinRequest{}), t.at).Where("id = ?", row.ID).
		Updates(map[string]any{"state": state, "decided_by": as.PersonID, "decided_at": t.at})
	if err := changed(decided, conflict("join.decided_already")); err != nil {
		return err
	}
	if err := t.db.Where("id = ?", row.ID).Delete(&OwnHalf{}).Error; err != nil {
		return fmt.Errorf("answer join request: %w", err)
	}
	if state == JoinAccepted {
		if err := t.represent(row.OrganisationID, row.PersonID, standing); err != nil {
			return err
		}
		if err := t.endSessionsOf(row.PersonID); err != nil {
			return err
		}
	}
	return t.write(as, Event{
		Verb: verb, ObjectKind: "join_request", ObjectID: row.ID, OrganisationID: row.OrganisationID,
	})
}

// ExpireJoining deletes join requests and invitations whose time is over, a month after that. Idempotent.
func (s *Store) ExpireJoining(ctx context.Context) error {
	return s.inTx(ctx, func(t *tx) error {
		for _, statement := range []string{
			"DELETE FROM join_requests WHERE expires_at <= ?", "DELETE FROM invitations WHERE expires_at <= ?",
		} {
			if err := t.db.Exec(statement, t.at.Add(-JoinRequestLife)).Error; err != nil {
				return fmt.Errorf("expire what joins: %w", err)
			}
		}
		if err := t.db.Where("expires_at <= ?", t.at).Delete(&OwnHalf{}).Error; err != nil {
			return fmt.Errorf("expire askings: %w", err)
		}
		return t.keepOldAskings("")
	})
}
