package views

import (
	"strings"

	"keephope/models"
)

// profileFacts is every word that an organisation tells of itself, what is not shown included.
func (p HoldingPage) profileFacts(profile models.Profile) []shownFact {
	facts := showingFacts(p.Page, models.Shown{
		Names: profile.Names, Country: profile.Country, Town: profile.Town, Communities: profile.Communities, Kind: profile.Kind,
		Website: profile.Website, LogoID: profile.LogoID,
	})
	if profile.Email != "" {
		facts = append(facts, shownFact{p.T("holding.email"), profile.Email, ""})
	}
	return facts
}

// authorityWords is what an applicant said of who speaks and who decided.
func authorityWords(a models.AuthorityAnswer) string {
	var words []string
	for _, text := range []string{a.Position, a.Mandate} {
		if text != "" {
			words = append(words, text)
		}
	}
	return strings.Join(words, " · ")
}

// shownOf is an organisation's name as readers of the page see it, besideOf its own-script name where that differs.
func shownOf(p Page, n models.Names) string {
	name, _ := n.Shown(string(p.Lang))
	return name
}

func besideOf(p Page, n models.Names) string {
	_, beside := n.Shown(string(p.Lang))
	return beside
}
