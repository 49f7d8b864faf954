package models

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"keephope/models/terms"
)

func TestWhatWorksAtOnceAndWhatIsReadFirst(t *testing.T) {
	now := Profile{
		Names: Names{Own: "სახლი", OwnLang: "ka", English: "House"}, Kind: "ngo", Country: "GE", Town: "Tbilisi",
		Communities: []string{"women", "lgbti"}, Website: "https://example.org", Email: "a@example.org", LogoID: "logo",
	}
	for name, c := range map[string]struct {
		wish   func(*Profile)
		atOnce func(*Profile)
		want   []string // facts that are read first
	}{
		"nothing":                      {func(*Profile) {}, func(*Profile) {}, nil},
		"the English name goes":        {func(p *Profile) { p.Names.English = "" }, func(p *Profile) { p.Names.English = "" }, nil},
		"another name":                 {func(p *Profile) { p.Names.Own = "კარი" }, func(*Profile) {}, []string{"name"}},
		"the name in another language": {func(p *Profile) { p.Names.OwnLang = "ab" }, func(*Profile) {}, []string{"name"}},
		"no country":                   {func(p *Profile) { p.Country = terms.Undisclosed }, func(p *Profile) { p.Country = terms.Undisclosed }, nil},
		"another country":              {func(p *Profile) { p.Country = "AM" }, func(*Profile) {}, []string{"country"}},
		"no website":                   {func(p *Profile) { p.Website = "" }, func(p *Profile) { p.Website = "" }, nil},
		"another website":              {func(p *Profile) { p.Website = "https://x.example" }, func(*Profile) {}, []string{"website"}},
		"no town":                      {func(p *Profile) { p.Town = "" }, func(p *Profile) { p.Town = "" }, nil},
		"no logo":                      {func(p *Profile) { p.LogoID = "" }, func(p *Profile) { p.LogoID = "" }, nil},
		"another address":              {func(p *Profile) { p.Email = "b@example.org" }, func(p *Profile) { p.Email = "b@example.org" }, nil},
		"one community less": {func(p *Profile) { p.Communities = []string{"lgbti"} },
			func(p *Profile) { p.Communities = []string{"lgbti"} }, nil},
		"one for another": {func(p *Profile) { p.Communities = []string{"lgbti", "roma"} },
			func(p *Profile) { p.Communities = []string{"lgbti"} }, []string{"communities"}},
		"all others": {func(p *Profile) { p.Communities = []string{"roma"} }, func(*Profile) {}, []string{"communities"}},
	} {
		wish, want := now, now
		c.wish(&wish)
		c.atOnce(&want)
		atOnce, proposed := split(now, wish)
		if diff := cmp.Diff(want, atOnce); diff != "" {
			t.Errorf("%s, at once: %s", name, diff)
		}
		if diff := cmp.Diff(proposing(c.want, wish), proposed); diff != "" {
			t.Errorf("%s, proposed: %s", name, diff)
		}
	}
}

// Whatever is wished: what works at once says nothing new, and with the proposal on top it is the wish.
func TestAtOnceSaysNothingNew(t *testing.T) {
	word := rapid.SampledFrom([]string{"", "a", "b", "c"})
	profile := rapid.Custom(func(t *rapid.T) Profile {
		return Profile{
			Names: Names{Own: word.Draw(t, "own"), OwnLang: word.Draw(t, "lang"), English: word.Draw(t, "english")},
			Kind:  word.Draw(t, "kind"), Country: rapid.SampledFrom([]string{"GE", "AM", terms.Undisclosed}).Draw(t, "country"),
			Town: word.Draw(t, "town"), Website: word.Draw(t, "website"), LogoID: word.Draw(t, "logo"),
			Communities: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"w", "x", "y", "z"}), 1, 3, rapid.ID).Draw(t, "communities"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		now, wish := profile.Draw(t, "now"), profile.Draw(t, "wish")
		atOnce, proposed := split(now, wish)
		said := map[string]bool{"": true, terms.Undisclosed: true}
		for _, s := range append([]string{now.Names.Own, now.Names.OwnLang, now.Names.English, now.Kind, now.Country, now.Town, now.Website, now.LogoID}, now.Communities...) {
			said[s] = true
		}
		for _, s := range append([]string{atOnce.Names.Own, atOnce.Names.English, atOnce.Kind, atOnce.Country, atOnce.Town, atOnce.Website, atOnce.LogoID}, atOnce.Communities...) {
			if !said[s] {
				t.Fatalf("says %q at once", s)
			}
		}
		done := proposed.Over(atOnce)
		if !sameSet(done.Communities, wish.Communities) {
			t.Fatalf("communities %v, wished %v", done.Communities, wish.Communities)
		}
		done.Communities, wish.Communities = nil, nil
		if diff := cmp.Diff(wish, done); diff != "" {
			t.Fatalf("after acceptance: %s", diff)
		}
	})
}
