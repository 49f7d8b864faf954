package models_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/picture"
)

// wantInPart wants a save that kept all but some fields.
func wantInPart(t *testing.T, what string, err error, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, fields(err)); diff != "" || !models.SavedInPart(err) {
		t.Errorf("%s: left out (-want +got):\n%s%v", what, diff, err)
	}
}

func TestFinishLaterKeepsWhatIsRight(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		id, nino := w.Applicant(t, "Nino", "Window")
		long := strings.Repeat("a", 5000)
		later := models.Saving{OrganisationID: id, Later: true}
		good := models.Profile{Names: models.Names{Own: "Window"}, Kind: "collective", Country: "GE", Website: "https://window.example"}
		if err := w.Store.SaveOrganisation(t.Context(), nino, w.Sent("save"), later, good); err != nil {
			t.Fatal(err)
		}
		w.Clock.Add(time.Hour)
		mixed := good
		mixed.Names.English, mixed.Website, mixed.Email, mixed.Country = "A window", "http://window.example", "nobody", "AM"
		twice := w.Sent("save")
		for _, what := range []string{"half right", "the same form again"} {
			wantInPart(t, what, w.Store.SaveOrganisation(t.Context(), nino, twice, later, mixed), "website", "email")
		}
		m := read(t, w, nino, id)
		got := m.Answers.Organisation
		if got.Country != "AM" || got.Names.English != "A window" || got.Website != good.Website || got.Email != "" {
			t.Errorf("kept %+v", got)
		}
		if m.Answers.Progress(models.PartOrganisation) != models.Started || !m.SavedAt.Equal(w.Clock.Now()) {
			t.Errorf("the part is %s, saved at %s", m.Answers.Progress(models.PartOrganisation), m.SavedAt)
		}
		wantInPart(t, "authority", w.Store.SaveAuthority(t.Context(), nino, w.Sent("save"), later,
			models.AuthorityAnswer{Position: "Chair", Decided: "the moon", Mandate: long}), "decided", "mandate")
		wantInPart(t, "naming", w.Store.SaveNaming(t.Context(), nino, w.Sent("save"), later,
			models.NamingAnswer{Level: models.Members, Town: long, NameFrom: "soon", AtRisk: true}), "town", "name_from")
		wantInPart(t, "words", w.Store.SaveWords(t.Context(), nino, w.Sent("save"), later, models.WordsSent{
			Quote: models.Quote{Text: "We stay.", Lang: "en"}, Picture: &picture.Upload{Name: "a.png", Body: strings.NewReader("none")},
		}), "logo")
		a := read(t, w, nino, id).Answers
		if a.Authority.Position != "Chair" || a.Naming.Level != models.Members || !a.Naming.AtRisk || a.Words.Quote.Text != "We stay." {
			t.Errorf("what was right is lost: %+v", a)
		}
	})
}

// TestNothingAtFaultIsEverKept sends every field with something that is refused: what stood there before stands there.
func TestNothingAtFaultIsEverKept(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		id, nino := w.Applicant(t, "Nino", "Window")
		w.Fill(t, nino, id, models.Public)
		err := w.Store.SaveNaming(t.Context(), nino, w.Sent("save"), models.Saving{OrganisationID: id}, models.NamingAnswer{Level: models.Members, Town: "Gori"})
		if err != nil {
			t.Fatal(err)
		}
		before := read(t, w, nino, id).Answers
		long, later := strings.Repeat("a", 5000), models.Saving{OrganisationID: id, Later: true}
		bad := models.Names{Own: long, OwnLang: "??", English: long}
		wantInPart(t, "organisation", w.Store.SaveOrganisation(t.Context(), nino, w.Sent("save"), later, models.Profile{
			Names: bad, Kind: "none", Country: "XX", Communities: []string{"none"}, Website: "http://x", Email: "x",
		}), "name", "name_lang", "english", "kind", "country", "communities", "website", "email")
		wantInPart(t, "authority", w.Store.SaveAuthority(t.Context(), nino, w.Sent("save"), later,
			models.AuthorityAnswer{Position: long, Decided: "none", Mandate: long, Confirm: before.Authority.Confirm}), "position", "decided", "mandate")
		wantInPart(t, "naming", w.Store.SaveNaming(t.Context(), nino, w.Sent("save"), later,
			models.NamingAnswer{Level: "none", Town: long, NameFrom: "none"}), "level", "town", "name_from")
		wantInPart(t, "words", w.Store.SaveWords(t.Context(), nino, w.Sent("save"), later,
			models.WordsSent{Quote: models.Quote{Text: long, Lang: "??"}}), "quote", "quote_lang")
		after := read(t, w, nino, id).Answers
		after.Done, before.Done = nil, nil
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("something that was refused is kept (-before +after):\n%s", diff)
		}
	})
}

func TestABadPictureLeavesTheLogoThatIsThere(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		id, nino := w.Applicant(t, "Nino", "Window")
		in := models.Saving{OrganisationID: id, Later: true}
		good := &picture.Upload{Name: "a.png", Body: bytes.NewReader(grey(t, 90))}
		if err := w.Store.SaveWords(t.Context(), nino, w.Sent("save"), in, models.WordsSent{Picture: good}); err != nil {
			t.Fatal(err)
		}
		logo := read(t, w, nino, id).Answers.Words.LogoID
		bad := &picture.Upload{Name: "a.png", Body: strings.NewReader("none")}
		wantInPart(t, "a bad one", w.Store.SaveWords(t.Context(), nino, w.Sent("save"), in, models.WordsSent{Picture: bad, RemoveLogo: true}), "logo")
		if got := read(t, w, nino, id).Answers.Words.LogoID; got != logo || got == "" {
			t.Errorf("the logo is %q, was %q", got, logo)
		}
	})
}

func TestAPlaceThatIsNotToBeShownIsNotKept(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		id, nino := w.Applicant(t, "Nino", "Window")
		for _, noPlace := range []bool{false, true} {
			err := w.Store.SaveNaming(t.Context(), nino, w.Sent("save"), models.Saving{OrganisationID: id},
				models.NamingAnswer{Level: models.Public, Town: "Gori", NoPlace: noPlace})
			if err != nil {
				t.Fatal(err)
			}
			a := read(t, w, nino, id).Answers
			if want := map[bool]string{false: "Gori"}[noPlace]; a.Naming.Town != want || a.Profile().Town != want {
				t.Errorf("no place %t: kept %q, shown %q", noPlace, a.Naming.Town, a.Profile().Town)
			}
		}
	})
}
