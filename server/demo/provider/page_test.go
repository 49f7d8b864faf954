package provider_test

import (
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
)

func TestThePageSpeaksTheReadersLanguage(t *testing.T) {
	s := newStage(t, "")
	for _, c := range []struct{ locales, accept, lang, dir, about, aboutLang string }{
		{"", "", "en", "ltr", "Administrator", "en"},
		{"", "ar-EG,en;q=0.5", "ar", "rtl", "مديرة", "ar"},
		{"ru", "ar", "ru", "ltr", "Администратор", "ru"},
		{"ka ru", "", "ru", "ltr", "Администратор", "ru"},
		{"ka", "xx;;", "en", "ltr", "Administrator", "en"},
	} {
		doc := read(t, s.send("GET", "/authorize", s.ask("ui_locales", c.locales), "Accept-Language", c.accept))
		about := doc.Find("#about-0 span")
		got := []string{doc.Find("html").AttrOr("lang", ""), doc.Find("html").AttrOr("dir", ""), about.Text(), about.AttrOr("lang", "")}
		if diff := cmp.Diff([]string{c.lang, c.dir, c.about, c.aboutLang}, got); diff != "" {
			t.Errorf("%q %q: %s", c.locales, c.accept, diff)
		}
	}
	doc := read(t, s.send("GET", "/authorize", s.ask("ui_locales", "ar")))
	if span := doc.Find("#about-1 span"); span.AttrOr("lang", "") != "en" || span.Text() != "Signatory" {
		t.Error("what is not translated is not marked as English")
	}
}

func TestThePageIsPlainAndClosed(t *testing.T) {
	s := newStage(t, "")
	resp := s.send("GET", "/authorize", s.ask("state", `"><script>alert(1)</script>`))
	want := "default-src 'none'; style-src http://keephope.example:8080; font-src http://keephope.example:8080; " +
		"img-src http://keephope.example:8080; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http://keephope.example:8080"
	if got := resp.Header.Get("Content-Security-Policy"); got != want {
		t.Errorf("policy %s", got)
	}
	if resp.Header.Get("Set-Cookie") != "" || resp.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("headers %v", resp.Header)
	}
	doc := read(t, resp)
	if n := doc.Find("script, style, [style], [onclick], img").Length(); n != 0 {
		t.Errorf("%d things that a plain page does not have", n)
	}
	if doc.Find("h1").Length() != 1 || doc.Find("button[name=persona]").Length() != 2 || doc.Find("title").Text() == "" {
		t.Error("the page lacks a heading, a title or its buttons")
	}
	doc.Find("button[name=persona]").Each(func(_ int, b *goquery.Selection) {
		if doc.Find("#"+b.AttrOr("aria-describedby", "x")).Length() != 1 {
			t.Error("a button is described by nothing")
		}
	})
	if got := hidden(doc).Get("state"); got != `"><script>alert(1)</script>` {
		t.Errorf("the state arrives as %q", got)
	}
}
