package views

import (
	"time"

	"keephope/models"
)

// audiences are the three columns of "Check and send": what is public, what members see, what stays at the desk. They
// say exactly what becomes of the answers.
func (p ApplicationPage) audiences() []audience {
	a := p.M.Answers
	public := audience{Title: p.T("application.check.public"), Note: p.T("application.check.nothing_number")}
	members := audience{Title: p.T("application.check.members"), Note: p.T("application.check.nothing_number")}
	desk := audience{Title: p.T("application.check.coordinators")}
	if a.AtRisk() {
		desk.Title, desk.Note = p.T("application.check.keepers"), p.T("application.check.at_risk_yes")
	}
	told, readers := a.Told(), models.ReadersAt(a.Naming.Level)
	desk.Facts = append(toldFacts(p.Page, readers.Desk, told), p.deskFacts()...)
	if len(readers.Everybody) > 0 {
		public.Note, public.Facts = p.nameFrom(), toldFacts(p.Page, readers.Everybody, told)
	}
	if len(readers.Members) > 0 {
		members.Note, members.Facts = p.nameFrom(), toldFacts(p.Page, readers.Members, told)
	}
	return []audience{public, members, desk}
}

// levelName is what the chosen level is called where it was chosen, "" before that.
func (p ApplicationPage) levelName() string {
	for _, o := range p.levels().Options {
		if o.Chosen {
			return o.Label
		}
	}
	return ""
}

// nameFrom says from when the organisation is named, "" if at once.
func (p ApplicationPage) nameFrom() string {
	day, err := time.Parse(time.DateOnly, p.M.Answers.Naming.NameFrom)
	if err != nil || !day.After(p.Now) {
		return ""
	}
	return p.T("application.check.from", "date", p.Words.Date(day))
}

// deskFacts are what the applicant tells of who speaks and who decided.
func (p ApplicationPage) deskFacts() []fact {
	a := p.M.Answers.Authority
	return filled(
		fact{Label: p.T("application.check.position"), Value: a.Position},
		fact{Label: p.T("application.check.decided"), Value: decidedWords(p.Page, a)},
		fact{Label: p.T("application.check.mandate"), Value: a.Mandate},
	)
}

// decidedWords is what an applicant chose of who decided, as the form says it; "" if nothing is chosen.
func decidedWords(p Page, a models.AuthorityAnswer) string {
	key := map[string]string{
		models.DecidedSelf: "application.authority.self", models.DecidedBoard: "application.authority.board",
		models.DecidedAsked: "application.authority.asked_choice",
	}[a.Decided]
	if key == "" {
		return ""
	}
	return p.T(key)
}
