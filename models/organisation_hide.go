package models

import (
	"context"
	"fmt"
	"time"
)

// Hide takes an organisation away from every public and members' page at once: "Hide us now". It returns since when it
// is hidden. Doing it again changes nothing. Signatories, editors and the operator may.
func (s *Store) Hide(ctx context.Context, as Actor, organisationID string) (since time.Time, err error) {
	if err := as.MayHide(organisationID); err != nil {
		return time.Time{}, err
	}
	err = s.inTx(ctx, func(t *tx) error {
		o, _, err := t.hold(organisationID)
		if err != nil {
			return err
		}
		since, err = t.hide(as, o)
		return err
	})
	return since, err
}

// hide sets the mark on a locked organisation, unless it is set, and takes everything of it out of public view.
func (t *tx) hide(by Actor, o Organisation) (since time.Time, err error) {
	t.makeQuieter()
	if o.HiddenAt != nil {
		return *o.HiddenAt, t.relist(o.ID)
	}
	if err := t.db.Model(&Organisation{}).Where("id = ?", o.ID).Update("hidden_at", t.at).Error; err != nil {
		return time.Time{}, fmt.Errorf("hide %s: %w", o.ID, err)
	}
	if err := t.relist(o.ID); err != nil {
		return time.Time{}, err
	}
	return t.at, t.write(by, Event{Verb: "organisation.hidden", ObjectKind: "organisation", ObjectID: o.ID, OrganisationID: o.ID})
}

// ShowAgain takes the mark off. Only a signatory may, and only what it saw on the page before becomes visible:
// fingerprint is that of WhatShows. Returns Unconfirmed with what would show if that is something else by now.
func (s *Store) ShowAgain(ctx context.Context, as Actor, sent Sent, organisationID, fingerprint string) error {
	if err := as.MayBind(organisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		o, key, err := t.hold(organisationID)
		if err != nil {
			return "", err
		}
		if o.EraseAt != nil {
			return "", conflict("organisation.erase.pending")
		}
		if o.HiddenAt == nil {
			return organisationID, nil
		}
		showing, err := t.showingAgain(t.db, o, key, t.at)
		if err != nil {
			return "", err
		}
		if showing.Fingerprint != fingerprint {
			return "", &Unconfirmed{Showing: showing, Changed: fingerprint != ""}
		}
		return organisationID, t.unhide(as, organisationID, "organisation.shown")
	})
	return err
}

// StayCounted lowers everything that a hidden organisation stands under to counted and takes the mark off, so that it
// adds one to the number and to nothing else. Its traces go for good. Returns Conflict while there are not enough
// keepers for unnamed organisations; then it stays hidden.
func (s *Store) StayCounted(ctx context.Context, as Actor, sent Sent, organisationID string) error {
	if err := as.MayBind(organisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		o, key, err := t.hold(organisationID)
		if err != nil {
			return "", err
		}
		if err := t.mayStayCounted(o); err != nil {
			return "", err
		}
		quiet := t.db.Model(&Endorsement{}).Where("organisation_id = ?", organisationID).
			Updates(map[string]any{"level": Counted, "name_from": nil})
		if quiet.Error != nil {
			return "", fmt.Errorf("lower levels of %s: %w", organisationID, quiet.Error)
		}
		if err := t.forgetTraces(key, organisationID); err != nil {
			return "", err
		}
		return organisationID, t.unhide(as, organisationID, "organisation.stayed_counted")
	})
	return err
}

// mayStayCounted: a hidden member, not about to be erased, and enough keepers.
func (t *tx) mayStayCounted(o Organisation) error {
	switch enough, err := enoughKeepers(t.db); {
	case err != nil:
		return fmt.Errorf("count keepers: %w", err)
	case !enough:
		return conflict("endorsement.level.counted_needs_keepers")
	case o.EraseAt != nil:
		return conflict("organisation.erase.pending")
	case o.HiddenAt == nil || o.State != Member:
		return conflict("organisation.hide.not_hidden")
	}
	return nil
}

// unhide takes the mark off a locked organisation.
func (t *tx) unhide(by Actor, organisationID string, verb Verb) error {
	if err := t.db.Model(&Organisation{}).Where("id = ?", organisationID).Update("hidden_at", nil).Error; err != nil {
		return fmt.Errorf("show %s: %w", organisationID, err)
	}
	if err := t.relist(organisationID); err != nil {
		return err
	}
	return t.write(by, Event{Verb: verb, ObjectKind: "organisation", ObjectID: organisationID, OrganisationID: organisationID})
}
