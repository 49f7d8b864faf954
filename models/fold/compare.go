package fold

import "slices"

const (
	sameWord     = 0.5  // words less alike than this are different words
	soundsAlike  = 0.8  // words or names with one skeleton
	isAcronym    = 0.85 // one name is the other's acronym
	holdsAcronym = 0.7  // one name holds the other's acronym beside other words
	spelledApart = 0.75 // share of letters that must agree to compare names across word borders
	minWordBones = 3    // consonants that two words must share to sound alike
	minNameBones = 4    // the same for whole names

	// How much it counts that all words agree, beside how much that those of the shorter name do.
	shareOfBoth, shareOfShorter = 0.65, 0.35
)

// compare scores two names: by their words in any order, else by letters across word borders, sound or acronym.
func compare(a, b *form) float64 {
	if a.joined == b.joined {
		return 1
	}
	score := compareWords(a, b)
	if len(a.words) != len(b.words) {
		if whole := dice(a.grams, b.grams); whole >= spelledApart {
			score = max(score, whole)
		}
	}
	if a.skeleton == b.skeleton && len(a.skeleton) >= bones(minNameBones, a.bare || b.bare) {
		score = max(score, soundsAlike)
	}
	return max(score, acronym(a, b), acronym(b, a))
}

// compareWords pairs each word of the shorter name with the word most like it. Words that only the longer name has
// lower the score, but less than words that differ: "Memorial" and "Memorial Society" are close.
func compareWords(a, b *form) float64 {
	if len(a.words) > len(b.words) || len(a.words) == len(b.words) && a.joined > b.joined {
		a, b = b, a // Also makes the answer the same both ways.
	}
	var taken uint64
	shared := 0.0
	for i := range a.words {
		best, at := 0.0, -1
		for j := range b.words {
			if j < 64 && taken>>j&1 == 1 {
				continue
			}
			if alike := compareWord(&a.words[i], &b.words[j]); alike > best {
				best, at = alike, j
			}
		}
		if best >= sameWord {
			taken |= 1 << at
			shared += best * (a.words[i].weight + b.words[at].weight) / 2
		}
	}
	return min(1, shareOfBoth*2*shared/(a.weight+b.weight)+shareOfShorter*shared/min(a.weight, b.weight))
}

func compareWord(a, b *word) float64 {
	if a.text == b.text {
		return 1
	}
	alike := dice(a.grams, b.grams)
	if alike < soundsAlike && a.skeleton == b.skeleton && len(a.skeleton) >= bones(minWordBones, a.bare || b.bare) {
		return soundsAlike
	}
	return alike
}

// bones returns how many consonants two skeletons must share to mean anything: one less where one side writes no vowels
// at all, since nothing else can be compared then.
func bones(usual int, bare bool) int {
	if bare {
		return usual - 1
	}
	return usual
}

// acronym scores whether short holds the initials of long as a word. Three letters beside other words say nothing.
func acronym(short, long *form) float64 {
	for i := range short.words {
		if !slices.Contains(long.acronyms, short.words[i].text) {
			continue
		}
		if short.weight-short.words[i].weight < ownWeight {
			return isAcronym
		}
		if len(short.words[i].text) > 3 {
			return holdsAcronym
		}
	}
	return 0
}

// dice is the share of the elements of two sorted sets that both have, from 0 to 1.
func dice(a, b []uint32) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			shared, i, j = shared+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return 2 * float64(shared) / float64(len(a)+len(b))
}
