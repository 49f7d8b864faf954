package models_test

import (
	"fmt"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// BenchmarkEndorsers measures one uncached page of the public list among so many.
func BenchmarkEndorsers(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		for _, url := range []string{filepath.Join(b.TempDir(), "bench.db"), ""} {
			database := "sqlite"
			if url == "" {
				url, database = modelstest.Postgres(b), "postgres"
			}
			w := modelstest.NewWorld(b, url)
			w.Plant(b, w.Call(b), modelstest.Town(n))
			if database == "postgres" {
				w.Analyze(b)
			}
			b.Run(fmt.Sprintf("%s/%d", database, n), func(b *testing.B) { benchmarkLists(b, w) })
		}
	}
}

func benchmarkLists(b *testing.B, w *modelstest.World) {
	for _, c := range []struct {
		name string
		q    models.ListQuery
		deep int
	}{
		{"first", models.ListQuery{}, 0},
		{"deep", models.ListQuery{Order: models.OrderName}, 15},
		{"country", models.ListQuery{Country: "AE"}, 0},
		{"community", models.ListQuery{Community: "women", Order: models.OrderName}, 0},
		{"by country", models.ListQuery{Order: models.OrderCountry, CountryRank: rank()}, 10},
		{"rare", models.ListQuery{Text: "on 4711 of"}, 0},
		{"some", models.ListQuery{Text: "org 77"}, 0},
		{"often", models.ListQuery{Text: "Мемориал"}, 0},
		{"short", models.ListQuery{Text: "op"}, 0},
		{"often by country", models.ListQuery{Text: "memorial", Order: models.OrderCountry, CountryRank: rank()}, 0},
		{"often in a country", models.ListQuery{Text: "memorial", Country: "AE"}, 0},
		{"often in a community", models.ListQuery{Text: "memorial", Community: "women"}, 0},
	} {
		b.Run(c.name, func(b *testing.B) {
			q := c.q
			for range c.deep {
				q.Page = list(b, w.Store, q).Next
			}
			used := processor(b)
			for b.Loop() {
				list(b, w.Store, q)
			}
			b.ReportMetric(float64(processor(b)-used)/float64(b.N)/float64(time.Millisecond), "cpu-ms/op")
		})
	}
	b.Run("is it here already", func(b *testing.B) { // of a word that all names have
		nino := w.AsPerson(b, "Nino")
		for b.Loop() {
			if found, err := w.Store.FindListed(b.Context(), nino, "organisation"); err != nil || len(found) == 0 {
				b.Fatal(found, err)
			}
		}
	})
	b.Run("facets", func(b *testing.B) {
		for b.Loop() {
			w.Store.Forget()
			if _, err := w.Store.Facets(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// processor is the time that this process has spent computing. A database server's is not in it.
func processor(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
