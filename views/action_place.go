package views

import (
	"strings"

	"keephope/models"
)

// whereLines say how an action has a place, and where.
func whereLines(p Page, w models.Where, audience models.Audience) string {
	lines := []string{p.T("action.desk.mode." + string(w.Mode))}
	if told := placeTold(p, w, audience); told != "" {
		lines = append(lines, told)
	}
	return joinedLines(lines)
}

// placeTold says which place of an action everybody for whom it is reads; "" if none. Where there is a venue that only those who take
// part learn it says so in words: the two are not to be mixed up. What stands beside such a venue is told to nobody.
func placeTold(p Page, w models.Where, audience models.Audience) string {
	if w.Mode == models.AtVenue {
		w.Place = ""
	}
	text := ""
	for _, part := range []string{w.Place, w.Town, countryWord(p, w.Country)} {
		switch {
		case part == "":
		case text == "":
			text = part
		default:
			text = p.T("queue.line", "place", text, "since", part)
		}
	}
	text = strings.ReplaceAll(text, " ·", "\u00a0·") // no line begins with the dot
	if text == "" || w.Mode != models.AtVenue {
		return text
	}
	return readBy(p, audience) + " " + text
}

// venueTold says what only those who take part learn; "" if there is nothing.
func venueTold(p Page, w models.Where) string {
	if w.Venue == "" {
		return ""
	}
	return p.T("action.shown.read_by_some") + " " + w.Venue
}

func countryWord(p Page, code string) string {
	if code == "" {
		return ""
	}
	return p.Words.Country(code)
}
