package views

import (
	"slices"

	"keephope/models"
)

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

// whatTitle heads what the hosts wrote: what is over or cancelled nobody does any more.
func (p ActionPage) whatTitle() string {
	if p.Draft != nil || p.ahead() {
		return p.T("action.page.what")
	}
	return p.T("action.page.what_was")
}

// peopleTitle heads those who take part by name, or took part in what is over.
func (p ActionPage) peopleTitle() string {
	if p.over() {
		return p.T("action.people.by_name_over")
	}
	return p.T("action.people.by_name")
}

// joinWords stand on the way to taking part with one of the reader's members, on the public page with any ("").
func (p ActionPage) joinWords(organisationID string) string {
	switch {
	case organisationID != "" && !slices.Contains(p.Named, organisationID):
		return p.T("participation.join_quietly")
	case p.full():
		return p.T("action.page.join_full")
	}
	return p.T("action.page.join")
}

// offersName reports whether who reads can join by name: on the public page everybody, on that of members who is named to whom it is for.
func (p ActionPage) offersName() bool {
	return p.MemberID == "" || slices.ContainsFunc(p.Mine, func(m models.Representing) bool {
		return slices.Contains(p.Named, m.OrganisationID) && p.part(m.OrganisationID) == nil && !p.hosts(m.OrganisationID)
	})
}

// fullText stands above the way to join what is full: who can take part quietly alone needs no place.
func (p ActionPage) fullText() string {
	if p.offersName() {
		return p.T("action.page.full")
	}
	return p.T("action.page.full_quiet")
}

// joinText stands below the way to join, and says which ways there are now.
func (p ActionPage) joinText() string {
	switch {
	case !p.offersName():
		return p.T("action.page.quiet_text")
	case p.full():
		return p.T("action.page.full_text")
	}
	return p.T("action.page.join_text")
}
