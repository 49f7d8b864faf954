package urls

import (
	"net/url"
	"strconv"

	"keephope/views/locale"
)

// Report is where an organisation tells how an action went: Report("en", id, action, "/take-back") takes it back.
func Report(lang locale.Lang, organisationID, actionID, form string) string {
	return Mine(lang, organisationID, "/report/"+url.PathEscape(actionID)+form)
}

// OwnPicture is a picture of an organisation's report, for itself.
func OwnPicture(lang locale.Lang, organisationID, pictureID string) string {
	return Mine(lang, organisationID, "/pictures/"+url.PathEscape(pictureID))
}

// MentionCase is a mention of an organisation that is not public, at the desk; act as in Case.
func MentionCase(lang locale.Lang, id, act string) string {
	return Desk(lang, "/mentions/"+url.PathEscape(id)+act)
}

// ReportCase is a report at the desk; act as in Case.
func ReportCase(lang locale.Lang, id, act string) string {
	return Desk(lang, "/reports/"+url.PathEscape(id)+act)
}

// PublicPicture is a public picture of a report, at least so many pixels wide where it has them.
func PublicPicture(lang locale.Lang, pictureID string, width int) string {
	return In(lang, "/pictures/"+pictureID+"-"+strconv.Itoa(width))
}

// MemberPicture is a picture of a report on an action for members.
func MemberPicture(lang locale.Lang, actionID, pictureID string) string {
	return MemberAction(lang, actionID) + "/pictures/" + url.PathEscape(pictureID)
}
