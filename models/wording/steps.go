package wording

import "slices"

// maxEdits bounds the search: beyond so many removed and added pieces two sequences count as wholly different. It
// needs at most maxEdits² numbers of memory and (len(a)+len(b)) × maxEdits comparisons.
const maxEdits = 1000

// step is one element that was kept, removed or added.
type step struct {
	kind Kind
	text string
}

// steps returns a shortest way from a to b by Myers' greedy algorithm (An O(ND) difference algorithm, 1986).
func steps(a, b []string) []step {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	out := all(Same, a[:head])
	out = append(out, search(a[head:len(a)-tail], b[head:len(b)-tail])...)
	return append(out, all(Same, a[len(a)-tail:])...)
}

func all(kind Kind, texts []string) []step {
	out := make([]step, len(texts))
	for i, text := range texts {
		out[i] = step{kind, text}
	}
	return out
}

// search walks diagonals k = x - y by a growing number of edits d and remembers how far each got.
func search(a, b []string) []step {
	limit := min(len(a)+len(b), maxEdits)
	far := make([]int32, 2*limit+3) // far[k+limit+1]: the furthest x on diagonal k
	var trace [][]int32             // of each d: far on the diagonals -d to d, as it was before
	for d := 0; d <= limit; d++ {
		trace = append(trace, slices.Clone(far[limit+1-d:limit+2+d]))
		for k := -d; k <= d; k += 2 {
			at := far[k+limit:] // at[0], at[1], at[2]: diagonals k-1, k, k+1
			x := at[0] + 1
			if k == -d || k != d && at[0] < at[2] {
				x = at[2]
			}
			for int(x) < len(a) && int(x)-k < len(b) && a[x] == b[int(x)-k] {
				x++
			}
			at[1] = x
			if int(x) >= len(a) && int(x)-k >= len(b) {
				return back(a, b, trace)
			}
		}
	}
	return append(all(Removed, a), all(Added, b)...)
}

// back follows the trace from the end to the beginning.
func back(a, b []string, trace [][]int32) []step {
	var out []step
	x, y := len(a), len(b)
	for d := len(trace) - 1; d > 0; d-- {
		before := func(k int) int { // how far diagonal k had got before edit d
			if k < -d || k > d {
				return -1
			}
			return int(trace[d][k+d])
		}
		k := x - y
		from := k - 1
		if k == -d || k != d && before(k-1) < before(k+1) {
			from = k + 1
		}
		fromX := before(from)
		fromY := fromX - from
		for x > fromX && y > fromY {
			x, y = x-1, y-1
			out = append(out, step{Same, a[x]})
		}
		if x > fromX {
			x--
			out = append(out, step{Removed, a[x]})
		} else {
			y--
			out = append(out, step{Added, b[y]})
		}
	}
	for x > 0 {
		x--
		out = append(out, step{Same, a[x]})
	}
	slices.Reverse(out)
	return out
}

// run is a stretch of kept elements, or of removed and added ones between two of those.
type run struct{ kept, removed, added []string }

func runs(steps []step) []run {
	var out []run
	for _, s := range steps {
		same := len(out) > 0 && (out[len(out)-1].kept != nil) == (s.kind == Same)
		if !same {
			out = append(out, run{})
		}
		last := &out[len(out)-1]
		switch s.kind {
		case Same:
			last.kept = append(last.kept, s.text)
		case Removed:
			last.removed = append(last.removed, s.text)
		case Added:
			last.added = append(last.added, s.text)
		}
	}
	return out
}
