package views

import (
	"github.com/a-h/templ"

	"keephope/models"
	"keephope/views/urls"
)

// MemberActionsPage is the list of what members may know of what they do together.
type MemberActionsPage struct {
	Page
	Query models.MemberActionQuery
	List  models.MemberActionPage
	Parts map[string][]models.OwnPart // of the reader's members, by action

	Hosting map[string][]string // of the reader's members those that host, by action
}

// listAddress is the list to which the action belongs.
func (p ActionPage) listAddress() string {
	if p.MemberID != "" {
		return urls.MemberActions(p.Lang, urls.ActionFilter{})
	}
	return urls.Actions(p.Lang)
}

func (p ActionPage) listTitle() string {
	if p.MemberID != "" {
		return p.T("action.members.title")
	}
	return p.T("action.list.title")
}

// as is the members' list in the words of the public one: both have the same filters.
func (p MemberActionsPage) as() ActionListPage {
	return ActionListPage{
		Page: p.Page, Query: models.ActionQuery{Past: p.Query.Past, Kind: p.Query.Kind, Country: p.Query.Country},
		List: models.ActionPage{Countries: p.List.Countries},
	}
}

// other is the list of those that are over, or of those to come.
func (p MemberActionsPage) other() templ.SafeURL {
	return templ.SafeURL(urls.MemberActions(p.Lang, urls.ActionFilter{Past: !p.Query.Past, Kind: p.Query.Kind, Country: p.Query.Country}))
}
