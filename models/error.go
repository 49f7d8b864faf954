package models

import (
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"
)

// Kind says what sort of answer an error deserves. The zero value is Internal: a plain error is one too.
type Kind int

// The kinds, and the answer that each gets.
const (
	Internal        Kind = iota // 500; nobody sees the text
	Invalid                     // 422; Fields say what to do
	NotFound                    // 404; also for everything that the reader may not see
	Forbidden                   // 403; the role for a whole area is missing
	Unauthenticated             // 303 to sign-in; nobody is signed in
	Conflict                    // 409; Key says what happened instead
	TooMany                     // 429
	Unavailable                 // 503 with Retry-After; the database is away
)

// Error is the one error type that reaches a reader. Key names the sentence; Args are name, value, name, value.
type Error struct {
	Kind   Kind
	Key    string
	Args   []any
	Fields []FieldError
}

// FieldError is what to do about one field. Field is the name that the form uses.
type FieldError struct {
	Field string
	Key   string
	Args  []any
}

// Tongue is a language as the value of a sentence, which names it in the reader's own: its BCP 47 tag.
type Tongue string

// LanguageTag is the tag, for whoever prints the sentence.
func (t Tongue) LanguageTag() string { return string(t) }

// Error describes e for the log: kind, key and field names, never what somebody wrote.
func (e *Error) Error() string {
	text := fmt.Sprintf("kind %d %s", e.Kind, e.Key)
	for _, f := range e.Fields {
		text += " " + f.Field + "=" + f.Key
	}
	return text
}

// KindOf returns the kind of err: Internal for a plain error, Unavailable where the database cannot be reached.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	if unreachable(err) {
		return Unavailable
	}
	return Internal
}

// FieldsOf returns the field errors of an Invalid error, nil for any other.
func FieldsOf(err error) []FieldError {
	var e *Error
	if errors.As(err, &e) {
		return e.Fields
	}
	return nil
}

// notFound is the answer for what is not there and for what may not be seen: nobody can tell them apart.
func notFound() error { return &Error{Kind: NotFound, Key: "error.404.title"} }

// forbidden is the answer for an area whose role the actor does not have.
func forbidden() error { return &Error{Kind: Forbidden, Key: "error.403.title"} }

// conflict tells what happened instead. key is a whole sentence.
func conflict(key string, args ...any) error { return &Error{Kind: Conflict, Key: key, Args: args} }

// faults collects field errors; ok on an empty one is nil.
type faults []FieldError

func (f *faults) add(field, key string, args ...any) {
	*f = append(*f, FieldError{Field: field, Key: key, Args: args})
}

// has reports whether a field has an error already.
func (f faults) has(field string) bool {
	return slices.ContainsFunc(f, func(e FieldError) bool { return e.Field == field })
}

// err returns Invalid with what was collected, or nil.
func (f faults) err() error {
	if len(f) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Key: "error.summary_one", Fields: f}
}

// duplicate turns a broken uniqueness into a Conflict that says so, and leaves every other error as it is.
func duplicate(err error, key string) error {
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return conflict(key)
	}
	return err
}
