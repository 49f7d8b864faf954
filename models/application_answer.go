package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// Side is which side of the desk a message comes from.
type Side string

// The two sides of a thread.
const (
	FromDesk      Side = "desk"
	FromApplicant Side = "applicant"
)

// ApplicationMessage is a line of the thread between the desk and the applicant. Body is sealed. The thread stays.
type ApplicationMessage struct {
	ID            string `gorm:"primaryKey"`
	ApplicationID string
	AuthorID      string
	Side          Side
	Verb          Step // ask, hold, decline or answer
	Body          []byte
	At            time.Time
	TakenBackAt   *time.Time // with the decision that it was part of: for the desk alone since
}

func messagePlace(id string) seal.Place {
	return seal.Place{Table: "application_messages", Column: "body", Row: id}
}

// Said is a message that can be read.
type Said struct {
	ID       string
	AuthorID string
	Side     Side
	Verb     Step
	Text     string
	At       time.Time

	TakenBackAt *time.Time // the desk took it back, and the applicant does not read it
}

// say writes a message into the thread.
func (t *tx) say(by Actor, key seal.DataKey, m ApplicationMessage, text string) error {
	m.ID, m.AuthorID, m.At = t.NewID(), by.PersonID, t.at
	var err error
	if m.Body, err = t.sealValue(key, messagePlace(m.ID), text); err != nil {
		return err
	}
	if err := t.db.Create(&m).Error; err != nil {
		return fmt.Errorf("write message: %w", err)
	}
	return nil
}

// thread reads what both sides said, oldest first.
func (s *Store) thread(db *gorm.DB, key seal.DataKey, applicationID string) ([]Said, error) {
	var rows []ApplicationMessage
	if err := db.Where("application_id = ?", applicationID).Order("at, id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read thread: %w", err)
	}
	out := make([]Said, len(rows))
	for i, row := range rows {
		text, err := openValue[string](key, messagePlace(row.ID), row.Body)
		if err != nil {
			return nil, err
		}
		out[i] = Said{ID: row.ID, AuthorID: row.AuthorID, Side: row.Side, Verb: row.Verb, Text: text, At: row.At, TakenBackAt: row.TakenBackAt}
	}
	return out, nil
}

// standingThread is the thread as the applicant reads it: without what was taken back.
func (s *Store) standingThread(db *gorm.DB, key seal.DataKey, applicationID string) ([]Said, error) {
	all, err := s.thread(db, key, applicationID)
	return slices.DeleteFunc(all, func(said Said) bool { return said.TakenBackAt != nil }), err
}

// Reply is what an applicant answers to a question, or to a refusal.
type Reply struct {
	OrganisationID string
	Text           string
}

// check cleans the answer. It is no answer without words.
func (r Reply) check() (string, error) {
	var f faults
	text := checkText(&f, "answer", r.Text, maxMessage)
	if text == "" && !f.has("answer") {
		f.add("answer", "application.answer.missing")
	}
	return text, f.err()
}

// Answer answers a question or a refusal: the application goes back to the desk, before those who wait for the first
// time. Returns Conflict if there is nothing to answer any more.
func (s *Store) Answer(ctx context.Context, as Actor, sent Sent, in Reply) error {
	if err := as.MayEdit(in.OrganisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		text, err := in.check()
		if err != nil {
			return "", err
		}
		a, err := t.present(t.db, in.OrganisationID)
		if err != nil {
			return "", err
		}
		err = t.step(a, StepAnswer, map[string]any{
			"answered_at": t.at, "decided_at": nil, "decided_by": "", "again_after": nil, "before_state": "",
		})
		if err != nil {
			return "", err
		}
		key, err := t.key(t.db, in.OrganisationID)
		if err != nil {
			return "", err
		}
		if err := t.say(as, key, ApplicationMessage{ApplicationID: a.ID, Side: FromApplicant, Verb: StepAnswer}, text); err != nil {
			return "", err
		}
		return a.ID, t.write(as, Event{
			Verb: "application.answered", ObjectKind: "application", ObjectID: a.ID, OrganisationID: in.OrganisationID,
		})
	})
	return err
}
