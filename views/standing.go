package views

import (
	"slices"
	"time"

	"keephope/models"
	"keephope/views/urls"
)

// StandingPage is the first page after sign-in.
type StandingPage struct {
	Page
	First     models.FirstPage
	Done      Done // what the reader just did
	Coalition bool // the reader may read the members' directory
}

// isMember reports whether the reader acts for a member.
func (p StandingPage) isMember() bool {
	return slices.ContainsFunc(p.First.Organisations, func(m models.Mine) bool { return m.State == models.Member })
}

// Done is what the first page says of a change that its reader just made, where the page itself would not tell.
type Done string

// What is told, by the word in the address of the page.
const (
	DoneGiven     Done = "given"
	DoneCounted   Done = "counted"
	DoneShown     Done = "shown"
	DoneWithdrawn Done = "withdrawn"
	DoneUntraced  Done = "untraced"
	DoneLeft      Done = "left"
	DoneErased    Done = "erased"
	DoneSaved     Done = "saved"
)

// doneText is the sentence, "" for any other word.
func (p StandingPage) doneText() string {
	switch p.Done {
	case DoneGiven, DoneCounted, DoneShown, DoneWithdrawn, DoneUntraced, DoneLeft, DoneErased, DoneSaved:
		return p.T("standing.done." + string(p.Done))
	}
	return ""
}

// Unseen reports whether there is something that the reader was told and has not seen.
func (p StandingPage) Unseen() bool {
	for _, n := range p.First.Notices {
		if !n.Seen {
			return true
		}
	}
	return false
}

// Newest is the mark of the newest notice.
func (p StandingPage) Newest() string {
	if len(p.First.Notices) == 0 {
		return ""
	}
	return p.First.Notices[0].Mark
}

// Folded are the notices, several alike in a row as one: the same thing happened, to other cases of the desk.
func (p StandingPage) Folded() [][]models.NoticeLine {
	var folded [][]models.NoticeLine
	for _, n := range p.First.Notices {
		if last := len(folded) - 1; last >= 0 && n.Matter != "" && folded[last][0].Matter == n.Matter &&
			folded[last][0].Verb == n.Verb && folded[last][0].Seen == n.Seen {
			folded[last] = append(folded[last], n)
			continue
		}
		folded = append(folded, []models.NoticeLine{n})
	}
	return folded
}

// unopened reports whether some of the notices have no case that the reader may open: the desk itself shows what there is.
func unopened(alike []models.NoticeLine) bool {
	for _, n := range alike {
		if n.MatterID == "" {
			return true
		}
	}
	return false
}

// named reports whether one of the notices has a name.
func named(alike []models.NoticeLine) bool {
	for _, n := range alike {
		if n.Organisation != "" {
			return true
		}
	}
	return false
}

// works reports whether the reader has something to do here without an organisation.
func (p StandingPage) works() bool { return p.Viewer.Desk || p.Viewer.Admin }

// OwnPage is a page of one organisation that the reader represents.
type OwnPage struct {
	Page
	M       models.Mine
	Waiting *models.MyApplication // sent and not accepted; nil = none, or not read for this page
	Due     []models.DueReport    // actions that it has not told of, on the first page
	Asks    []models.MyAsk        // what the campaign asks of it, on the first page
	Parts   []models.OwnPart      // what it joined, on the first page and that of its actions
	Asked   []models.CoHostAsk    // what others ask it, on the first page
	Back    []models.GivenBack    // what coordinators gave back to it, on the first page
	Lost    bool                  // something that it joined is not shown any more, on the first page and that of its actions
}

// own is one organisation of the first page, with its application where that waits.
func (p StandingPage) own(m models.Mine) OwnPage {
	own := OwnPage{Page: p.Page, M: m, Due: p.First.Due[m.ID], Asks: p.First.Asks[m.ID], Parts: p.First.Parts[m.ID], Asked: p.First.Asked[m.ID], Back: p.First.Back[m.ID], Lost: p.First.Lost[m.ID]}
	if waiting, ok := p.First.Waiting[m.ID]; ok {
		own.Waiting = &waiting
	}
	return own
}

// welcomeFor is how long a new member is welcomed.
const welcomeFor = 7 * 24 * time.Hour

