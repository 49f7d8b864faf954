package models

import (
	"context"
	"fmt"
	"strings"
	"time"

	"keephope/models/job"
	"keephope/models/seal"
)

// EraseAfter is how long a complete withdrawal can be taken back.
const EraseAfter = 48 * time.Hour

// eraseWord is what a signatory types to withdraw completely, in every language, in large or small letters.
const eraseWord = "DELETE"

// Leaving is the wish to be gone.
type Leaving struct {
	OrganisationID string
	Typed          string // eraseWord, for a complete withdrawal
	AtOnce         bool   // no time to take it back
}

// WithdrawCompletely hides the organisation at once and deletes everything of it: after EraseAfter, or now if the
// signatory wished so. Returns Invalid unless the word was typed.
func (s *Store) WithdrawCompletely(ctx context.Context, as Actor, sent Sent, l Leaving) error {
	if err := as.MayBind(l.OrganisationID); err != nil {
		return err
	}
	var f faults
	if !strings.EqualFold(strings.TrimSpace(l.Typed), eraseWord) {
		f.add("typed", "organisation.erase.type")
	}
	if err := f.err(); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		o, _, err := t.hold(l.OrganisationID)
		if err != nil {
			return "", err
		}
		if l.AtOnce {
			return "", t.eraseMember(as, o.ID)
		}
		if o.EraseAt != nil {
			return o.ID, nil
		}
		return o.ID, t.planErasure(as, o)
	})
	return err
}

func (t *tx) planErasure(by Actor, o Organisation) error {
	if _, err := t.hide(by, o); err != nil {
		return err
	}
	due := t.at.Add(EraseAfter)
	if err := t.db.Model(&Organisation{}).Where("id = ?", o.ID).Update("erase_at", due).Error; err != nil {
		return fmt.Errorf("plan erasure of %s: %w", o.ID, err)
	}
	if err := t.job(job.Erase{OrganisationID: o.ID}, due); err != nil {
		return err
	}
	return t.write(by, Event{Verb: "organisation.erasure_planned", ObjectKind: "organisation", ObjectID: o.ID, OrganisationID: o.ID})
}

// KeepAfterAll takes a complete withdrawal back while there is time. The organisation stays hidden: to show it again is
// a step of its own. Returns Conflict if there is nothing to take back.
func (s *Store) KeepAfterAll(ctx context.Context, as Actor, sent Sent, organisationID string) error {
	if err := as.MayBind(organisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		kept := t.db.Model(&Organisation{}).Where("id = ? AND erase_at > ?", organisationID, t.at).Update("erase_at", nil)
		if err := changed(kept, conflict("organisation.erase.not_pending")); err != nil {
			return "", err
		}
		return organisationID, t.write(as, Event{Verb: "organisation.erasure_taken_back", ObjectKind: "organisation", ObjectID: organisationID, OrganisationID: organisationID})
	})
	return err
}

// LeaveCoalition ends the membership: everything that the organisation stands under is withdrawn without trace, older traces
// too. Its people keep their access, and may apply again. Returns Conflict unless it is a member.
func (s *Store) LeaveCoalition(ctx context.Context, as Actor, sent Sent, organisationID string) error {
	if err := as.MayBind(organisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		_, key, err := t.hold(organisationID)
		if err != nil {
			return "", err
		}
		return organisationID, t.leaveCoalition(as, key, organisationID)
	})
	return err
}

func (t *tx) leaveCoalition(by Actor, key seal.DataKey, organisationID string) error {
	t.makeQuieter()
	left := t.db.Model(&Organisation{}).Where("id = ? AND state = ?", organisationID, Member).
		Updates(map[string]any{"state": Left, "left_at": t.at})
	if err := changed(left, conflict("endorsement.not_member")); err != nil {
		return err
	}
	ended := t.db.Model(&Endorsement{}).Where("organisation_id = ? AND withdrawn_at IS NULL", organisationID).Update("withdrawn_at", t.at)
	if ended.Error != nil {
		return fmt.Errorf("withdraw what %s stands under: %w", organisationID, ended.Error)
	}
	if err := t.forgetTraces(key, organisationID); err != nil {
		return err
	}
	if err := t.relist(organisationID); err != nil {
		return err
	}
	return t.write(by, Event{Verb: "organisation.left", ObjectKind: "organisation", ObjectID: organisationID, OrganisationID: organisationID})
}
