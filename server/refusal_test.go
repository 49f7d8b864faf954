package server_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
)

// Refusals stand in the log: the rule, where, and keyed hashes of who and of what. Neither an address nor an id nor
// what was sent does.
func TestRefusalsAreInTheLogWithoutWhoAndWhat(t *testing.T) {
	s := newSite(t)
	b := s.as("Layla")
	b.address = "203.0.113.77"
	me := s.actor(b).PersonID
	stranger := s.app.Store().NewID()

	refusals := func() (lines []string) {
		for line := range strings.SplitSeq(s.log.String(), "\n") {
			if strings.Contains(line, "msg=refused") {
				lines = append(lines, line)
			}
		}
		return lines
	}
	for want, try := range map[string]func() answer{
		`rule=forbidden route=/:lang/desk method=GET who=`:                       func() answer { return b.get("/en/desk") },
		`rule="not there" route=/:lang/me/:organisation/profile method=GET who=`: func() answer { return b.get("/en/me/" + stranger + "/profile?q=sesame") },
		`rule=foreign route="" method=POST who="" object=""`: func() answer {
			return b.do(http.MethodPost, "/en/sign-out", url.Values{"x": {"sesame"}}, map[string]string{"Sec-Fetch-Site": "cross-site"})
		},
		`rule="too many" route=/:lang/auth/:provider method=POST`: func() (last answer) {
			for range models.RateSignIn.Burst + 1 {
				last = b.post("/en/auth/first", nil)
			}
			return last
		},
	} {
		before := len(refusals())
		a := try()
		if a.StatusCode < 400 {
			t.Errorf("%s: answered %d", want, a.StatusCode)
		}
		if lines := refusals(); len(lines) != before+1 || !strings.Contains(lines[before], want) || !strings.Contains(lines[before], "times=1") {
			t.Errorf("%d: want a line with %s, the log says\n%s", a.StatusCode, want, strings.Join(lines, "\n"))
		}
	}
	before := len(refusals())
	s.browser().get("/en/endorsers/nobody")
	s.browser().get("/en/me")
	if lines := refusals(); len(lines) != before {
		t.Errorf("what is public or asks to sign in is no refusal: %s", lines[before:])
	}
	all := strings.Join(refusals(), "\n")
	if strings.Count(all, s.app.Store().Pseudonym("person", me)) < 2 {
		t.Error("two refusals of one person do not belong together")
	}
	for _, never := range []string{me, stranger, "203.0.113", "sesame", "Layla"} {
		if strings.Contains(all, never) {
			t.Errorf("%q stands in the log:\n%s", never, all)
		}
	}
}

// Where too many want at once what costs much, the page says so and when to come again. The list itself stays.
func TestACrowdIsAskedToComeLater(t *testing.T) {
	s := newSite(t)
	s.member("Nino", "House of Windows")
	s.app.Crowd()
	for _, address := range []string{"/en/endorsers?q=house", "/ar/endorsers?country=GE", "/en/endorsers.csv", "/ru/endorsers.json?q=house"} {
		a := s.browser().get(address)
		if a.StatusCode != http.StatusTooManyRequests || a.Header.Get("Retry-After") == "" || !strings.Contains(a.Header.Get("Cache-Control"), "no-store") {
			t.Errorf("%s: %d %v", address, a.StatusCode, a.Header)
		}
		if want := fmt.Sprintf("<html lang=%q", address[1:3]); !strings.Contains(address, ".") && (!strings.Contains(a.body, want) || !strings.Contains(a.body, "<h1")) {
			t.Errorf("%s: no page of its language", address)
		}
		if a.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s: without its headers", address)
		}
	}
	for _, address := range []string{"/en", "/en/endorsers", "/en/statement"} {
		if a := s.browser().follow(s.browser().get(address)); a.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", address, a.StatusCode)
		}
	}
}
