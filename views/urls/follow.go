package urls

import (
	"net/url"
	"strings"

	"keephope/views/locale"
)

// ActionFeed is the feed of joint actions in a format, "atom" or "feed.json".
func ActionFeed(lang locale.Lang, format string) string { return Actions(lang) + "." + format }

// Calendar is the calendar of all joint actions.
func Calendar(lang locale.Lang) string { return In(lang, "/calendar.ics") }

// CountryCalendar is that of the joint actions in a country.
func CountryCalendar(lang locale.Lang, code string) string {
	return In(lang, "/calendar/country/"+url.PathEscape(code)+".ics")
}

// CommunityCalendar is that of the joint actions for a community.
func CommunityCalendar(lang locale.Lang, slug string) string {
	return In(lang, "/calendar/community/"+url.PathEscape(slug)+".ics")
}

// OrganisationCalendar is that of what a public organisation hosts, and of that in which it takes part by name.
func OrganisationCalendar(lang locale.Lang, slug string) string {
	return In(lang, "/calendar/organisation/"+url.PathEscape(slug)+".ics")
}

// ActionEntry is one action as a calendar's file, to take along.
func ActionEntry(lang locale.Lang, slug string) string { return PublicAction(lang, slug) + ".ics" }

// ActionCard is the picture that stands beside a link to an action.
func ActionCard(lang locale.Lang, slug string) string { return PublicAction(lang, slug) + "/card.png" }

// ActionCode is the QR code of an action's page.
func ActionCode(lang locale.Lang, slug string) string { return PublicAction(lang, slug) + "/qr.svg" }

// Subscribe is the address of a calendar as programs subscribe to it. The calendar's own is absolute.
func Subscribe(calendar string) string {
	_, rest, _ := strings.Cut(calendar, "://")
	return "webcal://" + rest
}
