package e2e

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

// The pages beside the journeys: what somebody with a role opens now and then. ":me" is the reader's own organisation, and
// a page that begins with ">" is the first link of the page before that leads to what follows.
func pagesBeside() map[string][]string {
	return map[string][]string{
		"amal": {
			"/admin", "/admin/people", ">/admin/people/", ">grant/", "/admin/people", ">/admin/people/", ">disable", "/admin/people/sign-out", "/admin/settings",
		},
		"tomas": {
			"/desk/campaign", ">/desk/campaign/en", "/desk/campaign/voices", "/desk/statement", ">/desk/statement/draft/",
			"/desk/log", "/desk/members", ">/desk/members/", "/desk", ">/desk/changes/", "/desk", ">/desk/actions/",
		},
		"nino": {
			"/me/sessions", "/me/data", "/me/data/delete", "/me/coalition", "/me", ">/visibility", "/me", ">/withdraw", "/me/:me/erase", "/me/:me/profile", "/me/:me/people",
			"/me/:me/actions", ">/actions/" + anID, ">/hosts", "/me/:me/actions", ">/actions/" + anID, ">/edit", "/me/:me/actions", ">/actions/" + anID, ">/cancel",
			"/me/:me/actions/new", "/me/actions", ">/me/actions/", "/me/:me/calendar", "/me/join/light-in-the-window",
		},
		"": {
			"/actions", "/actions/month/:month", "/actions/light-in-the-window", ">/participants",
		},
		"newcomer": {"/me", "/me/apply", "/me/data/delete"},
	}
}

func TestEveryPageBesideTheJourneys(t *testing.T) {
	browser := allocate(t)
	base := demoSite(t).URL()
	begins(read(t, browser, base, looks()[0]), read(t, browser, base, looks()[0]))
	for _, look := range looks() {
		t.Run(look.String(), func(t *testing.T) {
			for person, pages := range pagesBeside() {
				r := read(t, browser, base, look)
				if person != "" {
					r.SignIn(person)
				}
				own := ""
				for _, page := range pages {
					name := strings.ReplaceAll(strings.Trim(strings.ReplaceAll(page, anID, "own"), ">/"), "/", "-")
					if part, follow := strings.CutPrefix(page, ">"); follow {
						if page = r.linkTo(part); page == "" {
							t.Errorf("%s as %s: nothing on %s leads to %s", look, person, r.Where(), part)
							continue
						}
					} else if strings.Contains(page, ":me") {
						if own == "" {
							r.Open("/me")
							own = strings.TrimSuffix(strings.TrimPrefix(r.linkTo("/profile"), "/me/"), "/profile")
						}
						page = strings.Replace(page, ":me", own, 1)
					}
					r.Open(strings.Replace(page, ":month", time.Now().Format("2006-01"), 1))
					r.opensMore()
					r.Check(name)
				}
			}
		})
	}
}

// begins has a version drafted and a profile changed, so that there is something to see.
func begins(tomas, nino *Reader) {
	tomas.SignIn("tomas")
	tomas.Open("/desk/statement")
	tomas.PressKey("statement.desk.begin_button")
	nino.SignIn("nino")
	nino.Open("/me")
	nino.Open(nino.linkTo("/profile"))
	nino.Fill("website", "https://open-window-tbilisi.example")
	nino.PressKey("profile.save")
}

// opensMore unfolds what is folded, so that it is looked at too.
func (r *Reader) opensMore() {
	r.t.Helper()
	ask[bool](r, `document.querySelectorAll("main details:not([name])").forEach(d => d.open = true) || true`)
}

// anID is the shape of an id, where words of ours would match too.
const anID = "[a-z0-9]{26}"

// linkTo is where the first link of the page leads whose address has part in it, an expression, without its language;
// "" = none.
func (r *Reader) linkTo(part string) string {
	r.t.Helper()
	for _, href := range ask[[]string](r, `[...document.querySelectorAll("main a[href]")].map(a => a.getAttribute("href"))`) {
		if regexp.MustCompile(part).MatchString(href) {
			return strings.TrimPrefix(href, "/"+r.look.Lang)
		}
	}
	return ""
}
