package urls

import (
	"net/url"

	"keephope/views/locale"
)

// Join is where a member begins to take part in the action of a public page.
func Join(lang locale.Lang, slug string) string { return In(lang, "/me/join/"+url.PathEscape(slug)) }

// TakePart is the page on which an organisation takes part in an action: TakePart("en", id, action, "/leave") ends it.
func TakePart(lang locale.Lang, organisationID, actionID, form string) string {
	return Mine(lang, organisationID, "/join/"+url.PathEscape(actionID)+form)
}
