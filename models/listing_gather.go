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
		out.add("m AS MATERIALIZED (SELECT "+s.keys("l")+" FROM listings l WHERE l.statement_id = ?", s.facets.StatementID)
		out.join(s.filtered())
		out.join(s.contains("l"))
	case s.q.Country == "" && s.q.Community == "":
		out.add("m AS MATERIALIZED (")
		s.indexed(out)
	default:
		s.crossed(out)
	}
	out.add(" LIMIT ?)", s.few+1)
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
		rareTrigrams(needle), s.facets.StatementID, needle)
}

// crossed is a search under a filter on SQLite: if the index finds few, each is asked for the filter; if it finds many,
// each under the filter is asked for the needle.
func (s listStatement) crossed(out *fragment) {
	out.add("found AS MATERIALIZED (SELECT w.endorsement_id")
	s.words(out, "")
	out.add(" LIMIT ?), m AS MATERIALIZED (SELECT "+s.keys("l")+" FROM found CROSS JOIN listings l "+
		"WHERE l.endorsement_id = found.endorsement_id AND (SELECT COUNT(*) FROM found) <= ?", s.few+1, s.few)
	out.join(s.filtered())
	out.add(" UNION ALL SELECT ")
	const many = " = (SELECT CASE WHEN COUNT(*) > ? THEN ? END FROM found)"
	if s.q.Community == "" {
		out.add(s.keys("l")+" FROM listings l WHERE l.statement_id"+many+" AND l.country = ?", s.few, s.facets.StatementID, s.q.Country)
		out.join(s.contains("l"))
		return
	}
	out.add(s.keys("c")+" FROM listing_communities c WHERE c.statement_id"+many+" AND c.community = ?", s.few, s.facets.StatementID, s.q.Community)
	if s.q.Country != "" {
		out.add(" AND c.country = ?", s.q.Country)
	}
	out.join(s.contains("c"))
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

// rareTrigrams writes the query for rows with the trigrams of a needle that are probably the rarest. Every trigram is a
// quoted string of letters, digits and marks, in which nothing has a meaning of its own.
func rareTrigrams(needle string) string {
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
			asked = append(asked, `"`+t.text+`"`)
		}
	}
	return strings.Join(asked, " AND ")
}
