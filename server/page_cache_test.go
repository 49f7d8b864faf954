package server

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keephope/handlers"
)

// site is a page cache before a handler of the test's own, with the list as its one kept page.
func site(handler http.HandlerFunc) *pageCache {
	c := newPageCache(handler, []Route{
		{get, "/:lang/endorsers", Kept, nil}, {get, "/:lang/endorsers/:slug", Kept, nil}, {get, "/:lang/me", SignedIn, nil},
	})
	c.address = func(r *http.Request) string { return r.Header.Get("X-Test-Address") }
	c.refuse = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) }
	return c
}

func ask(c http.Handler, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	c.ServeHTTP(w, r)
	return w
}

// counting answers with how often it was asked, and for what.
func counting(asked *atomic.Int64) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprintf(w, "%d %s %v", asked.Add(1), r.URL.RequestURI(), r.Header)
	}
}

func TestManyReadersCostOneRendering(t *testing.T) {
	var asked atomic.Int64
	c := site(counting(&asked))
	var readers sync.WaitGroup
	for range 100 {
		readers.Go(func() {
			if w := ask(c, "/en/endorsers"); w.Code != http.StatusOK {
				t.Errorf("%d", w.Code)
			}
		})
	}
	readers.Wait()
	if n := asked.Load(); n != 1 {
		t.Errorf("the page was rendered %d times", n)
	}
}

func TestAPageDependsOnItsKeyAlone(t *testing.T) {
	var asked atomic.Int64
	c := site(counting(&asked))
	plain := ask(c, "/en/endorsers?country=GE&q=a+b").Body.String()
	if want := "1 /en/endorsers?q=a+b&country=GE map[]"; plain != want {
		t.Fatalf("the page was asked for as %q, want %q", plain, want)
	}
	for _, same := range [][]string{
		{"/en/endorsers?q=a+b&country=GE", "Cookie", "__Host-session=secret", "Accept-Language", "ru", "Authorization", "Bearer x"},
		{"/en/endorsers?q=a%20b&country=GE&order=&utm_source=x&fbclid=y", "X-Forwarded-For", "203.0.113.7"},
		{"/en/endorsers?q=a+b&country=GE", "HX-Request", "true", "HX-Boosted", "true"},
		{"/en/endorsers?q=a+b&country=GE", "Accept", "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8"},
	} {
		if got := ask(c, same[0], same[1:]...).Body.String(); got != plain {
			t.Errorf("%v: %q, want the page of before", same, got)
		}
	}
	for _, other := range [][]string{
		{"/ru/endorsers?q=a+b&country=GE"}, {"/en/endorsers?q=a+b"}, {"/en/endorsers"}, {"/en/endorsers/a"},
		{"/en/endorsers?q=a+b&country=GE", "HX-Request", "true"}, {"/en/endorsers?q=a+b&country=GE", "Accept", "application/json"},
	} {
		if got := ask(c, other[0], other[1:]...).Body.String(); got == plain {
			t.Errorf("%v: got another page's answer", other)
		}
	}
}

func TestWhatIsForOneReaderIsNotKept(t *testing.T) {
	for name, c := range map[string]struct {
		target string
		answer http.HandlerFunc
	}{
		"a member's page":     {"/en/me", func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.Header.Get("Cookie")) }},
		"an unknown language": {"/xx/endorsers", func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.Header.Get("Cookie")) }},
		"a field sent twice":  {"/en/endorsers?q=a&q=b", func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.Header.Get("Cookie")) }},
		"an answer with a cookie": {"/en/endorsers", func(w http.ResponseWriter, r *http.Request) {
			http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
			_, _ = io.WriteString(w, r.Header.Get("Cookie"))
		}},
		"a deeper address": {"/en/endorsers/a/b", func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.Header.Get("Cookie")) }},
	} {
		t.Run(name, func(t *testing.T) {
			s := site(c.answer)
			for _, reader := range []string{"nino", "otar"} {
				w := ask(s, c.target, "Cookie", reader)
				if got := w.Body.String(); got != reader || strings.Contains(w.Header().Get("Cache-Control"), "public") {
					t.Errorf("%s was answered %q, %v", reader, got, w.Header())
				}
			}
		})
	}
}

