package views

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/views/locale"
)

// A coordinator who reads what changes in a report sees every part of it that does: also another picture of the same words.
func TestEveryChangeOfAReportIsSeen(t *testing.T) {
	p := Page{Lang: locale.English, Words: locale.For(locale.English)}
	came := 40
	report := models.ReportWords{Lang: "ka", Text: "ორმოცი", People: &came, Pictures: []models.ReportedImage{{ID: "a", Alt: "A lamp"}}}
	if same := reportDifferences(p, report, report); len(same) != 0 {
		t.Errorf("nothing changes, and it shows %+v", same)
	}
	modelstest.EachField(t, report, func(path string, changed models.ReportWords) {
		if len(reportDifferences(p, report, changed)) == 0 {
			t.Errorf("a change of %s is not shown", path)
		}
	})
	other := report
	other.Pictures = []models.ReportedImage{{ID: "b", Alt: "A lamp"}}
	got := reportDifferences(p, report, other)
	want := []difference{{fact{Label: "Pictures", Value: "A lamp", Lang: "ka"}, fact{Label: "Pictures", Value: "A lamp (new)", Lang: "ka"}}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(difference{}, fact{})); diff != "" {
		t.Error(diff)
	}
}

// A venue that only those who take part learn is told apart, in words, from the place that others read.
func TestTheTwoPlacesAreToldApart(t *testing.T) {
	p := Page{Lang: locale.English, Words: locale.For(locale.English)}
	w := models.Where{Mode: models.AtVenue, Country: "LT", Town: "Vilnius", Place: "The bridge", Venue: "Behind the old mill"}
	if got := placeTold(p, w, models.ForPublic); got != "Public: Vilnius\u00a0· Lithuania" {
		t.Errorf("everybody reads %q", got)
	}
	if got := placeTold(p, w, models.ForMembers); got != "All members: Vilnius\u00a0· Lithuania" {
		t.Errorf("members read %q", got)
	}
	if got := venueTold(p, w); got != "Only participants: Behind the old mill" {
		t.Errorf("participants read %q", got)
	}
	w.Mode, w.Venue = models.AtPlace, ""
	if got := placeTold(p, w, models.ForPublic) + venueTold(p, w); got != "The bridge\u00a0· Vilnius\u00a0· Lithuania" {
		t.Errorf("of a place that everybody may know it says %q", got)
	}
}
