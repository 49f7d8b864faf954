package models_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/picture"
)

// organisationRows are the tables that must be empty of an erased organisation.
var organisationRows = []string{
	"organisations", "representatives", "applications", "application_messages", "application_notes", "application_approvals",
	"logos", "invitations", "join_requests",
}

// gone fails unless nothing of any organisation is left but what people own.
func gone(t *testing.T, w *modelstest.World, people int) {
	t.Helper()
	for _, table := range organisationRows {
		if n := w.Count(t, "SELECT count(*) FROM "+table); n != 0 {
			t.Errorf("%d rows of %s are left", n, table)
		}
	}
	if n := w.Count(t, "SELECT count(*) FROM data_keys"); n != people {
		t.Errorf("%d data keys for %d people", n, people)
	}
}

func drawing(t *testing.T, width, height int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		img.Set(x, x%height, color.RGBA{R: uint8(x), G: 99, B: 20, A: 255})
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func upload(name string, content []byte) models.WordsSent {
	return models.WordsSent{Picture: &picture.Upload{Name: name, Body: bytes.NewReader(content)}}
}

func TestAQuestionIsAnswered(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		id, nino := w.Applied(t, "Window", models.Public)
		answer := models.Reply{OrganisationID: id, Text: "Our board did.\nOn 12 November."}
		wantKind(t, "before a question", w.Store.Answer(t.Context(), nino, w.Sent("answer"), answer), models.Conflict)
		if err := w.Store.TakeStep(t.Context(), id, models.StepAsk, nil); err != nil {
			t.Fatal(err)
		}
		wantKind(t, "without a word", w.Store.Answer(t.Context(), nino, w.Sent("answer"), models.Reply{OrganisationID: id}), models.Invalid)
		wantKind(t, "by a stranger", w.Store.Answer(t.Context(), w.AsPerson(t, "X"), w.Sent("answer"), answer), models.NotFound)
		if err := w.Store.Answer(t.Context(), nino, w.Sent("answer"), answer); err != nil {
			t.Fatal(err)
		}
		m := read(t, w, nino, id)
		if m.State != models.Submitted || m.AnsweredAt == nil || len(m.Thread) != 1 || m.Thread[0].Text != answer.Text || m.Thread[0].Side != models.FromApplicant {
			t.Errorf("%+v", m)
		}
	})
}

func TestAQuieterChoiceCountsUntilTheDecision(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		w.Keepers(t)
		id, nino := w.Applied(t, "Window", models.Public)
		in := models.Saving{OrganisationID: id, Later: true}
		wantKind(t, "half done", w.Store.SaveNaming(t.Context(), nino, w.Sent("save"), in, models.NamingAnswer{}), models.Invalid)
		if err := w.Store.SaveNaming(t.Context(), nino, w.Sent("save"), in, models.NamingAnswer{Level: models.Counted}); err != nil {
			t.Fatal(err)
		}
		if n := w.Count(t, "SELECT count(*) FROM applications WHERE at_risk AND state = 'submitted'"); n != 1 {
			t.Error("it is no secret")
		}
		err := w.Store.SaveAuthority(t.Context(), nino, w.Sent("save"), in, models.AuthorityAnswer{})
		wantKind(t, "another part", err, models.Conflict)
		if err := w.Store.TakeStep(t.Context(), id, models.StepDecline, nil); err != nil {
			t.Fatal(err)
		}
		wantKind(t, "after the decision", w.Store.SaveNaming(t.Context(), nino, w.Sent("save"), in, models.NamingAnswer{Level: models.Counted}), models.Conflict)
	})
}

func TestWhoWasDeclinedAppliesAgainAfterItsDay(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		id, nino := w.Applied(t, "Window", models.Public)
		after := w.Clock.Now().Add(10 * 24 * time.Hour)
		set := map[string]any{"again_after": after, "decided_at": w.Clock.Now()}
		if err := w.Store.TakeStep(t.Context(), id, models.StepDecline, set); err != nil {
			t.Fatal(err)
		}
		wantKind(t, "too early", w.Store.ApplyAgain(t.Context(), nino, w.Sent("again"), id), models.Conflict)
		w.Clock.Set(after)
		if n := passed(together(3, func(int) error { return w.Store.ApplyAgain(t.Context(), nino, w.Sent("again"), id) })); n != 1 {
			t.Errorf("%d new drafts", n)
		}
		if m := read(t, w, nino, id); m.State != models.Draft || !m.Answers.Complete() {
			t.Errorf("%+v", m)
		}
		w.Submit(t, nino, id)
	})
}

func TestWhatIsDeletedIsGone(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		id, nino := w.Applicant(t, "Nino", "Window of the unmistakable name")
		w.Fill(t, nino, id, models.Public)
		err := w.Store.SaveWords(t.Context(), nino, w.Sent("save"), models.Saving{OrganisationID: id}, upload("logo.png", drawing(t, 300, 200)))
		if err != nil {
			t.Fatal(err)
		}
		editor := joined(t, w, nino, id, models.Editor)
		w.Submit(t, nino, id)
		wantKind(t, "by an editor", w.Store.DeleteApplication(t.Context(), editor, w.Sent("delete"), id), models.Forbidden)
		sent := w.Sent("delete")
		for range 2 {
			if err := w.Store.DeleteApplication(t.Context(), nino, sent, id); err != nil {
				t.Fatal(err)
			}
		}
		gone(t, w, 2)
		_, err = w.Store.MyApplication(t.Context(), nino, id, "en")
		wantKind(t, "reading it", err, models.NotFound)
	})
}

