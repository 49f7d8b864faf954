package views

import (
	"time"

	"keephope/models"
)

// audience is who will see which facts.
type audience struct {
	ID, Title, Note string
	Facts           []fact
}

// audiences are what will be public, what members will see, and what stays at the desk.
func (p DeskPage) audiences() []audience {
	a := p.Case.Answers
	public := audience{ID: "public", Title: p.T("queue.case.public"), Note: p.T("queue.case.nothing")}
	members := audience{ID: "members", Title: p.T("queue.case.members"), Note: p.T("queue.case.nothing")}
	desk := audience{ID: "desk-only", Title: p.T("queue.case.desk")}
	if a.AtRisk() {
		desk.Title = p.T("queue.case.keepers")
	}
	told, readers := a.Told(), models.ReadersAt(a.Naming.Level)
	desk.Facts = append(toldFacts(p.Page, readers.Desk, told), p.deskFacts()...)
	switch {
	case len(readers.Everybody) > 0:
		public.Note, public.Facts = p.nameFrom(), toldFacts(p.Page, readers.Everybody, told)
		members.Note = p.T("queue.case.same")
	case len(readers.Members) > 0:
		members.Note, members.Facts = p.nameFrom(), toldFacts(p.Page, readers.Members, told)
	}
	return []audience{public, members, desk}
}

// nameFrom says from when the organisation is named, "" if at once.
func (p DeskPage) nameFrom() string {
	day, err := time.Parse(time.DateOnly, p.Case.Answers.Naming.NameFrom)
	if err != nil || !day.After(p.Queue.At) {
		return ""
	}
	return p.T("queue.case.from", "date", p.Words.Date(day))
}

// deskFacts are what the applicant tells of itself as a person.
func (p DeskPage) deskFacts() []fact {
	a := p.Case.Answers
	return filled(
		fact{Label: p.T("queue.fact.position"), Value: a.Authority.Position},
		fact{Label: p.T("queue.fact.mandate"), Value: a.Authority.Mandate},
	)
}

// check is a line of the evidence.
type check struct {
	Class, Icon, Title, Text, Link string
}

// evidence is what there is to judge by.
func (p DeskPage) evidence() []check {
	a := p.Case.Answers
	trace := check{Class: "wait", Icon: "circle-help", Title: p.T("queue.evidence.no_trace"), Text: p.T("queue.evidence.no_trace_text")}
	if site := a.Organisation.Website; site != "" {
		trace = check{Class: "ok", Icon: "circle-check", Title: p.T("queue.evidence.trace"), Text: site, Link: outside(site)}
	}
	authority := check{Class: "wait", Icon: "circle-help", Title: p.T("queue.evidence.no_authority")}
	if a.Authority.Confirm && (a.Authority.Decided == models.DecidedSelf || a.Authority.Decided == models.DecidedBoard) {
		authority = check{Class: "ok", Icon: "circle-check", Title: p.T("queue.evidence.authority"), Text: p.T("queue.evidence." + a.Authority.Decided)}
		if a.Authority.Mandate != "" {
			authority.Text = p.T("queue.evidence.mandate", "decided", authority.Text, "words", a.Authority.Mandate)
		}
	}
	return []check{trace, authority}
}

// level says in words how the organisation wants to be shown.
func (p DeskPage) level() tag {
	switch p.Case.Answers.Naming.Level {
	case models.Public:
		return tag{"", "eye", p.T("queue.level.public")}
	case models.Members:
		return tag{"", "users", p.T("queue.level.members")}
	}
	return tag{"", "eye-off", p.T("queue.level.counted")}
}

// stateTag says how the open case stands.
func (p DeskPage) stateTag() tag {
	c := p.Case
	switch c.State {
	case models.Approved:
		return tag{"ok", "circle-check", p.T("application.state.approved")}
	case models.Declined:
		return tag{"no", "x", p.T("application.state.declined")}
	case models.Asked:
		return tag{"wait", "circle-help", p.T("queue.tag.asked")}
	case models.Held:
		return tag{"wait", "clock", p.heldTag(c.HeldUntil)}
	}
	switch {
	case len(c.Approvals) > 0:
		return tag{"wait", "circle-dot", p.T("queue.needs_second")}
	case c.AnsweredAt != nil:
		return tag{"ok", "circle-dot", p.T("queue.tag.answered")}
	case c.TakenAt != nil:
		return tag{"info", "eye", p.T("application.state.reading")}
	}
	return tag{"info", "circle-dot", p.T("queue.tag.new")}
}

func (p DeskPage) heldTag(until *time.Time) string {
	if until == nil {
		return p.T("queue.tag.held")
	}
	return p.T("application.state.held", "date", p.Words.DateShort(*until))
}

// story is who applied and what the desk did so far, a sentence each.
func (p DeskPage) story() []string {
	c := p.Case
	var told []string
	if c.SubmittedAt != nil {
		told = append(told, p.T("queue.story.applied", "date", p.Words.DateTime(*c.SubmittedAt, time.UTC), "name", called(p.Page, c.Applicant), "position", c.Answers.Authority.Position))
	}
	for _, said := range c.Thread {
		if said.TakenBackAt != nil {
			told = append(told, p.T("queue.story.taken_back", "name", called(p.Page, said.Author), "verb", p.T("queue.thread.verb."+string(said.Verb)), "when", p.when(*said.TakenBackAt)))
		}
	}
	for _, a := range c.Approvals {
		told = append(told, p.T("queue.story.approved", "name", called(p.Page, a.Name), "when", p.when(a.At)))
	}
	if c.TakenAt != nil && c.TakenBy != "" && c.State.Open() {
		told = append(told, p.T("queue.story.taken", "name", c.TakenBy, "when", p.when(*c.TakenAt)))
	}
	if c.DecidedAt != nil && c.DecidedBy != "" {
		told = append(told, p.T("queue.story."+string(c.State), "name", c.DecidedBy, "when", p.when(*c.DecidedAt)))
	}
	return told
}

// verb is one of the decisions, as the bar offers it.
type verb struct {
	Step      models.Step
	Key       string // on the keyboard
	Class     string
	Day       bool // asks for a day
	Sentences []string
}
