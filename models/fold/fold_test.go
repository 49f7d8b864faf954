package fold_test

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"keephope/models/fold"
)

func TestFoldReducesEveryScript(t *testing.T) {
	for text, want := range map[string]string{
		"Мемориал": "memorial", "«Мемориал»": "memorial", "MÉMORIAL!": "memorial", "Российская": "rossiiskaia",
		"ﬁ Straße ŁÓDŹ Ærø": "fistrasselodzaero", "İstanbul ılık": "istanbulilik", "Article 19": "article19", "①Ⅳ": "1iv",
		"Ελλάδα": "ellada", "საქართველო": "sakartvelo", "Հայաստան": "hayastan", "北京": "beijing", "한국여성": "hangugyeoseong",
		"ひらがな": "hiragana", "हिन्दी": "hindii", "ｆｕｌｌ": "full",
		"مَنْظَمَة": "mnzm", "منظمة": "mnzm", "אֲגֻדָּה": "agdh", "אגדה": "agdh", // with and without vowel points
		"ⵜⴰⵎⴰⵣⵉⵖⵜ!": "ⵜⴰⵎⴰⵣⵉⵖⵜ", "𞤀𞤁": "𞤢𞤣", // no transliteration: kept, in lower case
		"": "", "🌈 — !": "",
	} {
		if got := fold.Fold(text); got != want {
			t.Errorf("Fold(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestComposedAndDecomposedFoldAlike(t *testing.T) {
	for _, pair := range [][2]string{{"é", "e\u0301"}, {"й", "и\u0306"}, {"が", "か\u3099"}, {"한", "\u1112\u1161\u11AB"}} {
		if fold.Fold(pair[0]) != fold.Fold(pair[1]) {
			t.Errorf("%q folds to %q, %q to %q", pair[0], fold.Fold(pair[0]), pair[1], fold.Fold(pair[1]))
		}
	}
}

func TestFoldProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkFold(t, rapid.String().Draw(t, "text"))
	})
}

// Every single character keeps the promises of Fold, and none takes long.
func TestFoldOfEveryCharacter(t *testing.T) {
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if unicode.IsGraphic(r) {
			checkFold(t, string(r))
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Мемориал", "ᏣᎳᎩ", "ǆ\u0323\u0307", "\xff", "𞤀", "ﷺ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkFold(t, s)
		checkSlug(t, fold.Slug(s))
	})
}

func checkFold(t interface{ Errorf(string, ...any) }, s string) {
	got := fold.Fold(s)
	if again := fold.Fold(got); again != got {
		t.Errorf("Fold(%q) = %q, folded again %q", s, got, again)
	}
	odd := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) || r >= 'A' && r <= 'Z' }
	if i := strings.IndexFunc(got, odd); i >= 0 {
		t.Errorf("Fold(%q) = %q holds more than letters and digits", s, got)
	}
}

func BenchmarkFold(b *testing.B) {
	for b.Loop() {
		fold.Fold("Правозащитный центр «Мемориал»")
	}
}
