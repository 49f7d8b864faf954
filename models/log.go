package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
)

// linesPerPage is how many lines of the ledger a page shows.
const linesPerPage = 50

// LogQuery asks for a page of the ledger. Zero fields ask for everything.
type LogQuery struct {
	Group          string // what the verbs begin with: one of LogGroups
	OrganisationID string
	PersonID       string // who did it, or to whom it was done
	From, To       string // UTC days as 2026-11-22, both inclusive
	Before         string // Next of the page before; "" and what is no Next of this reader and filter = from the newest
	Lang           string // of the reader, for names
}

// LogPage is a page of the ledger, newest first. Next is the Before of the next page, "" on the last. It is sealed: the
// number of a line would tell how many lines the reader may not see, and when they were written.
type LogPage struct {
	Lines []LogLine
	Next  string
}

// LogLine is one line of the ledger with its names as this reader may know them now.
type LogLine struct {
	At           time.Time
	Verb         Verb
	Actor        Named // no id = the program itself
	Organisation Named // no id = none is concerned
	Person       Named // to whom it was done; no id = nobody

	ActionID string // of the joint action that it is about, where the desk shows it to the reader
	Title    Worded // of that
}

// Named is something with a name. An id without a name is of something erased.
type Named struct{ ID, Name string }

// LogGroups lists the kinds of things that the ledger tells of, in the order of the filter.
func LogGroups() []string {
	return []string{
		"application", "endorsement", "organisation", "profile_change", "representative", "invitation", "join_request",
		"campaign", "statement", "person", "role", "setting",
	}
}

// Log reads the ledger for coordinators. What concerns an organisation at risk or one that stands counted is for
// keepers: its lines carry days, and an unnamed organisation has none for others; while it applies, for the keeper who took
// it. Nobody sees who only began an
// application. When people came and were kept out is for administrators and keepers. Nothing is kept of who reads.
// Returns Invalid for a day that is none.
func (s *Store) Log(ctx context.Context, as Actor, q LogQuery) (LogPage, error) {
	if err := as.MayUseDesk(); err != nil {
		return LogPage{}, err
	}
	db := s.db.WithContext(ctx)
	found, days, err := q.filter(s.logScope(db.Table("events e"), as))
	if err != nil {
		return LogPage{}, err
	}
	events, err := s.logEvents(found, days, s.openEvent(logPlace, q.Before, q.bound(as)...))
	if err != nil {
		return LogPage{}, fmt.Errorf("read ledger: %w", err)
	}
	var page LogPage
	if len(events) > linesPerPage {
		events = events[:linesPerPage]
		page.Next = s.sealEvent(logPlace, events[linesPerPage-1].ID, q.bound(as)...)
	}
	if page.Lines, err = s.nameLines(db, q.Lang, events); err != nil {
		return page, err
	}
	titles, err := s.titleEvents(db, as, events)
	for i, e := range events {
		if of, ok := titles[e.ObjectID]; ok {
			page.Lines[i].ActionID, page.Lines[i].Title = of.ID, of.Title
		}
	}
	return page, err
}

// logScope leaves the lines that an actor may read: the one rule of the ledger.
func (s *Store) logScope(q *gorm.DB, as Actor) *gorm.DB {
	q = q.Where("e.verb NOT IN ?", draftVerbs()) // what is only planned is nobody's business yet
	q = q.Where("(e.verb NOT LIKE 'cohost.%' OR EXISTS (SELECT 1 FROM actions c WHERE c.id = e.object_id AND c.published_at IS NOT NULL))")
	q = q.Where(`(e.organisation_id = ''
		OR NOT EXISTS (SELECT 1 FROM organisations o WHERE o.id = e.organisation_id)
		OR EXISTS (SELECT 1 FROM organisations o WHERE o.id = e.organisation_id AND o.state IN ?)
		OR EXISTS (SELECT 1 FROM applications a WHERE a.organisation_id = e.organisation_id AND a.submitted_at IS NOT NULL))`,
		[]OrganisationState{Member, Suspended, Left})
	if as.Has(Keeper) { // who it is that applies at risk is told at the desk, to the keeper who takes it
		return q.Where("NOT EXISTS (SELECT 1 FROM organisations o WHERE o.id = e.organisation_id AND "+untakenRule+")", as.PersonID)
	}
	q = q.Where("e.verb NOT LIKE 'participation.%' AND e.verb NOT LIKE 'mention.%'")                                                                         // some take part quietly
	q = q.Where("e.verb NOT IN ?", []Verb{"cohost.asked", "cohost.refused", "cohost.taken_back", "cohost.offered", "cohost.offer_refused", "cohost.handed"}) // nor who hesitated, or acts for a host that is unnamed by now
	q = q.Where(toldReport, HostAccepted, s.clock(), s.clock()).Where("NOT "+untoldDecision, sentEndings(), s.clock(), s.clock())
	// Of an organisation that was erased nobody knows any more how it stood: it counts as unnamed.
	q = q.Where(`(e.organisation_id = '' OR
		EXISTS (SELECT 1 FROM organisations o WHERE o.id = e.organisation_id AND NOT `+datelessRule+`))`, s.clock())
	if !as.Has(Administrator) {
		q = q.Where("e.verb NOT LIKE 'person.%'")
	}
	return q
}

// bound is what a page of this query belongs to: its reader and its filter.
func (q LogQuery) bound(as Actor) []string {
	return []string{as.PersonID, q.Group, q.OrganisationID, q.PersonID, q.From, q.To}
}

// filter narrows what is read: to the months of the days that are asked for, and these days.
func (q LogQuery) filter(db *gorm.DB) (*gorm.DB, logDays, error) {
	var f faults
	if q.Group != "" {
		if !slices.Contains(LogGroups(), q.Group) {
			f.add("group", "field.choice")
		}
		db = db.Where("e.verb LIKE ?", q.Group+".%")
	}
	if q.OrganisationID != "" {
		db = db.Where("e.organisation_id = ?", q.OrganisationID)
	}
	if q.PersonID != "" {
		db = db.Where("(e.actor_id = ? OR e.object_kind = 'person' AND e.object_id = ?)", q.PersonID, q.PersonID)
	}
	var days logDays
	if from, ok := logDay(&f, "from", q.From); ok {
		days.from = from
		db = db.Where("e.at >= ?", monthOf(from))
	}
	if to, ok := logDay(&f, "to", q.To); ok {
		days.until = to.AddDate(0, 0, 1)
		db = db.Where("e.at < ?", days.until)
	}
	return db, days, f.err()
}

// logDay reads a day; ok is false for none, and for one that is no day, which is a fault.
func logDay(f *faults, field, text string) (day time.Time, ok bool) {
	if text == "" {
		return time.Time{}, false
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil || day.Year() < 2000 || day.Year() > 9998 {
		f.add(field, "field.date")
		return time.Time{}, false
	}
	return day, true
}
