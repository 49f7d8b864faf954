package seal

import (
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
)

const (
	wrapPurpose  = "keephope data key"
	fieldPurpose = "keephope field"
)

// DataKey seals and opens the fields of one owner. It is safe for concurrent use, keeps its cipher ready and prints as
// ***. The zero value answers ErrKeyGone.
type DataKey struct{ cipher func() cipher.AEAD }

// Place is where a sealed field lives: all three parts are bound to it. Row is the row's id, which must not change.
type Place struct{ Table, Column, Row string }

// NewDataKey draws a data key for an owner (the id of an organisation or person) and returns it with its wrapped form,
// the only form to be stored.
func (r Ring) NewDataKey(rand io.Reader, owner string) (wrapped []byte, key DataKey, err error) {
	plain := make([]byte, keySize)
	defer clear(plain)
	if _, err := io.ReadFull(rand, plain); err != nil {
		return nil, DataKey{}, fmt.Errorf("draw data key: %w", err)
	}
	if wrapped, err = r.wrap(rand, owner, plain); err != nil {
		return nil, DataKey{}, err
	}
	key, err = newDataKey(plain)
	return wrapped, key, err
}

// OpenDataKey returns the data key of an owner from its wrapped form. Returns ErrKeyGone if wrapped is empty, ErrNoMaster
// if the ring lacks the master key, ErrOpen if wrapped was changed or belongs to another owner.
func (r Ring) OpenDataKey(owner string, wrapped []byte) (DataKey, error) {
	plain, _, err := r.unwrap(owner, wrapped)
	if err != nil {
		return DataKey{}, err
	}
	defer clear(plain)
	return newDataKey(plain)
}

// Rewrap brings a wrapped data key under the current master key. The bool tells whether it changed; a key that is
// current already comes back as it is. The data key itself and all that it sealed stay as they are. Errors as OpenDataKey.
func (r Ring) Rewrap(rand io.Reader, owner string, wrapped []byte) ([]byte, bool, error) {
	plain, id, err := r.unwrap(owner, wrapped)
	if err != nil {
		return nil, false, err
	}
	defer clear(plain)
	if id == r.Current() {
		return wrapped, false, nil
	}
	fresh, err := r.wrap(rand, owner, plain)
	return fresh, err == nil, err
}

func (r Ring) wrap(rand io.Reader, owner string, plain []byte) ([]byte, error) {
	if r.open == nil {
		return nil, ErrNoMaster
	}
	if owner == "" {
		return nil, errors.New("wrap data key: owner is empty")
	}
	id := r.open().current
	out := append([]byte{version, byte(len(id))}, id...)
	out, err := appendNonce(rand, out)
	if err != nil {
		return nil, err
	}
	nonce := out[len(out)-nonceSize:]
	return r.open().masters[id].Seal(out, nonce, plain, bound(wrapPurpose, id, owner)), nil
}

func (r Ring) unwrap(owner string, wrapped []byte) (plain []byte, id string, err error) {
	if len(wrapped) == 0 {
		return nil, "", ErrKeyGone
	}
	id, rest := splitWrapped(wrapped)
	if id == "" {
		return nil, "", ErrOpen
	}
	if r.open == nil || r.open().masters[id] == nil {
		return nil, "", fmt.Errorf("%w: %q", ErrNoMaster, id)
	}
	plain, err = r.open().masters[id].Open(nil, rest[:nonceSize], rest[nonceSize:], bound(wrapPurpose, id, owner))
	if err != nil {
		return nil, "", ErrOpen
	}
	return plain, id, nil
}

// splitWrapped returns the id in front of a wrapped data key and what follows it, or "" if the form is wrong.
func splitWrapped(wrapped []byte) (id string, rest []byte) {
	if len(wrapped) < 2 || wrapped[0] != version {
		return "", nil
	}
	size := int(wrapped[1])
	if len(wrapped) != 2+size+nonceSize+keySize+tagSize {
		return "", nil
	}
	id = string(wrapped[2 : 2+size])
	if !validID(id) {
		return "", nil
	}
	return id, wrapped[2+size:]
}

func newDataKey(plain []byte) (DataKey, error) {
	aead, err := newAEAD(plain)
	if err != nil {
		return DataKey{}, fmt.Errorf("open data key: %w", err)
	}
	return DataKey{func() cipher.AEAD { return aead }}, nil
}

// Seal encrypts plain for one place. The result is longer than plain by 33 to 96 bytes. Sealing the same text twice
// gives different bytes.
func (k DataKey) Seal(rand io.Reader, at Place, plain []byte) ([]byte, error) {
	if k.cipher == nil {
		return nil, ErrKeyGone
	}
	if at.Table == "" || at.Column == "" || at.Row == "" {
		return nil, fmt.Errorf("seal field: incomplete place %+v", at)
	}
	if len(plain) > MaxPlain {
		return nil, fmt.Errorf("seal field: %d bytes are more than %d", len(plain), MaxPlain)
	}
	size := padded(len(plain))
	out, err := appendNonce(rand, append(make([]byte, 0, 1+nonceSize+size+tagSize), version))
	if err != nil {
		return nil, err
	}
	head := len(out)
	out = binary.BigEndian.AppendUint32(out, uint32(len(plain)))
	out = append(out, plain...)
	out = out[:head+size] // The buffer was made zeroed, so what follows the text is zeros.
	return k.cipher().Seal(out[:head], out[head-nonceSize:head], out[head:], at.bound()), nil
}

// Open decrypts what Seal gave for the same place. Returns ErrOpen if sealed was changed, moved or sealed with another
// key, ErrKeyGone for the zero DataKey.
func (k DataKey) Open(at Place, sealed []byte) ([]byte, error) {
	if k.cipher == nil {
		return nil, ErrKeyGone
	}
	if len(sealed) < 1+nonceSize+Bucket+tagSize || sealed[0] != version {
		return nil, ErrOpen
	}
	nonce, box := sealed[1:1+nonceSize], sealed[1+nonceSize:]
	text, err := k.cipher().Open(nil, nonce, box, at.bound())
	if err != nil || len(text) < lengthSize {
		return nil, ErrOpen
	}
	n := int(binary.BigEndian.Uint32(text))
	if n > MaxPlain || padded(n) != len(text) {
		return nil, ErrOpen
	}
	return text[lengthSize : lengthSize+n : lengthSize+n], nil
}

// padded returns the size of the encrypted part for a text of n bytes.
func padded(n int) int {
	return (lengthSize + n + Bucket - 1) / Bucket * Bucket
}

func (p Place) bound() []byte {
	return bound(fieldPurpose, p.Table, p.Column, p.Row)
}

// String hides the key.
func (DataKey) String() string { return hidden }

// GoString hides the key from %#v.
func (DataKey) GoString() string { return hidden }

// MarshalText hides the key from JSON and other encoders.
func (DataKey) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// LogValue hides the key from slog.
func (DataKey) LogValue() slog.Value { return slog.StringValue(hidden) }
