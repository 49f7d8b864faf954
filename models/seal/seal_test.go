package seal_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"keephope/models/seal"
)

var name = seal.Place{Table: "organisations", Column: "name", Row: "o1"}

func newRing(t testing.TB) (seal.Ring, string) {
	t.Helper()
	text, err := seal.GenerateRing(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, text), text
}

func parse(t testing.TB, text string) seal.Ring {
	t.Helper()
	ring, err := seal.ParseRing(text)
	if err != nil {
		t.Fatal(err)
	}
	return ring
}

func newKey(t testing.TB, ring seal.Ring, owner string) ([]byte, seal.DataKey) {
	t.Helper()
	wrapped, key, err := ring.NewDataKey(rand.Reader, owner)
	if err != nil {
		t.Fatal(err)
	}
	return wrapped, key
}

func sealText(t testing.TB, key seal.DataKey, at seal.Place, text string) []byte {
	t.Helper()
	sealed, err := key.Seal(rand.Reader, at, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

// A field sealed today is read after a restart, with the data key opened from its wrapped form.
func TestSealedFieldIsReadAfterARestart(t *testing.T) {
	ring, text := newRing(t)
	wrapped, key := newKey(t, ring, "o1")
	sealed := sealText(t, key, name, "Мемориал")
	if bytes.Contains(sealed, []byte("Мемориал")) {
		t.Error("the name stands in the sealed bytes")
	}
	reopened, err := parse(t, text).OpenDataKey("o1", wrapped)
	if err != nil {
		t.Fatal(err)
	}
	got, err := reopened.Open(name, sealed)
	if err != nil || string(got) != "Мемориал" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestMovedFieldDoesNotOpen(t *testing.T) {
	ring, _ := newRing(t)
	_, key := newKey(t, ring, "o1")
	_, stranger := newKey(t, ring, "o2")
	sealed := sealText(t, key, name, "Мемориал")
	for what, at := range map[string]seal.Place{
		"row":               {Table: "organisations", Column: "name", Row: "o2"},
		"column":            {Table: "organisations", Column: "note", Row: "o1"},
		"table":             {Table: "applications", Column: "name", Row: "o1"},
		"border of parts":   {Table: "organisation", Column: "sname", Row: "o1"},
		"border, other end": {Table: "organisations", Column: "nameo", Row: "1"},
		"nowhere":           {},
	} {
		if got, err := key.Open(at, sealed); !errors.Is(err, seal.ErrOpen) || got != nil {
			t.Errorf("other %s: got %q, %v", what, got, err)
		}
	}
	if _, err := stranger.Open(name, sealed); !errors.Is(err, seal.ErrOpen) {
		t.Errorf("another owner's key: %v", err)
	}
}

func TestEveryFlippedByteIsNoticed(t *testing.T) {
	ring, _ := newRing(t)
	wrapped, key := newKey(t, ring, "o1")
	sealed := sealText(t, key, name, "Мемориал")
	for i := range sealed {
		bad := bytes.Clone(sealed)
		bad[i] ^= 1
		if _, err := key.Open(name, bad); !errors.Is(err, seal.ErrOpen) {
			t.Errorf("byte %d of the field: %v", i, err)
		}
		if _, err := key.Open(name, sealed[:i]); !errors.Is(err, seal.ErrOpen) {
			t.Errorf("field cut after %d: %v", i, err)
		}
	}
	for i := range wrapped {
		bad := bytes.Clone(wrapped)
		bad[i] ^= 1
		if _, err := ring.OpenDataKey("o1", bad); !errors.Is(err, seal.ErrOpen) && !errors.Is(err, seal.ErrNoMaster) {
			t.Errorf("byte %d of the data key: %v", i, err)
		}
		if _, err := ring.OpenDataKey("o1", wrapped[:i]); i > 0 && !errors.Is(err, seal.ErrOpen) {
			t.Errorf("data key cut after %d: %v", i, err)
		}
	}
	if _, err := key.Open(name, append(sealed, 0)); !errors.Is(err, seal.ErrOpen) {
		t.Errorf("a byte more: %v", err)
	}
}

func TestDataKeyBelongsToItsOwner(t *testing.T) {
	ring, _ := newRing(t)
	wrapped, _ := newKey(t, ring, "o1")
	if _, err := ring.OpenDataKey("o2", wrapped); !errors.Is(err, seal.ErrOpen) {
		t.Errorf("another owner: %v", err)
	}
	if _, _, err := ring.Rewrap(rand.Reader, "o2", wrapped); !errors.Is(err, seal.ErrOpen) {
		t.Errorf("rewrapped for another owner: %v", err)
	}
	if _, _, err := ring.NewDataKey(rand.Reader, ""); err == nil {
		t.Error("a key without an owner was made")
	}
	foreign, _ := newRing(t)
	if _, err := foreign.OpenDataKey("o1", wrapped); !errors.Is(err, seal.ErrNoMaster) {
		t.Errorf("another ring: %v", err)
	}
}

// An operator rotates the master key: old data keys keep opening, are rewrapped while the program runs, and the old
// master key can then be dropped. What was sealed before is read throughout.
func TestRotation(t *testing.T) {
	old, text := newRing(t)
	wrapped, key := newKey(t, old, "o1")
	sealed := sealText(t, key, name, "Мемориал")

	behind, err := seal.Extend(rand.Reader, text)
	if err != nil {
		t.Fatal(err)
	}
	rotated, err := seal.Promote(behind, parse(t, behind).Masters()[1])
	if err != nil {
		t.Fatal(err)
	}
	both := parse(t, rotated)
	if seal.Master(wrapped) != old.Current() || both.Current() == old.Current() {
		t.Fatalf("wrapped by %q, was %q, is %q", seal.Master(wrapped), old.Current(), both.Current())
	}
	if _, err := both.OpenDataKey("o1", wrapped); err != nil {
		t.Fatalf("old data key under the rotated ring: %v", err)
	}
	fresh, changed, err := both.Rewrap(rand.Reader, "o1", wrapped)
	if err != nil || !changed || seal.Master(fresh) != both.Current() {
		t.Fatalf("rewrap: %v, %v, under %q", changed, err, seal.Master(fresh))
	}
	if _, changed, err := both.Rewrap(rand.Reader, "o1", fresh); changed || err != nil {
		t.Errorf("rewrapped twice: %v, %v", changed, err)
	}

	entries := strings.Split(rotated, ",")
	dropped := parse(t, entries[0]+","+entries[2])
	reopened, err := dropped.OpenDataKey("o1", fresh)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := reopened.Open(name, sealed); err != nil || string(got) != "Мемориал" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := dropped.OpenDataKey("o1", wrapped); !errors.Is(err, seal.ErrNoMaster) {
		t.Errorf("data key under the dropped master: %v", err)
	}
	if !bytes.Equal(old.Lookup("a", "b"), dropped.Lookup("a", "b")) {
		t.Error("rotation changed look-up hashes")
	}
}

func TestErasedOwner(t *testing.T) {
	ring, _ := newRing(t)
	for _, gone := range [][]byte{nil, {}} {
		if _, err := ring.OpenDataKey("o1", gone); !errors.Is(err, seal.ErrKeyGone) {
			t.Errorf("open: %v", err)
		}
		if _, _, err := ring.Rewrap(rand.Reader, "o1", gone); !errors.Is(err, seal.ErrKeyGone) {
			t.Errorf("rewrap: %v", err)
		}
	}
	var zero seal.DataKey
	if _, err := zero.Open(name, []byte("x")); !errors.Is(err, seal.ErrKeyGone) {
		t.Errorf("zero key opens: %v", err)
	}
	if _, err := zero.Seal(rand.Reader, name, nil); !errors.Is(err, seal.ErrKeyGone) {
		t.Errorf("zero key seals: %v", err)
	}
}

// "MSM Erevan" and "Nobody" must not be told apart by size.
func TestLengthOfShortTextsIsHidden(t *testing.T) {
	ring, _ := newRing(t)
	_, key := newKey(t, ring, "o1")
	for n, want := range map[int]int{0: 93, 1: 93, 60: 93, 61: 157, 124: 157, 125: 221, 10_000: 10_077} {
		text := strings.Repeat("x", n)
		sealed := sealText(t, key, name, text)
		if len(sealed) != want {
			t.Errorf("%d bytes became %d, want %d", n, len(sealed), want)
		}
		if got, err := key.Open(name, sealed); err != nil || string(got) != text {
			t.Errorf("%d bytes came back as %d, %v", n, len(got), err)
		}
	}
	if bytes.Equal(sealText(t, key, name, "a"), sealText(t, key, name, "a")) {
		t.Error("one text sealed twice gives equal bytes")
	}
	if _, err := key.Seal(rand.Reader, name, make([]byte, seal.MaxPlain+1)); err == nil {
		t.Error("an over-long text was sealed")
	}
}

func TestNothingIsSealedWithoutRandomnessOrPlace(t *testing.T) {
	ring, _ := newRing(t)
	_, key := newKey(t, ring, "o1")
	broken := iotest.ErrReader(errors.New("no entropy"))
	if _, err := key.Seal(broken, name, nil); err == nil {
		t.Error("sealed without randomness")
	}
	if _, _, err := ring.NewDataKey(broken, "o1"); err == nil {
		t.Error("made a data key without randomness")
	}
	for _, at := range []seal.Place{{}, {Table: "t", Column: "c"}, {Column: "c", Row: "r"}, {Table: "t", Row: "r"}} {
		if _, err := key.Seal(rand.Reader, at, nil); err == nil {
			t.Errorf("sealed at %+v", at)
		}
	}
}

func TestLookup(t *testing.T) {
	ring, text := newRing(t)
	again := parse(t, text)
	other, _ := newRing(t)
	hash := ring.Lookup("person.email", "a@example.org")
	if len(hash) != 32 || !bytes.Equal(hash, again.Lookup("person.email", "a@example.org")) {
		t.Error("equal values do not meet")
	}
	for what, h := range map[string][]byte{
		"value": ring.Lookup("person.email", "b@example.org"), "purpose": ring.Lookup("invitation", "a@example.org"),
		"ring": other.Lookup("person.email", "a@example.org"), "border": ring.Lookup("person.emaila", "@example.org"),
	} {
		if bytes.Equal(h, hash) {
			t.Errorf("another %s gives the same hash", what)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a zero ring hashed")
		}
	}()
	seal.Ring{}.Lookup("person.email", "a@example.org")
}

// No way of printing, logging or encoding shows a key.
func TestKeysDoNotPrint(t *testing.T) {
	ring, text := newRing(t)
	_, key := newKey(t, ring, "o1")
	holder := struct {
		Ring   seal.Ring
		Key    seal.DataKey
		hidden seal.Ring
		secret seal.DataKey
	}{ring, key, ring, key}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&out, verb+verb+verb+verb, ring, key, holder, &holder)
	}
	for _, h := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		slog.New(h).Info("start", "ring", ring, "key", key, "holder", holder)
	}
	encoded, err := json.Marshal(holder)
	if err != nil {
		t.Fatal(err)
	}
	out.Write(encoded)
	if fmt.Sprint(ring) != "***" || fmt.Sprintf("%#v", key) != "***" || string(encoded) != `{"Ring":"***","Key":"***"}` {
		t.Errorf("prints as %v, %#v, %s", ring, key, encoded)
	}
	for _, entry := range strings.Split(text, ",") {
		id, secret, _ := strings.Cut(entry, ":")
		raw, err := base64.StdEncoding.DecodeString(secret)
		if err != nil {
			t.Fatal(err)
		}
		numbers := strings.Trim(fmt.Sprint(raw[:6]), "[]")
		if strings.Contains(out.String(), secret[:8]) || strings.Contains(out.String(), numbers) ||
			id != "lookup" && strings.Contains(out.String(), id) {
			t.Errorf("%s is printed", id)
		}
	}
}

