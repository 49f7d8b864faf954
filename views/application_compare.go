package views

import "keephope/models"

// ComparePage is an applicant beside an organisation with a similar name.
type ComparePage struct {
	Page
	models.Comparison
}

// facts are what both sides tell of themselves, in the same order.
func (p ComparePage) facts(profile models.Profile) []fact {
	return filled(
		fact{Label: p.T("queue.fact.name"), Value: profile.Names.Own, Lang: profile.Names.OwnLang},
		fact{Label: p.T("queue.fact.english"), Value: profile.Names.English, Lang: "en"},
		fact{Label: p.T("queue.fact.place"), Value: placeName(p.Page, profile.Town, profile.Country)},
		fact{Label: p.T("queue.fact.kind"), Value: kindName(p.Page, profile.Kind)},
		fact{Label: p.T("queue.fact.communities"), Value: communityNames(p.Page, profile.Communities)},
		fact{Label: p.T("queue.fact.website"), Value: profile.Website, Link: outside(profile.Website)},
		fact{Label: p.T("queue.fact.email"), Value: profile.Email},
	)
}
