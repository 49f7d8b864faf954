package models_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/fold"
	"keephope/models/modelstest"
)

// TestAnExactNameComesFirstAmongManyAlike: however many have the name within a longer one, who is called so stands first;
// a town of that name is nobody's name.
func TestAnExactNameComesFirstAmongManyAlike(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		planted := []models.Listing{}
		plant := func(own, english, town string) {
			planted = append(planted, models.Listing{
				Slug: fmt.Sprint("n", len(planted)), Names: models.Names{Own: own, English: english}, Town: town, Country: "GE", Kind: "ngo",
				Folded: fold.SearchKey(own, english, town), SortKey: fold.SortKey(own), Communities: []string{"women"}, ListedFrom: w.Clock.Now(),
			})
		}
		for i := range 1100 {
			plant(fmt.Sprintf("A memorial %04d", i), "", "Gori")
		}
		plant("Zebra", "", "Memorial")
		plant("Xylophon", "Memorial", "Gori")
		plant("Yard", "Memorial", "")
		plant("Мемориал", "The memorial", "Gori")
		plant("Zoo", "", "")
		w.Plant(t, call, planted)
		nino := w.AsPerson(t, "Nino")
		first := []string{"Xylophon", "Yard", "Мемориал"}
		for i := range 7 {
			first = append(first, fmt.Sprintf("A memorial %04d", i))
		}
		for typed, want := range map[string][]string{
			"memorial": first, "MEMORIAL!": first, "zoo": {"Zoo"}, "A memorial 0007": {"A memorial 0007"}, "nobody": nil, "zebr": {"Zebra"},
		} {
			if diff := cmp.Diff(want, found(t, w, nino, typed)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", typed, diff)
			}
		}
	})
}
