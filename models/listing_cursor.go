package models

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"
)

// cursor is a place between two rows of the public list: before or after the row with these keys.
type cursor struct {
	Back    bool   `json:"b,omitempty"` // towards the beginning
	Since   int64  `json:"t,omitempty"` // microseconds; OrderNewest
	Country string `json:"c,omitempty"` // OrderCountry
	Key     string `json:"k,omitempty"` // sort key; OrderName and OrderCountry
	ID      string `json:"i"`           // endorsement
}

// since is the cursor's instant as the database keeps it.
func (c cursor) since() time.Time { return time.UnixMicro(c.Since).UTC() }

// cursorPurpose names the key of cursors to the key ring.
const cursorPurpose = "cursor of the public list"

// sealCursor writes a cursor for an address: sealed, because the sort key in it is a name, and an address stays in
// histories and logs when the organisation does not stay on the list. bound is what the cursor belongs to. The same
// cursor always gives the same text, so that addresses of pages are stable.
func (s *Store) sealCursor(c cursor, bound string) string {
	plain, err := json.Marshal(c)
	if err != nil {
		panic(err) // strings and numbers only
	}
	box := s.cursorBox()
	nonce := s.keys.Lookup(cursorPurpose+", nonce", bound+"\x00"+string(plain))[:box.NonceSize()]
	return base64.RawURLEncoding.EncodeToString(box.Seal(nonce, nonce, plain, []byte(bound)))
}

// openCursor reads what sealCursor wrote for the same bound; ok is false for anything else.
func (s *Store) openCursor(text, bound string) (c cursor, ok bool) {
	sealed, err := base64.RawURLEncoding.Strict().DecodeString(text)
	box := s.cursorBox()
	if err != nil || len(sealed) < box.NonceSize() {
		return c, false
	}
	plain, err := box.Open(nil, sealed[:box.NonceSize()], sealed[box.NonceSize():], []byte(bound))
	if err != nil {
		return c, false
	}
	return c, json.Unmarshal(plain, &c) == nil
}

func (s *Store) cursorBox() cipher.AEAD {
	block, err := aes.NewCipher(s.keys.Lookup(cursorPurpose, ""))
	if err != nil {
		panic(err) // the hash has 32 bytes, which AES takes
	}
	box, err := cipher.NewGCM(block)
	if err != nil {
		panic(err) // AES has blocks of 16 bytes, which GCM takes
	}
	return box
}

// bound is what a cursor of this query belongs to: another filter or order gives another list.
func (q ListQuery) bound(statementID string) string {
	return strings.Join([]string{statementID, string(q.Order), q.Country, q.Community, q.needle()}, "\x00")
}
