package models

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"keephope/models/occasion"
	"keephope/models/terms"
)

// Limits of what is written of an action, in characters and lines.
const (
	maxActionTitle   = 120
	MaxActionSummary = 300
	MaxActionBody    = 8000
	MaxActionShare   = 240
	maxActionBefore  = 2000
	maxActionPlace   = 200
	maxActionVenue   = 500
	MaxSteps         = 8
	MaxActionLinks   = 10
	maxActionTexts   = 20
	maxCapacity      = 100_000
	maxTypedTime     = 40 // of a date or time as it was typed, which a draft keeps though it is none
)

// cleaned returns the content with its words cleaned, and adds a field error for everything that no draft can hold.
// complete asks for everything that a published action needs. answered says which of two equal times was meant.
func (c ActionContent) cleaned(f *faults, at time.Time, complete, answered bool) ActionContent {
	c.checkChoices(f, complete)
	c.Texts = c.cleanTexts(f)
	c.Where = c.Where.cleaned(f, complete)
	c.Materials = cleanActionLinks(f, c.Materials)
	c.boundWhen(f)
	switch {
	case complete:
		c.checkWhen(f, at, answered)
		c.checkComplete(f)
	case !c.When.Floating():
		if _, err := occasion.Zone(c.When.Zone); err != nil {
			f.add("zone", "action.when.zone")
		}
	}
	return c
}

func (c ActionContent) checkChoices(f *faults, complete bool) {
	if !terms.IsActionKind(c.Kind) && (complete || c.Kind != "") {
		f.add("kind", "action.kind_missing")
	}
	if len(c.Communities) > terms.MaxCommunities {
		f.add("communities", "action.communities_many")
	} else {
		checkCommunities(f, c.Communities)
	}
	if c.Risk != "" && !slices.Contains([]Risk{NoRisk, SomeRisk, HighRisk}, c.Risk) || complete && c.Risk == "" {
		f.add("risk", "action.risk_missing")
	}
	if c.Capacity < 0 || c.Capacity > maxCapacity {
		f.add("capacity", "action.capacity_wrong")
	}
	checkLang(f, c.Original)
}

func (c ActionContent) cleanTexts(f *faults) map[string]ActionText {
	if len(c.Texts) > maxActionTexts {
		f.add("lang", "field.too_many", "n", maxActionTexts)
		return c.Texts
	}
	out := make(map[string]ActionText, len(c.Texts))
	for lang, text := range c.Texts {
		if lang == "" && c.Original != "" { // a further text without its language
			f.add("text_lang", "field.choice")
			continue
		}
		checkLang(f, lang)
		suffix := ""
		if lang != c.Original {
			suffix = "-" + lang
		}
		text.Title = checkLine(f, "title"+suffix, text.Title, maxActionTitle)
		text.Summary = checkText(f, "summary"+suffix, text.Summary, MaxActionSummary)
		text.Body = checkText(f, "body"+suffix, text.Body, MaxActionBody)
		text.Share = checkText(f, "share"+suffix, text.Share, MaxActionShare)
		text.Before = checkText(f, "before"+suffix, text.Before, maxActionBefore)
		text.Steps = cleanSteps(f, "steps"+suffix, text.Steps)
		if !text.empty() {
			out[lang] = text
		}
	}
	return out
}

func (t ActionText) empty() bool {
	return t.Title == "" && t.Summary == "" && t.Body == "" && t.Share == "" && t.Before == "" && len(t.Steps) == 0
}

func cleanSteps(f *faults, field string, steps []string) []string {
	out := []string{}
	for _, step := range steps {
		if step = checkLine(f, field, step, maxLine); step != "" {
			out = append(out, step)
		}
	}
	if len(out) > MaxSteps {
		f.add(field, "field.too_many", "n", MaxSteps)
	}
	return out
}

func cleanActionLinks(f *faults, links []ActionLink) []ActionLink {
	out := []ActionLink{}
	for i, link := range links {
		if strings.TrimSpace(link.Label) == "" && strings.TrimSpace(link.URL) == "" {
			continue
		}
		n := "-" + strconv.Itoa(i+1)
		link.URL = checkLink(f, "link"+n, link.URL)
		if link.Label = checkLine(f, "link_label"+n, link.Label, maxLine); link.Label == "" {
			f.add("link_label"+n, "action.link_label_missing")
		}
		out = append(out, link)
	}
	if len(out) > MaxActionLinks {
		f.add("link-1", "field.too_many", "n", MaxActionLinks)
	}
	return out
}

