package views

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/views/locale"
)

// The place of an entry in the secret calendar is the venue for who may read it, and what everybody reads for all others.
func TestThePlaceInTheSecretCalendarIsTheVenue(t *testing.T) {
	a := modelstest.PublicAction(t)
	a.Mode, a.Place, a.Town, a.Country = models.AtVenue, "", "Tbilisi", "GE"
	p := Page{Lang: locale.English, Words: locale.For(locale.English)}
	for venue, want := range map[string]string{
		"": "Tbilisi, Georgia, Those who take part learn the place.", "Gudiashvili 4\r\nsecond floor": "Gudiashvili 4, second floor, Tbilisi, Georgia",
	} {
		got := PrivateCalendar(p, []models.PrivateAction{{ActionSheet: standing(a, models.ActionOpen), Venue: venue}}).Entries[0].Place
		if got != want {
			t.Errorf("with the venue %q the place is %q, want %q", venue, got, want)
		}
	}
	off := PrivateCalendar(p, []models.PrivateAction{{ActionSheet: standing(a, models.ActionCancelled), Venue: "Gudiashvili 4"}}).Entries[0].Place
	if off != "Tbilisi, Georgia, Those who take part learn the place." {
		t.Errorf("cancelled, the place is %q", off)
	}
}
