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
		s.facets.StatementID, s.q.Community, s.q.Country, s.most+1)
	return f
}

// walk reads a page along the index of its order. statement is the SQL of the statement's id, so that a search can
// switch it off.
func (s listStatement) walk(out *fragment, statement string, args []any, matched fragment) {
	table, from := s.among(statement, args)
	out.add("SELECT " + publicColumns + ", ")
	out.join(matched)
	out.add(" AS matched FROM ")
	if table == "c" {
		out.add("(SELECT c.endorsement_id FROM ")
	}
	out.join(from)
	out.join(s.contains(table))
	out.join(s.beyond(table))
	out.join(s.ordered(table))
	if table == "c" {
		out.add(") c CROSS JOIN listings l WHERE l.endorsement_id = c.endorsement_id")
		out.join(s.ordered("l"))
	}
}

// tour reads a page of the order by country where the facets do not tell how many of a country fit: from the cursor's
// country on one country after the other along an index, until a page is full. countries is the SQL of how many there are
// to visit, so that a search can switch it off.
func (s listStatement) tour(out *fragment, countries string, args []any, matched string) {
	codes := s.reading()
	if args == nil {
		args = []any{len(codes)}
	}
	list, length, code, all := "'{}'::text[] COLLATE \"C\"", "cardinality(t.ids)", "(?::text[])[t.i + 1]", "{"+strings.Join(codes, ",")+"}"
	if s.sqlite {
		list, length, code, all = "'[]'", "json_array_length(t.ids)", "(? ->> t.i)", "[]"
		if len(codes) > 0 {
			all = `["` + strings.Join(codes, `","`) + `"]`
		}
	}
	out.add("SELECT " + publicColumns + ", " + matched + " AS matched FROM (WITH RECURSIVE t(i, n, ids) AS (SELECT 0, 0, " + list +
		" UNION ALL SELECT t.i + 1, t.n + " + length + ", ")
	s.stop(out, code, all)
	out.add(" FROM t WHERE t.i < "+countries, args...)
	out.add(" AND t.n + "+length+" < ?) SELECT ", s.size)
	if s.sqlite {
		out.add("j.value AS id FROM t CROSS JOIN json_each(t.ids) j) found CROSS JOIN listings l WHERE l.endorsement_id = found.id")
	} else {
		out.add("unnest(t.ids) AS id FROM t) found CROSS JOIN listings l WHERE l.endorsement_id = found.id")
	}
}

// stop is the list of ids that a tour finds in one country: as many as fill a page.
func (s listStatement) stop(out *fragment, code, all string) {
	table, from := s.among("?", []any{s.facets.StatementID})
	if s.sqlite {
		out.add("(SELECT json_group_array(id) FROM (SELECT " + table + ".endorsement_id AS id FROM ")
	} else {
		out.add("ARRAY(SELECT " + table + ".endorsement_id AS id FROM ")
	}
	out.join(from)
	out.add(" AND "+table+".country = "+code, all)
	out.join(s.contains(table))
	within := s
	within.q.Order = OrderName
	if s.placed {
		beyond := within.beyond(table)
		out.add(" AND ("+table+".country <> ? OR "+strings.TrimPrefix(beyond.text.String(), " AND ")+")", append([]any{s.cursor.Country}, beyond.args...)...)
	}
	out.join(within.ordered(table))
	out.add(")")
	if s.sqlite {
		out.add(")")
	}
}

// reading are the countries that have endorsers in the direction of reading, from the cursor's on.
func (s listStatement) reading() []string {
	codes := s.facets.inOrder(s.q.CountryRank)
	if s.back() {
		slices.Reverse(codes)
	}
	return s.remaining(codes)
}

// countries reads a page of the order by country: the rest of the cursor's country, then whole countries, then the
// beginning of the one that fills the page. The facets tell which those are.
func (s listStatement) countries(out *fragment) {
	first, whole, last := s.share(s.reading())
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
