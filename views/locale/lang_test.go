package locale

import (
	"slices"
	"strings"
	"testing"
)

func TestAReaderIsSpokenToInAShippedLanguage(t *testing.T) {
	for _, c := range []struct {
		accept, chosen string
		want           Lang
	}{
		{"", "", English},
		{"ar", "", Arabic},
		{"ar-EG, en;q=0.5", "", Arabic},
		{"de-DE, de;q=0.9, ru;q=0.5, en;q=0.3", "", Russian},
		{"en;q=0.2, ru;q=0.8", "", Russian},
		{"ru;q=0, ar;q=0.1", "", Arabic},
		{"uk-UA, uk;q=0.9", "", English}, // not Russian for readers of Ukrainian
		{"kk", "", English},
		{"uk, ru;q=0.5", "", Russian}, // unless they say so
		{"*", "", English},
		{"und-RU", "", English},
		{"xx-garbled-, ar;q=0.4, ru;q=2", "", Arabic},
		{"ru;q=NaN, ar", "", Arabic},
		{"garbage;;q=x", "", English},
		{"ru", "ar", Arabic},
		{"ru", "xx", Russian},
		{"ru", "EN", Russian},
		{strings.Repeat("xx,", 200) + "ru", "", English},
		{"ru," + strings.Repeat("xx,", 200), "", Russian},
		{strings.Repeat("-", 10_000), "", English},
	} {
		if got := Match(c.accept, c.chosen); got != c.want {
			t.Errorf("Match(%.40q, %q) = %s, want %s", c.accept, c.chosen, got, c.want)
		}
	}
}

func TestAnAddressNamesItsLanguageExactly(t *testing.T) {
	for _, l := range Langs() {
		if got, ok := Parse(string(l)); !ok || got != l {
			t.Errorf("Parse(%s) = %s, %v", l, got, ok)
		}
	}
	for _, s := range []string{"", "EN", "en-GB", "en ", "xx", "static"} {
		if _, ok := Parse(s); ok {
			t.Errorf("Parse(%q) is a language", s)
		}
	}
}

func TestLanguagesNameThemselvesAndTheirDirection(t *testing.T) {
	for lang, want := range map[Lang][2]string{
		English: {"English", "ltr"}, Russian: {"Русский", "ltr"}, Arabic: {"العربية", "rtl"},
	} {
		if got := [2]string{lang.Endonym(), lang.Dir()}; got != want {
			t.Errorf("%s: %v, want %v", lang, got, want)
		}
	}
}

// FuzzMatch: whatever a header says, the answer is a shipped language, and one
// that the header or the choice named, or the default.
func FuzzMatch(f *testing.F) {
	f.Add("ru, en;q=0.5", "")
	f.Add("\x00,,;q=", "ar")
	f.Fuzz(func(t *testing.T, accept, chosen string) {
		got := Match(accept, chosen)
		if !slices.Contains(Langs(), got) {
			t.Fatalf("Match(%q, %q) = %q", accept, chosen, got)
		}
		named := strings.Contains(strings.ToLower(accept), string(got)) || chosen == string(got)
		if got != Default && !named && !strings.Contains(strings.ToLower(accept), "ara") && !strings.Contains(strings.ToLower(accept), "rus") {
			t.Fatalf("Match(%q, %q) = %q, which nobody asked for", accept, chosen, got)
		}
	})
}
