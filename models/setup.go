package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// SetupLife is how long the link that makes the first administrator may be used.
const SetupLife = 24 * time.Hour

// SetupKey is the hash of the secret in such a link. Single use.
type SetupKey struct {
	KeyHash   []byte `gorm:"primaryKey"`
	ExpiresAt time.Time
	UsedAt    *time.Time
}

// NeedsSetup reports whether nobody administers this instance.
func (s *Store) NeedsSetup(ctx context.Context) (bool, error) {
	var n int64
	err := s.db.WithContext(ctx).Table("roles r").Joins("JOIN people p ON p.id = r.person_id").
		Where("r.role = ? AND p.disabled_at IS NULL", Administrator).Count(&n).Error
	if err != nil {
		return false, fmt.Errorf("count administrators: %w", err)
	}
	return n == 0, nil
}

// MakeSetupKey returns the secret of a new set-up link, for the program alone: at a start without an administrator, and
// when the operator asks for it.
func (s *Store) MakeSetupKey(ctx context.Context, as Actor) (string, error) {
	if !as.program {
		return "", forbidden()
	}
	return s.makeSetupKey(s.db.WithContext(ctx), s.clock().Add(SetupLife))
}

func (s *Store) makeSetupKey(db *gorm.DB, until time.Time) (string, error) {
	key, hash := s.newToken()
	if err := db.Create(&SetupKey{KeyHash: hash, ExpiresAt: until}).Error; err != nil {
		return "", fmt.Errorf("make set-up key: %w", err)
	}
	return key, nil
}

// FirstSetupKey returns the secret of a set-up link for a start, and until when it works. While such a link lies about, of
// a start before or of another replica, there is no second: key is "". If somebody administers, until is zero too.
func (s *Store) FirstSetupKey(ctx context.Context, as Actor) (key string, until time.Time, err error) {
	if !as.program {
		return "", time.Time{}, forbidden()
	}
	needed, err := s.NeedsSetup(ctx)
	if err != nil || !needed {
		return "", time.Time{}, err
	}
	err = s.inTx(ctx, func(t *tx) error {
		// Two starts meet on the row that CheckKeys has written.
		lock := t.db.Clauses(clause.Locking{Strength: "UPDATE"}).Where("name = ?", lookupMark).Find(&[]Setting{})
		if lock.Error != nil {
			return fmt.Errorf("lock set-up: %w", lock.Error)
		}
		living, err := one[SetupKey](t.db.Where("used_at IS NULL AND expires_at > ?", t.at).Order("expires_at DESC"))
		if !isNotFound(err) {
			until = living.ExpiresAt
			return err
		}
		until = t.at.Add(SetupLife)
		key, err = s.makeSetupKey(t.db, until)
		return err
	})
	return key, until, err
}

// CheckSetupKey returns NotFound unless the key may be used now. It uses nothing up.
func (s *Store) CheckSetupKey(ctx context.Context, key string) error {
	_, err := one[SetupKey](s.db.WithContext(ctx).
		Where("key_hash = ? AND used_at IS NULL AND expires_at > ?", HashToken(key), s.clock()))
	return err
}

// SetUp makes whoever came back an administrator and opens its session. Every other set-up key is used up with this
// one, so that of two people with two links one administers. Returns NotFound if the key is wrong, used or expired.
func (s *Store) SetUp(ctx context.Context, keyHash []byte, a Arrival) (token string, err error) {
	return s.arrive(ctx, a, func(t *tx, personID string) error {
		if err := t.useSetupKey(keyHash); err != nil {
			return err
		}
		return t.grant(Actor{PersonID: personID}, personID, Administrator)
	})
}

// useSetupKey uses up all living keys at once if keyHash is one of them. The one statement meets a rival's on the same
// rows, so that the second finds nothing left.
func (t *tx) useSetupKey(keyHash []byte) error {
	living := t.db.Where("used_at IS NULL AND expires_at > ?", t.at)
	if _, err := one[SetupKey](living.Where("key_hash = ?", keyHash)); err != nil {
		return err
	}
	return changed(t.db.Model(&SetupKey{}).Where("used_at IS NULL AND expires_at > ?", t.at).Update("used_at", t.at), notFound())
}
