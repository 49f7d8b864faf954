package e2e

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/text/unicode/norm"

	"keephope/models"
)

// naughty is what people, and those who are none, write into fields. All of it is text.
var naughty = []string{
	"Plain words",
	"مَنَافِذُ الأمل", "Дом «Окна» №5", "საქართველო", "ኢትዮጵያ", "नमस्ते", "한국어 房子", "ß İ ı ſ ﬁ Å Å",
	"e\u0301 \u212b \u1e9b\u0323", "Z\u0351\u036b\u0343\u036a\u0302a\u0346\u0351\u034al\u030d\u0342g\u0350o\u0363",
	"a\u202eb\u202cc", "\u2067abc\u2069", "\u200fشهر\u200e", "x\u200by\u200dz\u2060", "👩‍👩‍👧‍👦 🏳️‍🌈 🏳️‍⚧️ 1️⃣",
	"\ufeffBOM", "\ufffd \ufffe \uffff", "\U000e0041 tags", "\u00a0 \u2003 \u3000 blanks", "\u2028line", "tab\there",
	"<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "<x-naughty>", "</textarea></title><x-naughty>", "<!--", "&lt;b&gt; &amp; &#0; &bogus;",
	"javascript:alert(1)", "data:text/html,<x-naughty>", "{{.}} ${7*7} <%= 7*7 %> #{7*7} {%x%}", "%s %n %d %!v(MISSING)", "\\u0000 \\x00 \\n",
	"'; DROP TABLE people; --", "' OR 1=1 --", "Robert'); --", "100% _ \\ [a-z]*", "$1 ? :name @p1",
	"=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "null", "NULL", "undefined", "true", "0", "-0", "NaN", "1e309", "99999999999999999999",
	"one\r\ntwo", "X: y\r\nSet-Cookie: a=b", "../../etc/passwd", "C:\\con\\aux", "http://[::1]/", "https://example.org/\u202egpj.exe",
	strings.Repeat("Donaudampfschifffahrt", 6), strings.Repeat("ﷺ", 100), strings.Repeat("🏳️‍🌈", 20), "\u0300\u0301\u0302", " ", "",
}

// kept are the routes whose page shows afterwards what was saved, in the field or as text.
var kept = []string{
	"/application/organisation", "/application/authority", "/application/naming", "/application/words", "/profile",
	"/desk/campaign/en", "/desk/statement/draft/en", "/notes", "/actions", "/report",
}

// notWords are fields in which text is not kept as it is: a row of dates that has but its zone is no row, and "+1" is kept as 1.
var notWords = []string{"zone", "capacity", "people"}

func TestFaultOddTextIsShownExactlyOrNamedAtItsField(t *testing.T) {
	for name, address := range databases(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLake(t, address(t))
			each, stored := map[string]int{"sqlite": 2, "postgres": 4}[name], map[string]int{} // the second tells whether both keep alike
			for _, f := range l.forms(t) {
				for n, in := range f.fields {
					if !in.free || slices.Contains(notWords, in.name) {
						continue
					}
					for i, text := range naughty {
						if (i+n)%each != 0 || !keeps(f.action) && i%7 != 0 {
							continue // one form that keeps nothing tells as much as another
						}
						if l.writes(t, f, in.name, text) {
							stored[routeOf(f.action)]++
						}
					}
				}
			}
			for _, route := range kept {
				if n := stored[routeOf(route)]; n < 20/each {
					t.Errorf("%s: only %d odd texts were stored", route, n)
				}
			}
		})
	}
}

// writes sends a form with an odd text in one field, and reports whether it was kept. The page that comes shows the text
// exactly, whether it was kept or is to be corrected, and nothing of it has become markup.
func (l *lake) writes(t *testing.T, f form, name, text string) bool {
	t.Helper()
	a, err := l.fills(t, f, name, text)
	if err == nil && a.status == http.StatusConflict { // the form says what it was made from: take a new one
		if now, ok := l.formsAt(t, f.page)[f.action]; ok {
			a, err = l.fills(t, now, name, text)
		}
	}
	if err != nil || a.status >= 500 || a.status == http.StatusBadRequest {
		t.Errorf("%s, %s = %q: %d %v", f.action, name, text, a.status, err)
		return false
	}
	if len(a.header.Values("Set-Cookie")) > 0 {
		t.Errorf("%s, %s = %q sets a cookie", f.action, name, text)
	}
	done := a.status == http.StatusSeeOther
	if done {
		a = l.visitor.must(t, http.MethodGet, f.page, nil)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	if doc.Find("x-naughty, [onerror], script:not([src])").Length() > 0 {
		t.Errorf("%s, %s = %q became markup", f.action, name, text)
	}
	again := a.status == http.StatusUnprocessableEntity && doc.Find("form[action='"+strings.TrimPrefix(f.action, l.url)+"']").Length() > 0
	if again || done && keeps(f.action) {
		shows(t, doc, f.action+" "+name, text)
	}
	return done
}

// fills sends a form with another text in one field.
func (l *lake) fills(t *testing.T, f form, name, text string) (answer, error) {
	t.Helper()
	l.Exec(t, "DELETE FROM limits")
	values := f.with(name, text)
	if name == "town" { // a town that shall not be shown is not kept
		values = slices.DeleteFunc(values, func(v [2]string) bool { return v[0] == "no_place" })
	}
	for i := range values {
		if values[i][0] == "form_id" {
			values[i][1] = l.Form()
		}
	}
	return l.visitor.send(request(t, f.action, f.upload, values))
}

func keeps(action string) bool {
	return slices.ContainsFunc(kept, func(route string) bool { return strings.HasSuffix(withoutID(action), route) })
}

// withoutID is an address without the id at its end.
func withoutID(action string) string {
	at := strings.LastIndex(action, "/")
	if !models.ValidID(action[at+1:]) {
		return action
	}
	return action[:at]
}

// routeOf is the end of an address, but for an id.
func routeOf(action string) string {
	action = withoutID(action)
	return action[strings.LastIndex(action, "/")+1:]
}

// shows asks a page for a text: in a field, or as the text of an element. White space around it goes, as everywhere; a
// statement, which has a hash, is kept in Unicode's form NFC.
func shows(t *testing.T, doc *goquery.Document, where, text string) {
	t.Helper()
	want := strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if strings.Contains(where, "/statement/") {
		want = norm.NFC.String(want)
	}
	found := strings.Contains(doc.Find("body").Text(), want)
	doc.Find("input, textarea").EachWithBreak(func(_ int, in *goquery.Selection) bool {
		value := in.AttrOr("value", "")
		if goquery.NodeName(in) == "textarea" {
			value = in.Text()
		}
		found = found || strings.TrimSpace(value) == want
		return !found
	})
	if !found {
		t.Errorf("%s: %q is not shown", where, text)
	}
}
