// Package calendar writes iCalendar files (RFC 5545, RFC 7986), to subscribe to or to take along: one item in gives one item
// out, whatever its text. Times are those of package occasion: a time in a zone brings the clock changes of the zone along,
// the local time of every town has none, and a series is one item with a rule and its exceptions.
package calendar

import (
	"bufio"
	"fmt"
	"io"
	"time"

	ics "github.com/arran4/golang-ical"

	"keephope/models/occasion"
)

// ContentType is the media type of what Write writes.
const ContentType = "text/calendar; charset=utf-8"

// refresh is how often a subscriber should look again.
const refresh = "PT1H"

// Calendar is a file of items.
type Calendar struct {
	Name    string
	Lang    string // BCP 47 tag of the name, and of the texts of items that say none
	Entries []Entry
}

// Entry is one item: something that happens once or in a series.
type Entry struct {
	UID      string    // the same for ever, and in every calendar
	Sequence int       // counts the changes of what a guest should know
	Stamp    time.Time // of the last change
	Lang     string    // BCP 47 tag of title, text and place; "" = that of the calendar
	Title    string
	Text     string // plain, of several lines; "" = none
	URL      string // absolute, http or https; anything else is left out
	Place    string // "" = none
	Status   Status
	When     occasion.When // as Check finds it fit
}

// Status says whether an item takes place.
type Status string

// The states of an item that is in a calendar.
const (
	Confirmed Status = "CONFIRMED"
	Cancelled Status = "CANCELLED"
	Tentative Status = "TENTATIVE" // it takes place, but not yet for whose calendar it is
)

// Write writes a calendar. The error is that of w, or tells which entry's time is none: then nothing was written.
func Write(w io.Writer, c Calendar) error {
	file := &ics.Calendar{}
	file.SetVersion("2.0")
	file.SetProductId("-//Keep Hope//Keep Hope//EN")
	file.SetCalscale("GREGORIAN")
	file.SetMethod(ics.MethodPublish)
	file.SetName(text(c.Name), language(c.Lang)...)
	file.SetRefreshInterval(refresh)
	file.SetXPublishedTTL(refresh)
	zones := zoneTable{}
	all := make(items, 0, len(c.Entries))
	for _, e := range c.Entries {
		if e.Lang == "" {
			e.Lang = c.Lang
		}
		item, err := newItem(e)
		if err != nil {
			return fmt.Errorf("calendar entry %s: %w", e.UID, err)
		}
		zones.cover(item)
		all = append(all, item)
	}
	file.Components = append(zones.components(), all)
	out := bufio.NewWriter(w)
	if err := file.SerializeTo(out, ics.WithNewLineWindows); err != nil {
		return fmt.Errorf("write calendar: %w", err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write calendar: %w", err)
	}
	return nil
}
