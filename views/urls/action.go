package urls

import (
	"net/url"

	"keephope/views/locale"
)

// OwnActions is the page of an organisation's joint actions: OwnActions("en", id, "/new") is the form of a new one.
func OwnActions(lang locale.Lang, organisationID, page string) string {
	return Mine(lang, organisationID, "/actions"+page)
}

// OwnActionsPage is a further page of an organisation's joint actions.
func OwnActionsPage(lang locale.Lang, organisationID, page string) string {
	return paged(OwnActions(lang, organisationID, ""), page)
}

// OwnPartsPage is a page of what an organisation takes part in.
func OwnPartsPage(lang locale.Lang, organisationID, page string) string {
	return Beside(OwnActions(lang, organisationID, ""), url.Values{"parts": {page}})
}

// OwnAction is a joint action for its hosts; step is "" for the page itself, else what a form does there: "/close".
func OwnAction(lang locale.Lang, organisationID, actionID, step string) string {
	return OwnActions(lang, organisationID, "/"+url.PathEscape(actionID)+step)
}
