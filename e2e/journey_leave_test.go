package e2e

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"keephope/views/urls"
)

// ownName is what the organisation of the persona nino calls itself.
const ownName = "ღია ფანჯარა"

// Whoever leaves quickly is signed out and elsewhere, and the Back button shows nothing of theirs, with and without
// script.
func TestLeavingQuicklyShowsNothingToWhoeverGoesBack(t *testing.T) {
	browser := allocate(t)
	for _, look := range looks() {
		t.Run(look.String(), func(t *testing.T) {
			r := read(t, browser, demoSite(t).URL(), look)
			r.SignIn("nino")
			r.Sees(ownName)
			r.Open("/me/data")
			r.Open("/me")
			r.do("leave", chromedp.Click(chromedp.CSS("form[data-leave] button")))
			r.waits("the other site", func() bool { return !strings.HasPrefix(r.Where(), r.base) })
			for range 3 {
				r.back()
				r.waits("a page of this site", func() bool { return strings.HasPrefix(r.Where(), r.base) })
				if text := r.Text("html"); strings.Contains(text, ownName) || strings.Contains(text, "Nino") {
					t.Errorf("back on %s: %s", r.Where(), text)
				}
				if !strings.HasSuffix(r.Where(), "/sign-in") {
					t.Errorf("back leads to %s", r.Where())
				}
			}
			if found := strings.Join(r.others(), " "); strings.TrimSpace(strings.ReplaceAll(found, urls.Elsewhere, "")) != "" {
				t.Errorf("requests to other places: %s", found)
			}
		})
	}
}

// back presses the browser's own button.
func (r *Reader) back() {
	r.t.Helper()
	r.do("go back", chromedp.NavigateBack())
}

func (r *Reader) waits(what string, holds func() bool) {
	r.t.Helper()
	for range 100 {
		if holds() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	r.t.Fatalf("%s: waited for %s in vain, on %s", r.look, what, r.Where())
}

// others are the requests that went to other places so far.
func (r *Reader) others() (out []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, line := range r.noise {
		if at, ok := strings.CutPrefix(line, "request to another place: "); ok {
			out = append(out, at)
		}
	}
	return out
}