func FuzzOpen(f *testing.F) {
	ring, _ := newRing(f)
	_, key := newKey(f, ring, "o1")
	f.Add(sealText(f, key, name, "Мемориал"), "organisations", "name", "o1")
	f.Add([]byte{1}, "", "a", "b")
	f.Fuzz(func(t *testing.T, data []byte, table, column, row string) {
		at := seal.Place{Table: table, Column: column, Row: row}
		if text, err := key.Open(at, data); err == nil {
			// Only the seed itself opens: nobody else can make sealed bytes.
			if at != name || string(text) != "Мемориал" {
				t.Fatalf("foreign bytes opened at %+v as %q", at, text)
			}
		}
		sealed, err := key.Seal(rand.Reader, at, data)
		if incomplete := table == "" || column == "" || row == ""; incomplete != (err != nil) {
			t.Fatalf("seal at %+v: %v", at, err)
		}
		if err != nil {
			return
		}
		if got, err := key.Open(at, sealed); err != nil || !bytes.Equal(got, data) {
			t.Fatalf("%q came back as %q, %v", data, got, err)
		}
	})
}

// Two places are bound to the same bytes only if they are the same place.
func TestPlacesAreNeverConfused(t *testing.T) {
	ring, _ := newRing(t)
	_, key := newKey(t, ring, "o1")
	part := rapid.StringMatching(`[ab|,\x00]{1,3}`)
	rapid.Check(t, func(t *rapid.T) {
		a := seal.Place{Table: part.Draw(t, "table"), Column: part.Draw(t, "column"), Row: part.Draw(t, "row")}
		b := seal.Place{Table: part.Draw(t, "table"), Column: part.Draw(t, "column"), Row: part.Draw(t, "row")}
		sealed, err := key.Seal(rand.Reader, a, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := key.Open(b, sealed); (err == nil) != (a == b) {
			t.Errorf("sealed at %+v, opened at %+v: %v", a, b, err)
		}
	})
}

func BenchmarkSeal(b *testing.B) {
	ring, _ := newRing(b)
	_, key := newKey(b, ring, "o1")
	text := []byte("Правозащитный центр «Мемориал»")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := key.Seal(rand.Reader, name, text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	ring, _ := newRing(b)
	_, key := newKey(b, ring, "o1")
	sealed := sealText(b, key, name, "Правозащитный центр «Мемориал»")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := key.Open(name, sealed); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpenDataKey(b *testing.B) {
	ring, _ := newRing(b)
	wrapped, _ := newKey(b, ring, "o1")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ring.OpenDataKey("o1", wrapped); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	ring, _ := newRing(b)
	b.ReportAllocs()
	for b.Loop() {
		ring.Lookup("person.email", "somebody@example.org")
	}
}
