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
	wantTo(t, "who waits hides", mara.send("/en/me", "/en/me/"+other+"/hide", nil), "/en/me")
	wantParts(t, "before it is shown again", mara.get("/en/me/"+other+"/show"), []string{"Light in the window", "You wait for a place by name: if one is free, you get it at once"}, []string{"You take part by name"})
}

// What is full says so, and what is open to whom: by name a place is waited for, quietly nobody needs one. Whoever can take part quietly
// alone is offered that and no more, on the action's page and among what the campaign asks of it.
func TestWhatIsFullIsOpenQuietly(t *testing.T) {
	s := newSite(t)
	hosting, host := s.member("Nino", "House of Windows")
	id := s.callsAs(hosting, host, func(c *models.ActionContent) { c.Capacity = 1 })
	rosa, guest := s.joins("Rosa", "Lamp Post Library")
	mara, other := s.joins("Mara", "Lantern House")
	olga, unnamed := s.joins("Olga", "Late Lantern")
	page, at := "/en/me/actions/"+id, func(organisation string) string { return "/en/me/" + organisation + "/join/" + id }
	wantTo(t, "hidden", olga.send("/en/me", "/en/me/"+unnamed+"/hide", nil), "/en/me")
	byName := []string{"Tell me if a place opens", "Join with your organisation", "by name or quietly"}
	wantParts(t, "there is a place, for who cannot be named", olga.get(page), []string{"Take part quietly", "You can take part quietly, and change your mind"}, byName)
	irena := s.actor(s.asRole("Irena", models.Coordinator))
	if err := s.app.Store().PinAction(t.Context(), irena, models.Sent{FormID: s.app.Store().NewID(), Verb: "ask.pinned"}, id); err != nil {
		t.Fatal(err)
	}
	s.joinsBy(rosa, at(guest), "named", nil)
	full := []string{"This one is full.", "Tell me if a place opens", "Quietly you can take part now"}
	wantParts(t, "full, for everybody", s.browser().get("/en/actions/light-in-the-window"), full, []string{"you wait"})
	wantParts(t, "full, for members", mara.get(page), full, []string{"you wait"})
	wantParts(t, "full, for who cannot be named", olga.get(page), []string{"Taking part quietly takes no place.", "Take part quietly"}, byName)
	for who, want := range map[*browser]string{mara: "Full", olga: "Not yet"} {
		if got := strings.TrimSpace(who.get("/en/me").parsed(t).Find(".tasks .state").Text()); got != want {
			t.Errorf("the ask stands as %q, want %q", got, want)
		}
	}
	s.joinsBy(mara, at(other), "quietly", nil)
	s.joinsBy(olga, at(unnamed), "quietly", nil)
	wantParts(t, "who is in and unknown", mara.get(page), []string{"Let the hosts know, or ask them"}, []string{"Behind the old mill"})
	wantParts(t, "who is in and hidden", olga.get(page), []string{"While you are hidden, they do not know of you"}, []string{"Behind the old mill"})
	wantParts(t, "who is in by name", rosa.get(page), []string{"Behind the old mill"}, []string{"Let the hosts know"})
}

// Who joined what is cancelled reads first when it was and why, and nothing as if it took place. Who left is led on, to its list and
// to the action. Joining a series means all of it.
func TestWhatIsCancelledOrLeftLeadsOn(t *testing.T) {
	s := newSite(t)
	hosting, host := s.member("Nino", "House of Windows")
	id := s.callsAs(hosting, host, func(c *models.ActionContent) {
		c.Risk, c.When.Until = models.SomeRisk, "2027-01-14"
		c.Texts["en"] = models.ActionText{Title: "Light in the window", Body: "Place a lamp in a window.", Before: "Come in twos."}
	})
	rosa, guest := s.joins("Rosa", "Lamp Post Library")
	mara, other := s.joins("Mara", "Lantern House")
	at := func(organisation string) string { return "/en/me/" + organisation + "/join/" + id }
	wantParts(t, "a series", rosa.get(at(guest)), []string{"Joining means all its dates.", "Come in twos."}, nil)
	wantStatus(t, "how it went", s.browser().get("/en/actions/light-in-the-window"), http.StatusOK, "After its first date, 10 December 2026,")
	s.joinsBy(rosa, at(guest), "named", nil)
	left := rosa.post(at(guest)+"/leave", url.Values{"form_id": {rosa.get(at(guest)).formID()}})
	wantTo(t, "left", left, at(guest)+"?done=left")
	page := rosa.get(left.to())
	wantParts(t, "who left", page, nil, []string{"Come in twos.", "Joining means", "You join as"})
	for _, to := range []string{"/en/me/" + guest + "/actions", "/en/me/actions/" + id} {
		if page.parsed(t).Find(`.note a[href="`+to+`"]`).Length() != 1 {
			t.Errorf("who left is not led to %s", to)
		}
	}
	s.joinsBy(rosa, at(guest), "named", nil)
	step := models.ActionStep{OrganisationID: host, ActionID: id, Reason: "The hall is closed."}
	if err := s.app.Store().CancelAction(t.Context(), s.actor(hosting), models.Sent{FormID: s.app.Store().NewID(), Verb: "action.cancelled"}, step); err != nil {
		t.Fatal(err)
	}
	never := []string{"old mill", "Vilnius ·", "Come in twos.", "Joining means", "This was cancelled."}
	wantParts(t, "who joined", rosa.get(at(guest)), []string{"Cancelled on " + s.app.Store().Now().Format("2 January 2006") + ". Reason:", "The hall is closed.", "You joined by name."}, never)
	wantParts(t, "who did not", mara.get(at(other)), []string{"The hall is closed."}, append(never, "You join as"))
	page = s.browser().get("/en/actions/light-in-the-window")
	wantParts(t, "for everybody", page, []string{"The hall is closed.", "What it was about"}, []string{"What we do", "Words you can use"})
	if facts := page.parsed(t).Find(".facts").Text(); page.parsed(t).Find(".poster.off").Length() != 1 || strings.Contains(facts, "learn the place") || !strings.Contains(facts, "Vilnius") {
		t.Errorf("the day shines as if it took place, or the place is still learnt: %s", facts)
	}
	if main := rosa.get(at(guest)).parsed(t).Find("main").Text(); strings.Index(main, "The hall is closed.") > strings.Index(main, "Called by") {
		t.Error("the reason does not come first")
	}
}
