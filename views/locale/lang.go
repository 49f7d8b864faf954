// Package locale speaks the reader's language: messages, plurals, numbers,
// dates, names of countries, languages, communities and kinds.
//
// Messages live in messages/<noun>.<language>.json (or <noun>_<step>.<language>.json),
// one flat object whose keys begin with the noun. A value is a text or, where a
// number decides, an object of CLDR plural categories. Placeholders are {name}.
// Messages hold no HTML.
package locale

import (
	"strconv"
	"strings"

	"golang.org/x/text/language"
)

// Lang is a language that the site ships, as it stands in addresses and in the
// lang attribute (BCP 47).
type Lang string

// The shipped languages.
const (
	English Lang = "en"
	Russian Lang = "ru"
	Arabic  Lang = "ar"
)

// Default is the language of a reader of whom nothing is known.
const Default = English

// manner is what a language needs beside its messages.
type manner struct {
	lang    Lang
	endonym string
	rtl     bool
	group   string // between thousands
	dates   calendar
}

// manners lists the shipped languages in the order of the language menu. To ship
// one more: a line here, its message files, and `go generate`.
var manners = []manner{
	{lang: English, endonym: "English", group: ",", dates: englishDates},
	{lang: Russian, endonym: "Русский", group: "\u00a0", dates: russianDates},
	{lang: Arabic, endonym: "العربية", rtl: true, group: ",", dates: arabicDates},
}

// mannerOf returns the manner of l, that of Default when l is not shipped.
func mannerOf(l Lang) manner {
	for _, m := range manners {
		if m.lang == l {
			return m
		}
	}
	return manners[0]
}

// Langs returns the shipped languages in the order of the language menu.
func Langs() []Lang {
	out := make([]Lang, len(manners))
	for i, m := range manners {
		out[i] = m.lang
	}
	return out
}

// Parse returns the language whose code is exactly s, as in the first segment of
// an address. "EN" and "en-GB" are not addresses of ours: false.
func Parse(s string) (Lang, bool) {
	for _, m := range manners {
		if string(m.lang) == s {
			return m.lang, true
		}
	}
	return "", false
}

// maxAcceptLanguage bounds, in bytes, what is read of an Accept-Language header.
const maxAcceptLanguage = 512

// Match returns the language to speak to a reader: the chosen one if it is
// shipped, else the first language of the Accept-Language header (RFC 9110) that
// is shipped, else Default. A neighbouring language is not taken for the reader's
// own: CLDR would hand Russian to readers of Ukrainian or Kazakh.
func Match(acceptLanguage, chosen string) Lang {
	if l, ok := Parse(chosen); ok {
		return l
	}
	if len(acceptLanguage) > maxAcceptLanguage {
		acceptLanguage = acceptLanguage[:maxAcceptLanguage]
		acceptLanguage = acceptLanguage[:max(0, strings.LastIndexByte(acceptLanguage, ','))]
	}
	best, weight := Default, 0.0
	for entry := range strings.SplitSeq(acceptLanguage, ",") {
		if l, w := wish(entry); w > weight { // the first of equals stands
			best, weight = l, w
		}
	}
	return best
}

// wish reads one entry of an Accept-Language header: the shipped language that it
// names and its weight; weight 0 for what is not shipped, refused or garbled. One
// garbled entry does not spoil the others.
func wish(entry string) (Lang, float64) {
	name, params, _ := strings.Cut(entry, ";")
	tag, err := language.Parse(strings.TrimSpace(name))
	if err != nil {
		return "", 0
	}
	base, _, _ := tag.Raw() // as written: tag.Base guesses Russian for "und-RU"
	l, ok := Parse(base.String())
	if !ok {
		return "", 0
	}
	weight, found := strings.CutPrefix(strings.TrimSpace(params), "q=")
	if !found {
		return l, 1
	}
	q, err := strconv.ParseFloat(weight, 64)
	if err != nil || !(q >= 0 && q <= 1) {
		return "", 0
	}
	return l, q
}

// Dir returns the direction of the language for the dir attribute: "ltr" or "rtl".
func (l Lang) Dir() string {
	if mannerOf(l).rtl {
		return "rtl"
	}
	return "ltr"
}

// Endonym returns the name of the language in itself, as the language menu shows it.
func (l Lang) Endonym() string { return mannerOf(l).endonym }
