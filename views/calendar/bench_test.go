package calendar_test

import (
	"io"
	"strconv"
	"strings"
	"testing"

	"keephope/models/occasion"
	"keephope/views/calendar"
)

// BenchmarkWrite writes ten thousand items of which one in ten is a series of half a year.
func BenchmarkWrite(b *testing.B) {
	zones := occasion.Zones()
	c := calendar.Calendar{Name: "Keep Hope Alive", Lang: "en"}
	for i := range 10000 {
		e := vigil(occasion.When{Start: "2026-12-10T18:00", End: "2026-12-10T20:00", Zone: zones[i%40*10]})
		e.UID, e.Text = strconv.Itoa(i), strings.Repeat("Bring a candle. ", 20)
		if i%10 == 0 {
			e.When.Until = "2027-06-10"
		}
		c.Entries = append(c.Entries, e)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := calendar.Write(io.Discard, c); err != nil {
			b.Fatal(err)
		}
	}
}
