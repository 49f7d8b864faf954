package fold_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"keephope/models/fold"
)

// Odd but honest text is kept to the byte.
func TestCleanKeepsOddTextExactly(t *testing.T) {
	for _, name := range []string{
		"Мемориал", "جمعية الأمل", "עמותת איגי", "საფარი", "हिन्दी संगठन", "北京同志中心", "한국여성의전화",
		"Noël",                           // decomposed, not brought to NFC
		"می\u200cخواهم",                  // zero width non-joiner
		"👩\u200d👩\u200d👧 Families",       // joiners
		"🏳\ufe0f\u200d🌈",                 // variation selector and joiner
		"\u200fحملة\u200f 2013",          // directional marks
		"A \u2067عربي\u2069 B",           // isolates
		"\u202Aembedding\u202C stays",    // embedding
		"'; DROP TABLE endorsements; --", // no harm where text is only text
		"<script>alert(1)</script>", "=1+1", "../../etc/passwd", "null", "ﬁ ǅ ß ı İ", "𞤀𞤣𞤤𞤢𞤥",
		"Z̷̢̛a̴̡͝l̶̨̛g̵̢͠o̴͝", "\uFFFD", "a\u00A0b", "\uE000",
	} {
		got, err := fold.Clean(name, 200)
		if err != nil || got != name {
			t.Errorf("Clean(%q) = %q, %v", name, got, err)
		}
		if got, err = fold.CleanText(name, 200); err != nil || got != name {
			t.Errorf("CleanText(%q) = %q, %v", name, got, err)
		}
	}
}

func TestCleanCutsOuterWhiteSpaceOnly(t *testing.T) {
	got, err := fold.Clean("\t\u3000 Keep  Hope \u00A0\r\n", 20)
	if err != nil || got != "Keep  Hope" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestCleanRefusals(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       error
	}{
		{"nothing", "", fold.ErrEmpty},
		{"white space", " \t\u2003\n", fold.ErrEmpty},
		{"joiners alone", "\u200B\u200D\u2060\uFEFF", fold.ErrEmpty},
		{"fillers and blanks", "\u3164\u115F\u2800\uFE0F", fold.ErrEmpty},
		{"NUL", "a\x00b", fold.ErrControl},
		{"line feed inside", "a\nb", fold.ErrControl},
		{"tab inside", "a\tb", fold.ErrControl},
		{"escape", "a\x1b[31m", fold.ErrControl},
		{"delete", "a\x7f", fold.ErrControl},
		{"C1", "a\u0090b", fold.ErrControl},
		{"line separator", "a\u2028b", fold.ErrControl},
		{"right-to-left override", "txt.\u202Eexe", fold.ErrControl},
		{"left-to-right override", "\u202Dabc", fold.ErrControl},
		{"broken", "a\xff", fold.ErrEncoding},
		{"half a character", "\xe2\x82", fold.ErrEncoding},
		{"surrogate", "\xed\xa0\x80", fold.ErrEncoding},
		{"overlong form of NUL", "\xc0\x80", fold.ErrEncoding},
		{"eleven", strings.Repeat("я", 11), fold.ErrTooLong},
	} {
		if got, err := fold.Clean(c.text, 10); !errors.Is(err, c.want) || got != "" {
			t.Errorf("%s: got %q, %v, want %v", c.name, got, err, c.want)
		}
	}
}

func TestLimitCountsCharactersAndTellsThem(t *testing.T) {
	if _, err := fold.Clean(strings.Repeat("я", 10), 10); err != nil {
		t.Errorf("ten of ten: %v", err)
	}
	_, err := fold.Clean("  "+strings.Repeat("я", 13), 10)
	var long *fold.LengthError
	if !errors.As(err, &long) || long.Length != 13 || long.Max != 10 {
		t.Errorf("got %v", err)
	}
}

func TestCleanTextKeepsLines(t *testing.T) {
	got, err := fold.CleanText("\r\nOne\r\n\r\n\tTwo\rThree \n", 16)
	if err != nil || got != "One\n\n\tTwo\nThree" {
		t.Errorf("got %q, %v", got, err)
	}
	for text, want := range map[string]error{
		"a\x00": fold.ErrControl, "a\u0085b": fold.ErrControl, "\xff": fold.ErrEncoding, "\n\n": fold.ErrEmpty,
		strings.Repeat("a\r\n", 9) + "b": fold.ErrTooLong,
	} {
		if _, err := fold.CleanText(text, 16); !errors.Is(err, want) {
			t.Errorf("CleanText(%q): %v, want %v", text, err, want)
		}
	}
}

// What is accepted is a part of what came, within the limit, harmless to both databases, and accepted again as it is.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"Мемориал", " a\r\nb ", "\x00", "\xff", "\u202Eabc", "👩\u200d👩\u200d👧"} {
		f.Add(s, 10)
	}
	f.Fuzz(func(t *testing.T, s string, limit int) {
		line, err := fold.Clean(s, limit)
		if err == nil {
			again, err := fold.Clean(line, limit)
			if err != nil || again != line || !strings.Contains(s, line) || strings.ContainsAny(line, "\x00\r\n\t\u202E") {
				t.Errorf("line %q became %q then %q, %v", s, line, again, err)
			}
		}
		text, err := fold.CleanText(s, limit)
		if err == nil {
			again, err := fold.CleanText(text, limit)
			if err != nil || again != text || strings.ContainsAny(text, "\x00\r") ||
				!utf8.ValidString(text) || utf8.RuneCountInString(text) > limit {
				t.Errorf("text %q became %q then %q, %v", s, text, again, err)
			}
		}
	})
}
