package models

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"keephope/models/occasion"
)

// SoonBefore is how long before an action begins it is read at the desk before everything else.
const SoonBefore = 3 * 24 * time.Hour

// ActionStart is when an action begins: at the next of its times that takes place, or if all have begun at the last one.
type ActionStart struct {
	occasion.Occurrence
	Zone string // "" = the local time of every town
}

// Soon reports whether it begins in the next three days, or goes on, so that deciding can not wait.
func (b ActionStart) Soon(at time.Time) bool {
	return b.Ends.After(at) && !b.Starts.After(at.Add(SoonBefore))
}

// Begun reports whether it begins no more.
func (b ActionStart) Begun(at time.Time) bool { return !b.Starts.After(at) }

// ActionStartOf is when an action begins, seen from an instant, as it is or as it shall become: the sooner of both. Nil if it has no
// time, or waits with none.
func ActionStartOf(at time.Time, contents ...*ActionContent) *ActionStart {
	var all []ActionStart
	for _, c := range contents {
		if c == nil {
			continue
		}
		if times := slices.DeleteFunc(c.When.Occurrences(), func(o occasion.Occurrence) bool { return o.Off }); len(times) > 0 {
			next := slices.IndexFunc(times, func(o occasion.Occurrence) bool { return o.Starts.After(at) })
			if next < 0 {
				next = len(times) - 1
			}
			all = append(all, ActionStart{times[next], c.When.Zone})
		}
	}
	if len(all) == 0 {
		return nil
	}
	sooner := slices.MinFunc(all, func(a, b ActionStart) int {
		return cmp.Or(compareBool(a.Begun(at), b.Begun(at)), a.Starts.Compare(b.Starts))
	})
	return &sooner
}

// beginQueue opens when the actions begin that wait at the desk and that the reader may open, the longest waiting first and no more
// than the queue ever shows: two statements for all of them. It returns what it opened.
func (s *Store) beginQueue(db *gorm.DB, as Actor, rows []queued, at time.Time) (openedActions, error) {
	var waiting []*queued
	for i, r := range rows {
		if r.Action && r.State != Approved && r.line(as, at).Open {
			waiting = append(waiting, &rows[i])
		}
	}
	slices.SortFunc(waiting, func(a, b *queued) int { return cmp.Or(a.since().Compare(b.since()), cmp.Compare(a.ID, b.ID)) })
	waiting = waiting[:min(len(waiting), QueueMost)]
	ids := make([]string, len(waiting))
	for i, r := range waiting {
		ids[i] = r.ID
	}
	opened, err := s.openActions(db, ids)
	if err != nil {
		return openedActions{}, err
	}
	for _, r := range waiting {
		if c, ok := opened.now[r.ID]; ok {
			r.Begins = ActionStartOf(at, &c, opened.then[r.ID])
		}
		if opened.again[r.ID] {
			r.AnsweredAt = r.SubmittedAt
		}
	}
	return opened, nil
}

// openedActions are actions by their ids, as they are and as some of them shall become.
type openedActions struct {
	now   map[string]ActionContent
	then  map[string]*ActionContent
	again map[string]bool // they were sent again after a question or a no
}

// openActions opens actions by their ids, and what some of them shall become: two statements for all, none for none.
func (s *Store) openActions(db *gorm.DB, ids []string) (openedActions, error) {
	opened := openedActions{make(map[string]ActionContent, len(ids)), make(map[string]*ActionContent), make(map[string]bool)}
	if len(ids) == 0 {
		return opened, nil
	}
	var rows []Action
	if err := db.Select("id", "content", "proposal", "said").Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return opened, fmt.Errorf("read actions: %w", err)
	}
	keys, err := s.keysOf(db, ids)
	if err != nil {
		return opened, err
	}
	for _, a := range rows {
		if opened.now[a.ID], err = s.actionContent(keys[a.ID], a); err != nil {
			return opened, err
		}
		if opened.then[a.ID], err = s.actionProposal(keys[a.ID], a); err != nil {
			return opened, err
		}
		said, err := openValue[ActionSaid](keys[a.ID], actionPlace(a.ID, "said"), a.Said)
		if err != nil {
			return opened, err
		}
		opened.again[a.ID] = said.Again
	}
	return opened, nil
}
