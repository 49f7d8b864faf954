package xmltext

import (
	"encoding/xml"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEscape(t *testing.T) {
	for text, want := range map[string]string{
		"Tea & <b>\"hope\"</b>":  "Tea &amp; &lt;b&gt;&#34;hope&#34;&lt;/b&gt;",
		"]]>":                    "]]&gt;",
		"a\x00b\x1bc\ufffe\xffd": "abcd",
		"one\r\n\ttwo":           "one&#13;&#10;&#9;two",
		"дом 🕯 سلام":             "дом 🕯 سلام",
	} {
		if got := Escape(text); got != want {
			t.Errorf("Escape(%q) = %q, want %q", text, got, want)
		}
	}
}

// FuzzEscape: a parser reads the very text, in an element and in an attribute, and nothing beside it.
func FuzzEscape(f *testing.F) {
	f.Add("a</t><t x='1'>\"&amp;\r\n\x00\ufffe\xff")
	f.Fuzz(func(t *testing.T, text string) {
		want := strings.Map(func(r rune) rune {
			// The production Char of XML 1.0, as it stands there.
			if r == 0x9 || r == 0xa || r == 0xd || 0x20 <= r && r <= 0xd7ff || 0xe000 <= r && r <= 0xfffd || 0x10000 <= r && r <= 0x10ffff {
				return r
			}
			return -1
		}, strings.ToValidUTF8(text, ""))
		var got struct {
			Attribute string     `xml:"a,attr"`
			Text      string     `xml:",chardata"`
			Inner     []struct{} `xml:",any"`
		}
		written := `<t a="` + Escape(text) + `">` + Escape(text) + `</t>`
		if err := xml.Unmarshal([]byte(written), &got); err != nil {
			t.Fatalf("%q: %v", written, err)
		}
		if got.Attribute != want || got.Text != want || len(got.Inner) > 0 || !utf8.ValidString(written) {
			t.Errorf("%q is read as %q and %q", text, got.Attribute, got.Text)
		}
	})
}
