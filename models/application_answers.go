package models

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// Part is one of the five parts of an application.
type Part string

// The parts, in the order in which they are offered.
const (
	PartOrganisation Part = "organisation"
	PartAuthority    Part = "authority"
	PartNaming       Part = "naming"
	PartWords        Part = "words"
	PartCheck        Part = "check"
)

// Parts returns the five parts in order.
func Parts() []Part {
	return []Part{PartOrganisation, PartAuthority, PartNaming, PartWords, PartCheck}
}

// Progress is how far a part is.
type Progress string

// The three answers to "how far is it".
const (
	NotStarted Progress = "not_started"
	Started    Progress = "started"
	Done       Progress = "done"
)

// Progress returns how far a part is. "Check and send" is done by sending.
func (a Answers) Progress(part Part) Progress {
	done, saved := a.Done[string(part)]
	switch {
	case done:
		return Done
	case saved:
		return Started
	}
	return NotStarted
}

// Complete reports whether every part before "Check and send" is done.
func (a Answers) Complete() bool {
	for _, part := range Parts() {
		if part != PartCheck && a.Progress(part) != Done {
			return false
		}
	}
	return true
}

// Profile gathers what the organisation is to be called, where it is and how it looks: the town only where it is to be
// shown.
func (a Answers) Profile() Profile {
	p := a.Organisation
	p.Town, p.LogoID = "", a.Words.LogoID
	if !a.Naming.NoPlace {
		p.Town = a.Naming.Town
	}
	return p
}

// AtRisk reports whether keepers alone may read and decide: the applicant chose to be counted, or ticked it.
func (a Answers) AtRisk() bool { return a.Naming.AtRisk || a.Naming.Level == Counted }

// Giving is the endorsement that an accepted application gives: the text that "Check and send" showed, under what the
// signatory chose. A day of "name us from" that has passed means at once.
func (a Application) Giving(answers Answers, at time.Time) Giving {
	g := Giving{
		OrganisationID: a.OrganisationID, StatementID: a.StatementID, VersionID: a.VersionID, Lang: a.Lang,
		Level: answers.Naming.Level, Quote: answers.Words.Quote, Mandate: answers.Authority.mandate(),
	}
	if day, err := time.Parse(time.DateOnly, answers.Naming.NameFrom); err == nil && day.After(at) {
		g.NameFrom = &day
	}
	return g
}

// mandate is who decided, in one text: the applicant's own words, and who they are there.
func (a AuthorityAnswer) mandate() string {
	words := []string{}
	for _, text := range []string{a.Mandate, a.Position} {
		if text != "" {
			words = append(words, text)
		}
	}
	return strings.Join(words, " · ")
}

func answersPlace(applicationID string) seal.Place {
	return seal.Place{Table: "applications", Column: "answers", Row: applicationID}
}

// answers opens what an application answers.
func (s *Store) answers(key seal.DataKey, a Application) (Answers, error) {
	answers, err := openValue[Answers](key, answersPlace(a.ID), a.Answers)
	if answers.Done == nil {
		answers.Done = map[string]bool{}
	}
	return answers, err
}

// keepAnswers seals and writes the answers, and keeps the organisation's profile in step with them. Returns Conflict if
// the application left its state meanwhile.
func (t *tx) keepAnswers(key seal.DataKey, a Application, answers Answers) error {
	sealed, err := t.sealValue(key, answersPlace(a.ID), answers)
	if err != nil {
		return err
	}
	kept := t.db.Model(&Application{}).Where("id = ? AND state = ?", a.ID, a.State).
		Updates(map[string]any{"answers": sealed, "saved_at": t.at})
	if err := changed(kept, conflict("application.changed")); err != nil {
		return fmt.Errorf("keep answers of %s: %w", a.ID, err)
	}
	return t.keepProfile(key, a.OrganisationID, answers.Profile())
}

// present returns the organisation's present application: the living one, else the newest. NotFound if there is none.
func (s *Store) present(db *gorm.DB, organisationID string) (Application, error) {
	return one[Application](db.Where("organisation_id = ?", organisationID).
		Order("CASE WHEN state IN ('draft', 'submitted', 'asked', 'held') THEN 0 ELSE 1 END, saved_at DESC, id"))
}

// presentAnswers reads the present application with its answers and the key that seals them.
func (t *tx) presentAnswers(organisationID string) (Application, Answers, seal.DataKey, error) {
	a, err := t.present(t.db, organisationID)
	if err != nil {
		return a, Answers{}, seal.DataKey{}, err
	}
	key, err := t.key(t.db, organisationID)
	if err != nil {
		return a, Answers{}, key, err
	}
	answers, err := t.answers(key, a)
	return a, answers, key, err
}

// isDuplicate reports whether a row was refused because an equal one is there.
func isDuplicate(err error) bool { return errors.Is(err, gorm.ErrDuplicatedKey) }
