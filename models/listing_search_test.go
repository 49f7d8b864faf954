package models_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"keephope/models"
	"keephope/models/fold"
	"keephope/models/modelstest"
	"keephope/models/terms"
)

// rank is an order of countries that is not that of their codes.
func rank() []string {
	codes := terms.Countries()
	slices.SortFunc(codes, func(a, b string) int { return cmp.Compare(a[1:]+a[:1], b[1:]+b[:1]) })
	return codes
}

func profile(name, country string, communities ...string) models.Profile {
	return models.Profile{Names: models.Names{Own: name}, Kind: "collective", Country: country, Communities: communities}
}

func shown(page models.ListPage) []string {
	names := []string{}
	for _, e := range page.Endorsers {
		names = append(names, e.Names.Own)
	}
	return names
}

func list(t testing.TB, s *models.Store, q models.ListQuery) models.ListPage {
	t.Helper()
	page, err := s.Endorsers(t.Context(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	return page
}

func TestAReaderFindsWhoStandsWithUs(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		if page := list(t, w.Store, models.ListQuery{}); len(page.Endorsers) != 0 || page.Facets.Named != 0 {
			t.Fatalf("before there is a campaign: %+v", page)
		}
		call := w.Call(t)
		w.Endorser(t, call, profile("Мемориал", "GE", "hrd"), models.Public)
		w.Clock.Add(time.Hour)
		w.Endorser(t, call, profile("Ačiū Vilnius", "LT", "women", "lgbti"), models.Public)
		w.Clock.Add(time.Hour)
		w.Endorser(t, call, profile("Bridge House", "TN", "women"), models.Public)
		w.Endorser(t, call, profile("Unseen Window", "GE", "women"), models.Members)

		for _, c := range []struct {
			q    models.ListQuery
			want []string
		}{
			{models.ListQuery{}, []string{"Bridge House", "Ačiū Vilnius", "Мемориал"}},
			{models.ListQuery{Order: models.OrderName}, []string{"Ačiū Vilnius", "Bridge House", "Мемориал"}},
			{models.ListQuery{Order: models.OrderCountry, CountryRank: []string{"LT", "GE", "TN"}}, []string{"Ačiū Vilnius", "Мемориал", "Bridge House"}},
			{models.ListQuery{Text: "memorial"}, []string{"Мемориал"}},
			{models.ListQuery{Text: "МЕМОРИАЛ!"}, []string{"Мемориал"}},
			{models.ListQuery{Text: "b"}, []string{"Bridge House"}},
			{models.ListQuery{Text: "ho"}, []string{}},
			{models.ListQuery{Text: "hou"}, []string{"Bridge House"}},
			{models.ListQuery{Text: "!!"}, []string{}},
			{models.ListQuery{Text: "  "}, []string{"Bridge House", "Ačiū Vilnius", "Мемориал"}},
			{models.ListQuery{Text: "window"}, []string{}},
			{models.ListQuery{Country: "GE"}, []string{"Мемориал"}},
			{models.ListQuery{Community: "women"}, []string{"Bridge House", "Ačiū Vilnius"}},
			{models.ListQuery{Community: "women", Country: "LT"}, []string{"Ačiū Vilnius"}},
			{models.ListQuery{Community: "women", Text: "vil", Country: "LT"}, []string{"Ačiū Vilnius"}},
			{models.ListQuery{Country: "FR"}, []string{}},
		} {
			page := list(t, w.Store, c.q)
			if diff := gocmp.Diff(c.want, shown(page)); diff != "" {
				t.Errorf("%+v (-want +got):\n%s", c.q, diff)
			}
			if page.Matched != len(c.want) || page.Many {
				t.Errorf("%+v: %d match (many: %v), want %d", c.q, page.Matched, page.Many, len(c.want))
			}
		}
		facets := list(t, w.Store, models.ListQuery{Country: "FR"}).Facets
		want := models.Facets{StatementID: call.StatementID, Version: 1, Named: 3,
			Countries: map[string]int{"GE": 1, "LT": 1, "TN": 1}, Communities: map[string]int{"hrd": 1, "lgbti": 1, "women": 2}}
		if diff := gocmp.Diff(want, facets); diff != "" {
			t.Errorf("facets (-want +got):\n%s", diff)
		}
	})
}

func TestAFilterThatNoFormSendsIsRefused(t *testing.T) {
	w := modelstest.NewWorld(t, t.TempDir()+"/test.db")
	w.Call(t)
	for _, q := range []models.ListQuery{
		{Country: "ZZ"}, {Country: "ge"}, {Community: "nobody"}, {Order: "random()"}, {Text: "a\x00b"}, {Text: "\xff"}, {Text: strings.Repeat("a", 201)},
	} {
		if _, err := w.Store.Endorsers(t.Context(), q); models.KindOf(err) != models.Invalid {
			t.Errorf("%+v: %v, want Invalid", q, err)
		}
	}
}

