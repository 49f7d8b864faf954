package models

import (
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

// sealCursor writes a cursor for an address: sealed, because the sort key in it is a name, and an address stays in
// histories and logs when the organisation does not stay on the list. bound is what the cursor belongs to.
func (s *Store) sealCursor(c cursor, bound string) string { return s.sealPlace(listPlace, c, bound) }

// openCursor reads what sealCursor wrote for the same bound; ok is false for anything else.
func (s *Store) openCursor(text, bound string) (c cursor, ok bool) {
	return c, s.openPlace(listPlace, text, bound, &c)
}

// bound is what a cursor of this query belongs to: another filter or order gives another list.
func (q ListQuery) bound(statementID string) string {
	return strings.Join([]string{statementID, string(q.Order), q.Country, q.Community, q.needle()}, "\x00")
}
