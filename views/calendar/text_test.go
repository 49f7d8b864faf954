package calendar_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/emersion/go-ical"

	"keephope/models/occasion"
	"keephope/views/calendar"
)

// FuzzWrite: whatever the texts of an item, one item is read again, with the very texts; but line ends are line feeds, and
// other control characters are gone.
func FuzzWrite(f *testing.F) {
	for _, s := range []string{
		"Vigil", "", "a,b;c:d\\n\"e'", "two\nlines\r\nthree\rfour", "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y", "\nBEGIN:VEVENT\n",
		"🏳️‍🌈 " + strings.Repeat("👩‍❤️‍💋‍👩", 20), "وقفة أمل \u202Eevil\u202C", "\\", "\\\\n", strings.Repeat(" ", 300), strings.Repeat("ą", 200), "\x00\x0b\u0085\u2028\u2029\xff", "\uFEFFx",
	} {
		f.Add(s, s, "https://keephope.example/?q="+s)
	}
	f.Add("t", "x", "javascript:alert(1)")
	f.Fuzz(func(t *testing.T, title, more, address string) {
		e := vigil(occasion.When{Start: "2026-12-10T18:00", End: "2026-12-10T20:00", Zone: "Europe/Vilnius"})
		e.Title, e.Text, e.Place, e.URL, e.Lang = title, more, more, address, more
		c := one(e)
		c.Name = title
		_, read := written(t, c)
		if len(read.Events()) != 1 || len(read.Children) != 2 {
			t.Fatalf("%d events, %d children", len(read.Events()), len(read.Children))
		}
		event := read.Events()[0]
		for name, want := range map[string]string{ical.PropSummary: title, ical.PropDescription: more, ical.PropLocation: more, ical.PropUID: e.UID} {
			if got, err := event.Props.Text(name); err != nil || got != plain(want) {
				t.Errorf("%s is %q, %v, want %q", name, got, err, plain(want))
			}
		}
		if got, err := read.Props.Text("X-WR-CALNAME"); err != nil || got != plain(title) {
			t.Errorf("the name is %q, %v", got, err)
		}
		if p := event.Props.Get(ical.PropURL); p != nil && (!strings.HasPrefix(p.Value, "http") || strings.ContainsAny(p.Value, " \r\n\t")) {
			t.Errorf("the address is %q", p.Value)
		}
		for name := range event.Props {
			if !strings.Contains(" UID DTSTAMP LAST-MODIFIED SEQUENCE STATUS DTSTART DTEND SUMMARY DESCRIPTION LOCATION URL ", " "+name+" ") {
				t.Errorf("a property %s came in", name)
			}
		}
	})
}

// plain says by itself what may be left of a text.
func plain(s string) string {
	var b strings.Builder
	runes := []rune(strings.ToValidUTF8(s, "\uFFFD"))
	for i, r := range runes {
		switch {
		case r == '\r' && i+1 < len(runes) && runes[i+1] == '\n':
		case r == '\r', unicode.In(r, unicode.Zl, unicode.Zp):
			b.WriteByte('\n')
		case r == '\n', r == '\t', !unicode.Is(unicode.Cc, r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

func TestAnAddressThatIsNoneIsLeftOut(t *testing.T) {
	for address, want := range map[string]string{
		"https://keephope.example/en/actions/b%C3%BChne": "https://keephope.example/en/actions/b%C3%BChne",
		"https://keephope.example/en/a\r\nX-EVIL:1":      "",
		"javascript:alert(1)":                            "",
		"/en/actions/vigil":                              "",
		"":                                               "",
	} {
		e := vigil(occasion.When{Start: "2026-12-10T18:00", End: "2026-12-10T20:00"})
		e.URL = address
		_, read := written(t, calendar.Calendar{Entries: []calendar.Entry{e}})
		var got string
		if p := read.Events()[0].Props.Get(ical.PropURL); p != nil {
			got = p.Value
		}
		if got != want {
			t.Errorf("%q is written as %q", address, got)
		}
	}
}
