package models

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a small correction is. Words are counted in all languages together, and since a coordinator read the action last:
// else a text could be written anew ten words at a time.
const (
	maxUnread     = 10 // words
	smallShare    = 5  // a text keeps at least four words in five
	longestOfWord = 24 // characters; longer ones are sentences of a script without spaces, or carry something
)

// running are what a text says beside its title and what to know before, which are always read.
func (t ActionText) running() []string {
	return []string{t.Summary, t.Body, strings.Join(t.Steps, "\n"), t.Share}
}

// corrected is how many words of the texts are other ones, in all languages of both; more than maxUnread if it is more.
func (c ActionContent) corrected(before ActionContent) int {
	n := 0
	for lang, text := range before.Texts {
		was, is := text.running(), c.Texts[lang].running()
		for i := range was {
			n += wordsChanged(strings.Fields(was[i]), strings.Fields(is[i]))
		}
	}
	return n
}

// rewritten reports whether a text is more than corrected: other words in the place of too many, or another link or number.
func rewritten(before, after string) bool {
	was, is := strings.Fields(before), strings.Fields(after)
	n := wordsChanged(was, is)
	return n > maxUnread || n*smallShare > len(was) || !slices.Equal(pointing(was), pointing(is))
}

// pointing are the words that lead somewhere or count something: links and what looks like one, addresses, tags, numbers.
func pointing(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return !points(w) })
}

func points(word string) bool {
	if utf8.RuneCountInString(word) > longestOfWord || strings.ContainsAny(word, `/\@[]<>`) || strings.ContainsFunc(word, unicode.IsNumber) {
		return true
	}
	letter := false // before
	for i, r := range word {
		next, _ := utf8.DecodeRuneInString(word[i+utf8.RuneLen(r):])
		if unicode.IsLetter(next) && (r == '#' || letter && strings.ContainsRune(".。．｡", r)) {
			return true
		}
		letter = unicode.IsLetter(r)
	}
	return false
}

// wordsChanged is the least number of words to leave out, put in or replace to make one text of another; maxUnread+1 if it is
// more than maxUnread. It looks at a band beside the diagonal alone, so that long texts cost little.
func wordsChanged(was, is []string) int {
	for len(was) > 0 && len(is) > 0 && was[0] == is[0] {
		was, is = was[1:], is[1:]
	}
	for len(was) > 0 && len(is) > 0 && was[len(was)-1] == is[len(is)-1] {
		was, is = was[:len(was)-1], is[:len(is)-1]
	}
	const most = maxUnread + 1
	if len(was)-len(is) >= most || len(is)-len(was) >= most {
		return most
	}
	above, row := make([]int, len(is)+1), slices.Repeat([]int{most}, len(is)+1)
	for j := range above {
		above[j] = min(j, most)
	}
	for i := range was {
		from := max(0, i-most)
		row[from] = most
		if from == 0 {
			row[0] = min(i+1, most)
		}
		for j := from; j < min(len(is), i+most); j++ {
			change := 1
			if was[i] == is[j] {
				change = 0
			}
			row[j+1] = min(above[j]+change, above[j+1]+1, row[j]+1, most)
		}
		above, row = row, above
	}
	return above[len(is)]
}