// Welcome reports whether the organisation came in just now, and stands in the light.
func (p OwnPage) Welcome() bool {
	return p.M.State == models.Member && p.M.HiddenAt == nil && len(p.M.Living()) > 0 &&
		!p.M.Rearranged && p.M.JoinedAt != nil && p.M.At.Sub(*p.M.JoinedAt) < welcomeFor
}

// SeeIt is where the organisation can be seen: its public page, the members' directory, or the campaign's town.
func (p OwnPage) SeeIt() string {
	if p.M.Slug != "" {
		return urls.Endorser(p.Lang, p.M.Slug)
	}
	for _, e := range p.M.Living() {
		if e.Effective == models.Members {
			return urls.Coalition(p.Lang, nil)
		}
	}
	return urls.Home(p.Lang)
}

// hideText says what hiding does: to those who are only counted, there is nothing to take off a page.
func (p OwnPage) hideText() string {
	living := p.M.Living()
	for _, e := range living {
		if e.Level != models.Counted {
			return p.T("organisation.hide.text")
		}
	}
	if len(living) == 0 {
		return p.T("organisation.hide.text")
	}
	return p.T("organisation.hide.text_counted")
}

// MayHide reports whether the reader may hide the organisation.
func (p OwnPage) MayHide() bool { return p.M.Role == models.Signatory || p.M.Role == models.Editor }

// MayBind reports whether the reader may bind the organisation.
func (p OwnPage) MayBind() bool { return p.M.Role == models.Signatory }

// Name is what the organisation calls itself.
func (p OwnPage) Name() string { return p.M.Names.Own }

// HiddenSince is the time of hiding: the clock alone on the same day, as UTC.
func (p OwnPage) HiddenSince() string {
	at := p.M.HiddenAt.UTC()
	if models.Coarse(at) {
		return p.Words.Month(at)
	}
	if p.M.At.UTC().Truncate(24 * time.Hour).Equal(at.Truncate(24 * time.Hour)) {
		return p.Words.ClockSeconds(at)
	}
	return p.Words.DateShort(at) + ", " + p.Words.ClockSeconds(at)
}

// Titles are those of the statements that the organisation stands under, by id.
func (p OwnPage) Titles() map[string]models.Worded {
	titles := make(map[string]models.Worded, len(p.M.Endorsements))
	for _, e := range p.M.Endorsements {
		titles[e.StatementID] = e.Title
	}
	return titles
}

// applying reports whether the organisation has an application that is not decided, or was declined.
func (p OwnPage) applying() bool {
	return p.M.Application != "" && p.M.Application != models.Approved
}

// applicationState is the state of the application in the words of the coalition.
func (p OwnPage) applicationState() string {
	if p.M.Application == models.Held {
		return p.T("standing.application.held")
	}
	return p.T("application.state." + string(p.M.Application))
}

// stateOf says in the words of the coalition how an endorsement is shown.
func (p OwnPage) stateOf(e models.MyEndorsement) string {
	switch {
	case !e.Living():
		return p.T("endorsement.state.withdrawn")
	case p.M.HiddenAt != nil:
		return p.T("endorsement.state.hidden", "time", p.HiddenSince())
	}
	if untilNamed(e) {
		return p.T("endorsement.state.until", "day", p.Words.Date(e.NameFrom.UTC()))
	}
	return p.levelOf(e)
}

// levelOf is the name of an endorsement's level.
func (p OwnPage) levelOf(e models.MyEndorsement) string {
	return p.T("endorsement.level." + string(e.Level))
}

// stateClass is the colour that goes with it. It says nothing that the words do not.
func (p OwnPage) stateClass(e models.MyEndorsement) string {
	switch {
	case !e.Living():
		return "status no"
	case p.M.HiddenAt != nil:
		return "status wait"
	case e.Effective == models.Public:
		return "status ok"
	}
	return "status info"
}

// untilNamed reports whether the endorsement is only counted until its day.
func untilNamed(e models.MyEndorsement) bool {
	return e.Living() && e.Effective == models.Counted && e.Level != models.Counted
}

// reaffirm reports whether a newer version asks for this endorsement.
func reaffirm(e models.MyEndorsement) bool { return e.Living() && e.Newest > e.Version }
