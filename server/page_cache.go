package server

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/maypok86/otter/v2"

	"keephope/handlers"
	"keephope/models"
	"keephope/views/locale"
)

// Bounds of the page cache. A page lives for a second at most: the net below what clears it at once.
const (
	pageLife      = time.Second
	pageCacheSize = 64 << 20 // bytes
	pageOverhead  = 2 << 10  // bytes of a page beside its body, at most
)

// pageCache keeps rendered public pages for at most a second, so that many readers of one page cost one rendering. It
// stands before everything else that answers.
//
// What it keeps can depend on nothing but the key, because it is rendered for a request that has nothing else: no
// cookie, no preferred language, no address, no query field that the page does not read. The generation is part of the
// key: a page whose rendering began before a change is never found after it.
type pageCache struct {
	next       http.Handler
	kept       []keptPage
	pages      *otter.Cache[pageKey, *page]
	searches   *turnstile // before pages that a query makes
	address    func(*http.Request) string
	refuse     http.HandlerFunc // says that there are too many
	generation atomic.Uint64
}

// pageKey is everything that a kept page may depend on.
type pageKey struct {
	path       string // as it was asked for, with its language; escaped
	query      string // the fields that the page reads, in one order
	fragment   bool   // htmx asked for what changes
	problems   bool   // errors are told to a program
	generation uint64 // of changes to what is public
}

// newPageCache puts a cache for the kept pages among routes before next.
func newPageCache(next http.Handler, routes []Route) *pageCache {
	c := &pageCache{next: next, kept: keptPages(routes), searches: searchTurnstile()}
	c.pages = otter.Must(&otter.Options[pageKey, *page]{
		MaximumWeight: pageCacheSize,
		Weigher: func(k pageKey, p *page) uint32 {
			return uint32(len(k.path) + len(k.query) + 2*len(p.body) + pageOverhead)
		},
		ExpiryCalculator: otter.ExpiryWriting[pageKey, *page](pageLife),
	})
	return c
}

// drop forgets all pages, and those whose rendering is under way.
func (c *pageCache) drop() {
	c.generation.Add(1)
	c.pages.InvalidateAll()
}

// ServeHTTP answers a kept page from the cache and passes everything else on.
func (c *pageCache) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key, ok := c.key(r)
	if !ok {
		c.next.ServeHTTP(w, r)
		return
	}
	if p, found := c.pages.GetIfPresent(key); found {
		p.serve(w, r)
		return
	}
	if !c.keeps(r) {
		c.next.ServeHTTP(w, r)
		return
	}
	p, err := c.pages.Get(r.Context(), key, otter.LoaderFunc[pageKey, *page](func(ctx context.Context, key pageKey) (*page, error) {
		return c.loadInTurn(ctx, key, r)
	}))
	var shared *sharedPage
	switch {
	case err == nil:
		p.serve(w, r)
	case errors.As(err, &shared):
		shared.serve(w, r)
	case models.KindOf(err) == models.TooMany:
		c.refuse(w, r)
	default: // the reader went away, or the answer is this reader's alone
		c.next.ServeHTTP(w, r)
	}
}

// key returns the key of a request; ok is false for one that the cache has nothing to do with.
func (c *pageCache) key(r *http.Request) (key pageKey, ok bool) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return key, false
	}
	key = pageKey{path: r.URL.EscapedPath(), generation: c.generation.Load()}
	if r.URL.RawQuery != "" {
		if key.query, ok = canonicalQuery(r.URL.RawQuery, c.fields(r.URL.Path)); !ok {
			return key, false
		}
	}
	key.fragment = len(r.Header["Hx-Request"]) > 0 && handlers.IsFragment(r)
	key.problems = len(r.Header["Accept"]) > 0 && handlers.WantsProblem(r)
	return key, true
}

// errPrivate says that an answer may not be shared.
var errPrivate = errors.New("this answer is for one reader")

// sharedPage is an answer for those who wait for it now, and for nobody later.
type sharedPage struct{ *page }

// Error tells the cache not to keep it.
func (*sharedPage) Error() string { return "this answer is not kept" }

// loadInTurn is load for the reader who is the first to ask. What a query makes is kept for few others: it waits for its
// turn. A page that has no query never waits, so that the list itself is always there.
func (c *pageCache) loadInTurn(ctx context.Context, key pageKey, r *http.Request) (*page, error) {
	if key.query == "" {
		return c.load(ctx, key)
	}
	address, _ := netip.ParseAddr(c.address(r))
	leave, err := c.searches.enter(ctx, address)
	if err != nil {
		return nil, err
	}
	defer leave()
	return c.load(ctx, key)
}

// load renders the page of a key, for all who wait for it: it goes on if the first of them leaves.
func (c *pageCache) load(ctx context.Context, key pageKey) (*page, error) {
	target, err := url.ParseRequestURI(key.path)
	if err != nil {
		return nil, errPrivate
	}
	target.RawQuery = key.query
	r := (&http.Request{
		Method: http.MethodGet, URL: target, RequestURI: target.RequestURI(), Header: http.Header{},
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Body: http.NoBody,
	}).WithContext(context.WithoutCancel(ctx))
	if key.fragment {
		r.Header.Set("HX-Request", "true")
	}
	if key.problems {
		r.Header.Set("Accept", "application/json")
	}
	answer := recorder{header: http.Header{}, status: http.StatusOK}
	c.next.ServeHTTP(&answer, r)
	if answer.header.Get("Set-Cookie") != "" {
		return nil, errPrivate
	}
	p := newPage(answer)
	if !p.keepable() {
		return nil, &sharedPage{p}
	}
	return p, nil
}

// keeps reports whether a request's address is that of a kept page in a shipped language.
func (c *pageCache) keeps(r *http.Request) bool {
	first, _, _ := segment(r.URL.Path)
	if _, ok := locale.Parse(first); !ok {
		return false
	}
	_, ok := c.match(r.URL.Path)
	return ok
}
