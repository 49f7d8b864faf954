package fold_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"keephope/models/fold"
)

// similarity is that of two names.
func similarity(a, b string) float64 { return fold.NewProfile(a).Similarity(fold.NewProfile(b)) }

// Names that a coordinator should see side by side.
func TestOneOrganisationUnderTwoNames(t *testing.T) {
	for _, pair := range [][2]string{
		{"Мемориал", "Memorial"}, {"Memorial", "Memorial Society"}, {"Общество «Мемориал»", "Memorial Society"},
		{"Международное общество Мемориал", "International Memorial Society"},
		{"Atelier des Mémoires", "Atelier de la Mémoire"}, {"Київ Прайд", "Kyiv Pride"}, {"KyivPride", "Kyiv Pride"},
		{"Vilnius Women's House", "Women’s House, Vilnius"}, {"COC Nederland", "COC Netherlands"},
		{"ILGA", "International Lesbian and Gay Association"}, {"Ligue des droits de l'Homme", "LDH"},
		{"الأمل", "Al Amal"}, {"جمعية الأمل", "Al-Amal Association"}, {"საფარი", "Sapari"}, {"同志", "Tongzhi"},
		{"Lambda Warszawa", "Stowarzyszenie Lambda Warszawa"}, {"Háttér Társaság", "Hatter Society"},
		{"Amnesty International", "Amnesty International Ukraine"}, {"Центр «Сфера»", "Sphere Foundation"},
		{"Civic Assistance", "Civic Asistance Comittee"},
	} {
		if s := similarity(pair[0], pair[1]); s < fold.Threshold {
			t.Errorf("%q and %q: %.2f", pair[0], pair[1], s)
		}
	}
}

// Names that share a town, a kind of body or a common word are no reason to interrupt.
func TestDifferentOrganisations(t *testing.T) {
	for _, pair := range [][2]string{
		{"Vilnius Pride", "Kaunas Pride"}, {"Women's Centre Vilnius", "Women's Centre Kaunas"},
		{"Human Rights Centre Viasna", "Human Rights House Foundation"}, {"Open Door", "Open Society Foundation"},
		{"Helsinki Committee of Armenia", "Helsinki Committee of Albania"}, {"Article 19", "Article 25"},
		{"Frauenhaus Berlin", "Frauenhaus Köln"}, {"Pink Armenia", "Pink Cross"}, {"Coming Out", "Выход"},
		{"Memorial", "Amnesty International"}, {"Центр «Мемориал»", "Центр «Сова»"}, {"", "Memorial"}, {"🌈", "🌻"},
		{"Association", "Foundation"}, {"جمعية الأمل", "جمعية النور"},
	} {
		if s := similarity(pair[0], pair[1]); s >= fold.Threshold {
			t.Errorf("%q and %q: %.2f", pair[0], pair[1], s)
		}
	}
}

func TestAnyNameOfAnOrganisationCounts(t *testing.T) {
	known := fold.NewProfile("Правозащитный центр «Весна»", "Human Rights Centre Viasna", "HRC")
	if s := known.Similarity(fold.NewProfile("Viasna")); s < fold.Threshold {
		t.Errorf("by the English name: %.2f", s)
	}
	if s := fold.NewProfile().Similarity(known); s != 0 {
		t.Errorf("no names at all: %.2f", s)
	}
}

func TestSimilarRanksTheNearestFirst(t *testing.T) {
	names := []string{"Kaunas Pride", "Memorial Society Perm", "Мемориал", "Sova", "Memorial Society"}
	hits := fold.Similar(fold.NewProfile("Memorial"), func(yield func(string, fold.Profile) bool) {
		for _, n := range names {
			if !yield(n, fold.NewProfile(n)) {
				return
			}
		}
	})
	var got []string
	for _, h := range hits {
		got = append(got, h.Key)
	}
	if diff := cmp.Diff([]string{"Мемориал", "Memorial Society", "Memorial Society Perm"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSimilarityProperties(t *testing.T) {
	name := rapid.OneOf(rapid.String(), rapid.StringMatching(`[A-Za-z]{1,8}( [A-Za-zа-я]{1,9}){0,70}`))
	rapid.Check(t, func(t *rapid.T) {
		a, b := name.Draw(t, "a"), name.Draw(t, "b")
		ab, ba := similarity(a, b), similarity(b, a)
		if ab < 0 || ab > 1 {
			t.Errorf("%q and %q: %v", a, b, ab)
		}
		if ab != ba {
			t.Errorf("%q and %q: %v one way, %v the other", a, b, ab, ba)
		}
		if fold.Fold(a) != "" && similarity(a, a) != 1 {
			t.Errorf("%q is not like itself", a)
		}
	})
}

// 10,000 organisations with two names each.
func BenchmarkSimilar10000(b *testing.B) {
	known := map[int]fold.Profile{}
	first, second := []string{"Rainbow", "Vilnius", "Мемориал", "Atelier", "Open"}, []string{"House", "Pride", "Society", "Hope"}
	for i := range 10_000 {
		known[i] = fold.NewProfile(
			fmt.Sprintf("%s %s of Town %d", first[i%5], second[i%4], i),
			fmt.Sprintf("Ассоциация %d «%s»", i, second[i/5%4]))
	}
	to := fold.NewProfile("Memorial Society of Perm", "Пермский Мемориал")
	keys := slices.Sorted(maps.Keys(known))
	b.ResetTimer()
	for b.Loop() {
		fold.Similar(to, func(yield func(int, fold.Profile) bool) {
			for _, k := range keys {
				if !yield(k, known[k]) {
					return
				}
			}
		})
	}
}

func BenchmarkNewProfile(b *testing.B) {
	for b.Loop() {
		fold.NewProfile("Правозащитный центр «Весна»", "Human Rights Centre Viasna")
	}
}
