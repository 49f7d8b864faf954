package wording

import "slices"

// pair is a removed paragraph and the added one that took its place, or one of them alone.
type pair struct {
	before, after string
	inOld, inNew  bool
}

// Paragraphs belong together from this share of common words on. maxPairs bounds the table that is searched.
const (
	alike    = 0.4
	maxPairs = 400
)

// pairs lays removed and added paragraphs beside each other, in order, so that together they are most alike.
func pairs(removed, added []string) []pair {
	if len(removed)*len(added) > maxPairs {
		return inOrder(removed, added)
	}
	best := bestOf(removed, added)
	var out []pair
	i, j := 0, 0
	for i < len(removed) && j < len(added) {
		switch best[i][j].take {
		case both:
			out = append(out, pair{removed[i], added[j], true, true})
			i, j = i+1, j+1
		case first:
			out = append(out, pair{before: removed[i], inOld: true})
			i++
		default:
			out = append(out, pair{after: added[j], inNew: true})
			j++
		}
	}
	return append(out, inOrder(removed[i:], added[j:])...)
}

// inOrder shows what was removed, then what was added.
func inOrder(removed, added []string) []pair {
	var out []pair
	for _, text := range removed {
		out = append(out, pair{before: text, inOld: true})
	}
	for _, text := range added {
		out = append(out, pair{after: text, inNew: true})
	}
	return out
}

// choice is what to do with the next removed and the next added paragraph, and what it is worth in the end.
type choice struct {
	worth float64
	take  int
}

const (
	first = iota
	second
	both
)

func bestOf(removed, added []string) [][]choice {
	best := make([][]choice, len(removed)+1)
	for i := range best {
		best[i] = make([]choice, len(added)+1)
	}
	bags := make([][]string, len(added))
	for j, text := range added {
		bags[j] = bag(text)
	}
	for i := len(removed) - 1; i >= 0; i-- {
		mine := bag(removed[i])
		for j := len(added) - 1; j >= 0; j-- {
			now := choice{best[i+1][j].worth, first}
			if best[i][j+1].worth > now.worth {
				now = choice{best[i][j+1].worth, second}
			}
			if like := likeness(mine, bags[j]); like >= alike && best[i+1][j+1].worth+like > now.worth {
				now = choice{best[i+1][j+1].worth + like, both}
			}
			best[i][j] = now
		}
	}
	return best
}

// bag is the words of a paragraph in alphabetical order, each as often as it stands there.
func bag(text string) []string {
	words := slices.DeleteFunc(tokens(text), func(t string) bool { return isBlank([]rune(t)[0]) })
	slices.Sort(words)
	return words
}

// likeness is the share of words that two bags have in common, from 0 to 1 (Dice's coefficient).
func likeness(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			common, i, j = common+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}
