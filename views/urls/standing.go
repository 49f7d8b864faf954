package urls

import (
	"net/url"

	"keephope/views/locale"
)

// Hide is where "Hide us now" sends its form.
func Hide(lang locale.Lang, organisationID string) string { return Mine(lang, organisationID, "/hide") }

// Show is the page that asks before a hidden organisation is shown again, and where it sends its form.
func Show(lang locale.Lang, organisationID string) string { return Mine(lang, organisationID, "/show") }

// StayCounted is where "Stay counted" sends its form.
func StayCounted(lang locale.Lang, organisationID string) string {
	return Mine(lang, organisationID, "/stay-counted")
}

// Erase is the page "Withdraw completely": Erase("en", id, "/keep") takes it back.
func Erase(lang locale.Lang, organisationID, form string) string {
	return Mine(lang, organisationID, "/erase"+form)
}

// Visibility is the page on which an organisation chooses how it is shown.
func Visibility(lang locale.Lang, organisationID string) string {
	return Mine(lang, organisationID, "/visibility")
}

// Withdraw is the page of withdrawing one endorsement, of taking back its trace and of leaving.
func Withdraw(lang locale.Lang, organisationID, form string) string {
	return Mine(lang, organisationID, "/withdraw"+form)
}

// Endorse is the page of further statements, and of newer versions: Endorse("en", id, "/newest").
func Endorse(lang locale.Lang, organisationID, form string) string {
	return Mine(lang, organisationID, "/endorse"+form)
}

// Profile is the page of what an organisation tells of itself.
func Profile(lang locale.Lang, organisationID string) string {
	return Mine(lang, organisationID, "/profile")
}

// SeeNotices is where "I have read this" sends its form.
func SeeNotices(lang locale.Lang) string { return In(lang, "/me/notices/seen") }

// MyData is the page of everything that we hold of the reader: MyData("en", ".json") is the same to keep.
func MyData(lang locale.Lang, format string) string { return In(lang, "/me/data"+format) }

// DeleteAccount is the page on which somebody deletes their own account, and where it sends its form.
func DeleteAccount(lang locale.Lang) string { return MyData(lang, "/delete") }

// Coalition is the members' directory, after a search or further down; empty values are left out.
func Coalition(lang locale.Lang, filter url.Values) string {
	for name, values := range filter {
		if len(values) == 0 || values[0] == "" {
			filter.Del(name)
		}
	}
	if len(filter) == 0 {
		return In(lang, "/me/coalition")
	}
	return In(lang, "/me/coalition?"+filter.Encode())
}