func (w Where) cleaned(f *faults, complete bool) Where {
	known := slices.Contains([]PlaceMode{AtPlace, AtWindow, Online, AtVenue}, w.Mode)
	if !known && (complete || w.Mode != "") {
		f.add("mode", "action.where_missing")
	}
	if w.Country != "" && !terms.IsCountry(w.Country) {
		f.add("country", "field.choice")
	}
	w.Town = checkLine(f, "town", w.Town, maxLine)
	w.Place = checkLine(f, "place", w.Place, maxActionPlace)
	w.Venue = checkText(f, "venue", w.Venue, maxActionVenue)
	if w.Link != "" {
		w.Link = checkLink(f, "online", w.Link)
	}
	switch {
	case !complete:
	case w.Mode == AtPlace && w.Place == "" && w.Town == "":
		f.add("place", "action.place_missing")
	case w.Mode == Online && w.Link == "":
		f.add("online", "action.online_missing")
	case w.Mode == AtVenue && w.Venue == "":
		f.add("venue", "action.venue_missing")
	}
	if complete && w.Mode == AtVenue && w.Place != "" { // it may be the very place that nobody else shall learn
		f.add("place", "action.place_beside_venue", "place", w.Place)
	}
	return w
}

// boundWhen adds a field error for a time that no draft can hold. What is no time yet is asked about when it is sent.
func (c ActionContent) boundWhen(f *faults) {
	checkLine(f, "start", c.When.Start, maxTypedTime)
	checkLine(f, "end", c.When.End, maxTypedTime)
	checkLine(f, "until", c.When.Until, maxTypedTime)
	if len(c.When.Except) > occasion.MaxOccurrences {
		f.add("except", "field.too_many", "n", occasion.MaxOccurrences)
		return
	}
	for _, e := range c.When.Except {
		for _, typed := range []string{e.Day, e.Start, e.End} {
			field, _ := c.exceptField(e.Day, "")
			checkLine(f, field, typed, maxTypedTime)
		}
	}
}

// checkWhen adds a field error for each problem of the time, in the words of its kind.
func (c ActionContent) checkWhen(f *faults, at time.Time, answered bool) {
	for _, p := range c.When.Check(at, answered) {
		field, typed, key := p.Field, c.When.Start, "action.when."+string(p.Kind)
		switch field {
		case "start", "zone", "until":
		case "end":
			typed = c.When.End
		default: // the day of an exception
			field, typed = c.exceptField(p.Field, p.Part)
		}
		var args []any
		switch {
		case p.Kind == occasion.Twice:
			field = "second"
		case p.Kind == occasion.Gap:
			args = []any{"typed", typed[max(0, len(typed)-5):], "instead", p.Local.Format("15:04")}
		case p.Kind == occasion.Missing && (p.Field == "end" || p.Part == "end"):
			key += "_end"
		case field == "except" && (p.Kind == occasion.NoDay || p.Kind == occasion.NoSuchDay):
			key, args = key+"_line", []any{"typed", p.Field, "line", c.exceptLine(p.Field)}
		}
		f.add(field, key, args...)
	}
}

// exceptField is the field of an exception, and what was typed there: the n-th that is moved has fields of its own, for its
// day and for its start and end, those left out have one together.
func (c ActionContent) exceptField(day, part string) (field, typed string) {
	n := 0
	for _, e := range c.When.Except {
		if e.Off {
			continue
		}
		if n++; e.Day != day {
			continue
		}
		switch at := "-" + strconv.Itoa(n); part {
		case "start":
			return "moved_start" + at, e.Start
		case "end":
			return "moved_end" + at, e.End
		default:
			return "moved_day" + at, day
		}
	}
	return "except", day
}

// exceptLine is the line in which a day stands that is left out; the second one, if it stands there twice.
func (c ActionContent) exceptLine(day string) string {
	n, found := 0, 0
	for _, e := range c.When.Except {
		if !e.Off {
			continue
		}
		if n++; e.Day == day {
			found = n
		}
	}
	return strconv.Itoa(found)
}

func (c ActionContent) checkComplete(f *faults) {
	text := c.Texts[c.Original]
	if text.Title == "" && !f.has("title") {
		f.add("title", "action.title_missing")
	}
	if text.Body == "" && !f.has("body") {
		f.add("body", "action.body_missing")
	}
	if text.Before == "" && (c.Risk == SomeRisk || c.Risk == HighRisk) && !f.has("before") {
		f.add("before", "action.before_missing")
	}
	for lang, other := range c.Texts {
		if lang != c.Original && (other.Title == "" || other.Body == "") {
			f.add("title-"+lang, "action.text_unfinished", "lang", Tongue(lang))
		}
	}
}
