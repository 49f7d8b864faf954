// Package xmltext writes texts into XML that is put together by hand: SVG pictures and Atom feeds.
package xmltext

import "strings"

// escapes stand for what means something in XML, and for line breaks, which a parser would change in attributes.
var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;")

// Escape returns a text as it stands between tags, or in an attribute with either quote, without what Clean takes.
func Escape(text string) string {
	return escapes.Replace(Clean(text))
}

// Clean returns a text without what XML 1.0 cannot say at all (section 2.2): control characters but tabs and line
// breaks, two code points that are no characters, and broken UTF-8.
func Clean(text string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}
