package views

import (
	"slices"
	"strconv"
	"strings"

	"keephope/models"
	"keephope/models/occasion"
)

// unfolded reports whether fields that few need are shown at once: something is written in them, or to be corrected.
func (p ActionFormPage) unfolded(written string, fields ...string) bool {
	return strings.TrimSpace(written) != "" || slices.ContainsFunc(p.Problems, func(f models.FieldError) bool {
		field, n, numbered := strings.Cut(f.Field, "-")
		if _, err := strconv.Atoi(n); numbered && err != nil { // of a further language
			return false
		}
		return slices.Contains(fields, field)
	})
}

// further reports whether something is written, or to be corrected, about the languages of the action.
func (p ActionFormPage) further() bool {
	for i, w := range p.blocks() {
		if i > 0 && p.opened(w, p.suffix(i, w)) {
			return true
		}
	}
	return p.unfolded("", "lang", "text_lang")
}

// languagesTitle says in which language the action is written, and that there can be others.
func (p ActionFormPage) languagesTitle() string {
	if lang := p.blocks()[0].Lang; lang != "" {
		return p.T("action.form.fold.languages", "lang", p.Words.Language(lang))
	}
	return p.T("action.form.languages")
}

// audienceTitle says who may know of the action as it stands.
func (p ActionFormPage) audienceTitle() string {
	if p.Edit.Audience == models.ForMembers {
		return p.T("action.form.fold.readers", "who", p.T("action.form.members"))
	}
	return p.T("action.form.fold.readers", "who", p.T("action.form.public"))
}

// joinedDays are what is written of times that take place at another day or hour.
func joinedDays(w occasion.When) (days string) {
	for _, e := range w.Except {
		if !e.Off {
			days += e.Day + e.Start + e.End
		}
	}
	return days
}
