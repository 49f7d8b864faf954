package views

import (
	"strings"
	"time"

	"keephope/models"
	"keephope/models/terms"
)

// Audience is who sees what of an application once it is accepted.
type Audience struct {
	Title string
	Note  string // before the lines, or instead of them
	Lines []AudienceLine
}

// AudienceLine is one thing that they see.
type AudienceLine struct {
	Label, Value string
	Lang         string // of the value, "" where it is not known
	Logo         bool   // the picture instead of a value
}

// Audiences are the three columns of "Check and send": what is public, what members see, what stays at the desk. They
// say exactly what becomes of the answers.
func (p ApplicationPage) Audiences() []Audience {
	a := p.M.Answers
	public := Audience{Title: p.T("application.check.public"), Note: p.T("application.check.nothing_number")}
	members := Audience{Title: p.T("application.check.members"), Note: p.T("application.check.nothing_number")}
	desk := Audience{Title: p.T("application.check.coordinators")}
	from := p.nameFrom()
	switch a.Naming.Level {
	case models.Public:
		public.Note, public.Lines = from, append(p.nameLines(), p.publicLines()...)
		members.Note, members.Lines = from, append(p.nameLines(), p.publicLines()...)
	case models.Members:
		members.Note, members.Lines = from, p.memberLines()
		desk.Lines = p.quietLines()
	default:
		desk.Lines = append(p.nameLines(), p.publicLines()...)
	}
	desk.Lines = append(desk.Lines, p.deskLines()...)
	if a.AtRisk() {
		desk.Title, desk.Note = p.T("application.check.keepers"), p.T("application.check.at_risk_yes")
	}
	return []Audience{public, members, desk}
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

func (p ApplicationPage) nameLines() []AudienceLine {
	o := p.M.Answers.Organisation
	return filledLines(
		AudienceLine{Label: p.T("application.check.name"), Value: o.Names.Own, Lang: o.Names.OwnLang},
		AudienceLine{Label: p.T("application.check.english"), Value: o.Names.English, Lang: "en"},
		AudienceLine{Label: p.T("application.check.country"), Value: p.Words.Country(o.Country)},
	)
}

func (p ApplicationPage) publicLines() []AudienceLine {
	return append(filledLines(p.communityLine(), p.quoteLine()), p.quietLines()...)
}

// quietLines is what members are not shown of who is named to members only.
func (p ApplicationPage) quietLines() []AudienceLine {
	profile := p.M.Answers.Profile()
	return filledLines(
		AudienceLine{Label: p.T("application.check.town"), Value: profile.Town},
		AudienceLine{Label: p.T("application.check.kind"), Value: p.kindName()},
		AudienceLine{Label: p.T("application.check.website"), Value: profile.Website},
		AudienceLine{Label: p.T("application.check.logo"), Logo: profile.LogoID != ""},
	)
}

// memberLines is what members see of who is named to members only.
func (p ApplicationPage) memberLines() []AudienceLine {
	return append(p.nameLines(), filledLines(p.communityLine(), p.quoteLine())...)
}

func (p ApplicationPage) kindName() string {
	if kind := p.M.Answers.Organisation.Kind; terms.IsKind(kind) {
		return p.Words.Kind(kind)
	}
	return ""
}

func (p ApplicationPage) communityLine() AudienceLine {
	var names []string
	for _, slug := range p.M.Answers.Organisation.Communities {
		names = append(names, p.Words.Community(slug))
	}
	return AudienceLine{Label: p.T("application.check.communities"), Value: strings.Join(names, " · ")}
}

func (p ApplicationPage) quoteLine() AudienceLine {
	q := p.M.Answers.Words.Quote
	return AudienceLine{Label: p.T("application.check.quote"), Value: q.Text, Lang: q.Lang}
}

func (p ApplicationPage) deskLines() []AudienceLine {
	a := p.M.Answers
	decided := map[string]string{
		models.DecidedSelf: "application.authority.self", models.DecidedBoard: "application.authority.board",
		models.DecidedAsked: "application.authority.asked_choice",
	}[a.Authority.Decided]
	if decided != "" {
		decided = p.T(decided)
	}
	return filledLines(
		AudienceLine{Label: p.T("application.check.email"), Value: a.Organisation.Email},
		AudienceLine{Label: p.T("application.check.position"), Value: a.Authority.Position},
		AudienceLine{Label: p.T("application.check.decided"), Value: decided},
		AudienceLine{Label: p.T("application.check.mandate"), Value: a.Authority.Mandate},
	)
}

// filledLines leaves out what was left empty.
func filledLines(lines ...AudienceLine) []AudienceLine {
	var out []AudienceLine
	for _, line := range lines {
		if line.Value != "" || line.Logo {
			out = append(out, line)
		}
	}
	return out
}
