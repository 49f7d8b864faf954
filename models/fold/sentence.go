package fold

import (
	"regexp"
	"slices"
	"strings"
)

// sentenceEnd is where a sentence ends: its mark, or an empty line.
var sentenceEnd = regexp.MustCompile(`[.!?…]+["'”’»)\]]*\s|[。！？؟۔।]|\n\s*\n`)

// Sentences are the sentences of a text in which the name stands, each folded, in order and each once; of a name that goes over the end of
// one, all of them together. A text without such an end, as a title, is one sentence.
func (n Sought) Sentences(text string) []string {
	var found []string
	for _, reading := range readings(text) {
		folded, ends := " ", []int{0} // positions of the spaces around sentences
		for from := 0; from < len(reading); {
			to := len(reading)
			if end := sentenceEnd.FindStringIndex(reading[from:]); end != nil {
				to = from + end[1]
			}
			if folded += words(reading[from:to])[1:]; len(folded)-1 > ends[len(ends)-1] {
				ends = append(ends, len(folded)-1)
			}
			from = to
		}
		for at := 0; ; at++ {
			next := strings.Index(folded[at:], n.needle)
			if next < 0 {
				break
			}
			at += next
			low, exact := slices.BinarySearch(ends, at)
			if !exact {
				low--
			}
			high, _ := slices.BinarySearch(ends, at+len(n.needle)-1)
			found = append(found, folded[ends[low]:ends[high]+1])
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}
