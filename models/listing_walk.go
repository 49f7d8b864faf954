package models

import (
	"slices"
	"strings"
)

// counted is the column with the number of matches: -1 where the facets know it, else a count that stops early.
func (s listStatement) counted() (f fragment) {
	if s.known() >= 0 {
		f.add("-1")
		return f
	}
	f.add("(SELECT COUNT(*) FROM (SELECT 1 FROM listing_communities k WHERE k.statement_id = ? AND k.community = ? AND k.country = ? LIMIT ?) bounded)",
		s.facets.StatementID, s.q.Community, s.q.Country, MaxMatches+1)
	return f
}

// walk reads a page along the index of its order. statement is the SQL of the statement's id, so that a search can
// switch it off.
func (s listStatement) walk(out *fragment, statement string, args []any, matched fragment) {
	table := "l"
	out.add("SELECT " + publicColumns + ", ")
	out.join(matched)
	if s.q.Community == "" {
		out.add(" AS matched FROM listings l WHERE l.statement_id = "+statement, args...)
		if s.q.Country != "" {
			out.add(" AND l.country = ?", s.q.Country)
		}
	} else {
		table = "c"
		out.add(" AS matched FROM listing_communities c CROSS JOIN listings l WHERE c.statement_id = "+statement, args...)
		out.add(" AND c.community = ? AND l.endorsement_id = c.endorsement_id", s.q.Community)
		if s.q.Country != "" {
			out.add(" AND c.country = ?", s.q.Country)
		}
	}
	out.join(s.contains())
	out.join(s.beyond(table))
	out.join(s.ordered(table))
}

// gather reads all that has the community and sorts it by country.
func (s listStatement) gather(out *fragment) {
	out.add("SELECT "+publicColumns+", -1 AS matched FROM listing_communities c CROSS JOIN listings l "+
		"WHERE c.statement_id = ? AND c.community = ? AND l.endorsement_id = c.endorsement_id", s.facets.StatementID, s.q.Community)
	out.join(s.beyond("l"))
	out.join(s.ordered("l"))
}

// countries reads a page of the order by country: the rest of the cursor's country, then whole countries, then the
// beginning of the one that fills the page. The facets tell which those are.
func (s listStatement) countries(out *fragment) {
	codes := s.facets.inOrder(s.q.CountryRank)
	if s.back() {
		slices.Reverse(codes)
	}
	first, whole, last := s.share(s.remaining(codes))
	out.add("SELECT l.* FROM (")
	for i, group := range [][]string{first, whole, last} {
		if i > 0 {
			out.add(" UNION ALL ")
		}
		out.add("SELECT * FROM (SELECT " + publicColumns + ", -1 AS matched FROM listings l WHERE l.statement_id = ? AND l.country IN (?" +
			strings.Repeat(", ?", max(0, len(group)-1)) + ")")
		out.args = append(out.args, s.facets.StatementID)
		if len(group) == 0 {
			out.args = append(out.args, "")
		}
		for _, code := range group {
			out.args = append(out.args, code)
		}
		if i == 0 {
			out.join(s.beyond("l"))
		}
		s.withinCountries(out, i == 1)
		out.add(") part")
		out.text.WriteString([]string{"1", "2", "3"}[i])
	}
	out.add(") l")
	out.join(s.ordered("l"))
}

// withinCountries orders a part of the order by country. Parts with one country need no rank, so that an index serves.
func (s listStatement) withinCountries(out *fragment, several bool) {
	if !several {
		s.q.Order = OrderName
	}
	out.join(s.ordered("l"))
}

// remaining leaves of codes, in reading order, the cursor's country and those after it. The country itself may have
// lost its last endorser meanwhile.
func (s listStatement) remaining(codes []string) []string {
	if !s.placed {
		return codes
	}
	at := slices.Index(s.q.CountryRank, s.cursor.Country)
	return slices.DeleteFunc(codes, func(code string) bool {
		rank := slices.Index(s.q.CountryRank, code)
		return s.back() && rank > at || !s.back() && rank < at
	})
}

// share divides codes into the first country, those after it that fit a page as a whole, and the one that fills it.
func (s listStatement) share(codes []string) (first, whole, last []string) {
	if len(codes) == 0 {
		return nil, nil, nil
	}
	first, codes = codes[:1], codes[1:]
	filled := 0
	if !s.placed {
		filled = s.facets.Countries[first[0]]
	}
	for i, code := range codes {
		if filled >= s.size {
			break
		}
		filled += s.facets.Countries[code]
		if filled >= s.size {
			return first, whole, codes[i : i+1]
		}
		whole = codes[:i+1]
	}
	return first, whole, nil
}
