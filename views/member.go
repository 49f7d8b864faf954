package views

import (
	"strconv"
	"time"

	"keephope/models"
)

// MembersPage is a page of the coalition's organisations, for coordinators.
type MembersPage struct {
	Page
	models.MembersPage
	Search string
}

// MemberPage is one organisation, for coordinators.
type MemberPage struct {
	Page
	models.MemberCase
	TypedReason string
}

// unnamedCount says how many stand unnamed: "few" under five.
func (p MembersPage) unnamedCount() string {
	if p.Unnamed.Few() {
		return p.T("member.few")
	}
	return p.Words.Number(int64(p.Unnamed.N))
}

func unnamedMember(p Page, number int) string {
	return p.T("member.unnamed", "number", strconv.Itoa(number))
}

// memberTags say how an organisation stands.
func memberTags(p Page, l models.MemberLine) []tag {
	var tags []tag
	if l.State == models.Suspended {
		tags = append(tags, tag{"no", "x", p.T("member.state.suspended")})
	}
	if l.Hidden != nil {
		since := p.Words.DateShort(l.Hidden.UTC()) + ", " + p.Words.Clock(l.Hidden.UTC()) + " UTC"
		tags = append(tags, tag{"wait", "eye-off", p.T("member.hidden_since", "time", since)})
	}
	if l.Shown == models.Members {
		tags = append(tags, tag{"info", "users", p.T("member.to_members")})
	}
	if l.Secret {
		tags = append(tags, tag{"no", "shield", p.T("member.secret")})
	}
	return tags
}

// facts are what the organisation tells of itself.
func (p MemberPage) facts() []fact {
	list := toldFacts(p.Page, models.Facts(), models.Told{Profile: p.Profile})
	if p.Joined != nil {
		list = append(list, fact{Label: p.T("member.joined"), Value: dayOf(p.Page, *p.Joined)})
	}
	return list
}

// shownAs says how an organisation is shown under a statement.
func (p MemberPage) shownAs(e models.StandingUnder) string {
	text := p.T("endorsement.level." + string(e.Level))
	if p.Hidden != nil {
		return p.T("member.level_hidden", "level", text)
	}
	if e.NameFrom != nil {
		return p.T("member.level_from", "level", text, "date", p.Words.Date(e.NameFrom.UTC()))
	}
	return text
}

func (p MemberPage) day(at time.Time) string { return dayOf(p.Page, at) }

// dayOf is a day in words; its month, where no more is kept.
func dayOf(p Page, at time.Time) string {
	if models.Coarse(at) {
		return p.Words.Month(at.UTC())
	}
	return p.Words.Date(at.UTC())
}

// whenOf is a day with its time, as UTC; its month, where no more is kept.
func whenOf(p Page, at time.Time) string {
	if models.Coarse(at) {
		return p.Words.Month(at.UTC())
	}
	return p.Words.DateTime(at, time.UTC)
}
