package server_test

import (
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"keephope/models"
	"keephope/models/fold"
	"keephope/server"
	"keephope/views/locale"
)

// canary is the program with public organisations, a few that are not, and secrets.
type canary struct {
	*matrix
	secrets []*secret
	beyond  map[int]*secret // of organisations that stay public: what they do quietly, or among members
	spelled []spelling
}

// fillers are counted members that make the day's number ten before any secret comes, wherever its steps lie.
const fillers = 14

func newCanary(t *testing.T, database string) *canary {
	t.Helper()
	c := &canary{matrix: newMatrix(t, database), secrets: secrets(), spelled: spellings()}
	for range fillers {
		c.w.Member(t, c.call, "Filler", models.Counted)
	}
	c.w.Exec(t, "DELETE FROM tallies")
	c.must(c.w.Store.WriteTally(t.Context()))
	c.publicOnesKeepToThemselves()
	return c
}

// live brings every secret to where it was loudest.
func (c *canary) live() {
	c.t.Helper()
	for _, s := range c.secrets {
		s.begin(c, s)
		if s.as.PersonID != "" && s.exact == nil {
			c.remember(s)
		}
		if s.state == "hidden" || s.state == "erased" {
			c.isWanted(s)
		}
	}
	c.isToldOf(c.named("public, now counted"))
	c.must(c.w.Store.PickVoice(c.t.Context(), c.keepers[0], c.w.Sent("voice"), c.named("hidden").id))
	c.tell()
}

// hush brings every secret that was public away from there.
func (c *canary) hush() {
	c.t.Helper()
	for _, s := range slices.Backward(c.secrets) { // an erasure writes much anew, which would mend what those before it left behind
		if s.quiet != nil {
			s.quiet(c, s)
		}
	}
	c.tell()
	c.w.Exec(c.t, "DELETE FROM limits")
}

// tell has everybody told of everything that happened, as the workers do.
func (c *canary) tell() {
	for _, id := range c.texts("SELECT CAST(id AS text) FROM events") {
		var n int64
		_, err := fmt.Sscan(id, &n)
		c.must(err)
		c.must(c.w.Store.Tell(c.t.Context(), n))
	}
}

func (c *canary) named(state string) *secret {
	return c.secrets[slices.IndexFunc(c.secrets, func(s *secret) bool { return s.state == state })]
}

// remember keeps what tells of a secret beside its words: a piece of its logo and of a picture, and the key by which its name
// is sorted.
func (c *canary) remember(s *secret) {
	c.t.Helper()
	file, err := c.w.Store.OwnLogo(c.t.Context(), s.as, s.id, s.logo, 1)
	c.must(err)
	piece := file.Bytes[len(file.Bytes)/2 : len(file.Bytes)/2+24]
	s.exact = [][]byte{piece, []byte(hex.EncodeToString(piece)), []byte(fold.SortKey(s.english))}
	if s.image != "" {
		shown, err := c.w.Store.ReportPicture(c.t.Context(), s.as, s.id, s.image, 1)
		c.must(err)
		piece := shown.Bytes[len(shown.Bytes)/2 : len(shown.Bytes)/2+24]
		s.exact = append(s.exact, piece, []byte(hex.EncodeToString(piece)))
	}
}

// leaks names what text tells of secrets that its reader must not know.
func (c *canary) leaks(text []byte, known func(*secret) bool) (out []string) {
	for _, f := range wordsIn(text, c.spelled) {
		s := c.beyond[f.number]
		if s == nil && f.number >= 0 && f.number < len(c.secrets) {
			s = c.secrets[f.number]
		}
		if s == nil {
			out = append(out, "a piece of a word")
		} else if !known(s) {
			out = append(out, s.state+": its "+f.field)
		}
	}
	for _, s := range c.secrets {
		for i, piece := range s.exact {
			if !known(s) && strings.Contains(string(text), string(piece)) {
				out = append(out, fmt.Sprintf("%s: %s", s.state, []string{"its logo", "its logo in hexadecimal", "its sort key", "its picture", "its picture in hexadecimal"}[i]))
			}
		}
	}
	return out
}

// ids names the secrets of whose ids a text tells although its reader must not know them.
func (c *canary) ids(text string, known func(*secret) bool) (out []string) {
	for _, s := range c.secrets {
		for what, id := range map[string]string{"organisation": s.id, "application": s.application, "endorsement": s.endorsement, "logo": s.logo, "public logo": s.face, "action": s.action, "report": s.report, "picture": s.image, "public picture": s.told, "evening": s.toldBy} {
			if id != "" && !known(s) && strings.Contains(text, id) {
				out = append(out, s.state+": the id of its "+what)
			}
		}
	}
	return out
}

// knownToNobody is what strangers know of secrets.
func knownToNobody(*secret) bool { return false }

// addresses are all addresses that do not name a secret and that a reader can come to, in every language.
func (c *canary) addresses(open func(server.Route) bool) (out []string) {
	for _, r := range c.routes(http.MethodGet) {
		if !open(r) {
			continue
		}
		for _, object := range c.objects(r) {
			path, _ := c.path(r, object)
			out = append(out, c.languages(path)...)
		}
	}
	return out
}

