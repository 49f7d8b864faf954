package models

import (
	"errors"

	"keephope/models/fold"
)

// Limits of what people write, in characters.
const (
	maxName    = 200
	maxLine    = 200
	maxQuote   = 140
	maxMandate = 1000
	maxMessage = 4000
	maxAddress = 2000 // web and e-mail addresses
)

// checkLine adds a field error if text is no fit one-line text of at most limit characters. Empty is fit.
func checkLine(f *faults, field, text string, limit int) string {
	clean, err := fold.Clean(text, limit)
	return checked(f, field, clean, err, limit)
}

// checkText is checkLine for text of several lines.
func checkText(f *faults, field, text string, limit int) string {
	clean, err := fold.CleanText(text, limit)
	return checked(f, field, clean, err, limit)
}

func checked(f *faults, field, clean string, err error, limit int) string {
	switch {
	case err == nil, errors.Is(err, fold.ErrEmpty):
		return clean
	case errors.Is(err, fold.ErrTooLong):
		f.add(field, "field.too_long", "n", limit)
	default:
		f.add(field, "field.characters")
	}
	return clean
}
