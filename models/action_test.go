package models_test

import (
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/occasion"
)

// vigil is an action with everything that a published one needs.
func vigil() models.ActionContent {
	return models.ActionContent{
		Kind: "public-event", Original: "en", Communities: []string{"women"}, Risk: models.SomeRisk,
		Texts: map[string]models.ActionText{"en": {
			Title: "Light in the window", Summary: "One window in every town.", Body: "Place a lamp in a window.",
			Steps: []string{"Put a lamp"}, Share: "Look for a window tonight.", Before: "Do not photograph people.",
		}},
		When:  occasion.When{Start: "2026-12-10T18:00", End: "2026-12-10T19:30", Zone: "Europe/Vilnius"},
		Where: models.Where{Mode: models.AtVenue, Country: "LT", Town: "Vilnius", Venue: "Behind the old mill", Link: "https://meet.example/room"},
	}
}

// listedOf reads the slug of an action's public copy, "" if there is none.
func listedOf(t *testing.T, w *modelstest.World, id string) string {
	t.Helper()
	if w.Count(t, "SELECT count(*) FROM listed_actions WHERE action_id = '"+id+"'") == 0 {
		return ""
	}
	return w.Text(t, "SELECT slug FROM listed_actions WHERE action_id = '"+id+"'")
}

// markOf is the mark of what the desk shows of an action.
func markOf(t *testing.T, w *modelstest.World, as models.Actor, id string) string {
	t.Helper()
	c, err := w.Store.ActionAtDesk(t.Context(), as, id)
	did(t, err)
	return c.Seen
}

func did(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err, models.FieldsOf(err))
	}
}

// An action goes from draft over the desk to everybody, goes with its host, comes back with it, and stays as cancelled.
func TestAnActionFromDraftToCancelled(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx := t.Context()
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		as := house.Signatory
		edit := models.ActionEdit{OrganisationID: house.ID, Audience: models.ForPublic, Content: models.ActionContent{Original: "en"}}
		id, err := w.Store.SaveAction(ctx, as, w.Sent("action.saved"), edit)
		if err != nil {
			t.Fatal(err)
		}
		edit.ActionID, edit.Edition = id, 1
		if err := w.Store.SendAction(ctx, as, w.Sent("action.sent"), edit); models.KindOf(err) != models.Invalid || len(models.FieldsOf(err)) < 5 {
			t.Errorf("an empty action was sent: %v", err)
		}
		edit.Content = vigil()
		if _, err := w.Store.SaveAction(ctx, as, w.Sent("action.saved"), edit); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Store.SaveAction(ctx, as, w.Sent("action.saved"), edit); models.KindOf(err) != models.Conflict {
			t.Errorf("an older page was saved over a newer one: %v", err)
		}
		edit.Edition = 2
		did(t, w.Store.SendAction(ctx, as, w.Sent("action.sent"), edit))
		if slug := listedOf(t, w, id); slug != "" {
			t.Errorf("what waits is public: %s", slug)
		}
		seen := markOf(t, w, irena, id)
		did(t, w.Store.AskAction(ctx, irena, w.Sent("action.asked"), models.Decision{ID: id, Seen: seen, Text: "Who takes care of safety?"}))
		own, err := w.Store.OwnActionByID(ctx, as, house.ID, id)
		did(t, err)
		if own.State != models.ActionDraft || own.Said.Reason != "Who takes care of safety?" {
			t.Errorf("given back: %+v", own)
		}
		edit.Edition = own.Edition
		did(t, w.Store.SendAction(ctx, as, w.Sent("action.sent"), edit))
		did(t, w.Store.AcceptAction(ctx, irena, w.Sent("action.accepted"), models.Decision{ID: id, Seen: markOf(t, w, irena, id)}))
		slug := listedOf(t, w, id)
		if slug != "light-in-the-window" {
			t.Errorf("its address is %q", slug)
		}
		shown := w.Text(t, "SELECT shown FROM listed_actions")
		if strings.Contains(shown, "old mill") || strings.Contains(shown, "meet.example") {
			t.Errorf("the public copy tells where: %s", shown)
		}
		if _, err := w.Store.Hide(ctx, as, house.ID); err != nil {
			t.Fatal(err)
		}
		for _, table := range []string{"listed_actions", "listed_occurrences", "listed_action_communities", "listed_parts"} {
			if n := w.Count(t, "SELECT count(*) FROM "+table); n != 0 {
				t.Errorf("of a hidden host %d rows stand in %s", n, table)
			}
		}
	})
}

// Drafts are sealed: nothing of what is planned stands in the database in plain.
func TestADraftOfAnActionIsSealed(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		_, err := w.Store.SaveAction(t.Context(), house.Signatory, w.Sent("action.saved"), models.ActionEdit{OrganisationID: house.ID, Audience: models.ForPublic, Content: vigil()})
		did(t, err)
		for _, word := range []string{"Light in", "2026-12-10", "Vilnius"} {
			if n := w.Count(t, "SELECT count(*) FROM actions WHERE CAST(content AS text) LIKE '%"+word+"%'"); n != 0 {
				t.Errorf("%q stands in plain", word)
			}
		}
		if n := w.Count(t, "SELECT count(*) FROM actions WHERE saved_at > '"+w.Clock.Now().Add(time.Hour).Format(time.RFC3339)+"'"); n != 0 {
			t.Error("saved later than now")
		}
	})
}
