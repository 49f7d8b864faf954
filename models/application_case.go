package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
)

// Case is an application as a coordinator reads it. One at risk that the reader has not taken tells its number, and
// nothing else.
type Case struct {
	ID             string
	OrganisationID string
	Number         int
	AtRisk         bool
	MayTake        bool
	TakenAt        *time.Time // for who may take it: somebody reads it
	TakenBy        string     // name
	Opened         bool       // what follows is filled in

	Own           bool             // the reader represents it: others decide
	State         ApplicationState // held whose day has come counts as submitted
	Answers       Answers
	Applicant     string // name of the person who filled it in; "" if they are gone or told none
	ApplicantLang string // in which they read
	Text          ShownText
	SubmittedAt   *time.Time
	AnsweredAt    *time.Time
	HeldUntil     *time.Time
	AgainAfter    *time.Time
	TakenByReader bool
	DecidedAt     *time.Time
	DecidedBy     string // name
	Approvals     []Approval
	Thread        []SaidAtDesk
	Notes         []NoteLine
	Similar       []SimilarOrganisation
	Seen          string // the mark that a decision goes back with
	TwoApprovals  bool
	Steps         []Step // what the reader may decide now
	MayTakeBack   bool   // as far as time and person go
}

// Approval is a first approval.
type Approval struct {
	Name     string
	At       time.Time
	ByReader bool
}

// SaidAtDesk is a line of the thread with its author's name, which only the desk reads.
type SaidAtDesk struct {
	Said
	Author string
}

// May reports whether the reader may take a step now.
func (c Case) May(step Step) bool {
	for _, s := range c.Steps {
		if s == step {
			return true
		}
	}
	return false
}

// Approved reports whether the reader's approval is there already and another one is needed.
func (c Case) Approved() bool {
	for _, a := range c.Approvals {
		if a.ByReader {
			return true
		}
	}
	return false
}

// Case reads an application for a coordinator. Returns NotFound for one that was never sent or was taken back, and for
// one at risk unless the reader is a keeper.
func (s *Store) Case(ctx context.Context, as Actor, id string) (Case, error) {
	db := s.db.WithContext(ctx)
	a, err := s.sentApplication(db, as, id)
	if err != nil {
		return Case{}, err
	}
	o, err := one[Organisation](db.Where("id = ?", a.OrganisationID))
	if err != nil {
		return Case{}, err
	}
	c := Case{ID: a.ID, OrganisationID: o.ID, Number: o.Number, AtRisk: a.AtRisk, Opened: a.OpenTo(as)}
	c.MayTake = as.MayDecide(a.Matter()) == nil && a.TakenBy != as.PersonID
	if !c.Opened {
		return c, s.fillReader(db, a, &c)
	}
	return c, s.fillCase(db, as, a, &c)
}

// fillReader adds who reads a closed application now: whoever takes it, takes it from them.
func (s *Store) fillReader(db *gorm.DB, a Application, c *Case) error {
	if !c.MayTake || a.TakenBy == "" {
		return nil
	}
	names, err := s.namesOfPeople(db, a.TakenBy)
	c.TakenAt, c.TakenBy = a.TakenAt, names[a.TakenBy]
	return err
}

// sentApplication reads an application that was sent, for somebody who may know of it.
func (s *Store) sentApplication(db *gorm.DB, as Actor, id string) (Application, error) {
	if err := as.MayUseDesk(); err != nil {
		return Application{}, err
	}
	if !ValidID(id) {
		return Application{}, notFound()
	}
	a, err := one[Application](db.Where("id = ? AND state NOT IN ?", id, []ApplicationState{Draft, Withdrawn}))
	if err != nil {
		return Application{}, err
	}
	return a, s.mayKnow(db, as, a)
}

// mayKnow says whether an actor may know of an application at the desk: as of its matter, and once it was accepted as of
// its organisation. One that stands unnamed now is for keepers; whoever accepted it can still take that back.
func (s *Store) mayKnow(db *gorm.DB, as Actor, a Application) error {
	if err := as.MaySee(a.Matter()); err != nil || a.State != Approved || as.Has(Keeper) {
		return err
	}
	at := s.clock()
	switch unnamed, err := s.unnamed(db, a.OrganisationID, at); {
	case err != nil:
		return err
	case unnamed && !a.CanTakeBack(as, at):
		return notFound()
	}
	return nil
}

