package server

import (
	"net/url"
	"strings"

	"keephope/handlers"
)

// keptPage is the pattern of a kept page's address, and the fields of the query that the page reads.
type keptPage struct {
	segments []string // ":name" stands for any
	fields   []string
}

// keptPages are the kept pages of a route table.
func keptPages(routes []Route) (kept []keptPage) {
	for _, r := range routes {
		if r.Access == Kept && r.Method == get {
			kept = append(kept, keptPage{segments: strings.Split(r.Path, "/")[1:], fields: readFields(r.Path)})
		}
	}
	return kept
}

// readFields are the fields of the query that a kept page reads. Any other is dropped before the page is asked for,
// such as those that other sites hang on to links.
func readFields(path string) []string {
	switch path {
	case "/:lang/endorsers":
		return handlers.ListParameters()
	case "/:lang/actions", "/:lang/actions/month/:month":
		return handlers.ActionParameters()
	}
	return nil
}

// segment returns the first segment of a path, and what follows it.
func segment(path string) (first, rest string, more bool) {
	return strings.Cut(strings.TrimPrefix(path, "/"), "/")
}

// match returns the first kept page that a path belongs to.
func (c *pageCache) match(path string) (keptPage, bool) {
	for _, k := range c.kept {
		if k.matches(path) {
			return k, true
		}
	}
	return keptPage{}, false
}

func (k keptPage) matches(path string) bool {
	rest, more := path, true
	for _, want := range k.segments {
		if !more {
			return false
		}
		var have string
		have, rest, more = segment("/" + strings.TrimPrefix(rest, "/"))
		if have != want && (!strings.HasPrefix(want, ":") || have == "") {
			return false
		}
	}
	return !more
}

func (c *pageCache) fields(path string) []string {
	k, _ := c.match(path)
	return k.fields
}

// canonicalQuery returns the known fields of a query that are not empty, in one order and one spelling; false if one
// stands there twice or the query cannot be read: the page says so itself then.
func canonicalQuery(raw string, known []string) (string, bool) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return "", false
	}
	var query strings.Builder
	for _, name := range known {
		sent := values[name]
		if len(sent) > 1 {
			return "", false
		}
		if len(sent) == 0 || sent[0] == "" {
			continue
		}
		if query.Len() > 0 {
			query.WriteByte('&')
		}
		query.WriteString(name + "=" + url.QueryEscape(sent[0]))
	}
	return query.String(), true
}
