package models

import "strings"

// listStatement writes the one SQL statement that reads a page of the public list. Three ways lead to a page:
//
//   - along an index, in its order, from the cursor on (walk), when nothing is searched for;
//   - for the order by country, which no index has, country by country along an index: as many countries as fill a page
//     (countries), or until a page is full (tour) where the facets do not tell how many fit;
//   - for a search both, in one statement: what fits is gathered and sorted as long as it is few; if more fit, they are so
//     dense that walking along the order meets enough of them soon.
//
// None reads more than a search has to: at most all entries of one index. Along an index the needle is looked for with a
// function that no other index answers, so that PostgreSQL has no choice that is good for one word and bad for another:
// it plans a statement once for all words.
//
// CROSS JOIN tells SQLite the order of the loops; PostgreSQL chooses for itself.
type listStatement struct {
	sqlite bool
	few    int       // matches up to which a search gathers and sorts
	most   int       // matches up to which they are counted
	size   int       // rows to read
	q      ListQuery // checked
	facets Facets
	placed bool // cursor is one
	cursor cursor
}

// gatheredMatches is up to how many matches a search gathers and sorts them. Above, walking is the shorter way. It is not
// less than MaxMatches, because what is gathered is what a search counts.
const gatheredMatches = MaxMatches

// listBounds are the numbers of matches from which a search walks, and is no longer counted.
type listBounds struct{ gathered, counted int }

// fragment is a piece of SQL with its arguments.
type fragment struct {
	text strings.Builder
	args []any
}

func (f *fragment) add(text string, args ...any) {
	f.text.WriteString(text)
	f.args = append(f.args, args...)
}

func (f *fragment) join(other fragment) { f.add(other.text.String(), other.args...) }

// render returns the statement and its arguments. Its columns are publicColumns and the number of matches, -1 where
// that is known otherwise.
func (s listStatement) render() (string, []any) {
	var out fragment
	switch {
	case s.q.Text != "":
		s.search(&out)
	case s.order() == OrderCountry && s.q.Community == "":
		s.countries(&out)
	case s.order() == OrderCountry:
		out.add("SELECT l.* FROM (")
		s.tour(&out, "?", nil, "-1")
		out.add(") l")
		out.join(s.ordered("l"))
	default:
		s.walk(&out, "?", []any{s.facets.StatementID}, s.counted())
	}
	return out.text.String(), out.args
}

// known returns how many fit if the facets tell it, else -1.
func (s listStatement) known() int {
	switch {
	case s.q.Text != "" || s.q.Country != "" && s.q.Community != "":
		return -1
	case s.q.Country != "":
		return s.facets.Countries[s.q.Country]
	case s.q.Community != "":
		return s.facets.Communities[s.q.Community]
	}
	return s.facets.Named
}

// order is the order that counts: within one country, by country means by name.
func (s listStatement) order() ListOrder {
	if s.q.Order == OrderCountry && s.q.Country != "" {
		return OrderName
	}
	return s.q.Order
}

// at is the cursor beside a row.
func (s listStatement) at(row listedRow, back bool) cursor {
	switch s.order() {
	case OrderName:
		return cursor{Back: back, Key: row.sortKey, ID: row.id}
	case OrderCountry:
		return cursor{Back: back, Country: row.Country, Key: row.sortKey, ID: row.id}
	}
	return cursor{Back: back, Since: row.Since.UnixMicro(), ID: row.id}
}

// back reports whether rows are read from the end.
func (s listStatement) back() bool { return s.placed && s.cursor.Back }

// descending reports whether the keys of the order go down in the direction of reading.
func (s listStatement) descending() bool { return (s.order() == OrderNewest) != s.back() }

// beyond is the condition that a row lies beyond the cursor; table has the columns of the order.
func (s listStatement) beyond(table string) (f fragment) {
	if !s.placed {
		return f
	}
	sign := " > "
	if s.descending() {
		sign = " < "
	}
	switch s.order() {
	case OrderNewest:
		f.add(" AND ("+table+".listed_from, "+table+".endorsement_id)"+sign+"(?, ?)", s.cursor.since(), s.cursor.ID)
	case OrderName:
		f.add(" AND ("+table+".sort_key, "+table+".endorsement_id)"+sign+"(?, ?)", s.cursor.Key, s.cursor.ID)
	case OrderCountry:
		f.add(" AND (")
		f.join(s.rank(table))
		f.add(", "+table+".sort_key, "+table+".endorsement_id)"+sign+"("+s.find("?", "?")+", ?, ?)",
			s.ranks(), ","+s.cursor.Country+",", s.cursor.Key, s.cursor.ID)
	}
	return f
}

// ordered is the ORDER BY of a page and its length.
func (s listStatement) ordered(table string) (f fragment) {
	way := ""
	if s.descending() {
		way = " DESC"
	}
	f.add(" ORDER BY ")
	switch s.order() {
	case OrderNewest:
		f.add(table + ".listed_from" + way)
	case OrderCountry:
		f.join(s.rank(table))
		f.add(way + ", ")
		fallthrough
	case OrderName:
		f.add(table + ".sort_key" + way)
	}
	f.add(", "+table+".endorsement_id"+way+" LIMIT ?", s.size)
	return f
}

// find is the place of a text in another, from 1; 0 if it is not there.
func (s listStatement) find(in, what string) string {
	if s.sqlite {
		return "instr(" + in + ", " + what + ")"
	}
	return "strpos(" + in + ", " + what + ")"
}

// rank is the place of a row's country among the countries of the reader's language.
func (s listStatement) rank(table string) (f fragment) {
	f.add(s.find("?", "',' || "+table+".country || ','"), s.ranks())
	return f
}

func (s listStatement) ranks() string { return "," + strings.Join(s.q.CountryRank, ",") + "," }

// contains is the condition that a listing has the needle in its folded names. table has them.
func (s listStatement) contains(table string) (f fragment) {
	if needle := s.q.needle(); needle != "" {
		f.add(" AND "+s.find(table+".folded", "?")+" > 0", needle)
	}
	return f
}

// among is the table that a page is cut out of, and the conditions of country and community on it: l, the list, or c,
// the listings of a community, in which stands all that a page is ordered, narrowed and searched by. statement is the
// SQL of the statement's id.
func (s listStatement) among(statement string, args []any) (table string, from fragment) {
	if table = "l"; s.q.Community == "" {
		from.add("listings l WHERE l.statement_id = "+statement, args...)
	} else {
		table = "c"
		from.add("listing_communities c WHERE c.statement_id = "+statement, args...)
		from.add(" AND c.community = ?", s.q.Community)
	}
	if s.q.Country != "" {
		from.add(" AND "+table+".country = ?", s.q.Country)
	}
	return table, from
}

// filtered is the condition of country and community on a listing l.
func (s listStatement) filtered() (f fragment) {
	if s.q.Country != "" {
		f.add(" AND l.country = ?", s.q.Country)
	}
	if s.q.Community != "" {
		f.add(" AND EXISTS (SELECT 1 FROM listing_communities x WHERE x.endorsement_id = l.endorsement_id AND x.community = ?)", s.q.Community)
	}
	return f
}
