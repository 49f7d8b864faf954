package models_test

import (
	"bytes"
	"os"
	"os/exec"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// bytesOf is everything that lies in the database: the bytes of its files, or a dump.
func bytesOf(t *testing.T, w *modelstest.World) []byte {
	t.Helper()
	if _, dialect := w.Store.SQL(); dialect == "postgres" {
		out, err := exec.Command("pg_dump", w.URL).Output()
		if err != nil {
			t.Fatalf("pg_dump: %v", err)
		}
		return out
	}
	var all []byte
	for _, end := range []string{"", "-wal"} {
		part, err := os.ReadFile(w.URL + end)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		all = append(all, part...)
	}
	return all
}

const embargoed = "EMBARGOED until Tuesday"

// drafting saves a draft's English text in place of the one before and returns the version's id.
func drafting(t *testing.T, w *modelstest.World, as models.Actor, body string) (version string) {
	t.Helper()
	desk, err := w.Store.CallAtDesk(t.Context(), as)
	if err != nil {
		t.Fatal(err)
	}
	draft, begun := desk.Draft()
	if version = draft.ID; !begun {
		if version, err = w.Store.DraftVersion(t.Context(), as, w.Sent("statement.drafted"), models.NewVersion{StatementID: desk.ID, OriginalLang: "en"}); err != nil {
			t.Fatal(err)
		}
	}
	text := models.Wording{VersionID: version, Lang: "en", Title: embargoed, Body: body, Seen: draft.SeenIn("en")}
	if err := w.Store.SaveStatementText(t.Context(), as, w.Sent("statement.edited"), text); err != nil {
		t.Fatal(err)
	}
	return version
}

// TestADraftIsReadByNobodyWhoHasTheDatabaseAlone looks at the bytes of the database while a text is written, when it is
// thrown away and when it is published.
func TestADraftIsReadByNobodyWhoHasTheDatabaseAlone(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		irena := w.AsRole(t, "Irena", models.Coordinator)
		silent := func(when string) {
			t.Helper()
			for _, word := range []string{embargoed, "We meet at dawn", "We meet at noon"} {
				if bytes.Contains(bytesOf(t, w), []byte(word)) {
					t.Errorf("%s the database holds %q", when, word)
				}
			}
		}
		keys := w.Count(t, "SELECT count(*) FROM data_keys")
		drafting(t, w, irena, "We meet at dawn.")
		silent("while it is written")
		version := drafting(t, w, irena, "We meet at noon.")
		silent("rewritten")
		if err := w.Store.DiscardDraft(t.Context(), irena, w.Sent("statement.discarded"), version); err != nil {
			t.Fatal(err)
		}
		silent("thrown away")
		if n := w.Count(t, "SELECT count(*) FROM data_keys"); n != keys {
			t.Errorf("%d keys of drafts are left", n-keys)
		}

		version = drafting(t, w, irena, "We meet at noon.")
		// as an earlier release wrote it
		w.Exec(t, "UPDATE statement_texts SET sealed = NULL, title = '"+embargoed+"', body = 'We meet at dawn.' WHERE version_id = '"+version+"'")
		if err := w.Store.ExpireAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		silent("after the sweep")
		desk, err := w.Store.CallAtDesk(t.Context(), irena)
		if err != nil {
			t.Fatal(err)
		}
		draft, _ := desk.Draft()
		if text := draft.Text("en"); text.Title != embargoed || text.Body != "We meet at dawn." {
			t.Fatalf("the desk reads %+v", text)
		}
		published := models.Publishing{VersionID: version, Shown: models.DraftFingerprint(draft.Texts)}
		if err := w.Store.PublishVersion(t.Context(), irena, w.Sent("statement.published"), published); err != nil {
			t.Fatal(err)
		}
		if text, err := w.Store.Call(t.Context(), "en"); err != nil || text.Title != embargoed || text.Body != "We meet at dawn." {
			t.Errorf("everybody reads %+v, %v", text, err)
		}
		if !bytes.Contains(bytesOf(t, w), []byte(embargoed)) {
			t.Error("what is published is not found in the bytes: this test is blind")
		}
		if n := w.Count(t, "SELECT count(*) FROM data_keys"); n != keys {
			t.Errorf("%d keys of drafts are left", n-keys)
		}
	})
}
