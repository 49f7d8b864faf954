package fold

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/unicode/norm"
)

// Fold reduces a text to what a reader types when searching for it in any script: compatibility decomposition (NFKD),
// without accents and optional vowel points, transliterated to Latin letters, in lower case, nothing but letters and
// digits. «Мемориал» and "Mémorial!" both become "memorial". Folding twice changes nothing.
//
// Vowel signs of Indic and South-East Asian scripts and the voicing marks of kana are spelling, not accents: they are
// transliterated, not dropped. Letters that have no transliteration (Adlam, Tifinagh, N'Ko and others) stay as they
// are, in lower case, so that their readers find them too.
func Fold(s string) string {
	if folded, ok := foldASCII(s); ok {
		return folded
	}
	for {
		once := foldOnce(s)
		if once == s {
			return once
		}
		s = once // A letter that stayed may change once more in lower case.
	}
}

// foldASCII is the short way for text that is ASCII already.
func foldASCII(s string) (string, bool) {
	var out strings.Builder
	out.Grow(len(s))
	for i := range len(s) {
		if s[i] >= 0x80 {
			return "", false
		}
		writeASCII(&out, s[i])
	}
	return out.String(), true
}

func foldOnce(s string) string {
	var bare strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if !accent(r) {
			bare.WriteRune(r)
		}
	}
	var out strings.Builder
	for _, r := range norm.NFC.String(bare.String()) {
		writeFolded(&out, r)
	}
	return out.String()
}

// accent tells whether a mark may be left out in writing.
func accent(r rune) bool {
	const voiced, semiVoiced = '\u3099', '\u309A' // They tell が from か.
	return r >= 0x300 && unicode.Is(unicode.M, r) && r != voiced && r != semiVoiced &&
		unicode.In(r, unicode.Inherited, unicode.Latin, unicode.Greek, unicode.Cyrillic,
			unicode.Hebrew, unicode.Arabic, unicode.Syriac)
}

func writeFolded(out *strings.Builder, r rune) {
	if r < 0x80 {
		writeASCII(out, byte(r))
		return
	}
	latin := unidecode.Unidecode(string(r))
	if latin == "" || latin == "[?]" {
		if (unicode.IsLetter(r) || unicode.IsNumber(r)) && !silent(r) {
			out.WriteRune(unicode.ToLower(r))
		}
		return
	}
	for i := range len(latin) {
		writeASCII(out, latin[i])
	}
}

// silent lists the letters whose transliteration is nothing: Arabic hamza and alef, which carry a vowel that Arabic
// does not write, and tatweel, which only stretches a word.
func silent(r rune) bool {
	return r == '\u0621' || r == '\u0627' || r == '\u0640'
}

func writeASCII(out *strings.Builder, b byte) {
	switch {
	case b >= 'A' && b <= 'Z':
		out.WriteByte(b - 'A' + 'a')
	case b >= 'a' && b <= 'z', b >= '0' && b <= '9':
		out.WriteByte(b)
	}
}
