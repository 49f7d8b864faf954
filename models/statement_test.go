package models_test

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

func TestACoordinatorWritesPublishesAndTranslatesTheCall(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, irena := t.Context(), w.AsRole(t, "Irena", models.Coordinator)
		first := w.Call(t)
		desk, err := w.Store.CallAtDesk(ctx, irena)
		if err != nil {
			t.Fatal(err)
		}
		draft, err := w.Store.DraftVersion(ctx, irena, w.Sent("statement.draft"), models.NewVersion{StatementID: desk.ID, OriginalLang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.Store.DraftVersion(ctx, irena, w.Sent("statement.draft"), models.NewVersion{StatementID: desk.ID, OriginalLang: "en"})
		wantKind(t, "a second draft", err, models.Conflict)

		text := models.Wording{VersionID: draft, Lang: "en", Title: "Keep hope  ", Body: "Cafe\u0301.  \r\n\r\nEnd.\n\n"}
		if err := w.Store.SaveStatementText(ctx, irena, w.Sent("statement.save"), text); err != nil {
			t.Fatal(err)
		}
		if call, err := w.Store.Call(ctx, "en"); err != nil || call.Number != 1 || call.VersionID != first.VersionID {
			t.Fatalf("a draft shows: %+v, %v", call, err)
		}
		if _, err := w.Store.CallVersion(ctx, 2, "en"); models.KindOf(err) != models.NotFound {
			t.Fatalf("a draft has an address: %v", err)
		}
		publish(t, w, irena, draft)

		call, err := w.Store.Call(ctx, "ru")
		if err != nil || call.Number != 2 || call.Lang != "en" || call.Body != "Café.\n\nEnd." {
			t.Fatalf("version 2 in Russian, which it lacks: %+v, %v", call, err)
		}
		file, err := w.Store.StatementFile(ctx, 2, "en")
		if err != nil || string(file) != "Keep hope\n\nCafé.\n\nEnd.\n" {
			t.Fatalf("the file is %q, %v", file, err)
		}
		if sum := sha256.Sum256(file); hex.EncodeToString(sum[:]) != call.SHA256 {
			t.Errorf("the file's hash is not the shown %s", call.SHA256)
		}
		_, err = w.Store.StatementFile(ctx, 2, "ru")
		wantKind(t, "a file in a language that is not there", err, models.NotFound)

		w.Clock.Add(time.Hour)
		translation := models.Wording{VersionID: draft, Lang: "ru", Title: "Надежда", Body: "Конец."}
		if err := w.Store.AddTranslation(ctx, irena, w.Sent("statement.translate"), translation); err != nil {
			t.Fatal(err)
		}
		russian, err := w.Store.Call(ctx, "ru")
		if err != nil || russian.Lang != "ru" || !russian.LockedAt.After(russian.PublishedAt) || russian.SHA256 == call.SHA256 {
			t.Fatalf("the translation is %+v, %v", russian, err)
		}
		err = w.Store.AddTranslation(ctx, irena, w.Sent("statement.translate"), translation)
		wantKind(t, "a second translation", err, models.Conflict)
		versions, err := w.Store.CallVersions(ctx)
		if err != nil || len(versions) != 2 || versions[0].Number != 2 || len(versions[0].Languages) != 2 {
			t.Fatalf("versions are %+v, %v", versions, err)
		}
	})
}

// publish publishes a draft as it stands.
func publish(t *testing.T, w *modelstest.World, as models.Actor, version string) {
	t.Helper()
	desk, err := w.Store.CallAtDesk(t.Context(), as)
	if err != nil {
		t.Fatal(err)
	}
	draft, ok := desk.Draft()
	if !ok {
		t.Fatal("there is no draft")
	}
	shown := models.Publishing{VersionID: version, Shown: models.DraftFingerprint(draft.Texts)}
	if err := w.Store.PublishVersion(t.Context(), as, w.Sent("statement.publish"), shown); err != nil {
		t.Fatal(err)
	}
}

func TestAPublishedVersionNeverChanges(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, irena := t.Context(), w.AsRole(t, "Irena", models.Coordinator)
		call := w.Call(t)
		before, err := w.Store.StatementFile(ctx, 1, "en")
		if err != nil {
			t.Fatal(err)
		}
		desk, _ := w.Store.CallAtDesk(ctx, irena)
		published, _ := desk.Newest()
		for name, change := range map[string]func() error{
			"save with the mark of now": func() error {
				return w.Store.SaveStatementText(ctx, irena, w.Sent("statement.save"),
					models.Wording{VersionID: call.VersionID, Lang: "en", Title: "Other", Body: "Other", Seen: published.SeenIn("en")})
			},
			"take away": func() error {
				return w.Store.SaveStatementText(ctx, irena, w.Sent("statement.save"),
					models.Wording{VersionID: call.VersionID, Lang: "en", Seen: published.SeenIn("en")})
			},
			"translate over it": func() error {
				return w.Store.AddTranslation(ctx, irena, w.Sent("statement.translate"),
					models.Wording{VersionID: call.VersionID, Lang: "en", Title: "Other", Body: "Other"})
			},
			"publish again": func() error {
				return w.Store.PublishVersion(ctx, irena, w.Sent("statement.publish"),
					models.Publishing{VersionID: call.VersionID, Shown: models.DraftFingerprint(published.Texts)})
			},
			"discard": func() error {
				return w.Store.DiscardDraft(ctx, irena, w.Sent("statement.discard"), call.VersionID)
			},
		} {
			wantKind(t, name, change(), models.Conflict)
		}
		after, err := w.Store.StatementFile(ctx, 1, "en")
		if err != nil || string(after) != string(before) {
			t.Errorf("the file became %q, %v", after, err)
		}
	})
}

