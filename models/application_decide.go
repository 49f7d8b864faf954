package models

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// undoFor is how long a decision can be taken back by whoever took it.
const undoFor = 24 * time.Hour

// latest is how far ahead a day of "on hold until" or "again after" may lie.
const latest = 366 * 24 * time.Hour

// Decision is what a coordinator decides on an application, and on the strength of what.
type Decision struct {
	ID    string // of the application or the profile change
	Seen  string // the mark of what the page showed (Case.Seen)
	Text  string // the question, the reason; for the organisation to read
	Until string // date "2026-12-01": on hold until, or "apply again after"
}

// Mark changes with everything that a decision is based on: the state, and what the applicant said.
func (a Application) Mark() string {
	return mark(string(a.State), &a.SavedAt, a.AnsweredAt, a.DecidedAt)
}

func mark(state string, instants ...*time.Time) string {
	text := state
	for _, at := range instants {
		if at != nil {
			text += fmt.Sprintf(".%d", at.UnixMicro())
		}
	}
	return text
}

// Ask puts a question to the applicant. Returns Invalid without a text, Conflict if something happened meanwhile.
func (s *Store) Ask(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.decide(ctx, as, sent, ruling{Decision: d, step: StepAsk, verb: "application.asked", needsText: true})
}

// Hold puts an application aside until a day: then it counts as submitted again. A text is for the applicant.
func (s *Store) Hold(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.decide(ctx, as, sent, ruling{Decision: d, step: StepHold, verb: "application.held", needsDay: true})
}

// Decline refuses an application, for a reason that the applicant reads. It may answer, or apply again after a day.
func (s *Store) Decline(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.decide(ctx, as, sent, ruling{Decision: d, step: StepDecline, verb: "application.declined", needsText: true})
}

// ruling is a decision with the step that it takes. Its fields are named after the step: "ask_text", "hold_until".
type ruling struct {
	Decision
	step                Step
	verb                Verb
	needsText, needsDay bool
}

// check cleans the text and reads the day. day is nil where none is given.
func (r *ruling) check(at time.Time) (day *time.Time, err error) {
	var f faults
	field := string(r.step) + "_text"
	r.Text = checkText(&f, field, r.Text, maxMessage)
	if r.needsText && r.Text == "" && len(f) == 0 {
		f.add(field, "queue."+string(r.step)+".text_missing")
	}
	day = checkDay(&f, string(r.step)+"_until", r.Until, at)
	if r.needsDay && day == nil && len(f) == 0 {
		f.add(string(r.step)+"_until", "queue.hold.until_missing")
	}
	return day, f.err()
}

// checkDay reads a date after today and within a year; "" is none.
func checkDay(f *faults, field, date string, at time.Time) *time.Time {
	if date == "" {
		return nil
	}
	day, err := time.Parse(time.DateOnly, date)
	switch {
	case err != nil:
		f.add(field, "field.date")
	case !day.After(at):
		f.add(field, "queue.day_past")
	case day.After(at.Add(latest)):
		f.add(field, "queue.day_far")
	default:
		return &day
	}
	return nil
}

func (s *Store) decide(ctx context.Context, as Actor, sent Sent, r ruling) error {
	_, err := s.atDesk(ctx, as, sent, r.ID, func(t *tx, a Application) error {
		day, err := r.check(t.at)
		if err != nil {
			return err
		}
		if err := t.mayRule(as, a, r.Decision, r.step); err != nil {
			return err
		}
		set := t.decided(as, a)
		switch r.step {
		case StepHold:
			set["held_until"] = day
		case StepDecline:
			set["again_after"] = day
		}
		if err := t.step(a, r.step, set); err != nil {
			return err
		}
		if err := t.tell(as, a, r); err != nil {
			return err
		}
		return t.write(as, Event{Verb: r.verb, ObjectKind: "application", ObjectID: a.ID, OrganisationID: a.OrganisationID})
	})
	return err
}

// decided are the columns of every decision. What it was before is kept, so that it can be taken back.
func (t *tx) decided(as Actor, a Application) map[string]any {
	return map[string]any{
		"decided_at": t.at, "decided_by": as.PersonID, "before_state": a.StateAt(t.at), "held_until": a.HeldUntil,
	}
}

// mayRule: the step can be taken, on what the page showed, by somebody who has opened it.
func (t *tx) mayRule(as Actor, a Application, d Decision, step Step) error {
	if !a.May(step, t.at) || d.Seen != a.Mark() {
		return t.happened(a)
	}
	if !a.OpenTo(as) {
		return conflict("queue.take_first")
	}
	return nil
}

// tell writes what the decision says into the thread.
func (t *tx) tell(as Actor, a Application, r ruling) error {
	if r.Text == "" {
		return nil
	}
	key, err := t.key(t.db, a.OrganisationID)
	if err != nil {
		return err
	}
	return t.say(as, key, ApplicationMessage{ApplicationID: a.ID, Side: FromDesk, Verb: r.step}, r.Text)
}

// happened is the Conflict that says what happened to an application instead.
func (t *tx) happened(a Application) error {
	return t.instead(string(a.State), a.DecidedBy)
}

// instead is the Conflict for a state that somebody else's decision, or the organisation itself, led to.
func (t *tx) instead(state, decidedBy string) error {
	switch {
	case state == string(Withdrawn):
		return conflict("queue.happened.withdrawn")
	case decidedBy == "", state == string(Submitted):
		return conflict("queue.happened.changed")
	}
	names, err := t.namesOfPeople(t.db, decidedBy)
	if err != nil {
		return err
	}
	name := strings.TrimSpace(names[decidedBy])
	if name == "" {
		return conflict("queue.happened.decided")
	}
	return conflict("queue.happened."+state, "name", name)
}
