package models

import (
	"cmp"
	"slices"
	"strings"
)

// search reads a page of what has the needle in its folded names.
func (s listStatement) search(out *fragment) {
	out.add("WITH ")
	s.candidates(out)
	out.add(", n AS MATERIALIZED (SELECT COUNT(*) AS matched FROM m), p AS MATERIALIZED (SELECT l.endorsement_id FROM ")
	out.add("(SELECT * FROM m LIMIT (SELECT CASE WHEN matched <= ? THEN matched ELSE 0 END FROM n)) l WHERE 1 = 1", s.few)
	out.join(s.beyond("l"))
	out.join(s.ordered("l"))
	out.add(") SELECT l.* FROM (SELECT " + publicColumns +
		", (SELECT matched FROM n) AS matched FROM p CROSS JOIN listings l WHERE l.endorsement_id = p.endorsement_id UNION ALL SELECT * FROM (")
	if s.order() == OrderCountry {
		s.tour(out, "(SELECT CASE WHEN matched > ? THEN ? ELSE 0 END FROM n)", []any{s.few, len(s.reading())}, "(SELECT matched FROM n)")
	} else {
		var matched fragment
		matched.add("(SELECT matched FROM n)")
		s.walk(out, "(SELECT CASE WHEN matched > ? THEN ? END FROM n)", []any{s.few, s.facets.StatementID}, matched)
	}
	out.add(") walked) l")
	out.join(s.ordered("l"))
}

// candidates defines m, what fits a search, with the keys of the orders: at most one more than is gathered.
func (s listStatement) candidates(out *fragment) {
	switch {
	case !s.sqlite:
		out.add("m AS MATERIALIZED (")
		s.asked(out, "?", s.facets.StatementID)
		if n, filtered := s.under(); !filtered || n > askedUnder*s.few {
			s.pointed(out)
		}
	case s.q.Country == "" && s.q.Community == "":
		out.add("m AS MATERIALIZED (")
		s.indexed(out)
	default:
		s.crossed(out)
	}
	out.add(" LIMIT ?)", s.few+1)
}

// askedUnder is how many times as many as are gathered may stand under a filter, so that PostgreSQL asks each of them
// for the needle: it would read more if an index gave it a common word, of which little stands under the filter.
const askedUnder = 4

// under is at most how many stand under the filter, as the facets tell, and whether there is one.
func (s listStatement) under() (n int, filtered bool) {
	n = s.facets.Named
	if s.q.Country != "" {
		n = min(n, s.facets.Countries[s.q.Country])
	}
	if s.q.Community != "" {
		n = min(n, s.facets.Communities[s.q.Community])
	}
	return n, s.q.Country != "" || s.q.Community != ""
}

// pointed lets PostgreSQL's trigram index point at the rows to ask. It is asked for few trigrams: for all of a long word
// it would read a list as long as the table for each.
func (s listStatement) pointed(out *fragment) {
	for _, trigram := range rareTrigrams(s.q.needle()) {
		out.add(" AND folded LIKE ?", "%"+trigram+"%")
	}
}

// keys are the columns by which a page is cut out of what fits; no other is copied.
func (s listStatement) keys(table string) string {
	switch s.order() {
	case OrderNewest:
		return table + ".endorsement_id, " + table + ".listed_from"
	case OrderName:
		return table + ".endorsement_id, " + table + ".sort_key"
	}
	return table + ".endorsement_id, " + table + ".sort_key, " + table + ".country"
}

// indexed asks SQLite's trigram index for rows with the needle's rarest trigrams, and of each whether it has the needle.
func (s listStatement) indexed(out *fragment) {
	if s.order() == OrderNewest {
		out.add("SELECT " + s.keys("w"))
		s.words(out, "")
		return
	}
	out.add("SELECT " + s.keys("l")) // names and countries are not among the words
	s.words(out, " CROSS JOIN listings l")
	out.add(" AND l.endorsement_id = w.endorsement_id")
}

// words are the listing_words w that have the needle.
func (s listStatement) words(out *fragment, joined string) {
	needle := s.q.needle()
	out.add(" FROM listing_search f CROSS JOIN listing_words w"+joined+
		" WHERE f.listing_search MATCH ? AND w.id = f.rowid AND w.statement_id = ? AND instr(w.folded, ?) > 0",
		`"`+strings.Join(rareTrigrams(needle), `" AND "`)+`"`, s.facets.StatementID, needle)
}

// crossed is a search under a filter on SQLite: if the index finds few, each is asked for the filter; if it finds many,
// each under the filter is asked for the needle.
func (s listStatement) crossed(out *fragment) {
	out.add("found AS MATERIALIZED (SELECT w.endorsement_id")
	s.words(out, "")
	out.add(" LIMIT ?), m AS MATERIALIZED (SELECT "+s.keys("l")+" FROM found CROSS JOIN listings l "+
		"WHERE l.endorsement_id = found.endorsement_id AND (SELECT COUNT(*) FROM found) <= ?", s.few+1, s.few)
	out.join(s.filtered())
	out.add(" UNION ALL ")
	s.asked(out, "(SELECT CASE WHEN COUNT(*) > ? THEN ? END FROM found)", s.few, s.facets.StatementID)
}

// asked asks each listing under the filter for the needle.
func (s listStatement) asked(out *fragment, statement string, args ...any) {
	table, from := s.among(statement, args)
	out.add("SELECT " + s.keys(table) + " FROM ")
	out.join(from)
	out.join(s.contains(table))
}

// How many trigrams of a needle the index is asked for: rows that have the rarest two or three are hardly more than
// those that have the needle, and common ones are long lists to read: one that is so much more common than the rarest is
// left out.
const (
	trigramsAsked = 3
	commonBeside  = 2
)

// commonLetters are the letters of folded names from the most common on; digits and what stays in its own script are
// rare beside them.
const commonLetters = "aionertslcdumphgfvbkyzjwxq"

// rareTrigrams are the trigrams of a needle that are probably the rarest. They are of letters, digits and marks, none of
// which has a meaning of its own in a quoted phrase or in LIKE.
func rareTrigrams(needle string) []string {
	letters := []rune(needle)
	type trigram struct {
		text   string
		common int
	}
	var all []trigram
	for i := range len(letters) - 2 {
		t := trigram{text: string(letters[i : i+3])}
		for _, r := range letters[i : i+3] {
			if at := strings.IndexRune(commonLetters, r); at >= 0 {
				t.common += len(commonLetters) - at
			}
		}
		if !slices.ContainsFunc(all, func(other trigram) bool { return other.text == t.text }) {
			all = append(all, t)
		}
	}
	slices.SortStableFunc(all, func(a, b trigram) int { return cmp.Compare(a.common, b.common) })
	var asked []string
	for _, t := range all[:min(len(all), trigramsAsked)] {
		if t.common <= commonBeside*all[0].common {
			asked = append(asked, t.text)
		}
	}
	return asked
}
