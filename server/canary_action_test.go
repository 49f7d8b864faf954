package server_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/server"
)

// Numbers of what public organisations keep to themselves, beyond those of the secrets.
const (
	quietNumber = 90
	amongNumber = 91
)

// publicOnesKeepToThemselves has a public organisation take part in an action quietly, of which its hosts learn nothing, and another
// one call members alone to an action.
func (c *canary) publicOnesKeepToThemselves() {
	c.t.Helper()
	c.beyond = map[int]*secret{
		quietNumber: {state: "taking part quietly", number: quietNumber},
		amongNumber: {state: "among members", number: amongNumber, members: true, desk: true, keepers: true},
	}
	c.joinsIn(c.members[own], c.public[others], quietNumber, models.JoinQuietly)
	c.announcesTo(c.member(plain("Lighthouse")), latin(amongNumber, "action"), models.ForMembers)
}

// joinsIn has an organisation take part in an action, with a town and a note of a number's words.
func (c *canary) joinsIn(p *party, action string, number int, way models.JoinWay) {
	c.t.Helper()
	c.must(c.w.Store.JoinAction(c.t.Context(), c.w.Again(c.t, p.as), c.w.Sent("join"), models.Joining{
		OrganisationID: p.id, ActionID: action, Way: way, Town: cyrillic(number, "town"), Note: latin(number, "note to hosts"),
	}))
}

// takesPart has a secret take part in an action of another: by name while it is named to everybody, else quietly.
func (c *canary) takesPart(s *secret) {
	c.t.Helper()
	way, action := models.JoinNamed, c.public[others]
	switch {
	case s.slug == "":
		way = models.JoinQuietly
	case s.number%2 == 1: // where no secret hosts, so that its going writes nothing anew but its own row
		action = c.public[own]
	}
	c.joinsIn(s.party, action, s.number, way)
}

// hostsToo has some of the secrets host another's action with it, and the others be asked and not answer.
func (c *canary) hostsToo(s *secret) {
	c.t.Helper()
	c.asks(c.members[others], s.party, c.public[others])
	if s.number%2 == 0 {
		c.must(c.w.Store.AnswerCoHost(c.t.Context(), c.w.Again(c.t, s.as), c.w.Sent("accept"), models.CoHostStep{OrganisationID: s.id, ActionID: c.public[others], Yes: true, Audience: models.ForPublic}))
	}
}

// reports has a secret tell of an evening that is over, in which it took part by name, with a picture.
func (c *canary) reports(s *secret) {
	c.t.Helper()
	evening := c.told.evenings[others]
	c.exec("INSERT INTO participations (id, action_id, organisation_id, quiet, hosts_see, waiting, said, joined_at, joined_by) VALUES ('%s', '%s', '%s', FALSE, TRUE, FALSE, '', '2026-11-22 12:00:00+00:00', '%s')",
		c.w.Store.NewID(), evening, s.id, s.as.PersonID)
	s.report = c.tellsOf(s.party, evening, latin(s.number, "report"))
	s.image = c.w.Text(c.t, "SELECT DISTINCT id FROM report_pictures WHERE report_id = '"+s.report+"'")
	before := c.texts("SELECT DISTINCT picture_id FROM listed_report_pictures")
	c.publishesReport(s.report)
	for _, id := range c.texts("SELECT DISTINCT picture_id FROM listed_report_pictures") {
		if !slices.Contains(before, id) {
			s.told = id
		}
	}
	if s.told == "" {
		c.t.Fatalf("%s: its picture never was public", s.state)
	}
}

// isToldOf has a secret call everybody to an evening, of which a public organisation then tells. That waits at the desk.
func (c *canary) isToldOf(s *secret) {
	c.t.Helper()
	evening := c.evening(s.party, models.ForPublic)
	c.must(c.w.Store.JoinAction(c.t.Context(), c.w.Again(c.t, c.members[others].as), c.w.Sent("join"), models.Joining{
		OrganisationID: c.members[others].id, ActionID: evening, Way: models.JoinNamed,
	}))
	c.w.Clock.Add(3 * time.Minute)
	s.toldBy = c.tellsOf(c.members[others], evening, "Lamps along the river")
}

// calendar makes a secret's secret calendar. One of them is revoked.
func (c *canary) calendar(s *secret) {
	c.t.Helper()
	token, err := c.w.Store.MakeCalendar(c.t.Context(), s.as, c.w.Sent("calendar"), s.id, "en")
	c.must(err)
	s.dates = token + ".ics"
	if s.state == "hidden" {
		c.must(c.w.Store.RevokeCalendars(c.t.Context(), s.as, c.w.Sent("revoke"), s.id, false))
	}
}

// calendarsAreGone looks that secret calendars which were revoked, or are of nobody who acts now, answer like what never was.
func (c *canary) calendarsAreGone() {
	c.t.Helper()
	ask := func(file string) answer {
		res := c.ask(asked{method: http.MethodGet, path: "/calendar/" + file})
		res.body = res.shape()
		return res
	}
	never, gone := ask(strings.Repeat("A", 43)+".ics"), 0
	for _, s := range c.secrets {
		if s.dates == "" {
			continue
		}
		acts := c.w.Count(c.t, "SELECT count(*) FROM organisations WHERE id = '"+s.id+"' AND state = 'member'") > 0
		if acts && s.state != "hidden" {
			continue
		}
		if gone++; !same(never, ask(s.dates)) {
			c.t.Errorf("%s: its secret calendar answers", s.state)
		}
	}
	if gone < 4 {
		c.t.Errorf("only %d secret calendars are gone", gone)
	}
}

