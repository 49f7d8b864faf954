package fold

import (
	"slices"
	"testing"
)

// The lists are searched by halves and compared with folded words.
func TestWordListsAreFoldedAndInOrder(t *testing.T) {
	for _, list := range [][]string{smallWords[:], generalWords[:], reserved[:]} {
		for i, w := range list {
			if i > 0 && list[i-1] >= w {
				t.Errorf("%q stands after %q", w, list[i-1])
			}
		}
	}
	for _, w := range slices.Concat(smallWords[:], generalWords[:]) {
		if Fold(w) != w {
			t.Errorf("%q is not folded", w)
		}
	}
}
