package server_test

import (
	"strings"

	"keephope/models"
	"keephope/models/occasion"
)

// planning is an action of the stories, years ahead of their clock.
func planning(title string) models.ActionContent {
	site := "https://example.org/" + strings.ReplaceAll(title, " ", "-")
	return models.ActionContent{
		Kind: "public-event", Original: "en", Communities: []string{"women"}, Risk: models.SomeRisk,
		Texts: map[string]models.ActionText{"en": {
			Title: title, Summary: title + " in short", Body: title + " in full", Share: title + " to share", Before: title + " and what to know",
			Steps: []string{title + " step by step"},
		}},
		When:      occasion.When{Start: "2028-12-14T20:00", End: "2028-12-14T21:30", Zone: "Europe/Vilnius"},
		Where:     models.Where{Mode: models.AtPlace, Country: "SE", Town: title + " town", Place: title + " place", Link: site},
		Materials: []models.ActionLink{{Label: title + " cards", URL: site + "/cards"}},
	}
}

// plans is an action that stays a draft.
func (s *story) plans(p *party, title string, audience models.Audience) models.ActionEdit {
	s.t.Helper()
	edit := models.ActionEdit{OrganisationID: p.id, Audience: audience, Content: planning(title)}
	var err error
	edit.ActionID, err = s.w.Store.SaveAction(s.t.Context(), p.as, s.w.Sent("save"), edit)
	s.must(err)
	p.action, edit.Edition = edit.ActionID, 1
	return edit
}

// announces is an action that a keeper accepts: everybody may read it.
func (s *story) announces(p *party, title string) { s.announcesTo(p, title, models.ForPublic) }

// announcesTo is an action that a keeper accepts.
func (s *story) announcesTo(p *party, title string, audience models.Audience) {
	s.t.Helper()
	edit := s.plans(p, title, audience)
	s.must(s.w.Store.SendAction(s.t.Context(), p.as, s.w.Sent("send"), edit))
	shown, err := s.w.Store.ActionAtDesk(s.t.Context(), s.keepers[0], p.action)
	s.must(err)
	s.must(s.w.Store.AcceptAction(s.t.Context(), s.keepers[0], s.w.Sent("accept"), models.Decision{ID: p.action, Seen: shown.Seen}))
}

// proposesChange is a change of a published action that waits for a coordinator: all its words are others, and its time and place.
func (s *story) proposesChange(p *party, title string) {
	s.t.Helper()
	as := s.w.Again(s.t, p.as)
	own, err := s.w.Store.OwnActionByID(s.t.Context(), as, p.id, p.action)
	s.must(err)
	content := planning(title)
	content.When.Start = "2028-12-14T19:00"
	s.must(s.w.Store.EditAction(s.t.Context(), as, s.w.Sent("edit"), models.ActionEdit{OrganisationID: p.id, ActionID: p.action, Edition: own.Edition, Content: content}))
}
