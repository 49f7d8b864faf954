package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/modelstest"
)

// fields lists which fields an error is about.
func fields(err error) []string {
	var names []string
	for _, f := range models.FieldsOf(err) {
		names = append(names, f.Field)
	}
	return names
}

func wantKind(t *testing.T, what string, err error, want models.Kind) {
	t.Helper()
	if got := models.KindOf(err); err == nil || got != want {
		t.Errorf("%s: %v, want kind %d", what, err, want)
	}
}

func read(t *testing.T, w *modelstest.World, as models.Actor, id string) models.MyApplication {
	t.Helper()
	m, err := w.Store.MyApplication(t.Context(), as, id, "en")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAnOrganisationComesIn(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		id, nino := w.Applicant(t, "Nino", "ქალთა სახლი")
		if m := read(t, w, nino, id); m.State != models.Draft || m.Answers.Organisation.Names.Own != "ქალთა სახლი" {
			t.Fatalf("begun as %+v", m)
		}
		w.Fill(t, nino, id, models.Public)
		if m := read(t, w, nino, id); !m.Answers.Complete() || m.Text.VersionID != call.VersionID || m.Text.Number != 1 {
			t.Fatalf("filled in as %+v", m)
		}
		w.Submit(t, nino, id)
		m := read(t, w, nino, id)
		if m.State != models.Submitted || m.SubmittedAt == nil || !m.SubmittedAt.Equal(w.Clock.Now()) {
			t.Errorf("sent as %+v", m)
		}
		if r, _ := w.Again(t, nino).At(id); r.State != models.Applicant || r.Standing != models.Signatory {
			t.Errorf("its organisation is %+v", r)
		}
		if n := w.Count(t, "SELECT count(*) FROM listings"); n != 0 {
			t.Errorf("%d things are public before anybody accepted", n)
		}
		if n := w.Count(t, "SELECT count(*) FROM events WHERE verb = 'application.submitted'"); n != 1 {
			t.Errorf("%d events of sending", n)
		}
	})
}

func TestADraftIsKeptHalfDoneAndAskedForWhole(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		id, nino := w.Applicant(t, "Nino", "Window")
		half := models.Profile{Names: models.Names{Own: "Window"}, Country: "GE"}
		now, later := models.Saving{OrganisationID: id}, models.Saving{OrganisationID: id, Later: true}
		err := w.Store.SaveOrganisation(t.Context(), nino, w.Sent("save"), now, half)
		if diff := cmp.Diff([]string{"kind", "communities"}, fields(err)); diff != "" {
			t.Errorf("what is missing (-want +got):\n%s", diff)
		}
		if p := read(t, w, nino, id).Answers.Progress(models.PartOrganisation); p != models.NotStarted {
			t.Errorf("a refused part is %s", p)
		}
		w.Clock.Add(time.Hour)
		if err := w.Store.SaveOrganisation(t.Context(), nino, w.Sent("save"), later, half); err != nil {
			t.Fatal(err)
		}
		m := read(t, w, nino, id)
		if m.Answers.Organisation.Country != "GE" || m.Answers.Progress(models.PartOrganisation) != models.Started || !m.SavedAt.Equal(w.Clock.Now()) {
			t.Errorf("kept as %+v", m)
		}
		err = w.Store.SaveNaming(t.Context(), nino, w.Sent("save"), now, models.NamingAnswer{})
		if diff := cmp.Diff([]string{"level", "town"}, fields(err)); diff != "" {
			t.Errorf("nothing is chosen by itself (-want +got):\n%s", diff)
		}
		err = w.Store.SaveNaming(t.Context(), nino, w.Sent("save"), now, models.NamingAnswer{Level: models.Public})
		if diff := cmp.Diff([]string{"town"}, fields(err)); diff != "" {
			t.Errorf("a town or none (-want +got):\n%s", diff)
		}
		err = w.Store.Submit(t.Context(), nino, w.Sent("submit"), models.Sending{OrganisationID: id, VersionID: m.Text.VersionID, Lang: "en"})
		if diff := cmp.Diff([]string{"organisation", "authority", "naming", "words"}, fields(err)); diff != "" {
			t.Errorf("parts that are not done (-want +got):\n%s", diff)
		}
	})
}

func TestWhoWasAskedToAskIsStoppedKindly(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		id, nino := w.Applicant(t, "Nino", "Window")
		asked := models.AuthorityAnswer{Position: "Volunteer", Decided: models.DecidedAsked}
		if err := w.Store.SaveAuthority(t.Context(), nino, w.Sent("save"), models.Saving{OrganisationID: id}, asked); err != nil {
			t.Errorf("what was told is not kept: %v", err)
		}
		if kept := read(t, w, nino, id).Answers.Authority.Position; kept != "Volunteer" {
			t.Errorf("kept is %q", kept)
		}
		if p := read(t, w, nino, id).Answers.Progress(models.PartAuthority); p != models.Started {
			t.Errorf("the part is %s", p)
		}
	})
}