func TestAMemberIsNotDeletedThatWay(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		id, nino := listed(t, w, w.Call(t), "Window")
		wantKind(t, "a member", w.Store.DeleteApplication(t.Context(), nino, w.Sent("delete"), id), models.Conflict)
	})
}

func TestWhatNobodyCameBackForExpires(t *testing.T) {
	for what, story := range map[string]struct {
		prepare func(t *testing.T, w *modelstest.World, id string, nino models.Actor)
		life    time.Duration
	}{
		"a draft": {func(*testing.T, *modelstest.World, string, models.Actor) {}, models.DraftLife},
		"a declined one": {func(t *testing.T, w *modelstest.World, id string, nino models.Actor) {
			w.Submit(t, nino, id)
			if err := w.Store.TakeStep(t.Context(), id, models.StepDecline, map[string]any{"decided_at": w.Clock.Now()}); err != nil {
				t.Fatal(err)
			}
		}, models.DeclinedLife},
		"a withdrawn one": {func(t *testing.T, w *modelstest.World, id string, nino models.Actor) {
			w.Submit(t, nino, id)
			if err := w.Store.WithdrawApplication(t.Context(), nino, w.Sent("withdraw"), id); err != nil {
				t.Fatal(err)
			}
		}, models.WithdrawnLife},
	} {
		t.Run(what, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				w.Call(t)
				id, nino := w.Applicant(t, "Nino", "Window")
				w.Fill(t, nino, id, models.Public)
				story.prepare(t, w, id, nino)
				w.Clock.Add(story.life - time.Second)
				if n, err := w.Store.ExpireApplications(t.Context()); n != 0 || err != nil {
					t.Fatalf("a second too early: %d, %v", n, err)
				}
				w.Clock.Add(time.Second)
				for _, want := range []int{1, 0} {
					if n, err := w.Store.ExpireApplications(t.Context()); n != want || err != nil {
						t.Fatalf("on time: %d, %v, want %d", n, err, want)
					}
				}
				gone(t, w, 1)
			})
		})
	}
}

func TestWhatIsWaitingDoesNotExpire(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		w.Applied(t, "Window", models.Public)
		listed(t, w, modelstest.Call{StatementID: w.Text(t, "SELECT id FROM statements"), VersionID: w.Text(t, "SELECT id FROM statement_versions")}, "Door")
		w.Clock.Add(1000 * 24 * time.Hour)
		if n, err := w.Store.ExpireApplications(t.Context()); n != 0 || err != nil {
			t.Errorf("%d went, %v", n, err)
		}
	})
}

func TestALogoIsKeptSealedAndReplaced(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		id, nino := w.Applicant(t, "Nino", "Window")
		in := models.Saving{OrganisationID: id}
		save := func(p models.WordsSent) string {
			t.Helper()
			if err := w.Store.SaveWords(t.Context(), nino, w.Sent("save"), in, p); err != nil {
				t.Fatal(err)
			}
			return read(t, w, nino, id).Answers.Words.LogoID
		}
		first := save(upload("logo.png", drawing(t, 600, 300)))
		file, err := w.Store.OwnLogo(t.Context(), nino, id, first, 190)
		if err != nil || file.Width != 192 || file.Height != 96 || file.MediaType != picture.PNG || !bytes.HasPrefix(file.Bytes, []byte("\x89PNG")) {
			t.Fatalf("%d x %d %s, %v", file.Width, file.Height, file.MediaType, err)
		}
		_, err = w.Store.OwnLogo(t.Context(), w.AsPerson(t, "X"), id, first, 96)
		wantKind(t, "a stranger", err, models.NotFound)
		if kept := save(models.WordsSent{Quote: models.Quote{Text: "We stay."}}); kept != first {
			t.Errorf("saving the sentence changed the logo: %q", kept)
		}
		second := save(upload("logo.png", drawing(t, 20, 20)))
		_, err = w.Store.OwnLogo(t.Context(), nino, id, first, 96)
		wantKind(t, "the old one", err, models.NotFound)
		if second == first || w.Count(t, "SELECT count(DISTINCT id) FROM logos") != 1 {
			t.Error("the old one is still there")
		}
		if none := save(models.WordsSent{RemoveLogo: true}); none != "" || w.Count(t, "SELECT count(*) FROM logos") != 0 {
			t.Error("the removed one is still there")
		}
	})
}

func TestAHostilePictureIsAFieldError(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Call(t)
		id, nino := w.Applicant(t, "Nino", "Window")
		whole := drawing(t, 64, 64)
		corpus := map[string][]byte{
			"empty.png": {}, "text.png": []byte("hello"), "cut.png": whole[:len(whole)/2], "misnamed.jpg": whole, "noname": whole,
			"script.svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "page.png": []byte("<!doctype html>"),
			"both.png": append(bytes.Clone(whole), "<script>alert(1)</script>"...), "gif.png": []byte("GIF89a\x01\x00\x01\x00"),
			"huge.png": append(bytes.Clone(whole), make([]byte, 5_000_001)...), "archive.png": append(bytes.Clone(whole), "PK\x05\x06"...),
		}
		files, err := filepath.Glob("picture/testdata/*")
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range files {
			if content, err := os.ReadFile(path); err == nil && strings.Contains(path, "hostile") {
				corpus[filepath.Base(path)] = content
			}
		}
		for name, content := range corpus {
			err := w.Store.SaveWords(t.Context(), nino, w.Sent("save"), models.Saving{OrganisationID: id}, upload(name, content))
			if got := fields(err); len(got) != 1 || got[0] != "logo" {
				t.Errorf("%s: %v", name, err)
			}
		}
		if n := w.Count(t, "SELECT count(*) FROM logos"); n != 0 {
			t.Errorf("%d were kept", n)
		}
	})
}