// openApplication is sentApplication for somebody who may read it.
func (s *Store) openApplication(db *gorm.DB, as Actor, id string) (Application, error) {
	a, err := s.sentApplication(db, as, id)
	if err == nil && !a.OpenTo(as) {
		err = notFound()
	}
	return a, err
}

func (s *Store) fillCase(db *gorm.DB, as Actor, a Application, c *Case) error {
	at := s.clock()
	_, c.Own = as.At(a.OrganisationID)
	c.State, c.Seen = a.StateAt(at), a.Mark()
	c.SubmittedAt, c.AnsweredAt, c.HeldUntil, c.AgainAfter = a.SubmittedAt, a.AnsweredAt, a.HeldUntil, a.AgainAfter
	c.TakenAt, c.TakenByReader, c.DecidedAt = a.TakenAt, a.TakenBy == as.PersonID, a.DecidedAt
	if as.MayDecide(a.Matter()) == nil {
		for _, step := range []Step{StepAccept, StepAsk, StepHold, StepDecline} {
			if a.May(step, at) {
				c.Steps = append(c.Steps, step)
			}
		}
		c.MayTakeBack = a.CanTakeBack(as, at)
	}
	key, err := s.key(db, a.OrganisationID)
	if err != nil {
		return err
	}
	if c.Answers, err = s.answers(key, a); err != nil {
		return err
	}
	if c.Text, err = s.textOf(db, a, a.Lang); err != nil {
		return err
	}
	if c.TwoApprovals, err = needsTwoApprovals(db); err != nil {
		return err
	}
	if c.Similar, err = s.similar(db, as, c.Answers.Organisation, a.OrganisationID); err != nil {
		return err
	}
	return s.fillVoices(db, as, a, c)
}

// fillVoices adds what people said and did: thread, notes, approvals, and the names of all of them. Notes and
// approvals are not for the organisation's own people.
func (s *Store) fillVoices(db *gorm.DB, as Actor, a Application, c *Case) error {
	key, err := s.key(db, a.OrganisationID)
	if err != nil {
		return err
	}
	thread, err := s.thread(db, key, a.ID)
	if err != nil {
		return err
	}
	var notes []ApplicationNote
	var approvals []ApplicationApproval
	if !c.Own {
		if notes, err = s.noteRows(db, a.ID); err != nil {
			return err
		}
		if approvals, err = s.approvals(db, a); err != nil {
			return err
		}
	}
	names, err := s.namesOfPeople(db, authors(a, thread, notes, approvals)...)
	if err != nil {
		return err
	}
	c.Applicant = names[a.ApplicantID]
	if !c.Own {
		c.TakenBy, c.DecidedBy = names[a.TakenBy], names[a.DecidedBy]
	}
	for _, said := range thread {
		line := SaidAtDesk{Said: said, Author: names[said.AuthorID]}
		if c.Own && said.Side == FromDesk {
			line.Author = ""
		}
		c.Thread = append(c.Thread, line)
	}
	for _, note := range notes {
		text, err := openValue[string](key, notePlace(note.ID), note.Body)
		if err != nil {
			return err
		}
		c.Notes = append(c.Notes, NoteLine{Author: names[note.AuthorID], Text: text, At: note.At})
	}
	for _, v := range approvals {
		c.Approvals = append(c.Approvals, Approval{Name: names[v.PersonID], At: v.At, ByReader: v.PersonID == as.PersonID})
	}
	c.ApplicantLang, err = s.langOf(db, a.ApplicantID)
	return err
}

// authors are the ids of everybody whose name a case shows.
func authors(a Application, thread []Said, notes []ApplicationNote, approvals []ApplicationApproval) []string {
	ids := []string{a.ApplicantID, a.TakenBy, a.DecidedBy}
	for _, said := range thread {
		ids = append(ids, said.AuthorID)
	}
	for _, note := range notes {
		ids = append(ids, note.AuthorID)
	}
	for _, v := range approvals {
		ids = append(ids, v.PersonID)
	}
	return ids
}

// langOf is the language in which a person reads; "" if the person is gone.
func (s *Store) langOf(db *gorm.DB, personID string) (string, error) {
	person, err := one[Person](db.Where("id = ?", personID))
	if isNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("find person: %w", err)
	}
	return person.Lang, nil
}