func TestNobodyStandsUnnamedWithoutTwoKeepers(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		id, nino := w.Applicant(t, "Nino", "Window")
		counted := models.NamingAnswer{Level: models.Counted}
		in := models.Saving{OrganisationID: id}
		w.AsRole(t, "Ilyas", models.Keeper)
		err := w.Store.SaveNaming(t.Context(), nino, w.Sent("save"), in, counted)
		if diff := cmp.Diff([]string{"level"}, fields(err)); diff != "" {
			t.Errorf("with one keeper (-want +got):\n%s", diff)
		}
		marta := w.AsRole(t, "Marta", models.Keeper)
		w.Fill(t, nino, id, models.Counted)
		if err := w.Store.Grant(t.Context(), models.Program(), models.Sent{}, marta.PersonID, models.Coordinator); err != nil {
			t.Fatal(err)
		}
		w.Submit(t, nino, id)
		if n := w.Count(t, "SELECT count(*) FROM applications WHERE at_risk"); n != 1 {
			t.Errorf("%d applications at risk", n)
		}
	})
}

func TestTheTextThatWasShownIsTheTextThatBinds(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		id, nino := w.Applicant(t, "Nino", "Window")
		w.Fill(t, nino, id, models.Public)
		for lang, want := range map[string]string{"ru": "ru", "ar": "en"} {
			if m, err := w.Store.MyApplication(t.Context(), nino, id, lang); err != nil || m.Text.Lang != want {
				t.Errorf("readers of %s are shown %q, %v", lang, m.Text.Lang, err)
			}
		}
		w.Clock.Add(time.Hour)
		w.Version(t)
		err := w.Store.Submit(t.Context(), nino, w.Sent("submit"), models.Sending{OrganisationID: id, VersionID: call.VersionID, Lang: "ru"})
		if err != nil {
			t.Fatal(err)
		}
		if m := read(t, w, nino, id); m.Text.Number != 1 || m.Text.Lang != "ru" || m.Text.Title != "Мы стоим вместе" {
			t.Errorf("bound to %+v", m.Text)
		}
		other, sandro := w.Applicant(t, "Sandro", "Door")
		w.Fill(t, sandro, other, models.Public)
		for _, in := range []models.Sending{
			{OrganisationID: other, VersionID: w.Store.NewID(), Lang: "en"},
			{OrganisationID: other, VersionID: call.VersionID, Lang: "ar"},
		} {
			wantKind(t, "a text that nobody published", w.Store.Submit(t.Context(), sandro, w.Sent("submit"), in), models.NotFound)
		}
	})
}

func TestAFormSentTwiceBeginsOnce(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		nino, sent := w.AsPerson(t, "Nino"), w.Sent("begin")
		var ids [4]string
		errs := together(len(ids), func(i int) (err error) {
			ids[i], err = w.Store.BeginApplication(t.Context(), nino, sent, models.Beginning{Name: "Window", Lang: "en"})
			return err
		})
		for i, err := range errs {
			if err != nil || ids[i] != ids[0] {
				t.Errorf("try %d: %q, %v", i, ids[i], err)
			}
		}
		if n := w.Count(t, "SELECT count(*) FROM organisations"); n != 1 {
			t.Errorf("%d organisations", n)
		}
	})
}

func TestOnePersonCannotFillTheRegister(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		nino := w.AsPerson(t, "Nino")
		for range 5 {
			if _, err := w.Store.BeginApplication(t.Context(), nino, w.Sent("begin"), models.Beginning{Lang: "en"}); err != nil {
				t.Fatal(err)
			}
		}
		_, err := w.Store.BeginApplication(t.Context(), nino, w.Sent("begin"), models.Beginning{Lang: "en"})
		wantKind(t, "the sixth", err, models.Conflict)
	})
}

func TestOddTextIsKeptExactlyAndBrokenTextIsRefused(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		id, nino := w.Applicant(t, "Nino", "Window")
		for _, text := range []string{
			"Ⱥ<script>alert(1)</script>", "'; DROP TABLE people;--", "=1+1", "نافذة \u2067أمل\u2069", "👩🏽‍🚀 & \u200d", "%s %d {{.}}",
			"Å\u030a\u0301 \\ \" '", strings.Repeat("я", 200), "Ω\ufe0f\u20e3",
		} {
			p := models.Profile{Names: models.Names{Own: text, English: text}, Website: text}
			if err := w.Store.SaveOrganisation(t.Context(), nino, w.Sent("save"), models.Saving{OrganisationID: id, Later: true}, p); err != nil {
				t.Errorf("%q: %v", text, err)
				continue
			}
			got := read(t, w, nino, id).Answers.Organisation
			if want := strings.TrimSpace(text); got.Names.Own != want || got.Website != want {
				t.Errorf("%q was kept as %q and %q", text, got.Names.Own, got.Website)
			}
		}
		for _, text := range []string{"nul\x00", "\xff\xfe", strings.Repeat("я", 201), "\u202etxt", "two\nlines"} {
			p := models.Profile{Names: models.Names{Own: text}}
			err := w.Store.SaveOrganisation(t.Context(), nino, w.Sent("save"), models.Saving{OrganisationID: id, Later: true}, p)
			if diff := cmp.Diff([]string{"name"}, fields(err)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", text, diff)
			}
		}
	})
}
