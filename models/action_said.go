package models

import (
	"time"

	"keephope/models/seal"
)

// MaxDeskAnswer bounds what hosts answer to the desk, in characters.
const MaxDeskAnswer = 1000

// DeskSaid is what the desk said last of what waits or was given back, and what the hosts answered.
type DeskSaid struct {
	Reason   string `json:"reason"`             // why it gave it back or put it on hold; "" = nothing, or it is published
	Verb     Step   `json:"verb,omitempty"`     // with it: ask, decline or hold; "" = that was not kept
	Question string `json:"question,omitempty"` // to which they answer, also once it is on hold
	Answer   string `json:"answer,omitempty"`   // of the hosts; "" = none but what they changed
	Again    bool   `json:"again,omitempty"`    // it was sent again after a question or a no
}

// settle forgets it all: what waited is decided on, or was taken back.
func (d *DeskSaid) settle() { *d = DeskSaid{} }

// giveBack is what the hosts read of a question or a no.
func (d *DeskSaid) giveBack(verb Step, text string) { *d = DeskSaid{Reason: text, Verb: verb} }

// hold takes words with which it is put on hold in the place of those before. Without words they stay.
func (d *DeskSaid) hold(text string) {
	if text != "" {
		d.Reason, d.Verb = text, StepHold
	}
}

// answered keeps what the hosts answer to a question.
func (d *DeskSaid) answered(text string) {
	if d.Verb == StepAsk {
		d.Question, d.Answer = d.Reason, text
	}
}

// GivenBack is how it was given back: ask or decline; "" = it was not, or that was not kept.
func (d DeskSaid) GivenBack() Step {
	if d.Verb == StepAsk || d.Verb == StepDecline {
		return d.Verb
	}
	return ""
}

// Held is the text with which the desk put something on hold; "" where it said none.
func (d DeskSaid) Held() string {
	if d.GivenBack() != "" {
		return ""
	}
	return d.Reason
}

// heldUntil is the day until which something is on hold at an instant; nil if it is not, or not any more.
func heldUntil(state ApplicationState, until *time.Time) *time.Time {
	if state != Held {
		return nil
	}
	return until
}

// answerDesk keeps what a form says to the desk's question, if there was one; sent: it goes to the desk again.
func (t *tx) answerDesk(a Action, key seal.DataKey, text string, sent bool) error {
	if len(a.Said) == 0 {
		return nil
	}
	var f faults
	answer := checkText(&f, "answer", text, MaxDeskAnswer)
	if err := f.err(); err != nil {
		return err
	}
	return t.sayOfAction(a, key, func(s *ActionSaid) {
		s.answered(answer)
		s.Again = s.Again || sent && s.GivenBack() != ""
	})
}
