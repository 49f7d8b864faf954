// Package feed writes lists of what is new, for programs that follow a campaign: as Atom (RFC 4287) and as JSON Feed 1.1
// (jsonfeed.org). Texts are escaped so that one entry in is one entry out, whatever it says.
package feed

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// The media types of the two formats.
const (
	AtomType = "application/atom+xml; charset=utf-8"
	JSONType = "application/feed+json; charset=utf-8"
)

// Feed is a list with its head. Addresses are absolute.
type Feed struct {
	ID      string // permanent name: "tag:..." or "urn:..."
	Title   string
	About   string // one sentence, or empty
	Author  string // who speaks: the campaign
	Lang    string // BCP 47 tag
	Self    string // address of the feed, in the format that is written
	Address string // the page that shows the same to readers
	Updated time.Time
	Entries []Entry // in the order in which they are written: newest first
}

// Entry is one thing that is new. HTML is what a reader sees and must be clean already; Text says the same, or less,
// without tags. One of them may be empty.
type Entry struct {
	ID        string // permanent name, "tag:..." or "urn:...": it outlives a new title and a new address
	Title     string
	Address   string
	Published time.Time // left out if zero
	Updated   time.Time // of the words; without it the instant of publication
	HTML      string
	Text      string
	Lang      string // BCP 47 tag, if it is not the feed's
}

// Faults of a feed that readers would mix up.
var (
	errNameless = errors.New("its name begins with neither tag nor urn")
	errTwice    = errors.New("another entry has its name")
)

// check refuses names under which readers would not know things again.
func (f Feed) check() error {
	if !named(f.ID) {
		return fmt.Errorf("write feed %q: %w", f.ID, errNameless)
	}
	known := map[string]bool{}
	for i, e := range f.Entries {
		if !named(e.ID) {
			return fmt.Errorf("write entry %d of feed %s, %q: %w", i, f.ID, e.ID, errNameless)
		}
		if known[e.ID] {
			return fmt.Errorf("write entry %d of feed %s, %q: %w", i, f.ID, e.ID, errTwice)
		}
		known[e.ID] = true
	}
	return nil
}

// named tells whether a name is permanent.
func named(id string) bool {
	return strings.HasPrefix(id, "tag:") || strings.HasPrefix(id, "urn:")
}

// updated is when an entry's words last changed.
func (e Entry) updated() time.Time {
	if e.Updated.IsZero() {
		return e.Published
	}
	return e.Updated
}

// updated is when the feed or the newest of its entries last changed.
func (f Feed) updated() time.Time {
	last := f.Updated
	for _, e := range f.Entries {
		if at := e.updated(); at.After(last) {
			last = at
		}
	}
	return last
}

// instant writes an instant as RFC 3339 in UTC, in whole seconds.
func instant(at time.Time) string {
	return at.UTC().Format("2006-01-02T15:04:05Z")
}
