package locale

import "golang.org/x/text/unicode/bidi"

// Directional isolates of Unicode (UAX 9).
const (
	lri = "\u2066" // left-to-right isolate
	fsi = "\u2068" // first strong isolate: the text decides
	pdi = "\u2069" // pop directional isolate
)

// isolate returns text wrapped in a first strong isolate when it contains a letter
// that runs against the direction of the language; other text comes back as it is.
func (p *Printer) isolate(text string) string {
	for i := 0; i < len(text); {
		if text[i] < 0x80 && !p.manner.rtl {
			i++ // no ASCII runs from right to left
			continue
		}
		props, size := bidi.LookupString(text[i:])
		i += max(size, 1)
		switch props.Class() {
		case bidi.L:
			if p.manner.rtl {
				return fsi + text + pdi
			}
		case bidi.R, bidi.AL:
			if !p.manner.rtl {
				return fsi + text + pdi
			}
		case bidi.LRI, bidi.RLI, bidi.FSI:
			return text // isolated already
		}
	}
	return text
}