// ofActions reports whether a route tells of joint actions.
func ofActions(r server.Route) bool {
	return slices.ContainsFunc([]string{"/actions", "/calendar", "/join/", "/cohost/", "/report", "/pictures/"}, func(part string) bool { return strings.Contains(r.Path, part) })
}

// onActions are the public addresses of joint actions and what leads to them, with those of the evenings.
func (c *canary) onActions() []string {
	out := c.addresses(func(r server.Route) bool {
		return forAnybody(r) && (ofActions(r) || r.Path == "/:lang" || r.Path == "/:lang/")
	})
	return append(out, c.evenings()...)
}

// evenings are addresses of actions that are over, and lists of them.
func (c *canary) evenings() []string {
	out := []string{"/en/actions?when=past", "/en/actions?online=yes", "/en/actions/month/2026-11", "/en/endorsers/" + c.members[others].slug}
	for _, object := range []string{own, others} {
		at := "/en/actions/evening-of-" + strings.ToLower(c.members[object].own)
		out = append(out, at, at+".ics", at+"/participants", at+"/card.png")
	}
	return append(out, "/ar/actions/evening-of-orchard", "/ru/actions/evening-of-orchard")
}

// hosting are the pages on which a host reads of an action that secrets hosted with it and took part in, and of one that they
// reported on. The matrix names drafts below an organisation: these are what is published.
func (c *canary) hosting() (out []string) {
	c.t.Helper()
	for _, r := range c.routes(http.MethodGet) {
		if !strings.HasPrefix(r.Path, "/:lang/me/:organisation/") || !strings.HasSuffix(strings.TrimSuffix(r.Path, "/hosts"), "/:action") {
			continue
		}
		for _, action := range []string{c.public[others], c.told.evenings[others]} {
			out = append(out, strings.NewReplacer(":lang", "en", ":organisation", c.members[others].id, ":action", action).Replace(r.Path))
		}
	}
	if !slices.ContainsFunc(out, func(path string) bool { return strings.HasSuffix(path, "/hosts") }) {
		c.t.Fatalf("no page of hosts among %v", out)
	}
	return out
}

// saysNothingEarly looks, while everything is loud, that the public reads nothing of what it must not read of what is public:
// what waits for a coordinator, what hosts alone are told, who was only asked, and the venue.
func (c *canary) saysNothingEarly(all shots) {
	c.t.Helper()
	private := func(key string, _ answer) bool { return strings.Contains(key, " /calendar/") } // of those whose actions they are
	maps.DeleteFunc(all, private)
	c.search(all, func(text []byte) (out []string) {
		for _, f := range wordsIn(text, c.spelled) {
			if f.field == "change of its action" || f.field == "note to hosts" || f.number >= len(c.secrets) {
				out = append(out, "what is not for everybody: "+f.field)
			}
		}
		if strings.Contains(string(text), "mill of") {
			out = append(out, "a venue")
		}
		return out
	})
	for key, res := range all {
		if strings.HasSuffix(key, "/actions/"+c.called(others)) && strings.Contains(res.body, c.members[own].own) {
			c.t.Errorf("%s names who was asked to co-host, and did not answer", key)
		}
	}
	reports := string(all["text/html /en/actions/evening-of-orchard"].body)
	if found := wordsIn([]byte(reports), c.spelled); len(found) < 9 {
		c.t.Errorf("only %d words of reports were ever public", len(found))
	}
}

// TestActionsTellNobodyOfASecret is the canary's walk for joint actions alone: the public, another member that hosts with secrets,
// and a coordinator.
func TestActionsTellNobodyOfASecret(t *testing.T) {
	c := newCanary(t, "")
	addresses := c.onActions()
	before := c.shoot(nobody, addresses)
	c.live()
	c.saysNothingEarly(c.shoot(nobody, addresses))
	c.hush()
	after := c.shoot(nobody, addresses)
	for _, line := range head(before.differ(after)) {
		t.Errorf("secrets changed %s", line)
	}
	c.look(after, knownToNobody)
	c.lookForIDs(after, knownToNobody)
	c.calendarsAreGone()
	anybody := func(r server.Route) bool { return forAnybody(r) && ofActions(r) }
	c.answersAsNever(comparing{as: nobody, open: anybody, known: knownToNobody, accept: representations[:1], langs: 1})
	for who, known := range map[string]func(*secret) bool{
		stranger:    func(s *secret) bool { return s.members },
		coordinator: func(s *secret) bool { return s.desk },
	} {
		open := func(r server.Route) bool {
			return admitted(cell{route: r, who: who}) && !public(r) && (ofActions(r) || r.Path == "/:lang/me" || r.Path == "/:lang/desk" || r.Path == "/:lang/log")
		}
		all := c.shoot(who, append(c.addresses(open), c.hosting()...))
		c.look(all, known)
		c.lookForIDs(all, known)
		c.answersAsNever(comparing{as: who, open: open, known: known, accept: representations[:1], langs: 1})
	}
}
