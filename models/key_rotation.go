package models

import (
	"context"
	"crypto/hmac"
	"encoding/hex"
	"errors"
	"fmt"

	"keephope/models/seal"
)

// rotateAtOnce is how many data keys one transaction of a rotation brings under another master key: short enough that
// no writer waits for it.
const rotateAtOnce = 200

// rotatePasses bounds how often a rotation begins anew for keys that a replica made meanwhile under the former master key.
const rotatePasses = 8

// lookupMark is the setting that tells whether the key named lookup is still the one that the database began with: a
// keyed hash of nothing.
const lookupMark = "lookup_mark"

// MasterUse is how many data keys of the database a master key wraps. InRing tells whether the ring has it.
type MasterUse struct {
	ID     string
	Owners int64
	InRing bool
}

// MissingKeyError says that the ring lacks a master key without which a part of the database cannot be read.
type MissingKeyError struct {
	ID     string
	Owners int64
}

// Error is a sentence for the operator. The id of a key is no secret.
func (e *MissingKeyError) Error() string {
	return fmt.Sprintf("the key ring lacks the key %q, under which %d data keys of this database lie", e.ID, e.Owners)
}

// ErrOtherLookup says that the key named lookup is not the one that the database began with: nobody who signs in would
// be known again.
var ErrOtherLookup = errors.New("the key named lookup in the key ring is another than the one that this database began with")

// MayRotateKeys: the operator, who alone has the ring.
func (a Actor) MayRotateKeys() error {
	if !a.program {
		return forbidden()
	}
	return nil
}

// MasterKeys tells which master keys the data keys of the database lie under, in the order of their ids, and how many
// under each. For the operator.
func (s *Store) MasterKeys(ctx context.Context, as Actor) ([]MasterUse, error) {
	if err := as.MayRotateKeys(); err != nil {
		return nil, err
	}
	// Counted by the database, so that a large one costs a scan and no copy.
	var heads []struct {
		Head   []byte
		Owners int64
	}
	err := s.db.WithContext(ctx).Raw("SELECT head, count(*) AS owners FROM (SELECT substr(wrapped, 1, 2 + " + lengthOfID(s.dialect) +
		") AS head FROM data_keys) AS heads GROUP BY head ORDER BY head").Scan(&heads).Error
	if err != nil {
		return nil, fmt.Errorf("count data keys: %w", err)
	}
	var uses []MasterUse
	for _, h := range heads {
		id := ""
		if len(h.Head) > 2 {
			id = string(h.Head[2:])
		}
		uses = append(uses, MasterUse{ID: id, Owners: h.Owners, InRing: s.keys.Holds(id)})
	}
	return uses, nil
}

// lengthOfID is the expression for the length of the master's id in a wrapped key, its second byte. The two databases
// share no function that makes a number of a byte: it is that byte's place among all lengths that an id may have.
func lengthOfID(dialect string) string {
	lengths := make([]byte, seal.MaxID)
	for i := range lengths {
		lengths[i] = byte(i + 1)
	}
	if dialect == "postgres" {
		return fmt.Sprintf(`position(substr(wrapped, 2, 1) IN '\x%x'::bytea)`, lengths)
	}
	return fmt.Sprintf("instr(x'%x', substr(wrapped, 2, 1))", lengths)
}

// CheckKeys returns MissingKeyError or ErrOtherLookup if the ring is not the one that the database needs. The first call
// on a new database notes the look-up key that it begins with.
func (s *Store) CheckKeys(ctx context.Context, as Actor) error {
	uses, err := s.MasterKeys(ctx, as)
	if err != nil {
		return err
	}
	for _, use := range uses {
		if !use.InRing {
			return &MissingKeyError{ID: use.ID, Owners: use.Owners}
		}
	}
	want := hex.EncodeToString(s.keys.Lookup(lookupMark, ""))
	return s.inTx(ctx, func(t *tx) error {
		if err := t.db.Exec("INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", lookupMark, want).Error; err != nil {
			return fmt.Errorf("mark look-up key: %w", err)
		}
		mark, err := one[Setting](t.db.Where("name = ?", lookupMark))
		if err != nil {
			return fmt.Errorf("read mark of look-up key: %w", err)
		}
		if !hmac.Equal([]byte(mark.Value), []byte(want)) {
			return ErrOtherLookup
		}
		return nil
	})
}

// RotateKeys brings every data key under the first master key of the ring and returns how many it moved. What the data
// keys sealed stays as it is. It works in short transactions beside a running program and goes on where an earlier call
// was cut; a key that somebody changes or destroys meanwhile is left to them. Returns MissingKeyError before anything is
// moved, if the ring cannot open them all.
func (s *Store) RotateKeys(ctx context.Context, as Actor) (moved int64, err error) {
	if err := s.CheckKeys(ctx, as); err != nil {
		return 0, err
	}
	for range rotatePasses {
		pass, err := s.rotatePass(ctx)
		moved += pass
		if err != nil {
			return moved, fmt.Errorf("rotate keys: %w", err)
		}
		if pass == 0 {
			break
		}
	}
	if _, err := s.emptyLog(ctx); err != nil { // the former wrapped keys stand there
		return moved, err
	}
	if moved == 0 {
		return 0, nil
	}
	return moved, s.inTx(ctx, func(t *tx) error { return t.write(as, Event{Verb: "setting.keys_rotated", ObjectKind: "instance"}) })
}

// rotatePass goes once through all data keys.
func (s *Store) rotatePass(ctx context.Context) (moved int64, err error) {
	for after, more := "", true; more; {
		var n int64
		err := s.inTx(ctx, func(t *tx) error {
			var rows []DataKey
			if err := t.db.Where("owner_id > ?", after).Order("owner_id").Limit(rotateAtOnce).Find(&rows).Error; err != nil {
				return fmt.Errorf("read data keys: %w", err)
			}
			if more = len(rows) == rotateAtOnce; len(rows) > 0 {
				after = rows[len(rows)-1].OwnerID
			}
			var err error
			n, err = t.rewrap(rows)
			return err
		})
		if err != nil {
			return moved, err
		}
		moved += n
	}
	return moved, nil
}

// rewrap brings data keys under the current master key, each unless somebody was faster.
func (t *tx) rewrap(rows []DataKey) (moved int64, err error) {
	for _, row := range rows {
		fresh, changes, err := t.keys.Rewrap(t.rand, row.OwnerID, row.Wrapped)
		if err != nil {
			return 0, fmt.Errorf("data key of %s: %w", row.OwnerID, err)
		}
		if !changes {
			continue
		}
		kept := t.db.Model(&DataKey{}).Where("owner_id = ? AND wrapped = ?", row.OwnerID, row.Wrapped).Update("wrapped", fresh)
		if kept.Error != nil {
			return 0, fmt.Errorf("keep data key of %s: %w", row.OwnerID, kept.Error)
		}
		moved += kept.RowsAffected
	}
	return moved, nil
}
