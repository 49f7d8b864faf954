package views

import (
	"slices"

	"keephope/models"
)

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

// everybody are those who host an action and then those who take part in it by name, each once: as many as are counted. from are the
// hosts that are shown here, all of them or none.
func everybody(hosts, from, shown []models.ActionPart) []models.ActionPart {
	all := slices.Clone(from)
	for _, part := range shown {
		same := func(h models.ActionPart) bool { return h.Slug == part.Slug && h.Names == part.Names }
		if i := slices.IndexFunc(all, same); i >= 0 && all[i].Town == "" {
			all[i].Town = part.Town
		}
		if !slices.ContainsFunc(hosts, same) {
			all = append(all, part)
		}
	}
	return all
}

// parts are those whom a page of all who take part names.
func (p ParticipantsPage) parts() []models.ActionPart {
	var from []models.ActionPart
	if p.Found.First && len(p.Found.Parts) > 0 {
		from = p.Found.Action.Hosts
	}
	return everybody(p.Found.Action.Hosts, from, p.Found.Parts)
}
