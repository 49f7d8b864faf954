package urls

import (
	"net/url"

	"keephope/views/locale"
)

// ActionHosts is the page on which hosts of an action see each other and who takes part; step is "" for the page itself,
// else what a form does there: "/ask".
func ActionHosts(lang locale.Lang, organisationID, actionID, step string) string {
	return OwnAction(lang, organisationID, actionID, "/hosts"+step)
}

// ActionHostsPage is a further page of who takes part.
func ActionHostsPage(lang locale.Lang, organisationID, actionID, page string) string {
	return paged(ActionHosts(lang, organisationID, actionID, ""), page)
}

// CoHostAsk is where an organisation reads what it is asked to host together; step is "" or "/accept" or "/refuse".
func CoHostAsk(lang locale.Lang, organisationID, actionID, step string) string {
	return Mine(lang, organisationID, "/cohost/"+url.PathEscape(actionID)+step)
}
