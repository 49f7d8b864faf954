package views

import (
	"strings"

	"keephope/models"
)

// ComparePage is an applicant beside an organisation with a similar name.
type ComparePage struct {
	Page
	models.Comparison
}

// row is one thing that both sides tell of themselves, or one of them.
type row struct {
	Label       string
	This, Other fact
}

// Same reports whether both sides tell the same.
func (r row) Same() bool { return r.This.Value != "" && strings.EqualFold(r.This.Value, r.Other.Value) }

// rows are what the two sides tell, one beside the other; what neither tells is left out.
func (p ComparePage) rows() []row {
	other := p.told(p.Other)
	var rows []row
	for i, f := range p.told(p.This) {
		if f.Value != "" || other[i].Value != "" {
			rows = append(rows, row{Label: f.Label, This: f, Other: other[i]})
		}
	}
	return rows
}

// facts are what both sides tell of themselves, in the same order.
func (p ComparePage) facts(profile models.Profile) []fact {
	return filled(p.told(profile)...)
}

// told is facts with those that are empty.
func (p ComparePage) told(profile models.Profile) []fact {
	return []fact{
		{Label: p.T("queue.fact.name"), Value: profile.Names.Own, Lang: profile.Names.OwnLang},
		{Label: p.T("queue.fact.english"), Value: profile.Names.English, Lang: "en"},
		{Label: p.T("queue.fact.place"), Value: placeName(p.Page, profile.Town, profile.Country)},
		{Label: p.T("queue.fact.kind"), Value: kindName(p.Page, profile.Kind)},
		{Label: p.T("queue.fact.communities"), Value: communityNames(p.Page, profile.Communities)},
		{Label: p.T("queue.fact.website"), Value: profile.Website, Link: outside(profile.Website)},
		{Label: p.T("queue.fact.email"), Value: profile.Email},
	}
}
