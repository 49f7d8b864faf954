package urls

import (
	"net/url"
	"strconv"

	"keephope/views/locale"
)

// StartApplication is the page that asks whether an organisation is here already: StartApplication("en", "/new") is a
// form of it.
func StartApplication(lang locale.Lang, form string) string { return In(lang, "/me/apply"+form) }

// Application is a page of an organisation's application: "" is the list of its parts, or where it stands.
func Application(lang locale.Lang, organisationID, page string) string {
	return Mine(lang, organisationID, "/application"+page)
}

// Representatives is the page of who acts for an organisation: Representatives("en", id, "/leave") is a form of it.
func Representatives(lang locale.Lang, organisationID, form string) string {
	return Mine(lang, organisationID, "/people"+form)
}

// Invitation is what an invitation's link opens.
func Invitation(lang locale.Lang, token string) string {
	return In(lang, "/invitation/"+url.PathEscape(token))
}

// OwnLogo is an organisation's logo for its own people, at least width pixels wide if there is such a size.
func OwnLogo(lang locale.Lang, organisationID, logoID string, width int) string {
	return Mine(lang, organisationID, "/logo/"+url.PathEscape(logoID)+"/"+strconv.Itoa(width))
}
