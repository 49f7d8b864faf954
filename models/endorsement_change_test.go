package models_test

import (
	"errors"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

func rename(w *modelstest.World, t *testing.T, j modelstest.Joined, n models.Naming, fingerprint string) error {
	return w.Store.Rename(t.Context(), j.Signatory, w.Sent("rename"), models.Renaming{
		OrganisationID: j.ID, EndorsementID: j.EndorsementID, Naming: n, Fingerprint: fingerprint,
	})
}

func TestQuieterWorksAtOnceAndLouderOnlyAfterReading(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Keepers(t)
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		day := w.Clock.Now()
		w.Clock.Add(24 * time.Hour)
		if err := rename(w, t, house, models.Naming{Level: models.Counted}, ""); err != nil {
			t.Fatal(err)
		}
		if public(t, w, house.ID) != 0 {
			t.Error("it is still named")
		}
		err := rename(w, t, house, models.Naming{Level: models.Public}, "")
		var unread *models.Unconfirmed
		if !errors.As(err, &unread) || public(t, w, house.ID) != 0 {
			t.Fatalf("named without reading: %v", err)
		}
		if line := unread.Showing.Shown; len(line) != 1 || line[0].Level != models.Public || line[0].Website != "https://example.org" {
			t.Errorf("what shows is %+v", line)
		}
		if err := rename(w, t, house, models.Naming{Level: models.Public}, unread.Showing.Fingerprint); err != nil {
			t.Fatal(err)
		}
		if since := w.Time(t, "SELECT listed_from FROM listings"); !since.Equal(day) {
			t.Errorf("since %v, want the first public day %v", since, day)
		}
	})
}

func TestOnlyASignatoryChangesTheLevel(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		for name, c := range map[string]struct {
			as   models.Actor
			want models.Kind
		}{
			"an editor":     {w.With(t, house.ID, "Eka", models.Editor), models.Forbidden},
			"a coordinator": {w.AsRole(t, "Irena", models.Coordinator), models.NotFound},
			"the program":   {models.Program(), models.NotFound},
		} {
			as := house
			as.Signatory = c.as
			wantKind(t, name, rename(w, t, as, models.Naming{Level: models.Members}, ""), c.want)
		}
	})
}

func TestLevelsThatAreNotOffered(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		for _, level := range []models.Level{models.Counted, models.Delivery, "loud", ""} {
			err := rename(w, t, house, models.Naming{Level: level}, "")
			if models.KindOf(err) != models.Invalid || len(fields(err)) != 1 || fields(err)[0] != "level" {
				t.Errorf("%q: %v", level, err)
			}
		}
		far := w.Clock.Now().AddDate(6, 0, 0)
		wantKind(t, "in six years", rename(w, t, house, models.Naming{Level: models.Public, From: &far}, ""), models.Invalid)
	})
}

func TestLouderWhileHiddenIsRefused(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Members)
		if _, err := w.Store.Hide(t.Context(), house.Signatory, house.ID); err != nil {
			t.Fatal(err)
		}
		err := rename(w, t, house, models.Naming{Level: models.Public}, "")
		var unread *models.Unconfirmed
		if models.KindOf(err) != models.Invalid || errors.As(err, &unread) {
			t.Errorf("louder while hidden: %v", err)
		}
	})
}

func TestNameUsFromADay(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "House of Windows", models.Public)
		day := w.Clock.Now().Add(10 * 24 * time.Hour)
		if err := rename(w, t, house, models.Naming{Level: models.Public, From: &day}, ""); err != nil {
			t.Fatal(err)
		}
		if public(t, w, house.ID) != 0 {
			t.Error("named before its day")
		}
		publish := func() {
			t.Helper()
			if err := w.Store.PublishDue(t.Context(), house.EndorsementID); err != nil {
				t.Fatal(err)
			}
		}
		publish()
		if public(t, w, house.ID) != 0 {
			t.Error("the job named it too early")
		}
		w.Clock.Set(day)
		publish()
		if w.Count(t, "SELECT count(*) FROM listings") != 1 {
			t.Fatal("not named on its day")
		}
		publish()
		if n := w.Count(t, "SELECT count(*) FROM events WHERE verb = 'endorsement.published'"); n != 1 {
			t.Errorf("published %d times", n)
		}
	})
}

func TestNeverNamedHasNoAddress(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Keepers(t)
		call := w.Call(t)
		w.Member(t, call, "House of Windows", models.Counted)
		w.Member(t, call, "House of Doors", models.Members)
		if n := w.Count(t, "SELECT count(*) FROM slugs"); n != 0 {
			t.Errorf("%d addresses were given", n)
		}
	})
}

func TestStandUnderTheNewestText(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		house := w.Member(t, call, "House of Windows", models.Public)
		second := w.Version(t)
		affirm := func(version, lang string) error {
			return w.Store.Reaffirm(t.Context(), house.Signatory, w.Sent("affirm"), models.Affirming{
				OrganisationID: house.ID, EndorsementID: house.EndorsementID, VersionID: version, Lang: lang,
			})
		}
		wantKind(t, "in a language that it is not in", affirm(second, "ka"), models.NotFound)
		if n := w.Count(t, "SELECT version FROM listings"); n != 1 {
			t.Fatalf("moved to version %d by itself", n)
		}
		if err := affirm(second, "ru"); err != nil {
			t.Fatal(err)
		}
		if n := w.Count(t, "SELECT version FROM listings"); n != 2 {
			t.Errorf("stands under version %d", n)
		}
		w.Version(t)
		wantKind(t, "a text that is not the newest any more", affirm(second, "ru"), models.Conflict)
		wantKind(t, "a text that never was", affirm(w.Store.NewID(), "ru"), models.NotFound)
	})
}

func TestTraceOfAWithdrawal(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		house, door := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "House of Doors", models.Members)
		withdraw(t, w, door, true)
		if n := w.Count(t, "SELECT count(*) FROM public_traces"); n != 0 {
			t.Error("one that was never named left a trace")
		}
		withdraw(t, w, house, true)
		if got := w.Text(t, "SELECT until FROM public_traces"); got != "2026-11" {
			t.Errorf("supported until %q", got)
		}
		if n := w.Count(t, "SELECT count(*) FROM listings"); n != 0 {
			t.Error("it is still listed")
		}
		err := w.Store.Untrace(t.Context(), house.Signatory, w.Sent("untrace"), models.Withdrawing{OrganisationID: house.ID, EndorsementID: house.EndorsementID})
		if err != nil || w.Count(t, "SELECT count(*) FROM public_traces") != 0 {
			t.Errorf("the trace stays: %v", err)
		}
	})
}

func TestATraceMakesWayForANewEndorsement(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		house := w.Member(t, call, "House of Windows", models.Public)
		withdraw(t, w, house, true)
		w.Clock.Add(time.Hour)
		_, err := w.Store.Endorse(t.Context(), house.Signatory, w.Sent("endorse"), models.Giving{
			OrganisationID: house.ID, StatementID: call.StatementID, VersionID: call.VersionID, Lang: "en", Level: models.Public,
		})
		if err != nil {
			t.Fatal(err)
		}
		if n := w.Count(t, "SELECT count(*) FROM public_traces"); n != 0 {
			t.Error("it stands by name and has supported until, both")
		}
		if since := w.Time(t, "SELECT listed_from FROM listings"); !since.Equal(w.Clock.Now()) {
			t.Errorf("the new endorsement is public since %v", since)
		}
	})
}
