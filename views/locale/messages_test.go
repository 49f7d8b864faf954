package locale

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/feature/plural"

	"keephope/models/terms"
)

// sameInEveryLanguage are the keys whose text may be the English one in another
// language, each for its reason.
var sameInEveryLanguage = map[string]string{}

// all returns every text of a message by its plural category.
func (m message) all() map[plural.Form]form {
	if m.forms == nil {
		return map[plural.Form]form{plural.Other: m.other}
	}
	return m.forms
}

// slotNames returns the placeholders of the texts, sorted, each once.
func slotNames(texts ...form) []string {
	names := map[string]bool{}
	for _, f := range texts {
		for _, s := range f.slots {
			names[s.name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

func everyMessage(t *testing.T, check func(t *testing.T, lang Lang, key string, m message)) {
	t.Helper()
	for _, lang := range Langs() {
		for key, m := range For(lang).messages {
			check(t, lang, key, m)
		}
	}
}

func TestEveryKeyIsInEveryLanguageAndNoneIsInvented(t *testing.T) {
	everyMessage(t, func(t *testing.T, lang Lang, key string, _ message) {
		for _, other := range Langs() {
			if !For(other).Has(key) {
				t.Errorf("%s is in %s and missing in %s", key, lang, other)
			}
		}
	})
}

func TestEveryTextIsTranslated(t *testing.T) {
	word := regexp.MustCompile(`\{[a-z_]+\}`)
	everyMessage(t, func(t *testing.T, lang Lang, key string, m message) {
		english := For(English).messages[key].all()
		for category, f := range m.all() {
			letters := strings.ContainsFunc(word.ReplaceAllString(f.text, ""), unicode.IsLetter)
			same := letters && lang != English && f.text == english[category].text
			if same != (lang != English && sameInEveryLanguage[key] != "") {
				t.Errorf("%s in %s is %q: the English text, or listed as such and is not", key, lang, f.text)
			}
		}
	})
}

// categories returns the plural categories that whole numbers need in a language,
// and "other", which CLDR demands of all.
func categories(p *Printer) map[plural.Form]bool {
	all := map[plural.Form]bool{plural.Other: true}
	for n := range int64(1000) {
		all[p.category(n)] = true
	}
	return all
}

func TestPluralsAreWhole(t *testing.T) {
	if got := [3]int{len(categories(For(English))), len(categories(For(Russian))), len(categories(For(Arabic)))}; got != [3]int{2, 4, 6} {
		t.Fatalf("categories in English, Russian, Arabic: %v, want 2, 4 and 6", got)
	}
	everyMessage(t, func(t *testing.T, lang Lang, key string, m message) {
		if (m.forms != nil) != (For(English).messages[key].forms != nil) {
			t.Errorf("%s has plurals in one of English and %s only", key, lang)
		}
		if m.forms == nil {
			return
		}
		for category := range categories(For(lang)) {
			if _, ok := m.forms[category]; !ok {
				t.Errorf("%s in %s lacks the plural %v", key, lang, category)
			}
		}
		if len(m.forms) != len(categories(For(lang))) {
			t.Errorf("%s in %s has a plural that the language does not know", key, lang)
		}
	})
}

// TestPlaceholdersAgree: all forms of all languages take the same values; only a
// form that says its number in words may leave out {n}.
func TestPlaceholdersAgree(t *testing.T) {
	everyMessage(t, func(t *testing.T, lang Lang, key string, m message) {
		want := slotNames(slices.Collect(maps.Values(For(English).messages[key].all()))...)
		without := slices.DeleteFunc(slices.Clone(want), func(s string) bool { return s == "n" })
		for category, f := range m.all() {
			got := slotNames(f)
			inWords := m.forms != nil && category != plural.Other && slices.Equal(got, without)
			if !slices.Equal(got, want) && !inWords {
				t.Errorf("%s in %s, %v: placeholders %v, English has %v", key, lang, category, got, want)
			}
		}
	})
}

// TestTextsKeepTheHouseRules: no HTML, no shouting, no blanks at the ends, digits 0
// to 9, and the words of the field.
func TestTextsKeepTheHouseRules(t *testing.T) {
	never := map[Lang][]*regexp.Regexp{
		English: {regexp.MustCompile(`(?i)successfully|please wait|sign up|subscri`)},
		Russian: {regexp.MustCompile(`(?i)подписаться|подпишитесь|(^|\PL)акци|пожалуйста, подождите|успешно`)},
		Arabic:  {regexp.MustCompile(`[٠-٩۰-۹,;?]\s|بنجاح`)},
	}
	markup := regexp.MustCompile(`[<>"]|&[a-z#]|!|^\s|\s$|  |\.\.\.|\t|\n`)
	everyMessage(t, func(t *testing.T, lang Lang, key string, m message) {
		for _, f := range m.all() {
			for _, rule := range append(never[lang], markup) {
				if found := rule.FindString(f.text); found != "" {
					t.Errorf("%s in %s says %q in %q", key, lang, found, f.text)
				}
			}
		}
	})
}

// TestFilesAreFlatAndBeginWithTheirNoun reads the files as text: a key that stands
// twice in one file would be lost silently.
func TestFilesAreFlatAndBeginWithTheirNoun(t *testing.T) {
	paths, err := fs.Glob(messageFiles, "messages/*")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no message files: %v", err)
	}
	name := regexp.MustCompile(`^([a-z]+)(_[a-z_]+)?\.([a-z]{2})\.json$`)
	for _, p := range paths {
		parts := name.FindStringSubmatch(path.Base(p))
		if parts == nil {
			t.Errorf("%s is not <noun>.<language>.json or <noun>_<step>.<language>.json", p)
			continue
		}
		if _, ok := Parse(parts[3]); !ok {
			t.Errorf("%s: language %s is not shipped", p, parts[3])
		}
		raw, err := messageFiles.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		checkFlat(t, p, parts[1], raw)
	}
}

func checkFlat(t *testing.T, p, noun string, raw []byte) {
	t.Helper()
	shape := regexp.MustCompile(`^` + noun + `(\.[a-z0-9_-]+)+$`)
	decoder := json.NewDecoder(bytes.NewReader(raw))
	seen := map[string]bool{}
	if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
		t.Fatalf("%s is no object: %v", p, err)
	}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		key := token.(string)
		if seen[key] || !shape.MatchString(key) {
			t.Errorf("%s: key %q stands twice or does not have the shape %s", p, key, shape)
		}
		seen[key] = true
		var value any
		if err := decoder.Decode(&value); err != nil {
			t.Fatalf("%s: %s: %v", p, key, err)
		}
		checkValue(t, p+": "+key, value)
	}
	if _, err := decoder.Token(); err != nil {
		t.Errorf("%s: %v", p, err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		t.Errorf("%s goes on after its object", p)
	}
}

func checkValue(t *testing.T, where string, value any) {
	t.Helper()
	switch v := value.(type) {
	case string:
		if v == "" {
			t.Errorf("%s is empty", where)
		}
	case map[string]any:
		for category, text := range v {
			if s, ok := text.(string); !ok || s == "" || !slices.Contains([]string{"zero", "one", "two", "few", "many", "other"}, category) {
				t.Errorf("%s: %s is no plural category with a text", where, category)
			}
		}
	default:
		t.Errorf("%s is neither a text nor plurals", where)
	}
}

// TestTermsAreNamedAsInTheVocabulary: the names of communities come from the
// vocabulary, and no name stands for a slug that is not in it.
func TestTermsAreNamedAsInTheVocabulary(t *testing.T) {
	raw, err := os.ReadFile("../../models/terms/communities.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
	heading := strings.Split(lines[0], "\t")
	for _, lang := range Langs() {
		column := slices.Index(heading, string(lang))
		for _, line := range lines[1:] {
			cells := strings.Split(line, "\t")
			// The vocabulary writes the typewriter's apostrophe, a page the printer's.
			if got := strings.ReplaceAll(For(lang).Community(cells[0]), "’", "'"); got != cells[column] {
				t.Errorf("community %s in %s is %q, the vocabulary says %q", cells[0], lang, got, cells[column])
			}
		}
		named := map[string]int{}
		for key := range For(lang).messages {
			noun, _, _ := strings.Cut(key, ".")
			named[noun]++
		}
		if named["community"] != len(terms.Communities()) || named["kind"] != len(terms.Kinds()) || named["region"] != len(Regions()) {
			t.Errorf("%s names %d communities, %d kinds, %d regions", lang, named["community"], named["kind"], named["region"])
		}
	}
}
