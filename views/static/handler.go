package static

import (
	"embed"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

//go:embed packed
var packed embed.FS

// served is a file with its compressed forms; nil where there is none.
type served struct {
	File
	br, gz []byte
}

var byAddress = sync.OnceValue(func() map[string]served {
	all := make(map[string]served)
	for _, f := range Files() {
		all[f.Address] = served{File: f, br: packedForm(f.Name + ".br"), gz: packedForm(f.Name + ".gz")}
	}
	return all
})

// packedForm returns a compressed file, nil when the file is not compressed.
func packedForm(name string) []byte {
	body, err := packed.ReadFile("packed/" + name)
	if err != nil {
		return nil
	}
	return body
}

// Handler serves every file at its address, and 404 for anything else. An answer
// may be kept for ever, since other content has another address. GET and HEAD only.
func Handler() http.Handler { return http.HandlerFunc(serve) }

func serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("X-Content-Type-Options", "nosniff")
	f, ok := byAddress()[r.URL.Path]
	switch {
	case !ok:
		header.Set("Cache-Control", "no-store")
		http.Error(w, "not found", http.StatusNotFound)
		return
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		header.Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	header.Set("Cache-Control", "public, max-age=31536000, immutable")
	header.Set("Content-Type", f.Type)
	if f.br != nil {
		header.Set("Vary", "Accept-Encoding")
	}
	body, encoding := f.choose(r.Header.Get("Accept-Encoding"))
	if encoding != "" {
		header.Set("Content-Encoding", encoding)
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(body) // a reader who went away is nobody's error
	}
}

// choose returns the smallest form that the reader accepts and its coding.
func (f served) choose(accept string) (body []byte, encoding string) {
	switch {
	case f.br != nil && accepts(accept, "br"):
		return f.br, "br"
	case f.gz != nil && accepts(accept, "gzip"):
		return f.gz, "gzip"
	}
	return f.Body, ""
}

// accepts reports whether an Accept-Encoding header (RFC 9110, 12.5.3) names the
// coding with a weight above 0. "*" is not taken for a promise.
func accepts(header, coding string) bool {
	for entry := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(entry, ";")
		if !strings.EqualFold(strings.TrimSpace(name), coding) {
			continue
		}
		weight, found := strings.CutPrefix(strings.ToLower(strings.TrimSpace(params)), "q=")
		if !found {
			return true
		}
		q, err := strconv.ParseFloat(weight, 64)
		return err == nil && q > 0
	}
	return false
}
