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
	if s.order() == OrderCountry {
		out.add("m CROSS JOIN listings l WHERE l.endorsement_id = m.endorsement_id")
	} else {
		out.add("(SELECT * FROM m LIMIT (SELECT CASE WHEN matched <= ? THEN matched ELSE 0 END FROM n)) l WHERE 1 = 1", s.few)
	}
	out.join(s.beyond("l"))
	out.join(s.ordered("l"))
	out.add(") SELECT l.* FROM (SELECT " + publicColumns +
		", (SELECT matched FROM n) AS matched FROM p CROSS JOIN listings l WHERE l.endorsement_id = p.endorsement_id")
	if s.order() != OrderCountry {
		out.add(" UNION ALL SELECT * FROM (")
		var matched fragment
		matched.add("(SELECT matched FROM n)")
		s.walk(out, "(SELECT CASE WHEN matched > ? THEN ? END FROM n)", []any{s.few, s.facets.StatementID}, matched)
		out.add(") walked")
	}
	out.add(") l")
	out.join(s.ordered("l"))
}

// candidates defines m, what fits a search, with the keys of the orders: at most one more than is gathered, but all
// where no index has the order.
func (s listStatement) candidates(out *fragment) {
	switch {
	case !s.sqlite:
		out.add("m AS MATERIALIZED (SELECT "+s.keys("l")+" FROM listings l WHERE l.statement_id = ?", s.facets.StatementID)
		out.join(s.filtered())
		out.join(s.contains())
	case s.q.Country == "" && s.q.Community == "":
		out.add("m AS MATERIALIZED (")
		s.indexed(out)
	default:
		s.crossed(out)
	}
	if s.order() != OrderCountry {
		out.add(" LIMIT ?", s.few+1)
	}
	out.add(")")
}

// keys are the columns by which a page is cut out of what fits; no other is copied.
func (s listStatement) keys(table string) string {
	switch s.order() {
	case OrderNewest:
		return table + ".endorsement_id, " + table + ".listed_from"
	case OrderName:
		return table + ".endorsement_id, " + table + ".sort_key"
	}
	return table + ".endorsement_id"
}

// indexed asks SQLite's trigram index for rows with the needle's rarest trigrams, and of each whether it has the needle.
func (s listStatement) indexed(out *fragment) {
	needle := s.q.needle()
	keys, listings := s.keys("w"), ""
	if s.order() == OrderName { // the long key is not among the words
		keys, listings = s.keys("l"), " CROSS JOIN listings l"
	}
	out.add("SELECT "+keys+" FROM listing_search f CROSS JOIN listing_words w"+listings+
		" WHERE f.listing_search MATCH ? AND w.id = f.rowid AND w.statement_id = ? AND instr(w.folded, ?) > 0",
		rareTrigrams(needle), s.facets.StatementID, needle)
	if listings != "" {
		out.add(" AND l.endorsement_id = w.endorsement_id")
	}
}

// crossed is a search under a filter on SQLite: if the index finds few, each is asked for the filter; if it finds many,
// each under the filter is asked for the needle.
func (s listStatement) crossed(out *fragment) {
	out.add("found AS MATERIALIZED (")
	s.indexed(out)
	out.add(" LIMIT ?), m AS MATERIALIZED (SELECT "+s.keys("l")+" FROM found CROSS JOIN listings l "+
		"WHERE l.endorsement_id = found.endorsement_id AND (SELECT COUNT(*) FROM found) <= ?", s.few+1, s.few)
	out.join(s.filtered())
	out.add(" UNION ALL SELECT " + s.keys("l") + " FROM ")
	if s.q.Country != "" {
		out.add("listings l WHERE l.statement_id")
	} else {
		out.add("listing_communities c CROSS JOIN listings l WHERE l.endorsement_id = c.endorsement_id AND c.community = ? AND c.statement_id", s.q.Community)
	}
	out.add(" = (SELECT CASE WHEN COUNT(*) > ? THEN ? END FROM found)", s.few, s.facets.StatementID)
	out.join(s.filtered())
	out.join(s.contains())
}

// How many trigrams of a needle the index is asked for: rows that have the rarest two or three are hardly more than
// those that have the needle, and common ones are long lists to read.
const trigramsAsked = 3

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
		asked = append(asked, `"`+t.text+`"`)
	}
	return strings.Join(asked, " AND ")
}
