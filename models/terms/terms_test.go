package terms_test

import (
	"regexp"
	"slices"
	"testing"

	"keephope/models/terms"
)

func TestCommunitiesAreTheListInItsOrder(t *testing.T) {
	list := terms.Communities()
	if len(list) != 25 || list[0] != "lgbti" || list[24] != "general-human-rights" {
		t.Fatalf("communities = %v, want 24 and the general one last", list)
	}
	slug := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	for _, c := range list {
		if !slug.MatchString(c) || !terms.IsCommunity(c) {
			t.Errorf("%q is no slug of the list", c)
		}
	}
	for _, wrong := range []string{"", "slug", "LGBTI", "lgbti ", "org"} {
		if terms.IsCommunity(wrong) {
			t.Errorf("IsCommunity(%q) = true", wrong)
		}
	}
}

func TestKindsAreThoseOfOrganisationsOnly(t *testing.T) {
	want := []string{
		"ngo-national", "ngo-international", "network", "collective", "union-professional",
		"faith-based", "foundation", "media", "academic", "public-observer",
	}
	if got := terms.Kinds(); !slices.Equal(got, want) {
		t.Errorf("kinds = %v, want %v", got, want)
	}
	for _, action := range []string{"letter", "press-release", "embassy", ""} {
		if terms.IsKind(action) {
			t.Errorf("IsKind(%q) = true: it is a kind of action, material or target", action)
		}
	}
}

func TestCountriesAreISOAndKosovoAndTwoAnswersThatAreNone(t *testing.T) {
	list := terms.Countries()
	if len(list) != 252 {
		t.Fatalf("%d codes, want 249 of ISO 3166-1, XK, INT and UND", len(list))
	}
	if !slices.IsSorted(list[:250]) || len(slices.Compact(slices.Clone(list))) != 252 {
		t.Error("codes are not in order or repeat")
	}
	for _, c := range list {
		place := c != terms.International && c != terms.Undisclosed
		if !terms.IsCountry(c) || terms.IsPlace(c) != place {
			t.Errorf("%s: IsCountry %v, IsPlace %v", c, terms.IsCountry(c), terms.IsPlace(c))
		}
	}
	for _, wrong := range []string{"", "SU", "YU", "UK", "EU", "ZZ", "ge", "GEO"} {
		if terms.IsCountry(wrong) {
			t.Errorf("IsCountry(%q) = true", wrong)
		}
	}
}

func TestAListIsTheCallersOwn(t *testing.T) {
	terms.Communities()[0], terms.Kinds()[0], terms.Countries()[0] = "x", "x", "x"
	if terms.IsCommunity("x") || terms.IsKind("x") || terms.IsCountry("x") {
		t.Error("writing into a returned list changed the vocabulary")
	}
}
