package models

import (
	"context"
	"errors"
)

// savedInPart is the sentence of a save that kept all but the fields that it names.
const savedInPart = "application.saved_rest"

// SavedInPart reports whether err tells that a part was kept, except for the fields that it names.
func SavedInPart(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Key == savedInPart
}

// inPart is what a save answers that kept all but what is at fault, nil if nothing is.
func (f faults) inPart() error {
	if len(f) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Key: savedInPart, Fields: f}
}

// takeBack puts what stood before in the place of each answer at fault, so that the rest can be kept.
func (a *Answers) takeBack(before Answers, found faults) {
	told, was := Told{Profile: a.Organisation}, Told{Profile: before.Organisation}
	for _, f := range Facts() {
		if found.has(f.Key) {
			f.copy(&told, was)
		}
	}
	a.Organisation = told.Profile
	back := map[string]func(){
		"name_lang":  func() { a.Organisation.Names.OwnLang = was.Names.OwnLang },
		"position":   func() { a.Authority.Position = before.Authority.Position },
		"decided":    func() { a.Authority.Decided = before.Authority.Decided },
		"mandate":    func() { a.Authority.Mandate = before.Authority.Mandate },
		"level":      func() { a.Naming.Level = before.Naming.Level },
		"town":       func() { a.Naming.Town = before.Naming.Town },
		"name_from":  func() { a.Naming.NameFrom = before.Naming.NameFrom },
		"quote":      func() { a.Words.Quote.Text = before.Words.Quote.Text },
		"quote_lang": func() { a.Words.Quote.Lang = before.Words.Quote.Lang },
	}
	for _, f := range found {
		if undo, ok := back[f.Field]; ok { // a picture at fault never came among the answers
			undo()
		}
	}
}

// restOf says of a form that came twice what it left out the first time.
func (s *Store) restOf(ctx context.Context, fill filling) (rest faults, err error) {
	err = s.inTx(ctx, func(t *tx) error {
		a, answers, _, err := t.presentAnswers(fill.OrganisationID)
		if err != nil || a.State != Draft {
			return err
		}
		r, err := t.rulesOf(a)
		if err != nil {
			return err
		}
		rest, err = fill.into(&answers, a.State, r)
		return err
	})
	return rest, err
}
