package fold_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"pgregory.net/rapid"

	"keephope/models/fold"
)

func TestNamesStandFromAToZ(t *testing.T) {
	want := []string{
		"100 Women", "Abbé", "“Åland” Pride", "Éclat", "eclat 2", "Keep Hope", "Łódź Pride", "Zvono",
		"Ωμέγα", "Вясна", "«Мемориал»", "საფარი", "Հույս", "איגי", "الأمل", "北京",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int { return strings.Compare(fold.SortKey(a), fold.SortKey(b)) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCaseAndAccentsDecideLast(t *testing.T) {
	order := []string{"cote", "Cote", "coté", "côte", "coteau"}
	for i := range order[1:] {
		if a, b := fold.SortKey(order[i]), fold.SortKey(order[i+1]); a >= b {
			t.Errorf("%q %s does not stand before %q %s", order[i], a, order[i+1], b)
		}
	}
}

func TestSortKeyIsBoundedHexadecimal(t *testing.T) {
	for _, name := range []string{"", "«»", strings.Repeat("é", 10_000), strings.Repeat("北", 300), "a\u0301\u0323"} {
		key := fold.SortKey(name)
		if len(key) > fold.MaxSortKey || strings.Trim(key, "0123456789abcdef") != "" {
			t.Errorf("%.20q: %d characters %.40q", name, len(key), key)
		}
	}
}

// Bytes of keys compare as the collator compares names.
func TestSortKeyAgreesWithTheCollator(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("aAbBcéÉøØßzZ жЖяإ北 -'09")), 1, 20, -1)
	c := collate.New(language.Und)
	rapid.Check(t, func(t *rapid.T) {
		a, b := "x"+letters.Draw(t, "a"), "x"+letters.Draw(t, "b")
		if got, want := strings.Compare(fold.SortKey(a), fold.SortKey(b)), c.CompareString(a, b); got != want {
			t.Errorf("%q and %q: keys say %d, collator %d", a, b, got, want)
		}
	})
}

func BenchmarkSortKey(b *testing.B) {
	for b.Loop() {
		fold.SortKey("Atelier de la Mémoire")
	}
}
