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
