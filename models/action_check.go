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
)

// cleaned returns the content with its words cleaned, and adds a field error for everything that no draft can hold.
// complete asks for everything that a published action needs. answered says which of two equal times was meant.
func (c ActionContent) cleaned(f *faults, at time.Time, complete, answered bool) ActionContent {
	c.checkChoices(f, complete)
	c.Texts = c.cleanTexts(f)
	c.Where = c.Where.cleaned(f, complete)
	c.Materials = cleanActionLinks(f, c.Materials)
	switch w := c.When; {
	case complete || w.Start != "" || w.End != "" || w.Until != "" || len(w.Except) > 0:
		c.checkWhen(f, at, answered)
	case !w.Floating():
		if _, err := occasion.Zone(w.Zone); err != nil {
			f.add("zone", "action.when.zone")
		}
	}
	if complete {
		c.checkComplete(f)
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
	return w
}

// checkWhen adds a field error for each problem of the time, in the words of its kind.
func (c ActionContent) checkWhen(f *faults, at time.Time, answered bool) {
	for _, p := range c.When.Check(at, answered) {
		field, typed := p.Field, c.When.Start
		switch {
		case p.Kind == occasion.Twice:
			field = "second"
		case field == "end":
			typed = c.When.End
		case field != "start" && field != "zone" && field != "until": // the day of an exception
			field = c.exceptField(p.Field)
		}
		var args []any
		if p.Kind == occasion.Gap {
			args = []any{"typed", typed[max(0, len(typed)-5):], "instead", p.Local.Format("15:04")}
		}
		f.add(field, "action.when."+string(p.Kind), args...)
	}
}

// exceptField is the field of an exception: the n-th that is moved has one of its own, those left out have one together.
func (c ActionContent) exceptField(day string) string {
	n := 0
	for _, e := range c.When.Except {
		if e.Off {
			continue
		}
		if n++; e.Day == day {
			return "moved_day-" + strconv.Itoa(n)
		}
	}
	return "except"
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
