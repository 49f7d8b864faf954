package views

import (
	"slices"
	"strconv"

	"keephope/models"
)

// reportHeading stands above the words of the open report.
func (p DeskPage) reportHeading() string {
	key := "report.desk.words"
	switch {
	case p.Report.State != models.ReportWaiting:
		key = "report.desk.words_says"
	case p.Report.Before != nil:
		key = "report.desk.words_then"
	}
	return p.T(key, "language", p.Words.Language(p.Report.Words.Lang))
}

// reportDifferences lists what a report would become in the place of what it is.
func reportDifferences(p Page, now, then models.ReportWords) []difference {
	var out []difference
	add := func(part string, before, after fact) {
		if before.Value != after.Value {
			before.Label = p.T("report.desk.fact." + part)
			after.Label = before.Label
			out = append(out, difference{before, after})
		}
	}
	add("lang", fact{Value: p.Words.Language(now.Lang), Lang: string(p.Lang)}, fact{Value: p.Words.Language(then.Lang), Lang: string(p.Lang)})
	add("text", fact{Value: now.Text, Lang: now.Lang}, fact{Value: then.Text, Lang: then.Lang})
	add("people", fact{Value: cameWord(now)}, fact{Value: cameWord(then)})
	add("pictures", fact{Value: pictureLines(p, now, now), Lang: now.Lang}, fact{Value: pictureLines(p, now, then), Lang: then.Lang})
	return out
}

// cameWord is how many came, "" where it is not told.
func cameWord(r models.ReportWords) string {
	if r.People == nil {
		return ""
	}
	return strconv.Itoa(*r.People)
}

// pictureLines are what is on the pictures of a report, a line each; those that are not among the ones before are marked.
func pictureLines(p Page, before, r models.ReportWords) string {
	var lines []string
	for _, image := range r.Pictures {
		if pictured(before, image) {
			lines = append(lines, image.Alt)
		} else {
			lines = append(lines, p.T("report.desk.picture_new", "alt", image.Alt))
		}
	}
	return joinedLines(lines)
}

// pictured reports whether a report has a picture, whatever is said of it.
func pictured(r models.ReportWords, image models.ReportedImage) bool {
	return slices.ContainsFunc(r.Pictures, func(i models.ReportedImage) bool { return i.ID == image.ID })
}
