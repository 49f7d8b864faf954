package urls

import (
	"strconv"

	"keephope/views/locale"
)

// StatementVersion is a version of the call.
func StatementVersion(lang locale.Lang, n int) string {
	return In(lang, "/statement/"+strconv.Itoa(n))
}

// StatementFile is a version's text as a file, whose SHA-256 is shown beside it. lang is the text's own language.
func StatementFile(lang string, n int) string {
	return "/" + lang + "/statement/" + strconv.Itoa(n) + ".txt"
}

// StatementChanges is what a version has that the one before it had not.
func StatementChanges(lang locale.Lang, n int) string {
	return In(lang, "/statement/"+strconv.Itoa(n)+"/changes")
}
