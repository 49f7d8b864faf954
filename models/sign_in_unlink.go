package models

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"

	"gorm.io/gorm/clause"
)

// Unlinking takes away one of the actor's own ways to sign in.
type Unlinking struct {
	Identity string   // KnownIdentity.Name
	Usable   []string // ids of the providers by which one can sign in now
}

// Name is how a form names the identity: its keyed hash tells nothing to anybody else.
func (i KnownIdentity) Name() string { return hex.EncodeToString(i.Lookup) }

// Unlink takes away a way to sign in, ends the sessions that others may have begun by it, and renews this one: token is
// its new secret, "" if the form was sent before. Returns NotFound for anybody else's identity, Conflict if no provider
// that can be used would be left, or if the sign-in is not fresh.
func (s *Store) Unlink(ctx context.Context, as Actor, sent Sent, u Unlinking) (token string, err error) {
	if err := as.MayLink(); err != nil {
		return "", err
	}
	_, err = s.change(ctx, as, sent, func(t *tx) (string, error) {
		if err := t.unlink(as, u); err != nil {
			return "", err
		}
		token, err = t.renewSession(as.SessionID)
		return as.PersonID, err
	})
	return token, err
}

func (t *tx) unlink(as Actor, u Unlinking) error {
	var ways []KnownIdentity
	err := t.db.Clauses(clause.Locking{Strength: "UPDATE"}).Where("person_id = ?", as.PersonID).Order("lookup").Find(&ways).Error
	if err != nil {
		return fmt.Errorf("lock identities: %w", err)
	}
	at := slices.IndexFunc(ways, func(way KnownIdentity) bool { return way.Name() == u.Identity })
	if at < 0 {
		return notFound()
	}
	gone := ways[at]
	if !MayUnlink(ways, gone, u.Usable) {
		return conflict("session.last_way")
	}
	if err := changed(t.db.Where("lookup = ?", gone.Lookup).Delete(&KnownIdentity{}), notFound()); err != nil {
		return err
	}
	err = t.db.Where("person_id = ? AND provider = ? AND id <> ?", as.PersonID, gone.Provider, as.SessionID).Delete(&Session{}).Error
	if err != nil {
		return fmt.Errorf("end sessions of unlinked identity: %w", err)
	}
	return t.write(as, Event{Verb: "person.unlinked", ObjectKind: "person", ObjectID: as.PersonID})
}

// MayUnlink reports whether without one of these identities there is still one at a provider that can be used.
func MayUnlink(ways []KnownIdentity, gone KnownIdentity, usable []string) bool {
	return slices.ContainsFunc(ways, func(way KnownIdentity) bool {
		return way.Name() != gone.Name() && slices.Contains(usable, way.Provider)
	})
}
