package models

import (
	"cmp"
	"slices"
	"time"
)

// sortQueue puts the rows where they belong, and counts. What the reader may not open has no place by its age: its
// number decides, which is random.
func sortQueue(rows []queued, as Actor, at time.Time) Queue {
	var q Queue
	for _, r := range rows {
		l := r.line(as, at)
		switch state := r.stateAt(at); {
		case state == Submitted:
			q.Bar.count(l)
			q.Waiting = append(q.Waiting, l)
		case !l.Open && !l.MayTake: // who may not open it learns of no more than that it waits
		case state == Asked || state == Held:
			q.Elsewhere = append(q.Elsewhere, l)
		default:
			q.Decided = append(q.Decided, l)
		}
	}
	slices.SortFunc(q.Waiting, byUrgency)
	slices.SortFunc(q.Elsewhere, byUrgency)
	slices.SortFunc(q.Decided, func(a, b QueueLine) int { return cmp.Or(b.Since.Compare(a.Since), cmp.Compare(a.ID, b.ID)) })
	return q
}

// byUrgency: what begins soon first, then at risk, then answered, then the longest waiting.
func byUrgency(a, b QueueLine) int {
	if a.Soon && b.Soon {
		return cmp.Or(a.Begins.Starts.Compare(b.Begins.Starts), a.Since.Compare(b.Since), cmp.Compare(a.ID, b.ID))
	}
	return cmp.Or(-compareBool(a.Soon, b.Soon), -compareBool(a.AtRisk, b.AtRisk), -compareBool(a.Answered, b.Answered),
		a.Since.Compare(b.Since), cmp.Compare(a.Number, b.Number), cmp.Compare(a.ID, b.ID))
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
