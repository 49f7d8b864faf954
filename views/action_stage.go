package views

import "keephope/models"

// over reports whether the action took place and is over.
func (p ActionPage) over() bool { return p.Action.Status(p.At) == models.Over }

// ahead reports whether the action takes place and is not over.
func (p ActionPage) ahead() bool { return p.Action.Ahead(p.At) }

// joinable reports whether somebody can still join.
func (p ActionPage) joinable() bool {
	return p.Draft == nil && p.Action.State == models.ActionOpen && !p.over()
}

// full reports whether who joins by name now waits for a place, also while it is under way.
func (p ActionPage) full() bool {
	a := p.Action
	return p.joinable() && a.Capacity > 0 && a.Taken >= a.Capacity
}

// toldOf reports whether anybody told how it went.
func (p ActionPage) toldOf() bool { return p.Action.Outcome != "" || len(p.Told) > 0 }

// panelTitle heads the panel of time and place: nobody takes part any more in what is over or cancelled.
func (p ActionPage) panelTitle() string {
	if p.ahead() {
		return p.T("action.page.part")
	}
	return p.T("action.page.panel")
}

// joinWords stand on the way to taking part.
func (p ActionPage) joinWords() string {
	if p.full() {
		return p.T("action.page.join_full")
	}
	return p.T("action.page.join")
}
