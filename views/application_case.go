package views

import (
	"net/url"
	"time"

	"keephope/models"
	"keephope/models/terms"
)

// fact is a line of what an applicant told.
type fact struct {
	Label, Value string
	Lang         string // of the value, "" where it is not known
	Link         string // address that the value leads to, "" = none
	Logo         bool   // the picture instead of a value
}

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
	switch a.Naming.Level {
	case models.Public:
		public.Note, public.Facts = p.nameFrom(), p.publicFacts()
		members.Note = p.T("queue.case.same")
	case models.Members:
		members.Note, members.Facts = p.nameFrom(), p.memberFacts()
		desk.Facts = p.restFacts()
	default:
		desk.Facts = p.publicFacts()
	}
	if a.AtRisk() {
		desk.Title = p.T("queue.case.keepers")
	}
	desk.Facts = append(desk.Facts, p.deskFacts()...)
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

func (p DeskPage) publicFacts() []fact {
	profile := p.Case.Answers.Profile()
	return filled(append(p.nameFacts(profile), append([]fact{p.communities(profile), p.quote()}, p.restFacts()...)...)...)
}

// memberFacts is what members see of who is named to members only.
func (p DeskPage) memberFacts() []fact {
	profile := p.Case.Answers.Profile()
	profile.Town = ""
	return filled(append(p.nameFacts(profile), p.communities(profile), p.quote())...)
}

func (p DeskPage) nameFacts(profile models.Profile) []fact {
	return []fact{
		{Label: p.T("queue.fact.name"), Value: profile.Names.Own, Lang: profile.Names.OwnLang},
		{Label: p.T("queue.fact.english"), Value: profile.Names.English, Lang: "en"},
		{Label: p.T("queue.fact.place"), Value: placeName(p.Page, profile.Town, profile.Country)},
	}
}

// restFacts are what only the public list shows.
func (p DeskPage) restFacts() []fact {
	profile := p.Case.Answers.Profile()
	return filled(
		fact{Label: p.T("queue.fact.kind"), Value: kindName(p.Page, profile.Kind)},
		fact{Label: p.T("queue.fact.website"), Value: profile.Website, Link: outside(profile.Website)},
		fact{Label: p.T("queue.fact.logo"), Logo: profile.LogoID != ""},
	)
}

func (p DeskPage) communities(profile models.Profile) fact {
	return fact{Label: p.T("queue.fact.communities"), Value: communityNames(p.Page, profile.Communities)}
}

func (p DeskPage) quote() fact {
	q := p.Case.Answers.Words.Quote
	return fact{Label: p.T("queue.fact.quote"), Value: q.Text, Lang: q.Lang}
}

func (p DeskPage) deskFacts() []fact {
	a := p.Case.Answers
	return filled(
		fact{Label: p.T("queue.fact.email"), Value: a.Organisation.Email},
		fact{Label: p.T("queue.fact.position"), Value: a.Authority.Position},
		fact{Label: p.T("queue.fact.mandate"), Value: a.Authority.Mandate},
	)
}

func filled(facts ...fact) []fact {
	var out []fact
	for _, f := range facts {
		if f.Value != "" || f.Logo {
			out = append(out, f)
		}
	}
	return out
}

func kindName(p Page, kind string) string {
	if !terms.IsKind(kind) {
		return ""
	}
	return p.Words.Kind(kind)
}

// outside returns a text as an address if it is an https one, "" if it is anything else.
func outside(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
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