func (c *canary) languages(path string) (out []string) {
	for _, lang := range locale.Langs() {
		if at := strings.Replace(path, "/en/", "/"+string(lang)+"/", 1); !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out
}

func public(r server.Route) bool { return r.Access == server.Public || r.Access == server.Kept }

func forAnybody(r server.Route) bool { return public(r) || r.Access == server.Anyone }

// searched is every word of a secret that somebody might look for, as written and as search folds it.
func (s *secret) searched() []string {
	words := []string{s.own, fold.Fold(s.own), s.english, s.english[:len(s.english)-1], s.town, fold.Fold(s.town), s.quote, s.website, s.email, s.person, s.mandate}
	return append(words, s.slugs...)
}

// lists are the public list under every filter, order and search, in each of its formats.
func (c *canary) lists() (out []string) {
	lists := c.addresses(func(r server.Route) bool {
		return public(r) && strings.HasPrefix(r.Path, "/:lang/endorsers") && !strings.Contains(r.Path, ":slug")
	})
	var countries, communities []string
	for _, s := range c.secrets {
		countries = append(countries, s.country)
		if !slices.Contains(communities, s.communities[0]) {
			communities = append(communities, s.communities[0])
		}
		for _, word := range s.searched() {
			for _, list := range lists[:len(lists):len(lists)] {
				if strings.HasPrefix(list, "/en/") {
					out = append(out, list+"?"+url.Values{"q": {word}}.Encode())
				}
			}
		}
	}
	for _, country := range append(countries, "SE", "") {
		for _, community := range append(communities, "women", "") {
			for _, order := range []string{"newest", "name", "country"} {
				out = append(out, "/en/endorsers?"+url.Values{"country": {country}, "community": {community}, "order": {order}}.Encode())
			}
			out = append(out, "/en/actions?"+url.Values{"country": {country}, "community": {community}}.Encode())
			out = append(out, "/ar/endorsers.csv?"+url.Values{"country": {country}, "community": {community}}.Encode())
		}
	}
	return out
}

// beside are addresses that robots and the curious try, with a secret's addresses in them.
func (c *canary) beside() []string {
	out := []string{"/robots.txt", "/sitemap.xml", "/sitemap.txt", "/feed", "/en/endorsers.atom", "/en/endorsers.xml", "/en/feed.atom", "/en/calendar/organisation/.ics", "/en/actions/.ics",
		"/api/v1/endorsers", "/.well-known/security.txt", "/en/c/keep-hope-alive/", "/en/news", "/en/endorsers/", "/en/endorsers/?q=%zz"}
	for _, s := range c.secrets {
		for _, slug := range s.slugs {
			out = append(out, "/"+slug, "/en/"+slug, "/"+slug+"/endorsers", "/en/endorsers/"+slug+".json", "/en/endorsers/"+slug+"/logo", "/en/endorsers/"+slug+"?lang=ru")
			out = append(out, c.languages("/en/endorsers/"+slug)...)
			for _, below := range []string{"", ".ics", "/card.png", "/qr.svg"} {
				out = append(out, c.languages("/en/actions/"+slug+below)...)
			}
			out = append(out, c.languages("/en/calendar/organisation/"+slug+".ics")...)
		}
	}
	return out
}

// shots are answers by address, and how they were asked for.
type shots map[string]answer

// shoot asks for addresses in every representation. A page that is kept costs one rendering.
func (c *canary) shoot(as string, addresses []string) shots {
	c.t.Helper()
	all := shots{}
	for _, path := range addresses {
		for _, accept := range representations {
			if strings.Contains(path, "?") && accept != "text/html" && accept != "htmx" {
				continue
			}
			all[accept+" "+path] = c.ask(asked{method: http.MethodGet, path: path, as: as, accept: accept})
		}
	}
	return all
}

// differ names the addresses whose answers are not the same, but for what is new in every answer.
func (a shots) differ(b shots) (out []string) {
	for _, key := range slices.Sorted(maps.Keys(a)) {
		before, after := a[key], b[key]
		before.body, after.body = before.shape(), after.shape()
		if !same(before, after) {
			out = append(out, fmt.Sprintf("%s: %d %v, then %d %v", key, before.StatusCode, before.Header, after.StatusCode, after.Header))
		}
	}
	return out
}

// told is everything that an answer says: its headers and its body.
func (a answer) told() []byte {
	text := fmt.Sprintf("%d\n", a.StatusCode)
	for name, values := range a.Header {
		text += name + ": " + strings.Join(values, ", ") + "\n"
	}
	return append([]byte(text), a.body...)
}

// vocabulary is the public list's trigram index on SQLite: pieces of words that no search in the file's bytes would find.
func (c *canary) vocabulary() []string {
	if _, dialect := c.w.Store.SQL(); dialect != "sqlite" {
		return nil
	}
	c.w.Exec(c.t, "CREATE VIRTUAL TABLE IF NOT EXISTS pieces USING fts5vocab('listing_search', 'row')")
	defer c.w.Exec(c.t, "DROP TABLE pieces")
	return c.texts("SELECT term FROM pieces")
}
