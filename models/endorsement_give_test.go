package models_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/modelstest"
)

// givenAnew is a house that gives its endorsement anew, in its own words.
func givenAnew(t *testing.T, tell func(t *testing.T, w *modelstest.World, give func(models.Giving) error)) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Keepers(t)
		call := w.Call(t)
		house := w.Member(t, call, "House of Windows", models.Public)
		withdraw(t, w, house, false)
		tell(t, w, func(g models.Giving) error {
			g.OrganisationID, g.StatementID, g.VersionID, g.Lang = house.ID, call.StatementID, call.VersionID, "en"
			_, err := w.Store.Endorse(t.Context(), house.Signatory, w.Sent("endorse"), g)
			return err
		})
	})
}

func TestTheWordsOfADirectEndorsementAreCleanedBeforeTheyArePublic(t *testing.T) {
	givenAnew(t, func(t *testing.T, w *modelstest.World, give func(models.Giving) error) {
		err := give(models.Giving{Level: models.Public, Quote: models.Quote{Text: "  We stay. ", Lang: "EN-gb"}})
		if err != nil {
			t.Fatal(err)
		}
		got := [2]string{w.Text(t, "SELECT quote FROM listings"), w.Text(t, "SELECT quote_lang FROM listings")}
		if got != [2]string{"We stay.", "en-GB"} {
			t.Errorf("published is %q", got)
		}
	})
}

func TestAQuoteOfBlanksIsNone(t *testing.T) {
	givenAnew(t, func(t *testing.T, w *modelstest.World, give func(models.Giving) error) {
		if err := give(models.Giving{Level: models.Public, Quote: models.Quote{Text: "   ", Lang: "ru"}}); err != nil {
			t.Fatal(err)
		}
		if quote, lang := w.Text(t, "SELECT quote FROM listings"), w.Text(t, "SELECT quote_lang FROM listings"); quote+lang != "" {
			t.Errorf("published is %q in %q", quote, lang)
		}
	})
}

func TestADirectEndorsementIsHeldToTheRulesOfAnApplication(t *testing.T) {
	givenAnew(t, func(t *testing.T, w *modelstest.World, give func(models.Giving) error) {
		day := func(years, days int) *time.Time {
			at := w.Clock.Now().Truncate(24*time.Hour).AddDate(years, 0, days)
			return &at
		}
		for field, wrong := range map[string][]models.Giving{
			"quote":      {{Level: models.Public, Quote: models.Quote{Text: "left \u202e right"}}},
			"quote_lang": {{Level: models.Public, Quote: models.Quote{Text: "We stay.", Lang: `no such language" x`}}},
			"mandate":    {{Level: models.Public, Mandate: "the \x00 board"}},
			"name_from": {
				{Level: models.Public, NameFrom: day(0, -1)},
				{Level: models.Public, NameFrom: day(5, 1)},
				{Level: models.Counted, NameFrom: day(0, 1)},
			},
		} {
			for _, giving := range wrong {
				if diff := cmp.Diff([]string{field}, fields(give(giving))); diff != "" {
					t.Errorf("%+v (-want +got):\n%s", giving, diff)
				}
			}
		}
		if err := give(models.Giving{Level: models.Public, NameFrom: day(5, 0)}); err != nil {
			t.Errorf("the last day that is near enough: %v", err)
		}
	})
}

func TestNothingLouderIsEndorsedWhileHidden(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Keepers(t)
		call := w.Call(t)
		house := w.Member(t, call, "House of Windows", models.Public)
		withdraw(t, w, house, false)
		if _, err := w.Store.Hide(t.Context(), house.Signatory, house.ID); err != nil {
			t.Fatal(err)
		}
		give := func(level models.Level, from *time.Time) error {
			_, err := w.Store.Endorse(t.Context(), house.Signatory, w.Sent("endorse"), models.Giving{
				OrganisationID: house.ID, StatementID: call.StatementID, VersionID: call.VersionID, Lang: "en", Level: level, NameFrom: from,
			})
			return err
		}
		later := w.Clock.Now().Add(10 * 24 * time.Hour)
		for what, err := range map[string]error{
			"public": give(models.Public, nil), "members": give(models.Members, nil), "public from a day": give(models.Public, &later),
		} {
			if models.KindOf(err) != models.Invalid || len(fields(err)) != 1 || fields(err)[0] != "level" {
				t.Errorf("%s while hidden: %v", what, err)
			}
		}
		if err := give(models.Counted, nil); err != nil {
			t.Errorf("counted while hidden: %v", err)
		}
	})
}
