package calendar

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"

	ics "github.com/arran4/golang-ical"
)

// text is a text without what a reader could take for the end of a line, but for line feeds, which are escaped when they
// are written. Some readers count U+2028 and U+2029 among them.
func text(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case r == '\r', r == '\u2028', r == '\u2029':
			return '\n'
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}

// address is a web address as it may be written; "" if it is none.
func address(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	var out strings.Builder
	for _, b := range []byte(u.String()) {
		if b <= ' ' || b >= 0x7f {
			fmt.Fprintf(&out, "%%%02X", b) // in a query, which is kept as it came
			continue
		}
		out.WriteByte(b)
	}
	return out.String()
}

// language says in which language a text is; nothing if that is not known.
func language(tag string) []ics.PropertyParameter {
	foreign := func(r rune) bool {
		return r != '-' && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
	}
	if tag == "" || strings.ContainsFunc(tag, foreign) {
		return nil
	}
	return []ics.PropertyParameter{&ics.KeyValues{Key: string(ics.ParameterLanguage), Value: []string{tag}}}
}
