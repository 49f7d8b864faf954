package models

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
)

// idAlphabet is lower-case Crockford-like base32: no padding, safe in addresses.
var idAlphabet = base32.NewEncoding("abcdefghijkmnpqrstuvwxyz23456789").WithPadding(base32.NoPadding)

// NewID returns 128 random bits as 26 characters. It tells nothing of order or time.
func (s *Store) NewID() string { return idAlphabet.EncodeToString(s.random(16)) }

// ValidID reports whether text could have come from NewID. Anything else is never looked up.
func ValidID(text string) bool {
	if len(text) != 26 {
		return false
	}
	_, err := idAlphabet.DecodeString(text)
	return err == nil
}

// newToken returns a secret of 256 random bits for a cookie or a link, and the hash under which it is kept.
func (s *Store) newToken() (token string, hash []byte) {
	token = base64.RawURLEncoding.EncodeToString(s.random(32))
	return token, HashToken(token)
}

// HashToken is how a secret of a cookie or a link is kept: SHA-256 of it. The secret is random, so no salt is needed.
func HashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// random returns n random bytes. A system without randomness cannot go on.
func (s *Store) random(n int) []byte {
	b := make([]byte, n)
	if _, err := io.ReadFull(s.rand, b); err != nil {
		panic(fmt.Sprintf("read randomness: %v", err))
	}
	return b
}

// below returns a random number from 0 to n-1; n is small, so that the remainder favours none by much.
func (s *Store) below(n int) int {
	return int(binary.BigEndian.Uint32(s.random(4)) % uint32(n))
}

// Pseudonym is how the log names something: a keyed hash of 64 bits, equal for equal ids of one kind. Without the key ring it
// leads nowhere. Of nothing it is "".
func (s *Store) Pseudonym(kind, id string) string {
	if id == "" {
		return ""
	}
	return hex.EncodeToString(s.keys.Lookup("log."+kind, id)[:8])
}
