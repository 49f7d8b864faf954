package views

import (
	"time"

	"keephope/models"
)

// heldWord is the state of what a coordinator put on hold.
func (p Page) heldWord(until time.Time) string {
	return p.T("action.own.held", "date", p.Words.DateShort(until.UTC()))
}

// heldSentence is what the desk promises that whoever waits reads.
func (p Page) heldSentence(until time.Time) string {
	return p.T("application.wait.held", "date", p.Words.Date(until.UTC()))
}

// backWord is how something was given back, as a state; "" where that was not kept.
func backWord(p Page, verb models.Step) string {
	switch verb {
	case models.StepAsk:
		return p.T("application.state.asked")
	case models.StepDecline:
		return p.T("action.own.declined")
	}
	return ""
}

// backTag is backWord with its look.
func backTag(p Page, verb models.Step) tag {
	if verb == models.StepAsk {
		return tag{"wait", "circle-help", backWord(p, verb)}
	}
	return tag{"no", "x", backWord(p, verb)}
}

// editTitle is how a change of what is published stands.
func editTitle(p Page, a models.OwnAction) string {
	switch word := backWord(p, a.Said.Verb); {
	case a.EditWaits:
		return p.T("action.edit.waits")
	case word != "":
		return word
	}
	return p.T("action.edit.back")
}

// editTag is how a change of what is published stands, with the day until which it is on hold.
func editTag(p Page, a models.OwnAction) tag {
	switch {
	case a.EditWaits && a.Held != nil:
		return tag{"wait", "clock", p.heldWord(*a.Held)}
	case a.EditWaits:
		return tag{"info", "", editTitle(p, a)}
	case backWord(p, a.Said.Verb) != "":
		return backTag(p, a.Said.Verb)
	}
	return tag{"wait", "", editTitle(p, a)}
}

// toldOf is what the desk said of an action that its hosts have to read now; "" = nothing.
func toldOf(a models.OwnAction) string {
	switch {
	case a.Held != nil:
		return a.Said.Held()
	case a.State == models.ActionDraft || a.Edit != nil && !a.EditWaits:
		return a.Said.Reason
	}
	return ""
}

// toldSo are the words over what the desk said; "" where a tag beside it says them.
func toldSo(p Page, a models.OwnAction) string {
	if a.Held != nil || backWord(p, a.Said.Verb) != "" {
		return ""
	}
	return p.T("action.own.reason")
}

// onHold and backAgain are what coordinators put on hold of an organisation, and what it has to send again.
func (p OwnPage) onHold() []models.GivenBack    { return backs(p.Back, true) }
func (p OwnPage) backAgain() []models.GivenBack { return backs(p.Back, false) }

func backs(all []models.GivenBack, held bool) (some []models.GivenBack) {
	for _, back := range all {
		if (back.Held != nil) == held {
			some = append(some, back)
		}
	}
	return some
}
