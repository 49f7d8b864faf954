package server_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"keephope/models"
)

// An address is decoded once. What is encoded twice names something that nobody has.
func TestAddressesAreDecodedOnce(t *testing.T) {
	s := newSite(t)
	s.member("Nino", "House of Windows")
	b := s.browser()
	at := between(b.get("/en/endorsers").body, `href="/en/endorsers/`, `"`)
	if at != "house-of-windows" {
		t.Fatalf("the address is %q", at)
	}
	for path, want := range map[string]int{
		"/en/endorsers/house-of-windows": http.StatusOK, "/en/endorsers/%68ouse-of-windows": http.StatusOK,
		"/en/endorsers/%2568ouse-of-windows": http.StatusNotFound, "/en/endorsers/%252568ouse-of-windows": http.StatusNotFound,
		"/en%2fendorsers": http.StatusNotFound, "/en/endorsers%2fhouse-of-windows": http.StatusNotFound, "/en/endorsers%252fhouse-of-windows": http.StatusNotFound,
		"/%65n/endorsers": http.StatusNotFound, "/%2565n/endorsers": http.StatusNotFound, "/en/endorsers/..%2f..%2fhealthz": http.StatusNotFound,
	} {
		if got := b.get(path).StatusCode; got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
	for query, want := range map[string]string{"q=%68ouse": "house", "q=%2568ouse": "%68ouse", "q=a%2526b": "a%26b", "q=%2522": "%22"} {
		if a := b.get("/en/endorsers?" + query); a.StatusCode != http.StatusOK || html.UnescapeString(between(a.body, `name="q" type="search" value="`, `"`)) != want {
			t.Errorf("%s: %d, the field does not show %q", query, a.StatusCode, want)
		}
	}
}

// No other site may read an answer of ours: a browser that asks for leave gets none.
func TestNoOtherSiteIsAllowedIn(t *testing.T) {
	s := newSite(t)
	b := s.as("Maja")
	for _, path := range []string{"/en", "/en/endorsers.json", "/en/endorsers.csv", "/en/me", "/static/keephope.css", "/healthz"} {
		for _, origin := range []string{"https://evil.test", "null", siteURL, "https://app.example.test.evil.test"} {
			for _, method := range []string{http.MethodGet, http.MethodOptions} {
				a := b.do(method, path, nil, map[string]string{"Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-anything"})
				for name, values := range a.Header {
					if strings.HasPrefix(name, "Access-Control-") {
						t.Errorf("%s %s from %s: %s: %q", method, path, origin, name, values)
					}
				}
			}
		}
	}
}

// Codes of invitations and set-up links hold 256 bits, and nobody may try many: each network has its rate, and so has
// each person, whatever address they come from.
func TestGuessingCodesIsLimited(t *testing.T) {
	s := newSite(t)
	guess := func(n int) string { return base64.RawURLEncoding.EncodeToString(bytes.Repeat([]byte{byte(n)}, 32)) }
	for what, at := range map[string]func(int) string{
		"an invitation": func(n int) string { return "/en/invitation/" + guess(n) },
		"a set-up link": func(n int) string { return "/en/setup?key=" + guess(n) },
	} {
		b, other := s.browser(), s.browser()
		b.address, other.address = "203.0.113.20", "198.51.100.20"
		for n := range models.RateInvitation.Burst {
			if a := b.get(at(n)); a.StatusCode != http.StatusNotFound {
				t.Fatalf("%s that is none: %d", what, a.StatusCode)
			}
		}
		if a := b.get(at(200)); a.StatusCode != http.StatusTooManyRequests {
			t.Errorf("%s, one guess too many: %d", what, a.StatusCode)
		}
		if a := other.get(at(201)); a.StatusCode != http.StatusNotFound {
			t.Errorf("%s, another network: %d", what, a.StatusCode)
		}
	}
	b := s.as("Maja")
	for n := range models.RateInvitation.Burst + 1 {
		b.address = fmt.Sprintf("192.0.%d.1", n)
		a := b.post("/en/invitation/"+guess(n), nil)
		if tooMany := n == models.RateInvitation.Burst; (a.StatusCode == http.StatusTooManyRequests) != tooMany {
			t.Errorf("guess %d of one person: %d", n, a.StatusCode)
		}
	}
}

// stored is everything that the program keeps in its folder, and what it wrote to its log.
func (s *site) stored() map[string]string {
	s.t.Helper()
	kept := map[string]string{"the log": s.log.String()}
	files, err := filepath.Glob(filepath.Join(s.data, "*"))
	if err != nil || len(files) == 0 {
		s.t.Fatalf("files of the database: %v, %v", files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			s.t.Fatal(err)
		}
		kept[filepath.Base(file)] = string(text)
	}
	return kept
}

// A session's cookie holds 256 random bits, of which only the hash is kept.
func TestOnlyTheHashOfASessionIsKept(t *testing.T) {
	s := newSite(t)
	seen := map[string]bool{}
	for n := range 5 {
		b := s.as(fmt.Sprint("Maja ", n))
		token := b.cookie("__Host-session")
		if raw, err := base64.RawURLEncoding.DecodeString(token); err != nil || len(raw) != 32 || seen[token] {
			t.Fatalf("the cookie holds %q: %v", token, err)
		}
		seen[token] = true
		session := s.actor(b).SessionID
		if n := s.world().Count(t, "SELECT count(*) FROM sessions WHERE id = '"+session+"' AND token_hash = "+fmt.Sprintf("x'%x'", models.HashToken(token))); n != 1 {
			t.Errorf("%d rows have its hash", n)
		}
		if a := s.browser().do(http.MethodGet, "/en/me/sessions", nil, map[string]string{"Cookie": "__Host-session=" + session}); a.StatusCode == http.StatusOK {
			t.Error("the row's id opens the session")
		}
		for where, text := range s.stored() {
			if strings.Contains(text, token) {
				t.Errorf("the cookie's secret stands in %s", where)
			}
		}
	}
}

// What a provider gives for a code is used once and forgotten: it is in no cookie, page, database or log.
func TestTokensOfTheProviderAreDropped(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	s.idp.sits("Maja")
	steps := []answer{b.post("/en/auth/first", nil)}
	for last := steps[0]; last.to() != ""; steps = append(steps, last) {
		last = b.get(last.to())
	}
	steps = append(steps, b.get("/en/me"), b.get("/en/me/sessions"), b.get("/en/me/data"))
	kept := s.stored()
	for n, a := range steps {
		kept[fmt.Sprintf("answer %d", n)] = fmt.Sprint(a.Header) + a.body
	}
	if len(s.idp.issued) != 3 {
		t.Fatalf("%d tokens were given out", len(s.idp.issued))
	}
	for where, text := range kept {
		for _, token := range s.idp.issued {
			if strings.Contains(text, token) || strings.Contains(text, token[max(0, len(token)-40):]) {
				t.Errorf("a token of the provider stands in %s", where)
			}
		}
	}
}

// As docs/operating.md says: a session here ends here. The provider is not asked about it, nor told of its end.
func TestASessionEndsHereWhateverTheProviderDoes(t *testing.T) {
	s := newSite(t)
	b := s.as("Maja")
	s.idp.sits("") // signed out there
	asked := s.idp.times()
	s.clock.Add(models.SessionIdle - time.Minute)
	if a := b.get("/en/me/sessions"); a.StatusCode != http.StatusOK {
		t.Errorf("signed out at the provider: %d", a.StatusCode)
	}
	b.post("/en/sign-out", nil)
	if a := b.get("/en/me/sessions"); a.StatusCode != http.StatusSeeOther {
		t.Errorf("signed out here: %d", a.StatusCode)
	}
	if n := s.idp.times() - asked; n != 0 {
		t.Errorf("the provider was asked about somebody %d times", n)
	}
}
