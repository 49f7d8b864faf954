package fold

import "strings"

// mark stands twice before each folded name in a search key. Fold never produces it, LIKE gives it no meaning, and
// doubled it makes even a search for one letter three characters long, the least that a trigram index can use.
const mark = "||"

// minSubstring is the number of letters from which a search finds inside names; shorter ones find beginnings only.
const minSubstring = 3

// SearchKey returns what the stored column of folded names holds: all names of an organisation, and its town, each
// folded and marked at its beginning. Names that fold to nothing and repetitions are left out.
func SearchKey(names ...string) string {
	var key strings.Builder
	seen := map[string]bool{"": true}
	for _, name := range names {
		folded := Fold(name)
		if seen[folded] {
			continue
		}
		seen[folded] = true
		key.WriteString(mark)
		key.WriteString(folded)
	}
	return key.String()
}

// Query folds what a reader searched for. With under three letters it must be the beginning of a name (prefix),
// otherwise it may stand anywhere inside one. Ok is false if nothing is left to search for: punctuation or emoji alone.
func Query(s string) (folded string, prefix, ok bool) {
	folded = Fold(s)
	short := strings.Count(folded, "") <= minSubstring
	return folded, short && folded != "", folded != ""
}

// Needle returns the exact text that occurs in the search keys of the organisations found by s. It consists of letters,
// digits and marks, so it means itself in LIKE, in a quoted phrase and in instr alike.
func Needle(s string) (needle string, ok bool) {
	folded, prefix, ok := Query(s)
	if prefix {
		return mark + folded, ok
	}
	return folded, ok
}

// LikePattern returns the LIKE pattern for s on a column of search keys. It needs no ESCAPE clause. Ok as in Query.
func LikePattern(s string) (pattern string, ok bool) {
	needle, ok := Needle(s)
	if !ok {
		return "", false
	}
	return "%" + needle + "%", true
}

// Match tells whether searching for query finds the organisation with this search key. It is the meaning of search: the
// databases must answer the same. A query that is not ok finds nothing.
func Match(searchKey, query string) bool {
	needle, ok := Needle(query)
	return ok && strings.Contains(searchKey, needle)
}
