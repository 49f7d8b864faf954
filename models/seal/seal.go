// Package seal encrypts what a stolen database must not tell: the names, contacts, texts and evidence of organisations.
//
// Two layers of keys. The Ring holds the operator's master keys and lives outside the database (KEEPHOPE_KEYS).
// Every organisation and every person owns one DataKey, stored beside it only in wrapped form, that is encrypted by a
// master key. A field is sealed with the data key of its owner and bound to its table, column and row, so that a
// sealed value copied to another place does not open there. To erase an owner, destroy its wrapped data key: what was
// sealed with it is unreadable from then on, wherever no copy of the wrapped key is. A backup holds one: it is
// unreadable once the master key is gone that wrapped what it holds, after a rotation.
//
// Everything is AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. Formats, all lengths in bytes:
//
//	wrapped data key: version 1 | length of id 1 | id of the master key | nonce 12 | encrypted data key 32 | tag 16
//	sealed field:     version 1 | nonce 12 | encrypted (length of text 4 | text | zeros) | tag 16
//
// The encrypted part of a field is always a multiple of Bucket bytes, so that the size of a sealed value does not tell
// the length of a short text: every text of up to 60 bytes gives the same 93 bytes, the empty one included.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// Bucket is the step, in bytes, to which sealed texts are padded.
const Bucket = 64

// MaxPlain is the longest text, in bytes, that one field may seal.
const MaxPlain = 16 << 20

const (
	keySize    = 32
	nonceSize  = 12
	tagSize    = 16
	lengthSize = 4
	hidden     = "***"
)

// version is the first byte of both formats; another value is a format that this program does not know.
const version = 1

var (
	// ErrOpen says that sealed bytes were changed, belong to another place or owner, or were sealed with another key.
	// Which of these it was is not told, because the answer would help an attacker alone.
	ErrOpen = errors.New("sealed value does not open")
	// ErrKeyGone says that the owner's data key was destroyed: what it sealed is lost on purpose.
	ErrKeyGone = errors.New("data key is gone")
	// ErrNoMaster says that a data key is wrapped by a master key which the ring does not hold. The operator dropped
	// a key too early or started with a foreign ring.
	ErrNoMaster = errors.New("master key is not in the ring")
)

// newAEAD returns AES-256-GCM under a key of 32 bytes.
func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// bound joins parts into associated data. Each part carries its length in front, so that no two lists of parts give
// the same bytes ("ab","c" and "a","bc" differ).
func bound(parts ...string) []byte {
	size := 0
	for _, p := range parts {
		size += lengthSize + len(p)
	}
	out := make([]byte, 0, size)
	for _, p := range parts {
		out = binary.BigEndian.AppendUint32(out, uint32(len(p)))
		out = append(out, p...)
	}
	return out
}

// appendNonce reads a fresh nonce from rand and appends it to out.
func appendNonce(rand io.Reader, out []byte) ([]byte, error) {
	at := len(out)
	out = append(out, make([]byte, nonceSize)...)
	if _, err := io.ReadFull(rand, out[at:]); err != nil {
		return nil, fmt.Errorf("read nonce: %w", err)
	}
	return out, nil
}
