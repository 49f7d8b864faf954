package urls

import "keephope/views/locale"

// PrivateCalendars is the page on which an organisation's people make a secret calendar; step is "" or what a form does.
func PrivateCalendars(lang locale.Lang, organisationID, step string) string {
	return Mine(lang, organisationID, "/calendar"+step)
}

// PrivateCalendar is what a secret address opens, in no language of its own.
func PrivateCalendar(token string) string { return "/calendar/" + token + ".ics" }
