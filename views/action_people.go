package views

import "keephope/models"

// ParticipantsPage is a page of all who take part in a public action by name.
type ParticipantsPage struct {
	Page
	Found models.ParticipantsPage
}

// townsShown is how many towns an action's page names.
const townsShown = 60

// firstTowns are the towns that the page names.
func (p ActionPage) firstTowns() []string {
	return p.People.Towns[:min(len(p.People.Towns), townsShown)]
}

// participating says how many take part, and in how many towns.
func (p ActionPage) participating() string {
	line := p.T("action.people.organisations", "n", p.People.Named)
	if n := len(p.People.Towns); n > 0 {
		line += p.T("listing.comma") + " " + p.T("action.people.towns", "n", n)
	}
	return line
}
