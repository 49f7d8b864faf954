package views

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/views/locale"
)

// FuzzListingRow reads each row as a browser does and expects what was put into it, and no element more.
func FuzzListingRow(f *testing.F) {
	for _, seed := range [][4]string{
		{"Мемориал", "Memorial", "memorial", "We stay."}, {`<b>"Quo's" & co`, "", "a/b?c#d", `</q><script>alert(1)</script>`},
		{"دار الجسر", "House of the Bridge", "d'ar", "\u202eevil"}, {"&amp;", "&lt;", "%2e", "a\x01b"},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3])
	}
	f.Fuzz(func(t *testing.T, own, english, slug, quote string) {
		for _, s := range []string{own, english, slug, quote} {
			if s != strings.ToValidUTF8(s, "") || strings.ContainsAny(s, "\x00\r") {
				t.Skip() // neither is ever stored
			}
		}
		p := ListingPage{Page: Page{Lang: locale.English, Words: locale.For(locale.English)}, List: models.ListPage{
			Facets: models.Facets{Version: 2},
			Endorsers: []models.PublicEndorser{{
				Slug: slug, Names: models.Names{Own: own, OwnLang: "ka", English: english}, Country: "GE", Communities: []string{"women"},
				Quote: quote, QuoteLang: "en", Version: 1, Since: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC),
			}},
		}}
		var out strings.Builder
		if err := listingRows(p).Render(context.Background(), &out); err != nil {
			t.Fatal(err)
		}
		doc, err := goquery.NewDocumentFromReader(strings.NewReader("<ul>" + out.String() + "</ul>"))
		if err != nil {
			t.Fatal(err)
		}
		name := nameFor(locale.English, p.List.Endorsers[0].Names)
		got := []string{doc.Find("li h3 a bdi").Text(), doc.Find("li h3 bdi.native").Text(), doc.Find("li > p.own-words > q").Text(), doc.Find("p.meta time").AttrOr("datetime", "")}
		if diff := cmp.Diff([]string{name.text, name.beside, quote, "2026-11-22"}, got); diff != "" {
			t.Errorf("(-want +got):\n%s\n%s", diff, out.String())
		}
		elements := 13 // li, span, h3, a, bdi, p, span, svg, use, span, span, time, span
		if name.beside != "" {
			elements++
		}
		if quote != "" {
			elements += 2
		}
		if n := doc.Find("ul *").Length(); n != elements {
			t.Errorf("%d elements, want %d: %s", n, elements, out.String())
		}
	})
}

func TestWhatPagesHaveInCommonIsWhatEachWouldRender(t *testing.T) {
	facets := models.Facets{Named: 9, Countries: map[string]int{"GE": 3, "AE": 4, "INT": 1, "UND": 1}, Communities: map[string]int{"women": 5, "hrd": 4}}
	for _, lang := range locale.Langs() {
		sames := NewListingSames()
		for _, query := range []models.ListQuery{{}, {Country: "GE"}, {Country: "AE", Community: "women"}, {Country: "INT"}, {Country: "FR"}, {Community: "lgbti"}} {
			p := ListingPage{Page: Page{Lang: lang, Words: locale.For(lang)}, Query: query, List: models.ListPage{Facets: facets}}
			var err error
			if p.Same, err = sames.Of(p); err != nil {
				t.Fatal(err)
			}
			for name, pair := range map[string][2]string{
				"countries":   {rendered(t, listingCountries(p)), rendered(t, p.sameCountries())},
				"communities": {rendered(t, listingCommunities(p)), rendered(t, p.sameCommunities())},
				"map":         {rendered(t, listingMap(p)), rendered(t, p.sameMap())},
				"bars":        {rendered(t, listingBars(p)), p.Same.peers},
			} {
				if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
					t.Errorf("%s, %+v: %s (-alone +in common):\n%s", lang, query, name, diff)
				}
			}
		}
		before, _ := sames.Of(ListingPage{Page: Page{Lang: lang, Words: locale.For(lang)}, List: models.ListPage{Facets: facets}})
		fewer := models.Facets{Named: 8, Countries: map[string]int{"GE": 3, "AE": 3, "INT": 1, "UND": 1}, Communities: facets.Communities}
		after, err := sames.Of(ListingPage{Page: Page{Lang: lang, Words: locale.For(lang)}, List: models.ListPage{Facets: fewer}})
		if err != nil || after == before || after.tiles == before.tiles {
			t.Errorf("%s: another count has the same map (%v)", lang, err)
		}
	}
}

func rendered(t *testing.T, c templ.Component) string {
	t.Helper()
	var out strings.Builder
	if err := c.Render(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
