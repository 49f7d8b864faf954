package fold_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"keephope/models/fold"
)

func TestSearchAcrossScripts(t *testing.T) {
	key := fold.SearchKey("Общество «Мемориал»", "Memorial Society", "МС", "Пермь")
	for query, want := range map[string]bool{
		"memorial": true, "Мемориал": true, "MÉMORIAL": true, "morial soc": true, "perm": true, "Пермь": true,
		"me": true, "m": true, "мс": true, "р": false, // under three letters: beginnings of names
		"so": false, "obsh": true, "emo": true, "memorialperm": false, "permob": false,
		"": false, "!!": false, "🌈": false, "%": false, "_": false, "||": false, "||me": true, "vilnius": false,
	} {
		if got := fold.Match(key, query); got != want {
			t.Errorf("Match(%q, %q) = %v", key, query, got)
		}
	}
}

func TestSearchKeyLeavesOutEmptyAndEqualNames(t *testing.T) {
	if got := fold.SearchKey("Мемориал", "", "Memorial", "🌈", "Ufa"); got != "||memorial||ufa" {
		t.Errorf("got %q", got)
	}
	if got := fold.SearchKey(); got != "" {
		t.Errorf("no names: %q", got)
	}
}

func TestQuery(t *testing.T) {
	for text, want := range map[string]struct {
		folded     string
		prefix, ok bool
		pattern    string
	}{
		"Мем": {"mem", false, true, "%mem%"},
		"Mé":  {"me", true, true, "%||me%"},
		"北":   {"bei", false, true, "%bei%"},
		"ⵜⴰ":  {"ⵜⴰ", true, true, "%||ⵜⴰ%"},
		"ⵜⴰⵎ": {"ⵜⴰⵎ", false, true, "%ⵜⴰⵎ%"},
		"%_":  {"", false, false, ""},
	} {
		folded, prefix, ok := fold.Query(text)
		if folded != want.folded || prefix != want.prefix || ok != want.ok {
			t.Errorf("Query(%q) = %q, %v, %v", text, folded, prefix, ok)
		}
		if pattern, ok := fold.LikePattern(text); pattern != want.pattern || ok != want.ok {
			t.Errorf("LikePattern(%q) = %q, %v", text, pattern, ok)
		}
	}
}

// Whatever is typed means itself in LIKE and gives a trigram index at least three characters; every organisation is
// found by its whole name, by every beginning and by three letters from anywhere inside.
func TestSearchProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(rapid.String(), 1, 4).Draw(t, "names")
		key := fold.SearchKey(names...)
		name := rapid.SampledFrom(names).Draw(t, "name")
		needle, ok := fold.Needle(name)
		if ok != (fold.Fold(name) != "") || ok && !fold.Match(key, name) {
			t.Fatalf("%q is not found by %q", key, name)
		}
		if ok && (strings.ContainsAny(needle, `%_\'"`) || strings.Count(needle, "") <= 3) {
			t.Fatalf("needle %q of %q", needle, name)
		}
		letters := []rune(fold.Fold(name))
		for i := range letters {
			if !fold.Match(key, string(letters[:i+1])) || i >= 2 && !fold.Match(key, string(letters[i-2:i+1])) {
				t.Fatalf("%q is not found by parts of %q", key, string(letters))
			}
		}
	})
}
