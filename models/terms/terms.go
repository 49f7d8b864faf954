// Package terms holds the closed lists of the field: whom an organisation works
// for (communities), what it is (kinds) and where it is (countries). It knows
// slugs and codes only; their names in the reader's language are messages and
// CLDR data of the views.
package terms

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// communitiesTSV and typesTSV are our own vocabulary (CC0). Column 1 of
// communities.tsv is the slug; types.tsv has the list's name in column 1 and the
// slug in column 2.
var (
	//go:embed communities.tsv
	communitiesTSV string
	//go:embed types.tsv
	typesTSV string
)

// MaxCommunities is how many communities one organisation names at most; at least one.
const MaxCommunities = 3

// column returns the cells of one column of a tab-separated list with a heading,
// for the rows that keep accepts, in the order of the file.
func column(tsv string, n int, keep func(cells []string) bool) []string {
	var out []string
	for i, line := range strings.Split(strings.TrimRight(tsv, "\n"), "\n") {
		cells := strings.Split(strings.TrimRight(line, "\r"), "\t")
		if i > 0 && keep(cells) {
			out = append(out, cells[n])
		}
	}
	return out
}

var communities = sync.OnceValue(func() []string {
	return column(communitiesTSV, 0, func([]string) bool { return true })
})

var kinds = sync.OnceValue(func() []string {
	return column(typesTSV, 1, func(cells []string) bool { return cells[0] == "org" })
})

var actionKinds = sync.OnceValue(func() []string {
	return column(typesTSV, 1, func(cells []string) bool { return cells[0] == "action" })
})

// Communities returns the slugs of all communities in the order of the list,
// the general one last. The caller owns the slice.
func Communities() []string { return slices.Clone(communities()) }

// IsCommunity reports whether slug is in the list of communities.
func IsCommunity(slug string) bool { return slices.Contains(communities(), slug) }

// Kinds returns the slugs of the kinds of organisation in the order of the list.
// The caller owns the slice.
func Kinds() []string { return slices.Clone(kinds()) }

// ActionKinds returns the slugs of the kinds of joint action in the order of the list.
// The caller owns the slice.
func ActionKinds() []string { return slices.Clone(actionKinds()) }

// IsActionKind reports whether slug is a kind of joint action.
func IsActionKind(slug string) bool { return slices.Contains(actionKinds(), slug) }

// IsKind reports whether slug is a kind of organisation.
func IsKind(slug string) bool { return slices.Contains(kinds(), slug) }
