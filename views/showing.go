package views

import (
	"strings"

	"keephope/models"
)

// shownFact is one thing that becomes visible.
type shownFact struct{ Label, Text, Lang string }

// showingFacts is every word that becomes visible of one endorsement.
func showingFacts(p Page, s models.Shown) []shownFact {
	communities := make([]string, len(s.Communities))
	for i, slug := range s.Communities {
		communities[i] = p.Words.Community(slug)
	}
	facts := []shownFact{
		{p.T("showing.name"), s.Names.Own, s.Names.OwnLang},
		{p.T("showing.english"), s.Names.English, "en"},
		{p.T("showing.country"), shownCountry(p, s.Country), ""},
		{p.T("showing.town"), s.Town, ""},
		{p.T("showing.communities"), strings.Join(communities, " · "), ""},
		{p.T("showing.kind"), shownKind(p, s.Kind), ""},
		{p.T("showing.website"), s.Website, ""},
		{p.T("showing.quote"), s.Quote.Text, s.Quote.Lang},
	}
	if s.LogoID != "" {
		facts = append(facts, shownFact{p.T("showing.logo"), p.T("showing.logo_yes"), ""})
	}
	var out []shownFact
	for _, f := range facts {
		if f.Text != "" {
			out = append(out, f)
		}
	}
	return out
}

func shownCountry(p Page, code string) string {
	if code == "" {
		return ""
	}
	return p.Words.Country(code)
}

func shownKind(p Page, slug string) string {
	if slug == "" {
		return ""
	}
	return p.Words.Kind(slug)
}

func showingMonth(p Page, until string) string {
	at, err := models.ParseTraceMonth(until)
	if err != nil {
		return until
	}
	return p.Words.MonthUntil(at)
}
