package fold

import (
	"cmp"
	"iter"
	"slices"
)

// Threshold is the similarity from which two names are shown side by side at the desk.
const Threshold = 0.6

// Profile is all names of one organisation prepared for comparison. It does not change and may be shared.
type Profile struct{ forms []form }

// NewProfile prepares the names of one organisation: own script, translations, acronym, former names.
func NewProfile(names ...string) Profile {
	var p Profile
	for _, name := range names {
		if f := newForm(name); f.joined != "" {
			p.forms = append(p.forms, f)
		}
	}
	return p
}

// Similarity tells from 0 (nothing in common) to 1 (the same words) how much two names look like one organisation,
// across scripts, spellings, word order, legal forms and acronyms: of the two names, one of each side, most alike.
func (p Profile) Similarity(q Profile) float64 {
	best := 0.0
	for i := range p.forms {
		for j := range q.forms {
			best = max(best, compare(&p.forms[i], &q.forms[j]))
		}
	}
	return best
}

// Hit is one organisation that resembles another.
type Hit[K any] struct {
	Key   K
	Score float64
}

// Similar returns those of among that reach the Threshold, the most similar first; equals keep their order.
func Similar[K any](to Profile, among iter.Seq2[K, Profile]) []Hit[K] {
	var hits []Hit[K]
	for key, p := range among {
		if score := to.Similarity(p); score >= Threshold {
			hits = append(hits, Hit[K]{key, score})
		}
	}
	slices.SortStableFunc(hits, func(a, b Hit[K]) int { return cmp.Compare(b.Score, a.Score) })
	return hits
}
