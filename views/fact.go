package views

import (
	"net/url"
	"slices"
	"strings"

	"keephope/models"
)

// fact is a line of what an organisation tells of itself, or of what an applicant tells beside it.
type fact struct {
	Label, Value string
	Lang         string // of the value, "" where it is not known
	Link         string // address that the value leads to, "" = none
	Logo         bool   // the picture, where there is an address of it; Value says that there is one
}

// toldFacts says facts in the reader's language. What is not told is left out.
func toldFacts(p Page, list []models.Fact, told models.Told) []fact {
	var said []fact
	for _, f := range list {
		said = append(said, toldFact(p, f, told))
	}
	return filled(said...)
}

func toldFact(p Page, f models.Fact, told models.Told) fact {
	value := f.Value(told)
	said := fact{Label: p.T("fact." + f.Key), Lang: value.Lang}
	if len(value.Texts) == 0 {
		return said
	}
	text := strings.Join(value.Texts, " ")
	switch said.Value = text; f.Says {
	case models.SayCountry:
		said.Value = p.Words.Country(text)
	case models.SayKind:
		said.Value = p.Words.Kind(text)
	case models.SayCommunities:
		said.Value = communityNames(p, value.Texts)
	case models.SayAddress:
		said.Link = outside(text)
	case models.SayPicture:
		said.Value, said.Logo = p.T("fact.logo_there"), true
	}
	return said
}

// filled leaves out what was left empty.
func filled(facts ...fact) []fact {
	return slices.DeleteFunc(facts, func(f fact) bool { return f.Value == "" })
}

// factsBut are the facts that a page does not already say in another place.
func factsBut(keys ...string) []models.Fact {
	return slices.DeleteFunc(models.Facts(), func(f models.Fact) bool { return slices.Contains(keys, f.Key) })
}

// outside returns a text as an address if it is an https one, "" if it is anything else.
func outside(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}
