package static_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"keephope/views/static"
)

// get asks the handler for an address with an Accept-Encoding.
func get(t *testing.T, address, accept string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	static.Handler().ServeHTTP(w, r)
	return w.Result()
}

// decoded returns the body of an answer as its reader sees it.
func decoded(t *testing.T, res *http.Response) []byte {
	t.Helper()
	var from io.Reader = res.Body
	switch res.Header.Get("Content-Encoding") {
	case "br":
		from = brotli.NewReader(res.Body)
	case "gzip":
		zr, err := gzip.NewReader(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		from = zr
	}
	body, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestEveryFileIsServedForEverInEveryCoding(t *testing.T) {
	for name, f := range static.Files() {
		for _, accept := range []string{"", "gzip, deflate", "gzip, deflate, br", "br;q=0, gzip;q=0.5"} {
			res := get(t, static.URL(name), accept)
			if res.StatusCode != http.StatusOK || !bytes.Equal(decoded(t, res), f.Body) {
				t.Errorf("%s with %q: status %d or another body", name, accept, res.StatusCode)
			}
			for header, want := range map[string]string{
				"Cache-Control":          "public, max-age=31536000, immutable",
				"X-Content-Type-Options": "nosniff",
				"Content-Type":           f.Type,
			} {
				if got := res.Header.Get(header); got != want {
					t.Errorf("%s: %s is %q, want %q", name, header, got, want)
				}
			}
		}
	}
}

func TestTheSmallestCodingThatTheReaderTakesIsSent(t *testing.T) {
	for accept, want := range map[string]string{
		"br, gzip": "br", "gzip, br": "br", "gzip": "gzip", "GZIP": "gzip", "br;q=0, gzip": "gzip",
		"br;q=0.0": "", "": "", "identity": "", "*": "", "brotli": "", "br;q=x": "",
	} {
		res := get(t, static.URL("keephope.css"), accept)
		if got := res.Header.Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q: sent %q, want %q", accept, got, want)
		}
		if res.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: no Vary", accept)
		}
	}
}

func TestNothingElseIsThere(t *testing.T) {
	for _, address := range []string{
		"/static/", "/static/keephope.css", "/static/keephope.000000000000.css", "/static/htmx.LICENSE.txt",
		"/static/fonts/", "/static/../static.go", static.URL("no-such.css"), static.URL("packed/kh.js.br"),
	} {
		res := get(t, address, "br")
		if res.StatusCode != http.StatusNotFound || res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: status %d, Cache-Control %q", address, res.StatusCode, res.Header.Get("Cache-Control"))
		}
	}
}

func TestReadingIsAllThatCanBeDone(t *testing.T) {
	for method, want := range map[string]int{"HEAD": 200, "POST": 405, "DELETE": 405} {
		w := httptest.NewRecorder()
		static.Handler().ServeHTTP(w, httptest.NewRequest(method, static.URL("kh.js"), nil))
		if w.Code != want || (method == "HEAD" && w.Body.Len() > 0) {
			t.Errorf("%s: status %d with %d bytes, want %d", method, w.Code, w.Body.Len(), want)
		}
	}
}

func TestTheStylesheetNamesFontsByTheirContent(t *testing.T) {
	sheet := string(static.Files()["keephope.css"].Body)
	refs := regexp.MustCompile(`url\("([^"]+)"\)`).FindAllStringSubmatch(sheet, -1)
	if len(refs) != 4 {
		t.Fatalf("%d references in the stylesheet, want the 4 fonts", len(refs))
	}
	for _, ref := range refs {
		if res := get(t, static.Prefix+ref[1], ""); res.StatusCode != http.StatusOK {
			t.Errorf("the stylesheet refers to %s: status %d", ref[1], res.StatusCode)
		}
	}
}

// TestThirdPartyFilesAreTheOnesWeTook pins what we did not write. htmx 4.0.1 is
// dist/htmx.min.js of the npm package htmx.org.
func TestThirdPartyFilesAreTheOnesWeTook(t *testing.T) {
	const htmx = "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"
	sum := sha256.Sum256(static.Files()["htmx.min.js"].Body)
	if got := hex.EncodeToString(sum[:]); got != htmx {
		t.Errorf("htmx.min.js has SHA-256 %s, want %s", got, htmx)
	}
	for file, licence := range map[string]string{
		"htmx.LICENSE.txt": "Zero-Clause BSD", "icons.LICENSE.txt": "ISC License", "fonts/OFL.txt": "SIL OPEN FONT LICENSE",
	} {
		if text := read(t, filepath.Join("assets", file)); !strings.Contains(text, licence) {
			t.Errorf("%s does not say %q", file, licence)
		}
	}
}

func TestTheFirstLoadIsSmall(t *testing.T) {
	size := func(name string) int { return int(get(t, static.URL(name), "br").ContentLength) }
	if got := size("kh.js"); got > 3072 {
		t.Errorf("kh.js has %d bytes, want 3 KB at most", got)
	}
	first := 0
	for _, name := range []string{"keephope.css", "kh.js", "icons.svg", "favicon.svg", "fonts/commissioner-flair-latin.woff2"} {
		first += size(name)
	}
	if first > 36<<10 {
		t.Errorf("style, script, icons and one font have %d bytes, want 36 KB at most", first)
	}
	if all := first + size("htmx.min.js"); all > 48<<10 {
		t.Errorf("with htmx it is %d bytes, want 48 KB at most", all)
	}
}

// TestEveryNameInTheModuleIsAFile reads the sources for static.URL("...") and
// static.Icon("...").
func TestEveryNameInTheModuleIsAFile(t *testing.T) {
	call := regexp.MustCompile(`static\.(URL|Icon)\("([^"]+)"\)`)
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		ours := strings.HasSuffix(path, ".templ") || (strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"))
		if err != nil || d.IsDir() || !ours {
			return err
		}
		for _, m := range call.FindAllStringSubmatch(read(t, path), -1) {
			_, isFile := static.Files()[m[2]]
			if (m[1] == "URL" && !isFile) || (m[1] == "Icon" && !hasIcon(m[2])) {
				t.Errorf("%s: %s is not there", path, m[0])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func hasIcon(symbol string) bool {
	return bytes.Contains(static.Files()["icons.svg"].Body, []byte(`<symbol id="`+symbol+`"`))
}

func read(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
