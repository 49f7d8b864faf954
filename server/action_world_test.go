package server_test

import (
	"keephope/models"
	"keephope/models/fold"
	"keephope/models/occasion"
)

// calls has an organisation publish an action, as its host and a keeper do, and returns its id. Its title is its host's name. It is
// years ahead, so that no story's clock makes it over.
func (s *story) calls(p *party) string {
	s.t.Helper()
	ctx := s.t.Context()
	edit := models.ActionEdit{OrganisationID: p.id, Audience: models.ForPublic, Content: models.ActionContent{
		Kind: "public-event", Original: "en", Risk: models.NoRisk,
		Texts: map[string]models.ActionText{"en": {Title: "Light of " + p.own, Body: "Place a lamp in a window."}},
		When:  occasion.When{Start: "2028-12-14T18:00", End: "2028-12-14T19:30", Zone: "Europe/Vilnius"},
		Where: models.Where{Mode: models.AtVenue, Venue: "Behind the mill of " + p.own},
	}}
	as := s.w.Again(s.t, p.as)
	id, err := s.w.Store.SaveAction(ctx, as, s.w.Sent("action.saved"), edit)
	s.must(err)
	edit.ActionID, edit.Edition = id, 1
	s.must(s.w.Store.SendAction(ctx, as, s.w.Sent("action.sent"), edit))
	c, err := s.w.Store.ActionAtDesk(ctx, s.keepers[0], id)
	s.must(err)
	s.must(s.w.Store.AcceptAction(ctx, s.keepers[0], s.w.Sent("action.accepted"), models.Decision{ID: id, Seen: c.Seen}))
	return id
}

// pins has a keeper make an action an ask of the campaign.
func (s *story) pins(id string) {
	s.t.Helper()
	s.must(s.w.Store.PinAction(s.t.Context(), s.keepers[0], s.w.Sent("ask.pinned"), id))
}

// asks has an organisation ask another one to co-host an action.
func (s *story) asks(p, other *party, id string) {
	s.t.Helper()
	as, step := s.w.Again(s.t, p.as), models.CoHostStep{OrganisationID: p.id, ActionID: id}
	found, err := s.w.Store.FindCoHosts(s.t.Context(), as, step, other.own)
	s.must(err)
	s.must(s.w.Store.AskCoHosts(s.t.Context(), as, s.w.Sent("cohost.asked"), step, []string{found[0].Ref}))
}

// called is the address name that an object's action was given.
func (m *matrix) called(object string) string {
	return fold.Slug("Light of " + m.members[object].own)
}
