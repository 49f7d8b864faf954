package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"

	"keephope/handlers"
)

// How pages are compressed: only where it pays.
const (
	compressFrom  = 1 << 10 // bytes
	compressLevel = 3
)

// page is a rendered answer: status, headers, body, and the compressed body once somebody wants it.
type page struct {
	status   int
	header   http.Header // shared by all who are answered; nobody may change it
	tag      string
	body     []byte
	length   []string
	compress bool

	packing      sync.Once
	packed       []byte
	packedLength []string
}

// recorder takes an answer.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
	wrote  bool
}

// Header is what is set so far.
func (r *recorder) Header() http.Header { return r.header }

// WriteHeader takes the status; the first counts.
func (r *recorder) WriteHeader(status int) {
	if !r.wrote {
		r.status, r.wrote = status, true
	}
}

// Write takes a part of the body.
func (r *recorder) Write(b []byte) (int, error) {
	r.wrote = true
	return r.body.Write(b)
}

// newPage makes a page of an answer. Its tag is a hash of what the reader sees, so that it moves only when that does;
// it is weak, since the compressed form has the same.
func newPage(answer recorder) *page {
	p := &page{status: answer.status, header: answer.header, body: answer.body.Bytes()}
	p.length = []string{strconv.Itoa(len(p.body))}
	kind := p.header.Get("Content-Type")
	p.compress = len(p.body) >= compressFrom && !strings.HasPrefix(kind, "image/")
	if !p.keepable() {
		return p
	}
	p.header.Set("Cache-Control", handlers.SharedFor)
	for _, on := range []string{"Accept", "Accept-Encoding", "HX-Request"} {
		p.header.Add("Vary", on)
	}
	if p.status == http.StatusOK {
		sum := sha256.Sum256(p.body)
		p.tag = `W/"` + hex.EncodeToString(sum[:12]) + `"`
		p.header.Set("ETag", p.tag)
	}
	return p
}

// keepable reports whether the answer is the same for everybody for a while: a page, a way on, or nothing there.
func (p *page) keepable() bool {
	return p.status == http.StatusOK || p.status == http.StatusNotFound || p.status == http.StatusSeeOther
}

// serve answers with the page.
func (p *page) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	for name, values := range p.header {
		h[name] = values
	}
	if p.tag != "" && tagged(r.Header["If-None-Match"], p.tag) {
		delete(h, "Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body, length := p.body, p.length
	if p.compress && acceptsGzip(r.Header["Accept-Encoding"]) {
		p.packing.Do(p.pack)
		body, length = p.packed, p.packedLength
		h["Content-Encoding"] = packedEncoding()
	}
	h["Content-Length"] = length
	w.WriteHeader(p.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a reader who went away is nobody's error
	}
}

func packedEncoding() []string { return []string{"gzip"} }

func (p *page) pack() {
	var out bytes.Buffer
	out.Grow(len(p.body) / 4)
	zip, err := gzip.NewWriterLevel(&out, compressLevel)
	if err != nil {
		panic(err) // the level is one
	}
	_, _ = zip.Write(p.body) // a buffer takes everything
	_ = zip.Close()
	p.packed, p.packedLength = out.Bytes(), []string{strconv.Itoa(out.Len())}
}

// tagged reports whether If-None-Match names the tag, or anything (RFC 9110, 13.1.2).
func tagged(headers []string, tag string) bool {
	return slices.ContainsFunc(headers, func(header string) bool {
		for entry := range strings.SplitSeq(header, ",") {
			entry = strings.TrimSpace(entry)
			if entry == "*" || strings.TrimPrefix(entry, "W/") == strings.TrimPrefix(tag, "W/") {
				return true
			}
		}
		return false
	})
}

// acceptsGzip reports whether Accept-Encoding names gzip with a weight above 0 (RFC 9110, 12.5.3).
func acceptsGzip(headers []string) bool {
	return slices.ContainsFunc(headers, func(header string) bool {
		for entry := range strings.SplitSeq(header, ",") {
			name, weight, _ := strings.Cut(strings.TrimSpace(entry), ";")
			if strings.EqualFold(strings.TrimSpace(name), "gzip") {
				q, weighted := strings.CutPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
				return !weighted || strings.Trim(q, "0.") != ""
			}
		}
		return false
	})
}
