package server_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"keephope/models/fold"
)

// Every word of an organisation that must not be seen begins with a mark that no language has, and goes on with the
// organisation's number and the field it was written in. So one search finds all of them, and tells whose each is.
const (
	latinMark    = "zqxvkjwq"
	cyrillicMark = "щюжьщюжю"
	latinDigits  = "abcdefghijklmnopqrstuvwxyz"
	cyrillicTen  = "абвгдезикл"
)

// fields are where a word can be written; the first two also in Cyrillic.
var fields = []string{
	"own name", "town", "person", "English name", "website", "e-mail", "position", "mandate", "quote", "question", "answer",
	"note", "refusal", "reason", "join request", "new name", "action", "change of its action", "note to hosts", "report",
}

// latin is the word of organisation n in a field.
func latin(n int, field string) string {
	return latinMark + digit(latinDigits, n/10) + digit(latinDigits, n%10) + digit(latinDigits, slices.Index(fields, field))
}

// cyrillic is the same in a script that search has to transliterate.
func cyrillic(n int, field string) string {
	return cyrillicMark + digit(cyrillicTen, n/10) + digit(cyrillicTen, n%10) + digit(cyrillicTen, slices.Index(fields, field))
}

func digit(digits string, n int) string { return string([]rune(digits)[n]) }

// spelling is one way in which words may stand in bytes.
type spelling struct {
	mark   []byte
	digits []string
}

// spellings are all of them: as written, transliterated, and escaped for addresses, scripts and dumps.
func spellings() (all []spelling) {
	folded := func(s string) string { return fold.Fold(s) }
	escaped := func(s string) string { return strings.ToLower(url.QueryEscape(s)) }
	script := func(s string) (out string) {
		for _, r := range s {
			out += fmt.Sprintf(`\u%04x`, r)
		}
		return out
	}
	hexed := func(s string) string { return hex.EncodeToString([]byte(s)) }
	entity := func(s string) (out string) {
		for _, r := range s {
			out += fmt.Sprintf("&#%d;", r)
		}
		return out
	}
	same := func(s string) string { return s }
	for _, write := range []func(string) string{same, hexed} {
		all = append(all, spell(latinMark, latinDigits, write))
	}
	for _, write := range []func(string) string{same, folded, escaped, script, hexed, entity} {
		all = append(all, spell(cyrillicMark, cyrillicTen, write))
	}
	return all
}

func spell(mark, digits string, write func(string) string) spelling {
	s := spelling{mark: []byte(write(mark))}
	for _, d := range digits {
		s.digits = append(s.digits, write(string(d)))
	}
	return s
}

// found is a word that stands in some bytes.
type found struct {
	number int
	field  string
}

// wordsIn returns the words that stand in text, each once.
func wordsIn(text []byte, all []spelling) (out []found) {
	text = bytes.ToLower(text)
	for _, s := range all {
		for rest := text; ; {
			i := bytes.Index(rest, s.mark)
			if i < 0 {
				break
			}
			rest = rest[i+len(s.mark):]
			if f := s.read(rest); !slices.Contains(out, f) {
				out = append(out, f)
			}
		}
	}
	return out
}

// read reads the number and the field that follow a mark. What is cut off has number -1.
func (s spelling) read(text []byte) found {
	var read [3]int
	for i := range read {
		at := slices.IndexFunc(s.digits, func(d string) bool { return bytes.HasPrefix(text, []byte(d)) })
		if at < 0 {
			return found{-1, "cut off"}
		}
		read[i], text = at, text[len(s.digits[at]):]
	}
	return found{10*read[0] + read[1], fields[min(read[2], len(fields)-1)]}
}

func TestWordsAreFoundHoweverTheyAreWritten(t *testing.T) {
	all := spellings()
	for text, want := range map[string]found{
		"x" + strings.ToUpper(latin(13, "quote")) + "y":     {13, "quote"},
		"<bdi>" + strings.ToTitle(cyrillic(7, "own name")):  {7, "own name"},
		fold.SearchKey("a", cyrillic(21, "town")):           {21, "town"},
		"?q=" + url.QueryEscape(cyrillic(2, "own name")):    {2, "own name"},
		`\x` + hex.EncodeToString([]byte(latin(3, "note"))): {3, "note"},
		latinMark:                            {-1, "cut off"},
		fold.Slug(latin(30, "English name")): {30, "English name"},
	} {
		if got := wordsIn([]byte(text), all); !slices.Equal(got, []found{want}) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	if got := wordsIn([]byte("We keep a light on."), all); got != nil {
		t.Errorf("%v in a text without any", got)
	}
}
