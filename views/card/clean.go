package card

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The bounds of a text: what is longer was never going to fit, and no letter carries more marks in any language.
const (
	maxBytes = 4096
	maxRunes = 400
	maxMarks = 3
)

// text is a line of letters that the fonts have. cut tells that there was more.
type text struct {
	runes []rune
	cut   bool
}

// clean takes from a text what can be written: composed letters, single spaces, no controls, at most maxMarks marks
// on a letter and none on nothing.
func (s shelf) clean(said string) text {
	out := text{cut: len(said) > maxBytes}
	if out.cut {
		said = said[:maxBytes]
	}
	marks, gap := maxMarks, false
	for _, r := range norm.NFC.String(strings.ToValidUTF8(said, "")) {
		if spaces(r) {
			gap, marks = len(out.runes) > 0, maxMarks
			continue
		}
		for _, letter := range s.writable(r) {
			if marks++; !unicode.Is(unicode.M, letter) {
				marks = 0
			}
			if marks > maxMarks {
				continue
			}
			if gap {
				out.runes = append(out.runes, ' ')
				gap = false
			}
			out.runes = append(out.runes, letter)
		}
	}
	if len(out.runes) > maxRunes {
		out.runes, out.cut = out.runes[:maxRunes], true
	}
	if !seen(out.runes) {
		return text{}
	}
	return out
}

// writable returns the letters to write for one, or none.
func (s shelf) writable(r rune) []rune {
	if unseen(r) {
		return []rune{r}
	}
	if unicode.In(r, unicode.C, unicode.Variation_Selector) {
		return nil
	}
	return s.spell(r)
}

// spaces tells whether a letter parts words: a space, a tab, the end of a line. A space that must not break stays.
func spaces(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f'
}

// unseen tells whether a letter only tells how its neighbours are joined or ordered: zero width (non-)joiner, and the
// three marks of direction. What embeds or overrides a direction is none of them.
func unseen(r rune) bool {
	return r >= '\u200c' && r <= '\u200f' || r == '\u061c'
}

// seen tells whether anything of a text leaves ink.
func seen(letters []rune) bool {
	for _, r := range letters {
		if !unseen(r) && !unicode.IsSpace(r) {
			return true
		}
	}
	return false
}
