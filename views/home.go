package views

import (
	"strings"
	"time"
	"unicode"

	"keephope/models"
)

// HomePage is the campaign's first page.
type HomePage struct {
	Page
	models.Front
}

// Town is the picture of today.
func (p HomePage) Town() Town { return NewTown(p.Standing(), p.At.UTC().Format(time.DateOnly)) }

// Standing is how many stand together: the named and the one number of the others.
func (p HomePage) Standing() int { return p.Counts.Named + p.Counts.Unnamed }

// Minutes is how long reading the call takes, at 200 words a minute.
func (p HomePage) Minutes() int { return max(1, (len(strings.Fields(p.Text.Body))+199)/200) }

// Foreign reports whether a text is in another language than the page.
func (p Page) Foreign(lang string) bool { return lang != "" && lang != string(p.Lang) }

// AllPast reports whether every key date is over.
func (p HomePage) AllPast() bool {
	for _, d := range p.Campaign.Dates {
		if !over(d, p.At) {
			return false
		}
	}
	return true
}

// over reports whether a key date is past: at its hour, or when its day ends.
func over(d models.PublicDate, now time.Time) bool {
	if d.AllDay {
		return !now.Before(d.At.In(d.Place).AddDate(0, 0, 1))
	}
	return now.After(d.At)
}

// today reports whether a key date is on this day where it happens.
func today(d models.PublicDate, now time.Time) bool {
	return d.At.In(d.Place).Format(time.DateOnly) == now.In(d.Place).Format(time.DateOnly)
}

// share is what "Pass it on" passes on.
func (p HomePage) share() Share {
	text := p.Site.Name
	if p.Campaign.Hashtag != "" {
		text += " " + p.Campaign.Hashtag
	}
	return Share{Text: text, URL: p.Site.Base + p.In("/")}
}

// initial is the letter in an organisation's window.
func initial(p Page, names models.Names) string {
	shown, _ := names.Shown(string(p.Lang))
	for _, r := range shown {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return string(unicode.ToUpper(r))
		}
	}
	return ""
}

// whereAndWho is the line under a quote: country and communities.
func whereAndWho(p Page, e models.PublicVoice) string {
	parts := []string{p.Words.Country(e.Country)}
	for _, slug := range e.Communities {
		parts = append(parts, p.Words.Community(slug))
	}
	return strings.Join(parts, " · ")
}

// source is a public source as a link: the facts name it without its scheme.
func source(text string) string {
	if strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://") {
		return text
	}
	return "https://" + text
}

// years are the years of documented supporters, in the order of their first one.
func years(all []models.DocumentedSupporter) []int {
	var out []int
	for _, d := range all {
		if len(out) == 0 || out[len(out)-1] != d.Year {
			out = append(out, d.Year)
		}
	}
	return out
}

func documentedIn(all []models.DocumentedSupporter, year int) []models.DocumentedSupporter {
	var out []models.DocumentedSupporter
	for _, d := range all {
		if d.Year == year {
			out = append(out, d)
		}
	}
	return out
}
