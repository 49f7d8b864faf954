package fold

import (
	"encoding/hex"
	"strings"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// MaxSortKey is the longest sort key in characters. Names that agree in their first 80 characters or more may get the
// same key; lists order those by id.
const MaxSortKey = 480

// SortKey returns the collation key of a name for lists from A to Z: Unicode Collation Algorithm, root order (no
// language's own exceptions), accents before case. It is written in lower-case hexadecimal, so that comparing bytes, as
// SQLite does by default and PostgreSQL under COLLATE "C", gives the same order in both. Quotation marks and other
// signs at the beginning of a name do not count.
func SortKey(name string) string {
	plain := strings.TrimLeftFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	if plain == "" {
		plain = name
	}
	key := collate.New(language.Und).KeyFromString(&collate.Buffer{}, plain)
	return hex.EncodeToString(key[:min(len(key), MaxSortKey/2)])
}
