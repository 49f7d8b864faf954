package models_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/occasion"
)

// A month has each time once, on the day on which it begins where it is, in the order of the clock.
func TestAMonth(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		zone := func(name string) func(*models.ActionContent) {
			return func(c *models.ActionContent) { c.When.Zone = name }
		}
		posted(t, w, house, on("Apia", "2026-12-01T00:30", "2026-12-01T02:00", zone("Pacific/Apia")))         // in UTC the last of November
		posted(t, w, house, on("Honolulu", "2026-12-31T23:30", "2027-01-01T01:00", zone("Pacific/Honolulu"))) // in UTC the first of January
		posted(t, w, house, on("Everywhere", "2026-12-31T18:00", "2026-12-31T19:00", zone("")))
		posted(t, w, house, on("November", "2026-11-30T23:30", "2026-12-01T02:00", nil))
		posted(t, w, house, on("Weekly", "2026-11-26T18:00", "2026-11-26T19:00", func(c *models.ActionContent) {
			c.Kind, c.When.Until = "press", "2026-12-17"
			c.When.Except = []occasion.Exception{{Day: "2026-12-10", Off: true}, {Day: "2026-12-17", Start: "2027-01-02T10:00", End: "2027-01-02T11:00"}}
		}))
		read := func(month string, q models.ActionQuery) (all []string) {
			t.Helper()
			m, err := w.Store.ActionMonth(t.Context(), month, q)
			did(t, err)
			for _, a := range m.Times {
				all = append(all, a.Time.LocalStart.Format("02 15:04 ")+a.Texts["en"].Title)
			}
			return all
		}
		for month, want := range map[string][]string{
			"2026-11": {"26 18:00 Weekly", "30 23:30 November"},
			"2026-12": {"01 00:30 Apia", "03 18:00 Weekly", "31 18:00 Everywhere", "31 23:30 Honolulu"},
			"2027-01": {"02 10:00 Weekly"},
			"2012-02": nil,
		} {
			if diff := cmp.Diff(want, read(month, models.ActionQuery{})); diff != "" {
				t.Errorf("%s (-want +got):\n%s", month, diff)
			}
		}
		if got := read("2026-12", models.ActionQuery{Kind: "press", Past: true}); len(got) != 1 {
			t.Errorf("of one kind: %v", got)
		}
		for _, wrong := range []string{"", "2026-13", "2026-1", "9999-12", "2011-10", "2031-12", "2026-12-01", "0000-00", "٢٠٢٦-١٢"} {
			if _, err := w.Store.ActionMonth(t.Context(), wrong, models.ActionQuery{}); models.KindOf(err) != models.NotFound {
				t.Errorf("%q: %v", wrong, err)
			}
		}
		if _, err := w.Store.ActionMonth(t.Context(), "2026-12", models.ActionQuery{Kind: "x"}); models.KindOf(err) != models.Invalid {
			t.Errorf("a kind that there is not: %v", err)
		}
		if m, err := w.Store.ActionMonth(t.Context(), "2031-11", models.ActionQuery{}); err != nil || m.HasNext || !m.HasPrevious {
			t.Errorf("the last month: %v, %v", m.HasNext, err)
		}
	})
}
