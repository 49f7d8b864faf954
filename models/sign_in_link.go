package models

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"
)

// MayLink another identity to oneself: whoever signed in a short while ago, so that a browser left open does not
// hand its person over for good.
func (a Actor) MayLink() error {
	if !a.SignedIn() {
		return &Error{Kind: Unauthenticated}
	}
	if !a.Fresh {
		return conflict("signin.stale")
	}
	return nil
}

// Identities lists the actor's own ways to sign in, oldest first.
func (s *Store) Identities(ctx context.Context, as Actor) ([]KnownIdentity, error) {
	if !as.SignedIn() {
		return nil, &Error{Kind: Unauthenticated}
	}
	var rows []KnownIdentity
	err := s.db.WithContext(ctx).Where("person_id = ?", as.PersonID).Order("added_at, provider").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list identities: %w", err)
	}
	return rows, nil
}

// Link adds the identity that came back to the person who began, and rotates the session. The browser must still hold
// a living session of that person (a.Replaces); otherwise Forbidden. Returns Conflict if the identity is somebody else's.
func (s *Store) Link(ctx context.Context, personID string, a Arrival) (token string, err error) {
	holder, err := s.Actor(ctx, a.Replaces)
	if err != nil {
		return "", err
	}
	if !holder.SignedIn() || holder.PersonID != personID {
		return "", forbidden()
	}
	if err := holder.MayLink(); err != nil {
		return "", err
	}
	err = s.inTx(ctx, func(t *tx) error {
		if err := t.link(holder, a.Identity); err != nil {
			return err
		}
		token, err = t.startSession(personID, a.Identity.Provider, a.Replaces)
		return err
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) { // somebody arrived with it for the first time at this moment
		return "", conflict("signin.taken")
	}
	return token, err
}

func (t *tx) link(as Actor, i Identity) error {
	known, err := one[KnownIdentity](t.db.Where("lookup = ?", t.identityLookup(i)))
	switch {
	case err == nil && known.PersonID == as.PersonID:
		return nil // linked already: what was wished
	case err == nil:
		return conflict("signin.taken")
	case !isNotFound(err):
		return fmt.Errorf("find identity: %w", err)
	}
	key, err := t.key(t.db, as.PersonID)
	if err != nil {
		return err
	}
	if err := t.addIdentity(as.PersonID, key, i); err != nil {
		return err
	}
	return t.write(as, Event{Verb: "person.linked", ObjectKind: "person", ObjectID: as.PersonID})
}
