package models

import (
	"crypto/sha256"
	"encoding/hex"
)

// PermanentName is that by which programs know a public thing again under every title and address. It is an UUID of
// version 8 (RFC 9562), made of a keyed hash: it tells nobody the thing's id.
type PermanentName string

// In is the name of the same thing in one language, where each has an entry of its own.
func (n PermanentName) In(lang string) PermanentName {
	sum := sha256.Sum256([]byte(string(n) + " " + lang))
	return permanentName(sum[:])
}

// URN is the name as feeds have it.
func (n PermanentName) URN() string { return "urn:uuid:" + string(n) }

// permanentName writes the beginning of a hash of at least 16 bytes.
func permanentName(sum []byte) PermanentName {
	var b [16]byte
	copy(b[:], sum)
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80 // version and variant
	s := hex.EncodeToString(b[:])
	return PermanentName(s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:])
}

// actionName is the permanent name of an action, in every calendar and feed.
func (s *Store) actionName(id string) PermanentName {
	return permanentName(s.keys.Lookup("action name", id))
}
