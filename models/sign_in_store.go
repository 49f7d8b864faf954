package models

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// KeepSignIn keeps a sign-in that begins, until its browser comes back or ten minutes have passed.
func (s *Store) KeepSignIn(ctx context.Context, begun SignIn) error {
	var err error
	if begun.ReturnTo, err = s.sealReturn(begun.StateHash, begun.ReturnTo); err != nil {
		return err
	}
	if err := s.db.WithContext(ctx).Create(&begun).Error; err != nil {
		return fmt.Errorf("keep sign-in: %w", err)
	}
	return nil
}

// TakeSignIn takes the sign-in out: whoever asks first gets it, and nobody afterwards. Returns ErrNoSignIn if it
// never was, was taken, or is past its time.
func (s *Store) TakeSignIn(ctx context.Context, stateHash []byte) (SignIn, error) {
	var begun SignIn
	err := s.inTx(ctx, func(t *tx) error {
		row, err := one[SignIn](t.db.Where("state_hash = ?", stateHash))
		if isNotFound(err) {
			return ErrNoSignIn
		}
		if err != nil {
			return fmt.Errorf("find sign-in: %w", err)
		}
		begun = row
		return changed(t.db.Where("state_hash = ?", stateHash).Delete(&SignIn{}), ErrNoSignIn)
	})
	if err == nil && !s.clock().Before(begun.ExpiresAt) {
		err = ErrNoSignIn
	}
	if err != nil {
		return SignIn{}, err
	}
	begun.ReturnTo, err = s.openReturn(begun.StateHash, begun.ReturnTo)
	return begun, err
}

// Arrival is who came back from a provider, and in which browser.
type Arrival struct {
	Identity Identity
	Lang     string
	Replaces string // the session token that the browser held, "" if none
}

// Returned does what a sign-in was begun for, and returns the secret for the session cookie. Returns the errors of
// Arrived, SetUp and Link.
func (s *Store) Returned(ctx context.Context, begun SignIn, a Arrival) (token string, err error) {
	switch begun.Purpose {
	case PurposeSignIn:
		return s.Arrived(ctx, a)
	case PurposeSetup:
		return s.SetUp(ctx, begun.SetupKeyHash, a)
	case PurposeLink:
		return s.Link(ctx, begun.PersonID, a)
	}
	return "", fmt.Errorf("finish sign-in: no purpose %q", begun.Purpose)
}

// Arrived opens a session for the identity that came back, and makes its Person on first sight. Returns the secret
// for the cookie. A disabled person is refused with Forbidden. The session's row is its own record: the ledger
// keeps no trace of when somebody signed in or out.
func (s *Store) Arrived(ctx context.Context, a Arrival) (token string, err error) {
	return s.arrive(ctx, a, func(*tx, string) error { return nil })
}

// arrive finds or makes the person, does what else belongs to it, and opens the session. When an identity arrives for
// the first time in two places at once, one of them meets the other's row: it begins again and finds the person.
func (s *Store) arrive(ctx context.Context, a Arrival, also func(t *tx, personID string) error) (token string, err error) {
	attempt := func() error {
		return s.inTx(ctx, func(t *tx) error {
			personID, err := t.personOf(a)
			if err != nil {
				return err
			}
			if err := also(t, personID); err != nil {
				return err
			}
			token, err = t.startSession(personID, a.Identity.Provider, a.Replaces)
			return err
		})
	}
	if err = attempt(); errors.Is(err, gorm.ErrDuplicatedKey) {
		err = attempt()
	}
	return token, err
}

func (s *Store) identityLookup(i Identity) []byte {
	pair, _ := json.Marshal([2]string{i.Issuer, i.Subject}) // two strings always marshal
	return s.keys.Lookup("identity", string(pair))
}

// personOf finds the person with this identity, or makes one.
func (t *tx) personOf(a Arrival) (string, error) {
	known, err := one[KnownIdentity](t.db.Where("lookup = ?", t.identityLookup(a.Identity)))
	if isNotFound(err) {
		return t.newPerson(a)
	}
	if err != nil {
		return "", fmt.Errorf("find identity: %w", err)
	}
	person, err := one[Person](t.db.Where("id = ?", known.PersonID))
	if err != nil {
		return "", fmt.Errorf("find person: %w", err)
	}
	if person.DisabledAt != nil {
		return "", forbidden()
	}
	return person.ID, nil
}

func (t *tx) newPerson(a Arrival) (string, error) {
	id := t.NewID()
	key, err := t.newKey(id)
	if err != nil {
		return "", err
	}
	name, err := t.sealValue(key, personNamePlace(id), cutName(a.Identity.Name))
	if err != nil {
		return "", err
	}
	person := Person{ID: id, Name: name, Lang: a.Lang, CreatedAt: t.at}
	if err := t.db.Create(&person).Error; err != nil {
		return "", fmt.Errorf("make person: %w", err)
	}
	if err := t.addIdentity(id, key, a.Identity); err != nil {
		return "", err
	}
	return id, t.write(Actor{PersonID: id}, Event{Verb: "person.arrived", ObjectKind: "person", ObjectID: id})
}

func (t *tx) addIdentity(personID string, key seal.DataKey, i Identity) error {
	lookup := t.identityLookup(i)
	place := seal.Place{Table: "identities", Column: "sealed", Row: personID}
	sealed, err := t.sealValue(key, place, [2]string{i.Issuer, i.Subject})
	if err != nil {
		return err
	}
	row := KnownIdentity{Lookup: lookup, PersonID: personID, Provider: i.Provider, Sealed: sealed, AddedAt: t.at}
	if err := t.db.Create(&row).Error; err != nil {
		return fmt.Errorf("keep identity: %w", err)
	}
	return nil
}

// cutName keeps at most 100 characters of what a provider calls somebody.
func cutName(name string) string {
	if utf8.RuneCountInString(name) <= 100 {
		return name
	}
	return string([]rune(name)[:100])
}

// SignOut ends the session that the actor came with. No session is no error: the result is what was wished.
func (s *Store) SignOut(ctx context.Context, as Actor) error {
	if !as.SignedIn() {
		return nil
	}
	if err := s.db.WithContext(ctx).Where("id = ?", as.SessionID).Delete(&Session{}).Error; err != nil {
		return fmt.Errorf("sign out: %w", err)
	}
	return nil
}
