package models

import (
	"slices"
	"time"
)

// Naming is how an endorsement is shown over time: counted before From (if it is set), then its level.
type Naming struct {
	Level Level
	From  *time.Time
}

// At is the level that counts at an instant.
func (n Naming) At(at time.Time) Level {
	if n.From != nil && at.Before(*n.From) {
		return Counted
	}
	return n.Level
}

// LouderThan reports whether n shows more than other at any instant from now on.
func (n Naming) LouderThan(other Naming, now time.Time) bool {
	instants := []time.Time{now}
	for _, from := range []*time.Time{n.From, other.From} {
		if from != nil && from.After(now) {
			instants = append(instants, *from)
		}
	}
	return slices.ContainsFunc(instants, func(at time.Time) bool { return n.At(at).LouderThan(other.At(at)) })
}

// same reports whether both show the same at every instant from now on.
func (n Naming) same(other Naming, now time.Time) bool {
	return n.Level == other.Level && n.settled(now).equal(other.settled(now))
}

// settled drops a From that has passed: it says nothing any more.
func (n Naming) settled(now time.Time) Naming {
	if n.From != nil && !now.Before(*n.From) || n.Level == Counted {
		n.From = nil
	}
	return n
}

func (n Naming) equal(other Naming) bool {
	return (n.From == nil) == (other.From == nil) && (n.From == nil || n.From.Equal(*other.From))
}

// maxYearsAhead bounds From.
const maxYearsAhead = 5

// checkFrom adds a field error for a From before today, one that is too far away, or one of a level that never names.
func checkFrom(f *faults, n Naming, at time.Time) {
	if n.From == nil {
		return
	}
	switch today := at.Truncate(24 * time.Hour); {
	case n.Level == Counted:
		f.add("name_from", "application.naming.name_from_counted")
	case n.From.Before(today):
		f.add("name_from", "field.date_past")
	case n.From.After(today.AddDate(maxYearsAhead, 0, 0)):
		f.add("name_from", "application.naming.name_from_far", "n", maxYearsAhead)
	}
}
