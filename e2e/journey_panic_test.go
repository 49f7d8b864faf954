package e2e

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// hiddenOf is an organisation of the demo whose signatory is the persona nino, and its address.
const (
	hiddenName   = "Open Window Tbilisi"
	hiddenSlug   = "/endorsers/open-window-tbilisi"
	hiddenAction = "/actions/an-evening-of-letters-read-aloud"
)

// Journey f: an organisation in danger is gone with one press after sign-in, and comes back only where its signatory
// has read what becomes visible.
func TestJourneyOfAnOrganisationInDanger(t *testing.T) {
	browser := allocate(t)
	for _, look := range looks() {
		t.Run(look.String(), func(t *testing.T) {
			r := read(t, browser, demoSite(t).URL(), look)
			r.public(t, true)
			r.SignIn("nino")
			r.SeesKey("organisation.hide.text")
			r.Check("me")
			r.PressKey("organisation.hide.now")
			r.public(t, false)
			r.SeesKey("organisation.hide.withdraw")
			r.Check("hidden")
			r.PressKey("organisation.hide.show")
			r.SeesKey("organisation.show.lead")
			r.Check("show")
			r.public(t, false)
			r.PressKey("organisation.show.do")
			r.public(t, true)
		})
	}
}

// public asks every public surface that would name the organisation, as a stranger and at once.
func (r *Reader) public(t *testing.T, named bool) {
	t.Helper()
	base := r.base + "/" + r.look.Lang
	for _, path := range []string{"/", "/endorsers", "/endorsers?q=tbilisi", "/endorsers?country=GE", "/endorsers.csv", "/endorsers.json", hiddenSlug, "/actions", "/actions.csv", "/actions.json", hiddenAction} {
		res, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if path == "/" && named {
			continue // the first page names the newest only
		}
		if got := strings.Contains(string(body), hiddenName); got != named {
			t.Errorf("%s%s: names the organisation: %t, want %t", base, path, got, named)
		}
	}
}
