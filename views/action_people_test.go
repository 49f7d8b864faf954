package views

import (
	"slices"
	"testing"

	"keephope/models"
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
