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

// StatementDesk is the desk's page of the call: StatementDesk("en", "/publish") is a page of it.
func StatementDesk(lang locale.Lang, page string) string { return Desk(lang, "/statement"+page) }

// Draft is the desk's form of the draft in one of its languages.
func Draft(lang locale.Lang, text string) string { return StatementDesk(lang, "/draft/"+text) }

// Translate is the desk's form of a further language of a published version.
func Translate(lang locale.Lang, n int, text string) string {
	return StatementDesk(lang, "/"+strconv.Itoa(n)+"/translate/"+text)
}
