package e2e

import (
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/occasion"
)

// evening is an action three days after an instant.
func evening(title string, now time.Time) models.ActionContent {
	day := now.AddDate(0, 0, 3).Format(occasion.DayLayout)
	return models.ActionContent{
		Kind: "public-event", Original: "en", Risk: models.NoRisk,
		Texts: map[string]models.ActionText{"en": {Title: title, Body: "Place a lamp in a window."}},
		When:  occasion.When{Start: day + "T18:00", End: day + "T19:30", Zone: "UTC"},
		Where: models.Where{Mode: models.AtVenue, Venue: "Behind the old mill"},
	}
}

// announce has a host send an action and a coordinator accept it, and returns its id.
func (s *stage) announce(t testing.TB, host modelstest.Joined, desk models.Actor, content models.ActionContent) string {
	t.Helper()
	id := s.propose(t, host, content)
	shown, err := s.Store.ActionAtDesk(t.Context(), desk, id)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Store.AcceptAction(t.Context(), desk, s.Sent("action.published"), models.Decision{ID: id, Seen: shown.Seen}); err != nil {
		t.Fatal(err)
	}
	return id
}

// propose has a host send an action to the coordinators, and returns its id.
func (s *stage) propose(t testing.TB, host modelstest.Joined, content models.ActionContent) string {
	t.Helper()
	edit := models.ActionEdit{OrganisationID: host.ID, Audience: models.ForPublic, Content: content}
	var err error
	if edit.ActionID, err = s.Store.SaveAction(t.Context(), host.Signatory, s.Sent("action.saved"), edit); err != nil {
		t.Fatal(err, models.FieldsOf(err))
	}
	edit.Edition = 1
	if err := s.Store.SendAction(t.Context(), host.Signatory, s.Sent("action.proposed"), edit); err != nil {
		t.Fatal(err, models.FieldsOf(err))
	}
	return edit.ActionID
}
