package views

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"keephope/models"
	"keephope/models/occasion"
)

// becoming is what an action is, and what it shall be.
type becoming struct {
	Audience  models.Audience
	Now, Then models.ActionContent
}

// actionDifferences lists what an action would become in the place of what it is.
func actionDifferences(p Page, b becoming) []difference {
	now, then := b.Now, b.Then
	var out []difference
	add := func(label, before, after, langBefore, langAfter string) {
		if before != after {
			out = append(out, difference{fact{Label: label, Value: before, Lang: langBefore}, fact{Label: label, Value: after, Lang: langAfter}})
		}
	}
	told := func(key, before, after string) { add(p.T(key), before, after, string(p.Lang), string(p.Lang)) }
	typed := func(key, before, after string) { add(p.T(key), before, after, "", "") }
	told("action.form.kind", p.Words.ActionKind(now.Kind), p.Words.ActionKind(then.Kind))
	told("action.form.when", joinedLines(actionWhen(p, now.When)), joinedLines(actionWhen(p, then.When)))
	told("action.form.zone", zoneWord(p, now.When), zoneWord(p, then.When))
	typed("action.form.where", whereLines(p, now.Where, b.Audience), whereLines(p, then.Where, b.Audience))
	typed("action.form.link", now.Where.Link, then.Where.Link)
	typed("action.form.hall", venueTold(p, now.Where), venueTold(p, then.Where))
	told("action.form.risk", actionRisk(p, now.Risk), actionRisk(p, then.Risk))
	told("action.edit.original", p.Words.Language(now.Original), p.Words.Language(then.Original))
	told("action.form.communities", communityLines(p, now), communityLines(p, then))
	told("action.form.capacity", capacityWord(p, now), capacityWord(p, then))
	typed("action.form.materials", linkLines(now), linkLines(then))
	for _, lang := range withRest(actionLangs(now), then.Texts) {
		before, after := now.Texts[lang], then.Texts[lang]
		for _, part := range []struct{ key, before, after string }{
			{"action.desk.fact.title", before.Title, after.Title},
			{"action.desk.fact.before", before.Before, after.Before},
			{"action.desk.fact.body", before.Body, after.Body},
			{"action.desk.fact.summary", before.Summary, after.Summary},
			{"action.desk.fact.steps", joinedLines(before.Steps), joinedLines(after.Steps)},
			{"action.desk.fact.share", before.Share, after.Share},
		} {
			add(p.T("queue.change.in_language", "text", p.T(part.key), "language", p.Words.Language(lang)), part.before, part.after, lang, lang)
		}
	}
	return out
}

func joinedLines(lines []string) string { return strings.Join(lines, "\n") }

func zoneWord(p Page, w occasion.When) string {
	if w.Floating() {
		return p.T("action.form.floating")
	}
	return w.Zone
}

func capacityWord(p Page, c models.ActionContent) string {
	if c.Capacity == 0 {
		return p.T("action.desk.capacity.none")
	}
	return p.T("action.desk.capacity.bound", "n", c.Capacity)
}

func communityLines(p Page, c models.ActionContent) string {
	var names []string
	for _, community := range c.Communities {
		names = append(names, p.Words.Community(community))
	}
	return joinedLines(names)
}

func linkLines(c models.ActionContent) string {
	var lines []string
	for _, m := range c.Materials {
		lines = append(lines, m.Label+"\n"+m.URL)
	}
	return joinedLines(lines)
}

// obligatory marks the label of a field that the original has to have; in a further language both may be empty.
func (p ActionFormPage) obligatory(key string, block int) string {
	if block == 0 {
		return p.required(key)
	}
	return p.T(key)
}

// lead says what the form is for.
func (p ActionFormPage) lead() string {
	switch {
	case !p.Published:
		return p.T("action.form.lead")
	case p.Edit.WordsOnly && p.Hidden:
		return p.T("action.edit.lead_past") + " " + p.T("action.edit.lead_hidden")
	case p.Hidden:
		return p.T("action.edit.lead_hidden")
	case p.Edit.WordsOnly && p.Hosting.Trusted:
		return p.T("action.edit.lead_past")
	case p.Edit.WordsOnly:
		return p.T("action.edit.lead_past") + " " + p.T("action.edit.lead_small")
	case p.Hosting.Trusted:
		return p.T("action.edit.lead_trusted")
	}
	return p.T("action.edit.lead_small") + " " + p.T("action.edit.lead")
}

// moved are the rows for times of the series that take place at another day or hour: those that there are and two empty ones.
func (p ActionFormPage) moved() []occasion.Exception {
	var out []occasion.Exception
	for _, e := range p.Edit.Content.When.Except {
		if !e.Off {
			out = append(out, e)
		}
	}
	return append(out, make([]occasion.Exception, spareRows)...)
}

// capacityHint says what becomes of those who are in.
func (p ActionFormPage) capacityHint() string {
	if p.Published {
		return p.T("action.form.capacity_hint") + " " + p.T("action.edit.places")
	}
	return p.T("action.form.capacity_hint")
}

// ordered are the problems in the order of the page's fields.
func (p ActionFormPage) ordered() Page {
	fields := []string{
		"answer", "title", "body", "kind", "summary", "steps", "start", "second", "end", "zone", "floating", "until", "except", "moved_day",
		"mode", "place", "town", "country", "online", "venue", "share", "risk", "before", "link_label", "link", "communities", "capacity", "audience", "lang",
	}
	place := func(f models.FieldError) int {
		field, suffix, further := strings.Cut(f.Field, "-")
		n, err := strconv.Atoi(suffix)
		switch i := slices.Index(fields, field); {
		case i < 0: // the texts in further languages stand at the end
			return 2 * rowsOfFields
		case !further:
			return i * rowsOfFields
		case err != nil:
			return (2*len(fields) + i) * rowsOfFields
		case field == "link": // each link stands with its label
			return (i-1)*rowsOfFields + 2*n + 1
		default:
			return i*rowsOfFields + 2*n
		}
	}
	page := p.Page
	page.Problems = slices.SortedStableFunc(slices.Values(page.Problems), func(a, b models.FieldError) int { return cmp.Compare(place(a), place(b)) })
	return page
}

// rowsOfFields is more than a group of fields has rows.
const rowsOfFields = 1000
