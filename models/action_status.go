package models

import (
	"time"

	"keephope/models/occasion"
)

// ActionStatus is where an action stands by its state and the clock, in one word.
type ActionStatus string

// The statuses beside those that are states.
const (
	HappeningNow ActionStatus = "now"
	Over         ActionStatus = "over"
	Full         ActionStatus = "full" // open, and who joins by name waits for a place
)

// ended reports whether all times of an action are over. Of one without a time none is.
func (c ActionContent) ended(at time.Time) bool {
	times := c.When.Occurrences()
	return len(times) > 0 && !lastEnd(times).After(at)
}

// stillComes reports whether an action in a state is neither over nor cancelled: a draft is not.
func (c ActionContent) stillComes(state ActionState, at time.Time) bool {
	return state != ActionDone && state != ActionCancelled && !c.ended(at)
}

// ActionStatusAt is where an action in a state stands at an instant. Of a series it is now only while one of its times runs.
func ActionStatusAt(state ActionState, when occasion.When, at time.Time) ActionStatus {
	if state == ActionDone {
		return Over
	}
	times := when.Occurrences()
	if state != ActionOpen && state != ActionClosed || len(times) == 0 {
		return ActionStatus(state)
	}
	if !lastEnd(times).After(at) {
		return Over
	}
	for _, o := range times {
		if !o.Off && !o.Starts.After(at) && o.Ends.After(at) {
			return HappeningNow
		}
	}
	return ActionStatus(state)
}

// Past reports whether nothing but the words of an action with a content can change any more: it was called off, or it is over.
func (a Action) Past(c ActionContent, at time.Time) bool {
	status := ActionStatusAt(a.State, c.When, at)
	return status == Over || a.State == ActionCancelled
}

// over is the instant after which the list has it among those that are over: the last end, or when hosts said that it is done.
func (a Action) over(times []occasion.Occurrence) time.Time {
	last := lastEnd(times)
	if a.State == ActionDone && a.ChangedAt.Before(last) {
		return *a.ChangedAt
	}
	return last
}

// lastEnd is after which an action is over.
func lastEnd(times []occasion.Occurrence) time.Time {
	last := times[0].Ends
	for _, o := range times {
		if !o.Off && o.Ends.After(last) {
			last = o.Ends
		}
	}
	return last
}
