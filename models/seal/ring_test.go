package seal_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"keephope/models/seal"
)

func key64(t *testing.T) string {
	t.Helper()
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(key)
}

func TestRingIsReadFromItsTextForm(t *testing.T) {
	current, old, lookup := key64(t), key64(t), key64(t)
	want := parse(t, "2026:"+current+",2025:"+old+",lookup:"+lookup)
	if want.Current() != "2026" {
		t.Errorf("current is %q", want.Current())
	}
	url := strings.NewReplacer("+", "-", "/", "_", "=", "")
	for _, text := range []string{
		" 2026:" + current + " ,\n2025:" + old + ", lookup:" + lookup + "\n",
		"lookup:" + lookup + ",2026:" + current + ",2025:" + old,
		"2026:" + url.Replace(current) + ",2025:" + url.Replace(old) + ",lookup:" + url.Replace(lookup),
	} {
		got := parse(t, text)
		if got.Current() != "2026" || !bytes.Equal(got.Lookup("a", "b"), want.Lookup("a", "b")) {
			t.Errorf("read as another ring, current %q", got.Current())
		}
	}
}

func TestBadRingsAreRefusedInOneSentence(t *testing.T) {
	a, b := key64(t), key64(t)
	encode := func(key []byte) string { return base64.StdEncoding.EncodeToString(key) }
	sequence := make([]byte, 32)
	for i := range sequence {
		sequence[i] = byte(200 + 3*i)
	}
	example := strings.Split(seal.Example, ",")
	for _, c := range []struct{ text, want string }{
		{"", "key ring is empty"},
		{"  ", "key ring is empty"},
		{"a:" + a, "no key named lookup"},
		{"lookup:" + a, "no master key"},
		{"a:" + a + ",lookup:" + b + ",", "entry 3: it has no colon"},
		{a + ",lookup:" + b, "entry 1: it has no colon"},
		{":" + a + ",lookup:" + b, "entry 1: its id"},
		{"A B:" + a + ",lookup:" + b, "entry 1: its id"},
		{strings.Repeat("x", 33) + ":" + a + ",lookup:" + b, "entry 1: its id"},
		{"a:" + a + ",a:" + b + ",lookup:" + key64(t), `two keys are named "a"`},
		{"a:" + a + ",lookup:" + b + ",lookup:" + key64(t), `two keys are named "lookup"`},
		{"a:" + a + ",lookup:" + a, "are the same key"},
		{"a:" + a + ",b:" + a + ",lookup:" + b, "are the same key"},
		{"a:,lookup:" + b, "has 0 bytes instead of 32"},
		{"a:" + a[:40] + ",lookup:" + b, "has 30 bytes instead of 32"},
		{"a:" + encode(make([]byte, 33)) + ",lookup:" + b, "has 33 bytes instead of 32"},
		{"a:not-base64!,lookup:" + b, `key "a" is not base64`},
		{"a:" + encode(make([]byte, 32)) + ",lookup:" + b, "is all zero"},
		{"a:" + a + ",lookup:" + encode(make([]byte, 32)), "is all zero"},
		{"a:" + encode(bytes.Repeat([]byte("\x01\x9f"), 16)) + ",lookup:" + b, "is not random"},
		{"a:" + encode(bytes.Repeat([]byte("\x01\x9f\xab\x33\x77\x42\xfe\x80"), 4)) + ",lookup:" + b, "is not random"},
		{"a:" + encode(sequence) + ",lookup:" + b, "is not random"},
		{"a:" + encode([]byte("Please-change_Me!before(you)Go%1")) + ",lookup:" + b, "is typed text"},
		{seal.Example, "example of the documentation"},
		{example[0] + ",lookup:" + b, "example of the documentation"},
		{"a:" + a + "," + example[1], "example of the documentation"},
	} {
		_, err := seal.ParseRing(c.text)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("ring %q: %v, want %q", c.text, err, c.want)
			continue
		}
		said := err.Error()
		if strings.Contains(said, a[:8]) || strings.Contains(said, b[:8]) || strings.ContainsAny(said, "\n") {
			t.Errorf("the error says too much: %s", said)
		}
	}
}