func TestSavingAndPublishingAtOnceNeverLeaveAnUnlockedText(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, irena := t.Context(), w.AsRole(t, "Irena", models.Coordinator)
		w.Call(t)
		desk, _ := w.Store.CallAtDesk(ctx, irena)
		version, err := w.Store.DraftVersion(ctx, irena, w.Sent("statement.draft"), models.NewVersion{StatementID: desk.ID, OriginalLang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		text := models.Wording{VersionID: version, Lang: "en", Title: "Two", Body: "Two."}
		if err := w.Store.SaveStatementText(ctx, irena, w.Sent("statement.save"), text); err != nil {
			t.Fatal(err)
		}
		desk, _ = w.Store.CallAtDesk(ctx, irena)
		draft, _ := desk.Draft()
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				if i%2 == 0 {
					text := models.Wording{VersionID: version, Lang: "ru", Title: "Два", Body: "Два."}
					_ = w.Store.SaveStatementText(ctx, irena, w.Sent("statement.save"), text)
					return
				}
				shown := models.Publishing{VersionID: version, Shown: models.DraftFingerprint(draft.Texts)}
				_ = w.Store.PublishVersion(ctx, irena, w.Sent("statement.publish"), shown)
			})
		}
		all.Wait()
		desk, _ = w.Store.CallAtDesk(ctx, irena)
		newest := desk.Versions[0]
		for _, text := range newest.Texts {
			if newest.PublishedAt != nil && (text.LockedAt == nil || text.SHA256 == "") {
				t.Errorf("version 2 is out with an unlocked text in %s", text.Lang)
			}
		}
	})
}

func TestNobodyPublishesWhatTheyDidNotSeeOrWhatIsIncomplete(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, irena := t.Context(), w.AsRole(t, "Irena", models.Coordinator)
		w.Call(t)
		desk, _ := w.Store.CallAtDesk(ctx, irena)
		version, err := w.Store.DraftVersion(ctx, irena, w.Sent("statement.draft"), models.NewVersion{StatementID: desk.ID, OriginalLang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		save := func(lang, title, body string, seen time.Time) error {
			return w.Store.SaveStatementText(ctx, irena, w.Sent("statement.save"),
				models.Wording{VersionID: version, Lang: lang, Title: title, Body: body, Seen: seen})
		}
		shownNow := func() string {
			desk, _ := w.Store.CallAtDesk(ctx, irena)
			draft, _ := desk.Draft()
			return models.DraftFingerprint(draft.Texts)
		}
		publishing := func(shown string) error {
			return w.Store.PublishVersion(ctx, irena, w.Sent("statement.publish"), models.Publishing{VersionID: version, Shown: shown})
		}
		if err := save("ru", "Два", "Два.", time.Time{}); err != nil {
			t.Fatal(err)
		}
		wantKind(t, "without the original", publishing(shownNow()), models.Invalid)
		if err := save("en", "Two", "", time.Time{}); err != nil {
			t.Fatal(err)
		}
		wantKind(t, "without a body", publishing(shownNow()), models.Invalid)
		shown := shownNow()
		wantKind(t, "saving over a text that the form did not show", save("en", "Two", "Two.", time.Time{}), models.Conflict)
		desk, _ = w.Store.CallAtDesk(ctx, irena)
		draft, _ := desk.Draft()
		if err := save("en", "Two", "Two.", draft.SeenIn("en")); err != nil {
			t.Fatal(err)
		}
		wantKind(t, "a draft that changed since it was shown", publishing(shown), models.Conflict)
		if err := publishing(shownNow()); err != nil {
			t.Fatal(err)
		}
	})
}

func TestOnlyCoordinatorsWriteTheCall(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		for name, who := range map[string]models.Actor{
			"the public": {}, "somebody": w.AsPerson(t, "Nino"), "an administrator": w.AsRole(t, "Ada", models.Administrator),
		} {
			_, err := w.Store.CallAtDesk(t.Context(), who)
			wantKind(t, name+" reads the drafts", err, models.Forbidden)
			_, err = w.Store.DraftVersion(t.Context(), who, w.Sent("statement.draft"), models.NewVersion{StatementID: call.StatementID, OriginalLang: "en"})
			wantKind(t, name+" drafts", err, models.Forbidden)
			err = w.Store.AddTranslation(t.Context(), who, w.Sent("statement.translate"), models.Wording{VersionID: call.VersionID, Lang: "ar", Title: "a", Body: "b"})
			wantKind(t, name+" translates", err, models.Forbidden)
		}
	})
}

func TestDifferencesAreInTheReadersLanguageIfBothVersionsHaveIt(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx := t.Context()
		w.Call(t)
		w.PublishCall(t, map[string][2]string{"en": {"We stand together", "We stand together, all of us.\n\nBy name where we can, quietly where we must."}})
		changes, err := w.Store.CallChanges(ctx, 2, "ru")
		if err != nil || changes.Lang != "en" || changes.Before != 1 {
			t.Fatalf("changes are %+v, %v", changes, err)
		}
		if !changes.Body[1].Unchanged() || changes.Body[0].Unchanged() {
			t.Errorf("the body changed in %+v", changes.Body)
		}
		_, err = w.Store.CallChanges(ctx, 1, "en")
		wantKind(t, "changes of the first version", err, models.NotFound)
	})
}
