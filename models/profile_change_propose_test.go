package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// ofItself is what a member of World.Member tells of itself.
func ofItself(name string) models.Profile {
	return models.Profile{
		Names: models.Names{Own: name, OwnLang: "ka"}, Kind: "collective", Country: "GE",
		Communities: []string{"women", "lgbti"}, Website: "https://example.org",
	}
}

func TestTheOldTextStaysUntilACoordinatorHasRead(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		edit := func(p models.Profile, quote string) bool {
			t.Helper()
			waiting, err := w.Store.EditProfile(t.Context(), house.Signatory, w.Sent("edit"), models.ProfileEdit{
				OrganisationID: house.ID, Profile: p, Quotes: map[string]models.Quote{house.EndorsementID: {Text: quote, Lang: "en"}},
			})
			if err != nil {
				t.Fatal(err)
			}
			return waiting
		}
		shows := func(column, want string) {
			t.Helper()
			if got := w.Text(t, "SELECT "+column+" FROM listings"); got != want {
				t.Errorf("%s is %q, want %q", column, got, want)
			}
		}
		const quote = "We keep a light on."
		wish := ofItself("House of Windows")
		wish.Website, wish.Country = "", "AM"
		if !edit(wish, quote) {
			t.Error("nothing waits")
		}
		shows("website", "")
		shows("country", "GE")
		wish.Country = "GE"
		if edit(wish, quote) || w.Count(t, "SELECT count(*) FROM profile_changes WHERE state = 'withdrawn'") != 1 {
			t.Error("what is not wished any more waits still")
		}
		if !edit(wish, "We keep two lights on.") {
			t.Error("a new sentence is not read first")
		}
		shows("quote", quote)
		if edit(wish, "") {
			t.Error("a sentence that is gone still waits")
		}
		shows("quote", "")
		if n := w.Count(t, "SELECT count(*) FROM listing_communities"); n != 2 {
			t.Errorf("%d communities", n)
		}
		wish.Communities = []string{"women"}
		if edit(wish, "") || w.Count(t, "SELECT count(*) FROM listing_communities") != 1 {
			t.Error("one community less is not shown at once")
		}
	})
}

func TestWhoEditsAProfile(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		applicant, nino := w.Applied(t, "House of Doors", models.Public)
		for name, c := range map[string]struct {
			as   models.Actor
			id   string
			want models.Kind
		}{
			"an observer":  {w.With(t, house.ID, "Oto", models.Observer), house.ID, models.Forbidden},
			"a stranger":   {nino, house.ID, models.NotFound},
			"an applicant": {nino, applicant, models.Conflict},
		} {
			_, err := w.Store.EditProfile(t.Context(), c.as, w.Sent("edit"), models.ProfileEdit{OrganisationID: c.id, Profile: ofItself("X")})
			wantKind(t, name, err, c.want)
		}
		bad := ofItself("")
		bad.Website, bad.Country = "http://example.org", "ZZ"
		_, err := w.Store.EditProfile(t.Context(), house.Signatory, w.Sent("edit"), models.ProfileEdit{OrganisationID: house.ID, Profile: bad})
		if models.KindOf(err) != models.Invalid || len(fields(err)) != 3 {
			t.Errorf("refused %v", err)
		}
		_, err = w.Store.EditProfile(t.Context(), house.Signatory, w.Sent("edit"), models.ProfileEdit{
			OrganisationID: house.ID, Profile: ofItself("House of Windows"), Quotes: map[string]models.Quote{w.Store.NewID(): {Text: "x"}},
		})
		wantKind(t, "a sentence of somebody else's endorsement", err, models.NotFound)
	})
}
