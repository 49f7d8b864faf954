package models

import (
	"cmp"
	"fmt"
	"time"

	"gorm.io/gorm"

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
	Of       string `json:"of,omitempty"`       // id of the organisation whose sending it is about; "" = that was not kept, or it is not for the reader
}

// settle forgets it all: what waited is decided on, or was taken back.
func (d *DeskSaid) settle() { *d = DeskSaid{} }

// giveBack is what the hosts read of a question or a no to what one of them sent.
func (d *DeskSaid) giveBack(verb Step, text, of string) {
	*d = DeskSaid{Reason: text, Verb: verb, Of: of}
}

// hold takes words with which what one of them sent is put on hold in the place of those before. Without words they stay.
func (d *DeskSaid) hold(text, of string) {
	if text != "" {
		d.Reason, d.Verb, d.Of = text, StepHold, of
	}
}

// answered keeps what the hosts answer to a question.
func (d *DeskSaid) answered(text string) {
	if d.Verb == StepAsk {
		d.Question, d.Answer = d.Reason, text
	}
}

// takenOver keeps what another organisation answers that sends it instead, and forgets what was said to the one before.
func (d *DeskSaid) takenOver(text, by string) {
	if d.Verb != StepAsk && d.Question == "" {
		text = "" // nobody asked
	}
	*d = DeskSaid{}
	if text != "" {
		*d = DeskSaid{Answer: text, Again: true, Of: by}
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

// answerDesk keeps what a form says to the desk's question, if there was one; sent: it goes to the desk again. It is called before that is
// written in the ledger.
func (t *tx) answerDesk(a Action, key seal.DataKey, e ActionEdit, sent bool) error {
	if len(a.Said) == 0 {
		return nil
	}
	var f faults
	answer := checkText(&f, "answer", e.Answer, MaxDeskAnswer)
	if err := f.err(); err != nil {
		return err
	}
	last, err := t.lastSender(t.db, a.ID)
	if err != nil {
		return err
	}
	return t.sayOfAction(a, key, func(s *ActionSaid) {
		if sent && cmp.Or(s.Of, last) != e.OrganisationID {
			s.takenOver(answer, e.OrganisationID)
			return
		}
		s.answered(answer)
		s.Again = s.Again || sent && s.GivenBack() != ""
	})
}

// saidFor leaves of what the desk and the hosts said of an action what is for the actor. About what an organisation sent which is for
// keepers alone by now, or erased, others read nothing.
func (s *Store) saidFor(db *gorm.DB, as Actor, actionID string, said *DeskSaid) error {
	of := said.Of
	said.Of = ""
	if *said == (DeskSaid{}) || as.Has(Keeper) {
		return nil
	}
	if of == "" {
		var err error
		if of, err = s.lastSender(db, actionID); err != nil {
			return err
		}
	}
	var told int64
	at := s.clock()
	if err := db.Table("organisations o").Where("o.id = ? AND NOT "+unnamedRule, of, at, at).Count(&told).Error; err != nil {
		return fmt.Errorf("read whom the desk told of %s: %w", actionID, err)
	}
	if told == 0 {
		said.settle()
	}
	return nil
}
