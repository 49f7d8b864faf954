package e2e

import (
	"encoding/json"
	"testing"
)

// Bounds of a public page's first load.
const (
	mostRequests = 9
	mostBytes    = 60_000
)

// Journey a, second page: a visitor looks for who stands with us. With a script only the list changes, without one the
// button does the same.
func TestJourneyThroughTheList(t *testing.T) {
	app, browser := demoSite(t), allocate(t)
	for _, look := range looks() {
		t.Run(look.String(), func(t *testing.T) {
			r := read(t, browser, app.URL(), look)
			r.Open("/endorsers")
			r.light()
			r.Check("endorsers")
			all := r.Text("#list")
			r.PressOn(".rows h3 a")
			r.Check("endorser")
			name := r.Text("h1")
			r.Open("/endorsers")
			if look.Script {
				r.keep("aside")
				ask[bool](r, `new Promise(done => {
					document.querySelector("#q").focus();
					const wait = () => window.htmx ? done(true) : setTimeout(wait, 10);
					wait();
				})`)
				r.Fill("q", name)
				ask[bool](r, `new Promise(done => {
					new MutationObserver(() => done(true)).observe(document.querySelector("#found"), {childList: true, characterData: true, subtree: true});
					document.querySelector("#q").dispatchEvent(new Event("input", {bubbles: true}));
				})`)
				r.kept("aside")
				if said, shown := r.Text("#found"), r.Text("#list"); said != shown {
					t.Errorf("%q is said, %q is shown", said, shown)
				}
			} else {
				r.Fill("q", name)
				r.PressIn("form.filters", r.T("listing.show"))
			}
			if one := r.Text("#list"); one == all || one != r.T("listing.organisations", "n", 1) {
				t.Errorf("a search for %q leaves %q of %q", name, one, all)
			}
			r.Check("endorsers-found")
			r.PressOn(".chips a:not(.chip)")
			if again := r.Text("#list"); again != all {
				t.Errorf("cleared, the list has %q, before it had %q", again, all)
			}
			r.Open("/endorsers?q=qqqqqqqqqq")
			r.Check("endorsers-nobody")
		})
	}
}

// keep marks an element, kept fails if it was exchanged since.
func (r *Reader) keep(selector string) {
	r.t.Helper()
	ask[bool](r, `document.querySelector("`+selector+`").kept = true`)
}

func (r *Reader) kept(selector string) {
	r.t.Helper()
	if !ask[bool](r, `document.querySelector("`+selector+`").kept === true`) {
		r.t.Errorf("%s was loaded anew", selector)
	}
}

// light fails if the page's first load was heavier than a public page may be. A browser that has files of before counts
// them by what they cost the first time.
func (r *Reader) light() {
	r.t.Helper()
	var load struct{ Requests, Bytes int }
	text := ask[string](r, `(() => {
		const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
		return JSON.stringify({Requests: all.length, Bytes: all.reduce((sum, e) => sum + e.encodedBodySize, 0)});
	})()`)
	if err := json.Unmarshal([]byte(text), &load); err != nil {
		r.t.Fatal(err)
	}
	if load.Requests > mostRequests || load.Bytes > mostBytes {
		r.t.Errorf("%s: the first load took %d requests and %d bytes", r.look, load.Requests, load.Bytes)
	}
	r.t.Logf("%s: %d requests, %d bytes", r.look, load.Requests, load.Bytes)
}
