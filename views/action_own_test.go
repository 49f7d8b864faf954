package views

import (
	"strings"
	"testing"

	"keephope/models"
	"keephope/views/locale"
)

// A later page of what an organisation hosts says which it is, leads back, and does not repeat what it takes part in, which has
// pages of its own.
func TestALaterPageOfOwnActions(t *testing.T) {
	p := Page{Lang: locale.English, Words: locale.For(locale.English)}
	part := models.OwnPart{MemberAction: models.MemberAction{ID: "tea", ActionSheet: standing(models.PublicAction{Original: "en", Texts: map[string]models.ActionText{"en": {Title: "Tea"}}}, models.ActionOpen)}}
	page := func(list, parts models.Paging) string {
		return rendered(t, OwnActions(OwnActionsPage{
			OwnPage: OwnPage{Page: p}, List: models.OwnActionList{Paging: list}, Joined: models.OwnPartList{Parts: []models.OwnPart{part}, Paging: parts},
		}))
	}
	for what, c := range map[string]struct {
		page          string
		heading, back string
		joined        bool
	}{
		"the first page":       {page(models.Paging{Number: 1, Next: "n"}, models.Paging{Number: 1}), "Joint actions<", "", true},
		"of what it hosts":     {page(models.Paging{Number: 2, Previous: "p"}, models.Paging{Number: 1}), "Joint actions, page 2<", "page=p", false},
		"of what it joined":    {page(models.Paging{Number: 1}, models.Paging{Number: 3, Previous: "p"}), "What we take part in, page 3<", "parts=p", true},
		"with both that go on": {page(models.Paging{Number: 1, Next: "n"}, models.Paging{Number: 1, Next: "m"}), "Joint actions<", "", true},
	} {
		if !strings.Contains(c.page, c.heading) || strings.Contains(c.page, ">Tea<") != c.joined || strings.Contains(c.page, `rel="prev"`) != (c.back != "") || !strings.Contains(c.page, c.back) {
			t.Errorf("%s:\n%s", what, c.page)
		}
	}
}