func TestGeneratedRings(t *testing.T) {
	seen := map[string]bool{}
	for range 200 {
		ring, text := newRing(t)
		if seen[text] || seen[ring.Current()] {
			t.Fatal("two rings are alike")
		}
		seen[text], seen[ring.Current()] = true, true
		if _, err := seal.Extend(rand.Reader, text); err != nil {
			t.Fatal(err)
		}
	}
	zeros := bytes.NewReader(make([]byte, 1000))
	for what, source := range map[string]*bytes.Reader{"zeros": zeros, "an empty source": bytes.NewReader(nil)} {
		if _, err := seal.GenerateRing(source); err == nil {
			t.Errorf("a ring was made from %s", what)
		}
	}
	if _, err := seal.Extend(rand.Reader, "nonsense"); err == nil {
		t.Error("nonsense was extended")
	}
	if _, err := seal.GenerateRing(iotest.ErrReader(errors.New("no entropy"))); err == nil {
		t.Error("a ring was made from a broken source")
	}
}

func TestANewKeyGoesBehindThenInFront(t *testing.T) {
	ring, text := newRing(t)
	wrapped, _ := newKey(t, ring, "o1")
	behind, err := seal.Extend(rand.Reader, text+"\n")
	if err != nil {
		t.Fatal(err)
	}
	extended := parse(t, behind)
	if extended.Current() != ring.Current() || len(extended.Masters()) != 2 || extended.Masters()[0] != ring.Current() {
		t.Fatalf("masters %q, was %q: the new key may only open", extended.Masters(), ring.Current())
	}
	fresh := extended.Masters()[1]
	front, err := seal.Promote(behind, fresh)
	if err != nil {
		t.Fatal(err)
	}
	promoted := parse(t, front)
	if promoted.Current() != fresh || !promoted.Holds(ring.Current()) || !bytes.Equal(promoted.Lookup("a", "b"), ring.Lookup("a", "b")) {
		t.Error("promoting lost a key")
	}
	if moved, changed, err := promoted.Rewrap(rand.Reader, "o1", wrapped); err != nil || !changed || seal.Master(moved) != fresh {
		t.Errorf("rewrapped %t under %q: %v", changed, seal.Master(moved), err)
	}
	for _, id := range []string{"", "lookup", "k00"} {
		if _, err := seal.Promote(behind, id); err == nil {
			t.Errorf("%q was promoted", id)
		}
	}
	if _, err := seal.Extend(rand.Reader, "nonsense"); err == nil {
		t.Error("nonsense was extended")
	}
}

func TestZeroRingRefuses(t *testing.T) {
	var zero seal.Ring
	ring, _ := newRing(t)
	wrapped, _ := newKey(t, ring, "o1")
	_, _, made := zero.NewDataKey(rand.Reader, "o1")
	_, opened := zero.OpenDataKey("o1", wrapped)
	_, _, rewrapped := zero.Rewrap(rand.Reader, "o1", wrapped)
	notRefused := func(err error) bool { return !errors.Is(err, seal.ErrNoMaster) }
	if all := []error{made, opened, rewrapped}; slices.ContainsFunc(all, notRefused) || zero.Current() != "" {
		t.Errorf("zero ring answers %v", all)
	}
}

// Whatever the text, a ring that is accepted works.
func FuzzParseRing(f *testing.F) {
	_, text := newRing(f)
	f.Add(text)
	f.Add(seal.Example)
	f.Add("lookup:,a:,,")
	f.Fuzz(func(t *testing.T, text string) {
		ring, err := seal.ParseRing(text)
		if err != nil {
			return
		}
		wrapped, _, err := ring.NewDataKey(rand.Reader, "o1")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ring.OpenDataKey("o1", wrapped); err != nil || seal.Master(wrapped) != ring.Current() {
			t.Fatalf("wrapped by %q under %q: %v", seal.Master(wrapped), ring.Current(), err)
		}
	})
}
