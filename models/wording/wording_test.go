package wording_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"keephope/models/wording"
)

func TestAFileIsTitleBlankLineBodyAndOneFinalLineFeed(t *testing.T) {
	got := string(wording.File("Keep hope \t", "\n\nOne line.  \r\nCafe\u0301.\rEnd.\n\n\n"))
	if want := "Keep hope\n\nOne line.\nCaf\u00e9.\nEnd.\n"; got != want {
		t.Errorf("file is %q, want %q", got, want)
	}
}

func TestTheFingerprintIsWhatSha256sumPrints(t *testing.T) {
	tool, err := exec.LookPath("sha256sum")
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal("sha256sum is not here: apt-get install coreutils")
	}
	if err != nil {
		t.Skip("sha256sum is not here: apt-get install coreutils")
	}
	path := filepath.Join(t.TempDir(), "1.txt")
	if err := os.WriteFile(path, wording.File("ليبقَ الأملُ حيًّا", "نقف معًا.\n\nПоставьте подпись."), 0o600); err != nil {
		t.Fatal(err)
	}
	printed, err := exec.Command(tool, path).Output()
	if err != nil {
		t.Fatal(err)
	}
	sum, _, _ := strings.Cut(string(printed), " ")
	if got := wording.Fingerprint("ليبقَ الأملُ حيًّا", "نقف معًا.\n\nПоставьте подпись."); got != sum {
		t.Errorf("fingerprint %s, sha256sum says %s", got, sum)
	}
}

func TestNormalIsStableWhateverIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		once := wording.Normal(text)
		if twice := wording.Normal(once); twice != once {
			t.Fatalf("normal %q becomes %q", once, twice)
		}
		if !norm.NFC.IsNormalString(once) || strings.ContainsRune(once, '\r') || strings.Contains(once, " \n") {
			t.Fatalf("not normal: %q", once)
		}
		sum := sha256.Sum256(wording.File(text, text))
		if wording.Fingerprint(text, text) != hex.EncodeToString(sum[:]) {
			t.Fatal("the fingerprint is not that of the file")
		}
	})
}

func TestAChangedWordIsToldWithinItsParagraph(t *testing.T) {
	got := wording.Compare(
		"When one community loses its freedom, every community is next.\n\nWe stand with minorities under attack.",
		"When one community loses its freedom, every community is next.\n\nA new paragraph.\n\nWe stand with civil society and minorities under attack.",
	)
	want := wording.Changes{
		{InOld: true, InNew: true, Pieces: []wording.Piece{{wording.Same, "When one community loses its freedom, every community is next."}}},
		{InNew: true, Pieces: []wording.Piece{{wording.Added, "A new paragraph."}}},
		{InOld: true, InNew: true, Pieces: []wording.Piece{
			{wording.Same, "We stand with "}, {wording.Added, "civil society and "}, {wording.Same, "minorities under attack."},
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAChangedPhraseReadsAsOne(t *testing.T) {
	got := wording.Compare("we ask the old king to listen", "we ask the new queen to listen")
	want := []wording.Piece{
		{wording.Same, "we ask the "}, {wording.Removed, "old king"}, {wording.Added, "new queen"}, {wording.Same, " to listen"},
	}
	if diff := cmp.Diff(want, got[0].Pieces); diff != "" {
		t.Error(diff)
	}
}

// aText draws texts that have words, blanks and empty lines in common.
func aText(t *rapid.T, label string) string {
	return strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{
		"hope", "надежда", "أمل", " ", "  ", "\n", "\n\n", "\n\n\n", "window", ".", "", "\u00a0", "x",
	})).Draw(t, label), "")
}

func TestChangesGiveBothTextsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := aText(t, "before"), aText(t, "after")
		changes := wording.Compare(before, after)
		if got := changes.Old(); got != before {
			t.Fatalf("old is %q, want %q", got, before)
		}
		if got := changes.New(); got != after {
			t.Fatalf("new is %q, want %q", got, after)
		}
		if before == after {
			for _, p := range changes {
				if !p.Unchanged() && len(p.Pieces) > 0 && p.Pieces[0].Text != "" {
					t.Fatalf("equal texts differ in %+v", p)
				}
			}
		}
	})
}

func TestHostileTextsAreComparedInBoundedTime(t *testing.T) {
	texts := map[string][2]string{
		"nothing in common":      {strings.Repeat("a ", 10_000), strings.Repeat("b ", 10_000)},
		"one letter everywhere":  {strings.Repeat("a b ", 5_000), strings.Repeat("b a a ", 3_333)},
		"paragraphs of one word": {strings.Repeat("a\n\n", 6_666), strings.Repeat("b\n\nc\n\n", 3_333)},
		"shuffled":               {strings.Repeat("p q r s t u ", 1_666), strings.Repeat("u t s r q p ", 1_666)},
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			done := make(chan wording.Changes, 1)
			go func() { done <- wording.Compare(text[0], text[1]) }()
			select {
			case changes := <-done:
				if changes.Old() != text[0] || changes.New() != text[1] {
					t.Error("the texts are not given back")
				}
			case <-time.After(10 * time.Second):
				t.Fatal("still comparing after 10 seconds")
			}
		})
	}
}

func FuzzCompare(f *testing.F) {
	f.Add("a b\n\nc", "a c\n\nb")
	f.Add("", "\n\n")
	f.Fuzz(func(t *testing.T, before, after string) {
		changes := wording.Compare(before, after)
		if changes.Old() != before || changes.New() != after {
			t.Fatalf("%q, %q come back as %q, %q", before, after, changes.Old(), changes.New())
		}
	})
}
