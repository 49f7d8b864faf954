package views

import "keephope/models"

// RepresentativesPage is who acts for an organisation, and who may come to.
type RepresentativesPage struct {
	Page
	OrganisationID string
	Name           string
	MayBind        bool
	People         []models.Colleague
	Invitations    []models.OpenInvitation
	Requests       []models.AskedToJoin
	Link           string // of an invitation just made: shown this once
	Again          bool   // the form of an invitation was sent again: the link is not shown
	LinkUntil      string
}

// standings is a choice of what somebody may do.
func (p RepresentativesPage) standings(c Choice, chosen models.Standing) Choice {
	for _, s := range []models.Standing{models.Signatory, models.Editor, models.Observer} {
		c.Options = append(c.Options, Option{Value: string(s), Label: StandingName(p.Page, s), Hint: StandingHint(p.Page, s), Chosen: s == chosen})
	}
	return c
}

// StandingName is what a standing is called.
func StandingName(p Page, s models.Standing) string { return p.T("representative." + string(s)) }

// StandingHint says what a standing may do.
func StandingHint(p Page, s models.Standing) string {
	return map[models.Standing]string{
		models.Signatory: p.T("representative.signatory_hint"), models.Editor: p.T("representative.editor_hint"),
		models.Observer: p.T("representative.observer_hint"),
	}[s]
}
