// Package fold knows what to do with names and texts in every script: which text is accepted (Clean, CleanText), how
// names are found (Fold, SearchKey, Needle), ordered (SortKey), compared (Similarity) and written in an address (Slug).
//
// Databases fold case, order text and match patterns each in its own way, so all of this is computed here once and
// stored; SQLite and PostgreSQL then only compare bytes.
package fold

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	// ErrEmpty says that a text has no visible character.
	ErrEmpty = errors.New("text is empty")
	// ErrEncoding says that a text is not valid UTF-8.
	ErrEncoding = errors.New("text is not valid UTF-8")
	// ErrControl says that a text holds a control character that it may not hold.
	ErrControl = errors.New("text holds a control character")
	// ErrTooLong says that a text has more characters than allowed. The error is a *LengthError.
	ErrTooLong = errors.New("text is too long")
)

// LengthError is an ErrTooLong with its figures, in Unicode characters.
type LengthError struct{ Length, Max int }

// Error names both figures.
func (e *LengthError) Error() string {
	return fmt.Sprintf("text is too long: %d characters, at most %d", e.Length, e.Max)
}

// Is makes errors.Is(err, ErrTooLong) true.
func (e *LengthError) Is(target error) bool { return target == ErrTooLong }

// Clean accepts the text of a one-line field: a name, a title, a quote. White space around it is cut off; everything
// else is kept exactly as it came, without normalisation: joiners, variation selectors, emoji, mixed scripts,
// directional marks, embeddings and isolates.
//
// Refused are: broken UTF-8 (ErrEncoding); text without a visible character (ErrEmpty); NUL, other control characters,
// line and paragraph separators and the directional overrides U+202D and U+202E (ErrControl); more than limit
// characters, counted as Unicode code points (ErrTooLong). Overrides have no honest use in a name: they only make it
// read as another one.
func Clean(s string, limit int) (string, error) {
	return clean(s, limit, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\u202D' || r == '\u202E'
	})
}

// CleanText accepts the text of a field with several lines, by the rules of Clean, with three differences: line feeds
// and tabs stay; line ends sent by browsers as CR LF, and lone CR, become line feeds before counting; directional
// overrides stay, because they end with their paragraph.
func CleanText(s string, limit int) (string, error) {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	return clean(s, limit, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\t'
	})
}

func clean(s string, limit int, refused func(rune) bool) (string, error) {
	if !utf8.ValidString(s) {
		return "", ErrEncoding
	}
	s = strings.TrimSpace(s)
	if i := strings.IndexFunc(s, refused); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		return "", fmt.Errorf("%w: %U as character %d", ErrControl, r, utf8.RuneCountInString(s[:i])+1)
	}
	if !strings.ContainsFunc(s, visible) {
		return "", ErrEmpty
	}
	if n := utf8.RuneCountInString(s); n > limit {
		return "", &LengthError{Length: n, Max: limit}
	}
	return s, nil
}

// visible tells whether a character leaves ink or stands for something by itself. Joiners, fillers, variation selectors
// and the blank Braille pattern do not.
func visible(r rune) bool {
	if !unicode.IsGraphic(r) || unicode.IsSpace(r) || r == '\u2800' {
		return unicode.Is(unicode.Co, r)
	}
	return !unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}
