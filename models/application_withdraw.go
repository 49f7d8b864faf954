package models

import (
	"context"
	"fmt"

	"keephope/models/seal"
)

// WithdrawApplication takes an application that was sent back from the desk. ResumeApplication sends it again as it was.
// Returns Conflict if it is decided already.
func (s *Store) WithdrawApplication(ctx context.Context, as Actor, sent Sent, organisationID string) error {
	return s.ownStep(ctx, as, sent, organStep{organisationID, StepWithdraw, "application.withdrawn"})
}

// ResumeApplication sends a withdrawn application again, under the text that it was sent with.
func (s *Store) ResumeApplication(ctx context.Context, as Actor, sent Sent, organisationID string) error {
	return s.ownStep(ctx, as, sent, organStep{organisationID, StepResume, "application.resumed"})
}

type organStep struct {
	organisationID string
	step           Step
	verb           Verb
}

func (s *Store) ownStep(ctx context.Context, as Actor, sent Sent, in organStep) error {
	if err := as.MayBind(in.organisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		a, err := t.present(t.db, in.organisationID)
		if err != nil {
			return "", err
		}
		if err := t.step(a, in.step, map[string]any{"saved_at": t.at, "decided_at": nil, "decided_by": "", "before_state": ""}); err != nil {
			return "", err
		}
		return a.ID, t.write(as, Event{
			Verb: in.verb, ObjectKind: "application", ObjectID: a.ID, OrganisationID: in.organisationID,
		})
	})
	return err
}

// ApplyAgain begins a new draft, with the answers of a declined application, once its "again after" has come. Returns
// Conflict before that, or if nothing was declined.
func (s *Store) ApplyAgain(ctx context.Context, as Actor, sent Sent, organisationID string) error {
	if err := as.MayBind(organisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		a, answers, key, err := t.presentAnswers(organisationID)
		if err != nil {
			return "", err
		}
		if a.State != Declined || a.AgainAfter != nil && t.at.Before(*a.AgainAfter) {
			return "", conflict("application.changed")
		}
		return organisationID, t.applyAgain(as, key, a, answers)
	})
	return err
}

func (t *tx) applyAgain(as Actor, key seal.DataKey, old Application, answers Answers) error {
	call, err := t.featuredCall()
	if err != nil {
		return err
	}
	return t.beginDraft(as, key, Application{OrganisationID: old.OrganisationID, StatementID: call.ID, Lang: old.Lang}, answers)
}

// DeleteApplication erases an organisation that never became a member: every row of it goes and its data key is
// destroyed. Returns Conflict for a member, which withdraws instead.
func (s *Store) DeleteApplication(ctx context.Context, as Actor, sent Sent, organisationID string) error {
	if err := as.MayBind(organisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		if err := t.lockOrganisation(organisationID); err != nil {
			return "", err
		}
		if err := t.neverMember(organisationID); err != nil {
			return "", err
		}
		err := t.write(as, Event{
			Verb: "application.deleted", ObjectKind: "organisation", ObjectID: organisationID, OrganisationID: organisationID,
		})
		if err != nil {
			return "", err
		}
		return organisationID, t.erase(organisationID)
	})
	return err
}

// neverMember returns Conflict for an organisation that is or was a member.
func (t *tx) neverMember(organisationID string) error {
	o, err := one[Organisation](t.db.Where("id = ?", organisationID))
	if err != nil {
		return err
	}
	if o.State != Prospect && o.State != Applicant {
		return conflict("application.is_member")
	}
	return nil
}

// lockOrganisation makes changes of one organisation wait for each other. SQLite's writers wait anyway.
func (t *tx) lockOrganisation(id string) error {
	if err := t.db.Exec("UPDATE organisations SET state = state WHERE id = ?", id).Error; err != nil {
		return fmt.Errorf("lock organisation %s: %w", id, err)
	}
	return nil
}
