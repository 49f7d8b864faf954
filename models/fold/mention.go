package fold

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// leastSought is the number of letters under which a name is looked for in no text: it would be found in too many.
const leastSought = 4

// Sought is a name as texts are searched for it.
type Sought struct{ needle string }

// Seek makes a name ready. Ok is false for a name with fewer than four letters and digits.
func Seek(name string) (sought Sought, ok bool) {
	letters, joined := 0, false
	for _, r := range name {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			letters++
		}
		joined = joined || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
	}
	needle := words(strings.Map(seen, name))
	if joined { // written without spaces: there is no telling where a word ends
		needle = strings.TrimSpace(needle)
	}
	return Sought{needle}, letters >= leastSought && strings.TrimSpace(needle) != ""
}

// In reports whether a text has the name in it as whole words. Words is what Words made of the text.
func (n Sought) In(words string) bool { return strings.Contains(words, n.needle) }

// InSlug reports whether an address name that Slug made has the name in it: all its words, or the first of them at the end, where Slug cut
// what was too long before the next one.
func (n Sought) InSlug(slug string) bool {
	var parts []string
	for _, word := range strings.Fields(n.needle) {
		if word = asciiOnly(word); word != "" {
			parts = append(parts, word)
		}
	}
	for _, slug := range []string{slug, slugNumber.ReplaceAllString(slug, "")} {
		for k := len(parts); k > 0; k-- {
			begins := strings.Join(parts[:k], "-")
			switch {
			case len(begins)-k+1 < leastSought:
			case k == len(parts) && !strings.HasPrefix(n.needle, " ") && strings.Contains(slug, begins): // written without spaces
				return true
			case k == len(parts) && strings.Contains("-"+slug+"-", "-"+begins+"-"):
				return true
			case k < len(parts) && strings.HasSuffix("-"+slug, "-"+begins) && len(slug)+1+len(parts[k]) > MaxSlug:
				return true
			}
		}
	}
	return false
}

// slugNumber is what parts a slug from others like it.
var slugNumber = regexp.MustCompile(`-[0-9]+$`)

// linkEnd is the end of a Markdown link: what readers do not see of it.
var linkEnd = regexp.MustCompile(`\]\([^)]*\)`)

// unmarked are marks of Markdown that may stand inside a word without being shown; between underscores they are seen or not.
var unmarked = [2]*strings.Replacer{strings.NewReplacer("*", "", "~", "", "`", "", "[", ""), strings.NewReplacer("*", "", "~", "", "`", "", "[", "", "_", "")}

// Words is a text for Sought.In: its words, each folded, with a space before and after each. «Мемориал», of "Mémorial" and
// MEMORIAL become the same word. Entities are read as what they stand for. Where marks of Markdown or characters that nobody
// sees stand in it, the text follows without them: a word is found whether they part it or not.
func Words(text string) string {
	var out []string
	for _, reading := range readings(text) {
		out = append(out, words(reading))
	}
	return strings.Join(out, "| ")
}

// readings are a text and what is seen of it: with its entities read, and without marks of Markdown and characters that nobody sees.
func readings(text string) []string {
	all := []string{html.UnescapeString(text)}
	bare := strings.Map(seen, linkEnd.ReplaceAllString(all[0], ""))
	for _, marks := range unmarked {
		if plain := marks.Replace(bare); plain != all[len(all)-1] {
			all = append(all, plain)
		}
	}
	return all
}

// seen drops characters that nobody sees.
func seen(r rune) rune {
	if unicode.In(r, unicode.Cf, unicode.Variation_Selector) {
		return -1
	}
	return r
}

func words(text string) string {
	var out strings.Builder
	out.WriteByte(' ')
	for _, word := range strings.FieldsFunc(text, between) {
		if folded := Fold(word); folded != "" {
			out.WriteString(folded)
			out.WriteByte(' ')
		}
	}
	return out.String()
}

// between reports whether a character stands between words: not letters, digits, marks and joiners.
func between(r rune) bool {
	return !unicode.In(r, unicode.L, unicode.N, unicode.M) && r != '\u200c' && r != '\u200d' && r != '\u00ad' && r != '\'' && r != '\u2019'
}

// Passage is the piece of a text that has a name in it: up to around characters before it, the name, and after it. Ok is false
// if the text does not have it.
func (n Sought) Passage(text string, around int) (passage string, ok bool) {
	if !n.In(Words(text)) {
		return "", false
	}
	words := strings.Fields(text)
	low, high := 0, len(words)
	for low < high { // the least number of words that has it
		middle := (low + high) / 2
		if n.In(Words(strings.Join(words[:middle+1], " "))) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	low = min(low, len(words)-1)
	return last(strings.Join(words[:low+1], " "), around+len(n.needle)) + first(" "+strings.Join(words[low+1:], " "), around), true
}

func last(s string, n int) string {
	if over := utf8.RuneCountInString(s) - n; over > 0 {
		return "… " + string([]rune(s)[over:])
	}
	return s
}

func first(s string, n int) string {
	if utf8.RuneCountInString(s) > n {
		return string([]rune(s)[:n]) + " …"
	}
	return strings.TrimRight(s, " ")
}
