package views

import (
	"slices"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/views/locale"
)

// As many are listed on the page of an action as are counted: its hosts too, each once.
func TestAsManyAreListedAsAreCounted(t *testing.T) {
	house := models.ActionPart{Slug: "house", Names: models.Names{Own: "House"}, Part: models.Host}
	lamp, bridge := models.ActionPart{Slug: "lamp", Names: models.Names{Own: "Lamp"}}, models.ActionPart{Slug: "house", Names: models.Names{Own: "House"}, Town: "Graz"}
	hosts, named := []models.ActionPart{house}, func(all []models.ActionPart) (slugs []string) {
		for _, part := range all {
			slugs = append(slugs, part.Slug+" "+part.Town)
		}
		return slugs
	}
	if got := named(everybody(hosts, hosts, []models.ActionPart{bridge, lamp})); !slices.Equal(got, []string{"house Graz", "lamp "}) {
		t.Errorf("on the action's page: %q", got)
	}
	if got := named(everybody(hosts, nil, []models.ActionPart{bridge, lamp})); !slices.Equal(got, []string{"lamp "}) {
		t.Errorf("on a further page of all: %q", got)
	}
	if hosts[0].Town != "" {
		t.Error("it writes into what it was given")
	}
}

// Of what is over nobody takes part any more, nobody gets a link, and nobody passes on a call to it.
func TestWhatIsOverIsToldAsOver(t *testing.T) {
	a := standing(modelstest.PublicAction(t), models.ActionOpen)
	a.Mode = models.Online
	p := ActionPage{Page: Page{Lang: locale.English, Words: locale.For(locale.English)}, Action: a, People: models.ActionPeople{Named: 1, Shown: []models.ActionPart{{Names: models.Names{Own: "Lamp"}}}}}
	for at, want := range map[time.Time][]string{
		before(): {"The link is sent to those who join.", "What we do", "Organisations that take part by name"},
		after():  {"Online", "What it was about", "Organisations that took part by name"},
	} {
		p.At = at
		got := rendered(t, actionPlace(p.Page, p.Action, p.At)) + p.whatTitle() + rendered(t, actionPeople(p))
		for _, words := range want {
			if !strings.Contains(got, words) {
				t.Errorf("at %s it does not say %q", at, words)
			}
		}
		if share := p.share(models.ActionText{Title: "Lamps", Share: "Come today"}).Text; share != map[bool]string{false: "Come today", true: "Lamps"}[p.over()] {
			t.Errorf("at %s is passed on: %q", at, share)
		}
		if p.over() && strings.Contains(got, "The link is sent") {
			t.Error("a link is still sent")
		}
	}
}
