package models_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// BenchmarkCase measures the desk's page of an application among so many organisations whose names are sealed.
func BenchmarkCase(b *testing.B) {
	const organisations = 10_000
	for _, url := range []string{filepath.Join(b.TempDir(), "bench.db"), ""} {
		database := "sqlite"
		if url == "" {
			url, database = modelstest.Postgres(b), "postgres"
		}
		w := modelstest.NewWorld(b, url)
		w.Call(b)
		var profiles []models.Profile
		for _, l := range modelstest.Town(organisations) {
			profiles = append(profiles, models.Profile{Names: l.Names, Kind: l.Kind, Country: l.Country, Town: l.Town, Communities: l.Communities})
		}
		w.Founders(b, profiles)
		irena := w.AsRole(b, "Irena", models.Coordinator)
		id, _ := w.Applied(b, "Memorial Society", models.Public)
		application := w.Text(b, "SELECT id FROM applications WHERE organisation_id = '"+id+"'")
		if database == "postgres" {
			w.Analyze(b)
		}
		view := func() {
			c, err := w.Store.Case(b.Context(), irena, application)
			if err != nil || len(c.Similar) == 0 {
				b.Fatalf("%d similar names, %v", len(c.Similar), err)
			}
		}
		first := time.Now()
		view()
		b.Logf("%s: the first view takes %v", database, time.Since(first).Round(time.Millisecond))
		b.Run(fmt.Sprintf("%s/%d", database, organisations), func(b *testing.B) {
			used := processor(b)
			for b.Loop() {
				view()
			}
			b.ReportMetric(float64(processor(b)-used)/float64(b.N)/float64(time.Millisecond), "cpu-ms/op")
		})
	}
}
