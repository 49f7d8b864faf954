package models

import (
	"context"
	"fmt"
	"time"

	"keephope/models/job"
	"keephope/models/seal"
)

// Renaming is the wish to show a living endorsement otherwise.
type Renaming struct {
	OrganisationID string
	EndorsementID  string
	Naming         Naming
	Fingerprint    string // of what was confirmed; "" = nothing yet
}

// Rename changes how an endorsement is shown: its level and the instant from which. Quieter works at once. Louder works
// only with the fingerprint of the list that the signatory read; otherwise it returns Unconfirmed with that list, and
// nothing has changed. Returns NotFound for an endorsement that is not a living one of this organisation, Invalid for
// something louder while the organisation is hidden.
func (s *Store) Rename(ctx context.Context, as Actor, sent Sent, r Renaming) error {
	if err := as.MayBind(r.OrganisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		o, key, err := t.hold(r.OrganisationID)
		if err != nil {
			return "", err
		}
		e, err := t.living(r.OrganisationID, r.EndorsementID)
		if err != nil {
			return "", err
		}
		if err := t.checkNaming(e, r.Naming); err != nil {
			return "", err
		}
		return e.ID, t.rename(as, named{o, key, e}, r)
	})
	return err
}

// named is a locked organisation with the endorsement in hand.
type named struct {
	organisation Organisation
	key          seal.DataKey
	endorsement  Endorsement
}

// shows is how an endorsement that is shown as old really shows: a day that came only while it was out of sight has named
// nobody.
func (n named) shows(old Naming, at time.Time) Naming {
	if old.From != nil && !at.Before(*old.From) && !n.organisation.Visible() {
		return Naming{Level: Counted}
	}
	return old
}

func (t *tx) rename(by Actor, n named, r Renaming) error {
	e, old := n.endorsement, Naming{n.endorsement.Level, n.endorsement.NameFrom}
	verb := Verb("endorsement.quieter")
	switch {
	case r.Naming.same(old, t.at):
		return nil
	case r.Naming.LouderThan(n.shows(old, t.at), t.at):
		if err := t.confirmed(n, r); err != nil {
			return err
		}
		verb = "endorsement.louder"
	default:
		t.makeQuieter()
	}
	settled := r.Naming.settled(t.at)
	kept := t.db.Model(&Endorsement{}).Where("id = ? AND withdrawn_at IS NULL", e.ID).
		Updates(map[string]any{"level": settled.Level, "name_from": settled.From})
	if err := changed(kept, notFound()); err != nil {
		return fmt.Errorf("rename endorsement %s: %w", e.ID, err)
	}
	if settled.From != nil {
		if err := t.job(job.Publish{EndorsementID: e.ID}, *settled.From); err != nil {
			return err
		}
	}
	if err := t.relist(e.OrganisationID); err != nil {
		return err
	}
	return t.write(by, Event{Verb: verb, ObjectKind: "endorsement", ObjectID: e.ID, OrganisationID: e.OrganisationID})
}

// confirmed returns Unconfirmed unless the wish carries the fingerprint of exactly what it makes visible. Nothing louder
// is chosen while the organisation is hidden: that is a field error.
func (t *tx) confirmed(n named, r Renaming) error {
	if n.organisation.HiddenAt != nil {
		return hiddenFirst()
	}
	line, err := t.shown(t.db, n.organisation, n.key, n.endorsement, r.Naming.settled(t.at))
	if err != nil {
		return err
	}
	actions, err := t.shownActions(t.db, n.organisation, audiencesOf([]Shown{line}))
	if err != nil {
		return err
	}
	showing, err := newShowing(n.organisation.ID, []Shown{line}, actions)
	if err != nil {
		return err
	}
	if showing.Fingerprint != r.Fingerprint {
		return &Unconfirmed{Showing: showing, Changed: r.Fingerprint != ""}
	}
	return nil
}

// hiddenFirst is the field error for something louder while the organisation is hidden.
func hiddenFirst() error {
	var f faults
	f.add("level", "endorsement.hidden_first")
	return f.err()
}

// living reads an organisation's endorsement that is not withdrawn. NotFound for any other.
func (t *tx) living(organisationID, id string) (Endorsement, error) {
	return one[Endorsement](t.db.Where("id = ? AND organisation_id = ? AND withdrawn_at IS NULL", id, organisationID))
}

// checkNaming returns field errors for a level that is not offered. A level that the endorsement has already stays fit,
// so that its date can be changed while there are too few keepers.
func (t *tx) checkNaming(e Endorsement, n Naming) error {
	statement, err := one[Statement](t.db.Where("id = ?", e.StatementID))
	if err != nil {
		return err
	}
	keepers, err := enoughKeepers(t.db)
	if err != nil {
		return fmt.Errorf("count keepers: %w", err)
	}
	var f faults
	if n.Level != e.Level {
		offeredLevel(&f, statement, n.Level, keepers)
	}
	checkFrom(&f, n.settled(t.at), t.at)
	return f.err()
}
