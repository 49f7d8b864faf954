package fold

import (
	"slices"
	"strings"
	"unicode"
)

// form is one name taken apart.
type form struct {
	words    []word
	weight   float64  // of all words together
	acronyms []string // of three letters or more: with and without small words
	joined   string   // the folded name
	grams    []uint32 // of joined
	skeleton string   // of joined
	bare     bool     // joined has no vowels, as Arabic and Hebrew do not write them
}

// word is one folded word of a name.
type word struct {
	text     string
	grams    []uint32
	skeleton string
	bare     bool
	weight   float64
}

// A word that many names share says less about whose name it is.
const (
	ownWeight     = 1.0
	generalWeight = 0.3
)

func newForm(name string) form {
	f := form{joined: Fold(name)}
	f.grams, f.skeleton, f.bare = gramsOf(f.joined), skeletonOf(f.joined), withoutVowels(f.joined)
	var all, main strings.Builder
	for _, text := range wordsOf(name) {
		all.WriteByte(text[0])
		if isSmall(text) {
			continue
		}
		main.WriteByte(text[0])
		f.add(text)
	}
	if len(f.words) == 0 && f.joined != "" {
		f.add(f.joined) // A name made of small words only is a name all the same.
	}
	for _, a := range []string{all.String(), main.String()} {
		if len(a) >= 3 && !slices.Contains(f.acronyms, a) {
			f.acronyms = append(f.acronyms, a)
		}
	}
	return f
}

func (f *form) add(text string) {
	w := word{text: text, skeleton: skeletonOf(text), bare: withoutVowels(text), weight: ownWeight}
	w.grams = gramsOf("\x00\x00" + text + "\x00") // Beginnings count more than endings, which bend.
	if isGeneral(text) {
		w.weight = generalWeight
	}
	f.words = append(f.words, w)
	f.weight += w.weight
}

// arabicArticle is written as one with its word.
const arabicArticle = "ال"

// wordsOf returns the folded words of a name. Apostrophes part words here, and the single letters that they leave
// (women's, l'homme) are no words.
func wordsOf(name string) []string {
	between := func(r rune) bool { return !unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.Cf) }
	var words []string
	for _, w := range strings.FieldsFunc(name, between) {
		if bare, found := strings.CutPrefix(w, arabicArticle); found && bare != "" {
			w = bare
		}
		if folded := Fold(w); len(folded) > 1 {
			words = append(words, folded)
		}
	}
	return words
}

// gramsOf returns the sorted set of all three consecutive characters, packed.
func gramsOf(s string) []uint32 {
	runes := []rune(s)
	if len(runes) < 3 {
		return nil
	}
	grams := make([]uint32, 0, len(runes)-2)
	for i := range len(runes) - 2 {
		grams = append(grams, uint32(runes[i])<<16^uint32(runes[i+1])<<8^uint32(runes[i+2]))
	}
	slices.Sort(grams)
	return slices.Clip(slices.Compact(grams))
}

var digraphs = strings.NewReplacer("ph", "f", "ck", "k", "ch", "h", "kh", "h", "x", "ks")

func withoutVowels(folded string) bool { return !strings.ContainsAny(folded, "aeiou") }

// skeletonOf reduces a folded word to the consonants that survive a change of transliteration: Kyiv, Kiev and «Київ»
// agree, and so do Arabic and Hebrew names written with and without their vowels.
func skeletonOf(s string) string {
	s = digraphs.Replace(s)
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		b := s[i]
		switch b {
		case 'a', 'e', 'i', 'o', 'u', 'y', 'j', 'h':
			continue
		case 'w':
			b = 'v'
		case 'c', 'q':
			b = 'k'
		case 'z':
			b = 's'
		}
		if len(out) == 0 || out[len(out)-1] != b {
			out = append(out, b)
		}
	}
	return string(out)
}