func TestAFailureIsNotKept(t *testing.T) {
	var asked atomic.Int64
	c := site(func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	if first, second := ask(c, "/en/endorsers").Code, ask(c, "/en/endorsers").Code; first != 503 || second != 200 {
		t.Errorf("%d and %d, want 503 and 200", first, second)
	}
}

func TestAPageBegunBeforeAChangeIsNeverFoundAfterIt(t *testing.T) {
	var asked atomic.Int64
	begun, changed := make(chan struct{}), make(chan struct{})
	c := site(func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) == 1 {
			close(begun)
			<-changed
			_, _ = io.WriteString(w, "with the name")
			return
		}
		_, _ = io.WriteString(w, "without")
	})
	var early sync.WaitGroup
	early.Go(func() { ask(c, "/en/endorsers") })
	<-begun
	c.drop()
	if got := ask(c, "/en/endorsers").Body.String(); got != "without" {
		t.Errorf("while the old page was rendered: %q", got)
	}
	close(changed)
	early.Wait()
	if got := ask(c, "/en/endorsers").Body.String(); got != "without" {
		t.Errorf("afterwards: %q", got)
	}
}

func TestAKeptPageIsAPoliteAnswer(t *testing.T) {
	body := strings.Repeat("Keep hope. ", 500)
	c := site(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=UTF-8")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		_, _ = io.WriteString(w, body)
	})
	plain := ask(c, "/en/endorsers")
	want := http.Header{
		"Cache-Control": {handlers.SharedFor}, "Content-Length": {fmt.Sprint(len(body))}, "Content-Type": {"text/html; charset=UTF-8"},
		"Vary": {"Accept", "Accept-Encoding", "HX-Request"}, "X-Content-Type-Options": {"nosniff"}, "Etag": plain.Header()["Etag"],
	}
	if diff := cmp.Diff(want, plain.Header()); diff != "" || plain.Body.String() != body || len(want["Etag"]) != 1 {
		t.Errorf("plain (-want +got):\n%s", diff)
	}
	packed := ask(c, "/en/endorsers", "Accept-Encoding", "br, gzip;q=0.5")
	zip, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	unpacked, err := io.ReadAll(zip)
	if err != nil || string(unpacked) != body || packed.Header().Get("Content-Encoding") != "gzip" {
		t.Errorf("compressed: %v, %d bytes", err, len(unpacked))
	}
	if refused := ask(c, "/en/endorsers", "Accept-Encoding", "gzip;q=0"); refused.Header().Get("Content-Encoding") != "" {
		t.Error("compressed for a reader who does not want it")
	}
	same := ask(c, "/en/endorsers", "If-None-Match", `"other", `+plain.Header().Get("ETag"))
	if same.Code != http.StatusNotModified || same.Body.Len() > 0 || same.Header().Get("ETag") == "" {
		t.Errorf("unchanged: %d, %d bytes, %v", same.Code, same.Body.Len(), same.Header())
	}
	r := httptest.NewRequest(http.MethodHead, "/en/endorsers", nil)
	w := httptest.NewRecorder()
	c.ServeHTTP(w, r)
	if w.Code != http.StatusOK || w.Body.Len() > 0 || w.Header().Get("Content-Length") != fmt.Sprint(len(body)) {
		t.Errorf("HEAD: %d, %d bytes, %v", w.Code, w.Body.Len(), w.Header())
	}
}

func FuzzCanonicalQuery(f *testing.F) {
	for _, raw := range []string{"", "q=a", "country=GE&q=%D0%9C", "q=a&q=b", "q=%zz", "a;b", "q=&page=x", "q=a%26b%3Dc"} {
		f.Add(raw)
	}
	known := []string{"q", "country"}
	f.Fuzz(func(t *testing.T, raw string) {
		got, ok := canonicalQuery(raw, known)
		values, err := url.ParseQuery(raw)
		twice := slices.ContainsFunc(known, func(name string) bool { return len(values[name]) > 1 })
		if ok != (err == nil && !twice) {
			t.Fatalf("%q: ok is %v", raw, ok)
		}
		if !ok {
			return
		}
		again, _ := canonicalQuery(got, known)
		back, err := url.ParseQuery(got)
		if err != nil || again != got {
			t.Fatalf("%q became %q, then %q (%v)", raw, got, again, err)
		}
		for _, name := range known {
			if back.Get(name) != values.Get(name) {
				t.Errorf("%s of %q: %q", name, raw, got)
			}
		}
	})
}

func BenchmarkAKeptPage(b *testing.B) {
	c := site(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(bytes.Repeat([]byte("x"), 40_000)) })
	r := httptest.NewRequest(http.MethodGet, "/en/endorsers", nil)
	b.ReportAllocs()
	for b.Loop() {
		c.ServeHTTP(nowhere{http.Header{}}, r)
	}
}

// nowhere is a reader who throws everything away.
type nowhere struct{ header http.Header }

func (n nowhere) Header() http.Header       { return n.header }
func (nowhere) WriteHeader(int)             {}
func (nowhere) Write(b []byte) (int, error) { return len(b), nil }
