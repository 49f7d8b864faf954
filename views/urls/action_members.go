package urls

import (
	"net/url"

	"keephope/views/locale"
)

// MemberActions is the members' list of joint actions, under a filter.
func MemberActions(lang locale.Lang, f ActionFilter) string {
	return In(lang, "/me/actions") + f.query()
}

// MemberAction is a joint action as members read it.
func MemberAction(lang locale.Lang, actionID string) string {
	return In(lang, "/me/actions/"+url.PathEscape(actionID))
}
