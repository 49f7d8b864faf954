package server

import (
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/occasion"
	"keephope/models/terms"
)

// jointActions are how many are published, each with takingPart participants.
func jointActions() []int { return []int{1_000, 10_000} }

const (
	takingPart       = 20
	amongWhomTheyAre = 10_000
)

func amongActions(b *testing.B, w *modelstest.World, call modelstest.Call, n int) (func() []figurePage, func(*figuresClient) figuresRow) {
	w.Plant(b, call, modelstest.Town(amongWhomTheyAre))
	w.PlantActions(b, time.Now(), n, takingPart)
	action := called(b, w, call)
	return func() []figurePage { return actionPages(b, w) }, func(c *figuresClient) figuresRow { return c.join(b, w, call, action) }
}

// actionPages are the pages, files and feeds of joint actions that are measured.
func actionPages(b *testing.B, w *modelstest.World) []figurePage {
	var countries, pages []string
	for _, code := range terms.Countries()[:10] {
		countries = append(countries, "/en/actions?country="+code)
	}
	coming := figuresActions(b, w, 15)
	for _, slug := range coming.slugs {
		pages = append(pages, "/en/actions/"+slug)
	}
	return []figurePage{
		{"list page, hot", true, []string{"/en/actions?"}, goal{rate: 0.85}, false},
		{"list page, cold", false, []string{"/en/actions?"}, goal{}, false},
		{"deep page", false, coming.pages, goal{}, false},
		{"filter by country", false, countries, goal{}, false},
		{"page of an action", false, pages, goal{}, false},
		{"calendar, hot", true, []string{"/en/calendar.ics"}, goal{rate: 0.85}, false},
		{"calendar, cold", false, []string{"/en/calendar.ics"}, goal{}, false},
		{"Atom feed, hot", true, []string{"/en/actions.atom"}, goal{rate: 0.85}, false},
		{"Atom feed, cold", false, []string{"/en/actions.atom"}, goal{}, false},
	}
}

// figuresTargets are addresses of actions: the pages of single ones, and pages far down in the list.
type figuresTargets struct{ slugs, pages []string }

func figuresActions(b *testing.B, w *modelstest.World, deep int) (t figuresTargets) {
	store := w.Store
	for q := (models.ActionQuery{}); ; {
		page, err := store.Actions(b.Context(), q)
		if err != nil {
			b.Fatal(err)
		}
		for _, a := range page.Actions {
			t.slugs = append(t.slugs, a.Slug)
		}
		if q.Page = page.Next; q.Page == "" || len(t.pages) == deep {
			t.slugs = t.slugs[:min(len(t.slugs), 30)]
			return t
		}
		t.pages = append(t.pages, "/en/actions?page="+q.Page)
	}
}

// called is an action that an organisation really calls others to.
func called(b *testing.B, w *modelstest.World, call modelstest.Call) string {
	host, as := w.Endorser(b, call, models.Profile{Names: models.Names{Own: "House of Lamps", OwnLang: "en"}, Kind: "collective", Country: "GE", Communities: []string{"women"}}, models.Public)
	at := time.Now().UTC().AddDate(0, 1, 0)
	edit := models.ActionEdit{OrganisationID: host, Audience: models.ForPublic, Content: models.ActionContent{
		Kind: terms.ActionKinds()[0], Original: "en", Risk: models.NoRisk, Where: models.Where{Mode: models.AtWindow},
		Texts: map[string]models.ActionText{"en": {Title: "Light in the window", Body: strings.Repeat("A lamp. ", 50)}},
		When:  occasion.When{Start: at.Format(occasion.LocalLayout), End: at.Add(time.Hour).Format(occasion.LocalLayout), Zone: "Europe/Vilnius"},
	}}
	keeper := w.AsRole(b, "Irena", models.Administrator)
	if err := w.Store.SetTrustActions(b.Context(), keeper, w.Sent("trust"), true); err != nil {
		b.Fatal(err)
	}
	if err := w.Store.SendAction(b.Context(), as, w.Sent("send"), edit); err != nil {
		b.Fatal(err)
	}
	return w.Text(b, "SELECT action_id FROM listed_actions WHERE slug = 'light-in-the-window'")
}
