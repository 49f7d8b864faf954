package views

import (
	"strings"

	"keephope/models"
)

// authorityWords is what an applicant said of who speaks and who decided.
func authorityWords(p Page, a models.AuthorityAnswer) string {
	var words []string
	for _, text := range []string{a.Position, decidedWords(p, a), a.Mandate} {
		if text != "" {
			words = append(words, text)
		}
	}
	return strings.Join(words, " · ")
}

// shownOf is an organisation's name as readers of the page see it, besideOf its own-script name where that differs.
func shownOf(p Page, n models.Names) string {
	name, _ := n.Shown(string(p.Lang))
	return name
}

func besideOf(p Page, n models.Names) string {
	_, beside := n.Shown(string(p.Lang))
	return beside
}