// row is one line of the model: what the test knows of a listing.
type row struct {
	name, country string
	communities   []string
	at            time.Time
}

func model(rows []row, q models.ListQuery) []string {
	found := slices.DeleteFunc(slices.Clone(rows), func(r row) bool {
		return q.Country != "" && r.country != q.Country || q.Community != "" && !slices.Contains(r.communities, q.Community) ||
			q.Text != "" && !fold.Match(fold.SearchKey(r.name), q.Text)
	})
	slices.SortFunc(found, func(a, b row) int {
		byName := cmp.Compare(fold.SortKey(a.name), fold.SortKey(b.name))
		switch q.Order {
		case models.OrderName:
			return byName
		case models.OrderCountry:
			return cmp.Or(cmp.Compare(slices.Index(q.CountryRank, a.country), slices.Index(q.CountryRank, b.country)), byName)
		}
		return b.at.Compare(a.at)
	})
	names := []string{}
	for _, r := range found {
		names = append(names, r.name)
	}
	return names
}

// rows makes n endorsers with names from few letters, so that searches find many.
func rows(n int) []row {
	out := make([]row, n)
	start := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	communities := terms.Communities()[:4]
	words := []string{"rights", "Мемориал", "house", "Ačiū", "ღია", "ab", "دار", "ⵣⵣⵣ", "a"}
	for i := range out {
		out[i] = row{
			name:    words[i%len(words)] + " " + words[i/3%len(words)] + " " + string(rune('a'+i%26)) + strings.Repeat("x", i%5) + " " + time.Duration(i).String(),
			country: []string{"GE", "LT", "FR", "DE", "INT"}[i*i%5], communities: slices.Compact(slices.Sorted(slices.Values([]string{communities[i%4], communities[i/4%4]}))),
			at: start.Add(time.Duration(i*7919%n) * 1234567 * time.Microsecond),
		}
	}
	return out
}

// walk reads a list from the first page to the last and back, and returns what it saw on the way there and back.
func walk(t testing.TB, s *models.Store, q models.ListQuery) (there, back []string, pages int) {
	t.Helper()
	page := list(t, s, q)
	for {
		pages++
		there = append(there, shown(page)...)
		if page.Next == "" {
			break
		}
		q.Page = page.Next
		page = list(t, s, q)
	}
	for {
		back = append(shown(page), back...)
		if page.Previous == "" {
			return there, back, pages
		}
		q.Page = page.Previous
		page = list(t, s, q)
	}
}

func TestEveryListIsWhatTheModelSays(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		rows := rows(230)
		var listings []models.Listing
		for i, r := range rows {
			listings = append(listings, models.Listing{
				Slug: fmt.Sprint(i), Names: models.Names{Own: r.name}, Folded: fold.SearchKey(r.name), SortKey: fold.SortKey(r.name),
				Country: r.country, Communities: r.communities, ListedFrom: r.at,
			})
		}
		w.Plant(t, w.Call(t), listings)
		words := []string{"", "", "rights", "memorial", "a", "ab", "x", "xxx", "hous", "dar", "ⵣⵣ", "ⵣⵣⵣ", "sa", "ghtsho", "rights house", "?", "ns"}
		for _, bounds := range [][2]int{{2000, models.MaxMatches}, {30, 20}, {20, 20}} {
			counted := bounds[1]
			models.BoundLists(w.Store, bounds[0], counted)
			rapid.Check(t, func(r *rapid.T) {
				q := models.ListQuery{
					Text:      rapid.SampledFrom(words).Draw(r, "text"),
					Country:   rapid.SampledFrom([]string{"", "", "GE", "INT", "US"}).Draw(r, "country"),
					Community: rapid.SampledFrom([]string{"", "", terms.Communities()[0], terms.Communities()[3], terms.Communities()[9]}).Draw(r, "community"),
					Order:     rapid.SampledFrom([]models.ListOrder{"", models.OrderNewest, models.OrderName, models.OrderCountry}).Draw(r, "order"), CountryRank: rank(),
				}
				want := model(rows, q)
				there, back, _ := walk(t, w.Store, q)
				if diff := gocmp.Diff(want, append([]string{}, there...)); diff != "" {
					r.Fatalf("there (-want +got):\n%s", diff)
				}
				if diff := gocmp.Diff(want, append([]string{}, back...)); diff != "" {
					r.Fatalf("back (-want +got):\n%s", diff)
				}
				page := list(t, w.Store, q)
				if many := page.Many && page.Matched == counted && len(want) > counted; !many && (page.Many || page.Matched != len(want)) {
					r.Fatalf("%d match (many: %v), want %d", page.Matched, page.Many, len(want))
				}
			})
		}
	})
}
