package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
)

// wantParts fails unless the body of a page has the words, and none of those that are never said.
func wantParts(t *testing.T, what string, page answer, has, never []string) {
	t.Helper()
	wantStatus(t, what, page, http.StatusOK, has...)
	for _, words := range never {
		if strings.Contains(page.body, words) {
			t.Errorf("%s: says %q", what, words)
		}
	}
}

// joinsBy sends the form of an action by which a browser's organisation takes part, and fails unless it is taken.
func (s *site) joinsBy(b *browser, at, how string, also url.Values) {
	s.t.Helper()
	form := url.Values{"form_id": {b.get(at).formID()}, "how": {how}}
	for name, values := range also {
		form[name] = values
	}
	wantStatus(s.t, how, b.post(at, form), http.StatusSeeOther)
}

// What the pages say of a place that goes is true in each case: it is free for others, and nobody waits who finds it so. Whoever cannot
// come back is not told how it would, and nothing is listed that was not given.
func TestThePlaceThatGoesIsToldTruly(t *testing.T) {
	s := newSite(t)
	hosting, host := s.member("Nino", "House of Windows")
	id := s.callsAs(hosting, host, func(c *models.ActionContent) { c.Capacity = 1; c.Where = models.Where{Mode: models.AtWindow} })
	rosa, guest := s.joins("Rosa", "Lamp Post Library")
	mara, other := s.joins("Mara", "Lantern House")
	olga, late := s.joins("Olga", "Late Lantern")
	at := func(organisation string) string { return "/en/me/" + organisation + "/join/" + id }
	s.joinsBy(rosa, at(guest), "named", nil)
	place := "it is free for others"
	wantParts(t, "who has the place", rosa.get(at(guest)), []string{"your place is free for others. If somebody has taken it"}, []string{"you wait for a new one"})
	wantParts(t, "it asks", rosa.get(at(guest)+"/leave"), []string{place + ", and if somebody has taken it", "<li>Your name among those who take part</li>"},
		[]string{"Your town", "Your note", "to come back by name, you wait"})
	s.joinsBy(rosa, at(guest), "quietly", url.Values{"asked": {"1"}})
	s.joinsBy(rosa, at(guest), "named", url.Values{"town": {"Graz"}, "note": {"We bring lamps."}})
	if page := rosa.get(at(guest)); !strings.Contains(page.body, "You are in.") {
		t.Error("who went and came back at once has no place")
	}
	wantParts(t, "it asks who wrote", rosa.get(at(guest)+"/leave"), []string{"<li>Your town</li>", "<li>Your note to the hosts</li>"}, nil)
	s.joinsBy(mara, at(other), "named", nil)
	waits := mara.get(at(other))
	if note := waits.parsed(t).Find(".note use").First().AttrOr("href", ""); !strings.HasSuffix(note, "#clock") || !strings.Contains(waits.body, "You wait for a place") {
		t.Errorf("who waits has the sign %q", note)
	}
	if got := mara.get("/en/me/actions").parsed(t).Find(".status.wait").Text(); !strings.Contains(got, "You wait for a place") {
		t.Errorf("in the list who waits has %q", got)
	}
	wantParts(t, "who waits is asked", mara.get(at(other)+"/leave"), []string{"others may be before you"}, []string{"you wait behind"})
	hosts := "/en/me/" + host + "/actions/" + id
	wantStatus(t, "closed", hosting.send(hosts, hosts+"/close", nil), http.StatusSeeOther)
	wantParts(t, "closed, it asks", rosa.get(at(guest)+"/leave"), []string{"<li>Your place: " + place + "</li>", "you cannot come back"}, []string{"come back by name"})
	wantParts(t, "closed, who waits is asked", mara.get(at(other)+"/leave"), []string{"<li>Your turn among those who wait</li>"}, []string{"come back by name"})
	wantParts(t, "closed, who came late", olga.get(at(late)), []string{"Nobody can join any more."}, []string{"You join as"})
}
