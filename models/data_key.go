package models

import (
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// DataKey is the wrapped key under which everything of one owner (organisation or person) is sealed.
type DataKey struct {
	OwnerID string `gorm:"primaryKey"`
	Wrapped []byte
	MadeAt  time.Time
}

// newKey makes and keeps a data key for a new owner.
func (t *tx) newKey(owner string) (seal.DataKey, error) {
	wrapped, key, err := t.keys.NewDataKey(t.rand, owner)
	if err != nil {
		return seal.DataKey{}, fmt.Errorf("make data key: %w", err)
	}
	return key, t.db.Create(&DataKey{OwnerID: owner, Wrapped: wrapped, MadeAt: t.at}).Error
}

// key opens the data key of an owner. db is the transaction or the pool to read from.
func (s *Store) key(db *gorm.DB, owner string) (seal.DataKey, error) {
	row, err := one[DataKey](db.Where("owner_id = ?", owner))
	if err != nil {
		return seal.DataKey{}, fmt.Errorf("find data key of %s: %w", owner, err)
	}
	return s.keys.OpenDataKey(owner, row.Wrapped)
}

// keysOf opens the data keys of many owners with one statement. Owners whose key is destroyed are left out.
func (s *Store) keysOf(db *gorm.DB, owners []string) (map[string]seal.DataKey, error) {
	var rows []DataKey
	if err := db.Where("owner_id IN ?", owners).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("find data keys: %w", err)
	}
	keys := make(map[string]seal.DataKey, len(rows))
	for _, row := range rows {
		key, err := s.keys.OpenDataKey(row.OwnerID, row.Wrapped)
		if err != nil {
			return nil, fmt.Errorf("open data key of %s: %w", row.OwnerID, err)
		}
		keys[row.OwnerID] = key
	}
	return keys, nil
}

// sealValue seals v as JSON for its place.
func (s *Store) sealValue(key seal.DataKey, at seal.Place, v any) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("seal %s.%s: %w", at.Table, at.Column, err)
	}
	return key.Seal(s.rand, at, plain)
}

// openValue opens what sealValue sealed. Empty bytes are the zero value.
func openValue[T any](key seal.DataKey, at seal.Place, sealed []byte) (T, error) {
	var v T
	if len(sealed) == 0 {
		return v, nil
	}
	plain, err := key.Open(at, sealed)
	if err != nil {
		return v, fmt.Errorf("open %s.%s: %w", at.Table, at.Column, err)
	}
	if err := json.Unmarshal(plain, &v); err != nil {
		return v, fmt.Errorf("open %s.%s: %w", at.Table, at.Column, err)
	}
	return v, nil
}
