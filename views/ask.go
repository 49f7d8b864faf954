package views

import (
	"strconv"

	"keephope/models"
)

// AsksPage is the coordinators' page of asks.
type AsksPage struct {
	Page
	Desk  models.AskDesk
	Clash string // what happened instead of what was asked for; "" = nothing
	Done  string // what the reader just did
}

// doneText is what was just done, "" for any other word.
func (p AsksPage) doneText() string {
	switch p.Done {
	case "pin":
		return p.T("ask.done_pin")
	case "unpin":
		return p.T("ask.done_unpin")
	case "move":
		return p.T("ask.done_move")
	}
	return ""
}

// leftOut says why the first page leaves out an ask: whoever finds no place can still take part quietly.
func (p AsksPage) leftOut(a models.DeskAsk) string {
	if a.State == models.ActionOpen && a.Ahead(p.Desk.At) {
		return p.T("ask.pinned_full")
	}
	return p.T("ask.pinned_not_joinable")
}

// askStands says of an ask that the organisation has not done how it is with it: who can no longer join is not told "not yet".
func (p OwnPage) askStands(a models.MyAsk) string {
	switch {
	case a.Waiting:
		return p.T("participation.mine_waiting")
	case a.Joinable(p.M.At), a.Quiet && a.State == models.ActionOpen && a.Ahead(p.M.At):
		return p.T("ask.not_yet")
	case a.State == models.ActionOpen && a.Ahead(p.M.At):
		return p.T("action.status." + string(models.Full))
	case a.State == models.ActionClosed && a.Ahead(p.M.At):
		return p.T("action.status." + string(models.ActionClosed))
	}
	return p.T("action.status." + string(a.Status(p.M.At)))
}

// beside are the asks before and after one, as the reader sees them; "" = none.
func (p AsksPage) beside(i int) (before, after string) {
	if i > 0 {
		before = p.Desk.Asks[i-1].ID
	}
	if i < len(p.Desk.Asks)-1 {
		after = p.Desk.Asks[i+1].ID
	}
	return before, after
}

// asksTitle names how many things there are to do, in words.
func (p HomePage) asksTitle() string {
	n := len(p.Campaign.Asks) + len(p.Asked)
	if n > models.MaxAsks {
		return p.T("campaign.asks")
	}
	return p.T("home.asks.title." + strconv.Itoa(n))
}

// doneOf is how many of its asks the organisation has done.
func doneOf(asks []models.MyAsk) (n int) {
	for _, a := range asks {
		if a.Done {
			n++
		}
	}
	return n
}
