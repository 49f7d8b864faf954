package server_test

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"keephope/server"
)

// onCanary runs a story with secrets on both databases.
func onCanary(t *testing.T, tell func(t *testing.T, c *canary)) {
	t.Helper()
	for name, database := range databases(t) {
		t.Run(name, func(t *testing.T) { tell(t, newCanary(t, database(t))) })
	}
}

// TestNothingPublicTellsOfASecret photographs every public address, with every filter and every search, in every
// language and format; then organisations apply, are refused, join quietly, are public and go; and photographs again.
// Both must be the same: whoever is not public now changes no list, number, order, header or tag.
func TestNothingPublicTellsOfASecret(t *testing.T) {
	onCanary(t, func(t *testing.T, c *canary) {
		addresses := slices.Concat(c.addresses(forAnybody), c.lists(), c.beside())
		before := c.shoot(nobody, addresses)
		c.live()
		c.isSeen()
		c.hush()
		after := c.shoot(nobody, addresses)
		for _, line := range head(before.differ(after)) {
			t.Errorf("secrets changed %s", line)
		}
		c.look(after, knownToNobody)
		c.lookForIDs(after, knownToNobody)
		c.answersAsNever(comparing{as: nobody, open: forAnybody, known: knownToNobody, accept: representations, langs: 3})
	})
}

// isSeen looks that what was public could be found: else the photographs would show nothing.
func (c *canary) isSeen() {
	c.t.Helper()
	list := c.ask(asked{method: http.MethodGet, path: "/en/endorsers.csv"})
	loud := 0
	for _, f := range wordsIn([]byte(list.body), c.spelled) {
		if f.field == "English name" && c.secrets[f.number].quiet != nil {
			loud++
		}
	}
	if loud < 9 {
		c.t.Fatalf("only %d secrets were ever public", loud)
	}
	home, page := c.ask(asked{method: http.MethodGet, path: "/en/"}), c.ask(asked{method: http.MethodGet, path: "/en/endorsers/" + c.named("hidden").slug})
	actions := c.ask(asked{method: http.MethodGet, path: "/en/actions.json"})
	if found := wordsIn([]byte(actions.body), c.spelled); len(found) < 9 {
		c.t.Fatalf("only %d words of actions were ever public", len(found))
	}
	if words, ids := wordsIn([]byte(home.body), c.spelled), c.ids(page.body, knownToNobody); len(words) == 0 || len(ids) == 0 {
		c.t.Fatalf("the first page shows %v, its page %v", words, ids)
	}
}

// head is the first few of many.
func head(lines []string) []string { return lines[:min(len(lines), 8)] }

// look searches answers for words and pictures.
func (c *canary) look(all shots, known func(*secret) bool) {
	c.t.Helper()
	c.search(all, func(text []byte) []string { return c.leaks(text, known) })
}

// lookForIDs searches answers for what names a secret without a word.
func (c *canary) lookForIDs(all shots, known func(*secret) bool) {
	c.t.Helper()
	c.search(all, func(text []byte) []string { return c.ids(string(text), known) })
}

func (c *canary) search(all shots, leaks func([]byte) []string) {
	c.t.Helper()
	var out []string
	for key, res := range all {
		_, path, _ := strings.Cut(key, " ")
		for _, leak := range leaks(forget(res.told(), path)) {
			out = append(out, key+" tells of "+leak)
		}
	}
	slices.Sort(out)
	for _, line := range head(out) {
		c.t.Error(line)
	}
}

// forget takes what a reader typed out of an answer: it comes back in the field and in the language menu.
func forget(text []byte, typed string) []byte {
	forms := []string{typed}
	if path, query, ok := strings.Cut(typed, "?"); ok {
		values, _ := url.ParseQuery(query)
		forms = nil
		for _, value := range values {
			forms = append(forms, value[0], url.QueryEscape(value[0]), url.PathEscape(value[0]))
		}
		forms = append(forms, path)
	} else if i := strings.LastIndex(typed, "/"); i >= 0 {
		forms = append(forms, typed[i+1:])
	}
	for _, form := range forms {
		if len(form) > 3 {
			text = bytes.ReplaceAll(text, []byte(form), []byte("…"))
		}
	}
	return text
}

// comparing is who compares a secret's addresses with those of nothing, where and how.
type comparing struct {
	as     string
	open   func(server.Route) bool
	known  func(*secret) bool
	accept []string
	langs  int // of how many languages
}

// answersAsNever asks for addresses that name a secret, and for the same addresses that name what never was.
func (c *canary) answersAsNever(by comparing) {
	c.t.Helper()
	var out []string
	for _, r := range c.routes(http.MethodGet) {
		for _, name := range parameters(r.Path) {
			if never := c.never(name); never != "" && by.open(r) {
				out = append(out, c.unlike(by, r, name, never)...)
			}
		}
	}
	for _, line := range head(out) {
		c.t.Error(line)
	}
}

// never is a value that a parameter never had; "" if it names nothing of an organisation.
func (c *canary) never(name string) string {
	id := c.w.Store.NewID()
	return map[string]string{"slug": "never-was", "logo": id, "file": id + "-96", "organisation": id, "id": id, "endorsement": id, "action": id, "picture": id}[name]
}

