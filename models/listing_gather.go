package models

// search reads a page of what has the needle in its folded names.
func (s listStatement) search(out *fragment) {
	out.add("WITH ")
	s.candidates(out)
	out.add(", n AS MATERIALIZED (SELECT COUNT(*) AS matched FROM m) SELECT l.* FROM (SELECT * FROM (SELECT " + publicColumns +
		", (SELECT matched FROM n) AS matched FROM ")
	if s.order() == OrderCountry {
		out.add("m")
	} else {
		out.add("(SELECT endorsement_id FROM m LIMIT (SELECT CASE WHEN matched <= ? THEN matched ELSE 0 END FROM n)) m", s.few)
	}
	out.add(" CROSS JOIN listings l WHERE l.endorsement_id = m.endorsement_id")
	out.join(s.beyond("l"))
	out.join(s.ordered("l"))
	out.add(") gathered")
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

// candidates defines m, the ids of what fits a search: at most one more than are counted, but all where no index has
// the order.
func (s listStatement) candidates(out *fragment) {
	switch {
	case !s.sqlite:
		out.add("m AS MATERIALIZED (SELECT l.endorsement_id FROM listings l WHERE l.statement_id = ?", s.facets.StatementID)
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

// indexed asks SQLite's trigram index. A quoted phrase of trigrams is a substring.
func (s listStatement) indexed(out *fragment) {
	out.add("SELECT n.endorsement_id FROM listing_search f CROSS JOIN listing_numbers n "+
		"WHERE f.listing_search MATCH ? AND n.id = f.rowid AND n.statement_id = ?", `"`+s.q.needle()+`"`, s.facets.StatementID)
}

// crossed is a search under a filter on SQLite: if the index finds few, each is asked for the filter; if it finds many,
// each under the filter is asked for the needle.
func (s listStatement) crossed(out *fragment) {
	out.add("found AS MATERIALIZED (")
	s.indexed(out)
	out.add(" LIMIT ?), m AS MATERIALIZED (SELECT l.endorsement_id FROM found CROSS JOIN listings l "+
		"WHERE l.endorsement_id = found.endorsement_id AND (SELECT COUNT(*) FROM found) <= ?", s.few+1, s.few)
	out.join(s.filtered())
	out.add(" UNION ALL SELECT l.endorsement_id FROM ")
	if s.q.Country != "" {
		out.add("listings l WHERE l.statement_id")
	} else {
		out.add("listing_communities c CROSS JOIN listings l WHERE l.endorsement_id = c.endorsement_id AND c.community = ? AND c.statement_id", s.q.Community)
	}
	out.add(" = (SELECT CASE WHEN COUNT(*) > ? THEN ? END FROM found)", s.few, s.facets.StatementID)
	out.join(s.filtered())
	out.join(s.contains())
}