// values are what a parameter could name a secret by.
func (s *secret) values(name string) []string {
	values := map[string][]string{
		"slug": s.slugs, "file": {s.face + "-96", s.face + "-64", s.logo + "-96", s.told + "-480", s.image + "-480"}, "logo": {s.logo}, "organisation": {s.id}, "endorsement": {s.endorsement},
		"id": {s.application, s.id, s.action, s.report, s.toldBy}, "action": {s.action}, "picture": {s.image, s.told},
	}[name]
	return slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" || strings.HasPrefix(v, "-") })
}

// unlike compares the addresses of one route that name a secret with those that name nothing.
func (c *canary) unlike(by comparing, r server.Route, name, never string) (out []string) {
	whose := []string{own, others}
	if by.as == stranger { // below an organisation of another, nothing is there for it at all
		whose = []string{others, own}
	}
	pattern := ""
	for _, object := range whose {
		if pattern == "" {
			pattern, _ = c.path(server.Route{Method: r.Method, Path: strings.Replace(r.Path, ":"+name, "@", 1)}, object)
		}
	}
	for _, pattern := range c.languages(pattern)[:by.langs] {
		for _, accept := range by.accept {
			ask := func(value string) answer {
				res := c.ask(asked{method: http.MethodGet, path: strings.Replace(pattern, "@", value, 1), as: by.as, accept: accept})
				res.body = res.shape()
				return res
			}
			want := ask(never)
			for _, s := range c.secrets {
				for _, value := range s.values(name) {
					if !by.known(s) && !same(want, ask(value)) {
						out = append(out, r.Path+" ("+accept+") as "+by.as+": "+s.state+" answers otherwise than what never was")
					}
				}
			}
		}
	}
	return out
}

// TestThoseWhoAreSignedInLearnNoMoreThanTheyMay reads everything that is open to a newcomer, to a member, to an ordinary
// coordinator and to a keeper who took nothing.
func TestThoseWhoAreSignedInLearnNoMoreThanTheyMay(t *testing.T) {
	c := newCanary(t, "")
	c.live()
	c.hush()
	for who, known := range map[string]func(*secret) bool{
		newcomer:    knownToNobody,
		stranger:    func(s *secret) bool { return s.members },
		coordinator: func(s *secret) bool { return s.desk },
		keeper:      func(s *secret) bool { return s.keepers },
	} {
		open := func(r server.Route) bool { return admitted(cell{route: r, who: who}) && !public(r) }
		all := c.shoot(who, slices.Concat(c.addresses(open), c.queries(open, known), c.hosting()))
		c.look(all, known)
		if who != keeper { // keepers come to lines that they may take
			c.lookForIDs(all, known)
			c.answersAsNever(comparing{as: who, open: open, known: known, accept: representations[:1], langs: 1})
		}
		c.findsNothing(who, known)
	}
}

// queries are searches for secrets on every page that is open, by every field that a form of ours has.
func (c *canary) queries(open func(server.Route) bool, known func(*secret) bool) (out []string) {
	for _, r := range c.routes(http.MethodGet) {
		if path, _ := c.path(r, own); open(r) && len(parameters(r.Path)) == 1 {
			for _, s := range c.secrets {
				if !known(s) {
					out = append(out, path+"?"+url.Values{"q": {s.english}}.Encode(), path+"?"+url.Values{"q": {s.own}}.Encode(), path+"?organisation="+s.id)
				}
			}
		}
	}
	return out
}

// findsNothing types every name into "is your organisation already here?", and into the members' directory.
func (c *canary) findsNothing(who string, known func(*secret) bool) {
	c.t.Helper()
	directory := func(name string) answer {
		res := c.ask(c.typed(who, "/en/me/coalition", url.Values{"q": {name}}))
		res.body = strings.ReplaceAll(res.shape(), name, "…")
		return res
	}
	look := func(name string) (found, asked answer) {
		found = c.ask(c.typed(who, "/en/me/apply", url.Values{"name": {name}}))
		asked = c.ask(c.typed(who, "/en/me/apply/join", url.Values{"slug": {name}, "message": {"me"}}))
		found.body = strings.ReplaceAll(found.shape(), name, "…")
		asked.body = asked.shape()
		return found, asked
	}
	never, unasked := look("neverwas")
	nobody := directory("neverwas")
	for _, s := range c.secrets {
		for _, name := range append([]string{s.own, s.english}, s.slugs...) {
			if !known(s) && !same(nobody, directory(name)) {
				c.t.Errorf("%s as %s: the members' directory answers its name otherwise than one that never was", s.state, who)
			}
			if found, asked := look(name); !same(never, found) || !same(unasked, asked) {
				c.t.Errorf("%s as %s: typing its name is answered otherwise than a name that never was", s.state, who)
			}
		}
	}
}

func (c *canary) typed(who, path string, form url.Values) asked {
	form.Set("form_id", c.w.Form())
	return asked{method: http.MethodPost, path: path, as: who, form: form}
}
