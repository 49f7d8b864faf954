package views

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"keephope/models"
	"keephope/models/occasion"
)

// actionTags say in a word or two how the line of a joint action stands.
func (p DeskPage) actionTags(l models.QueueLine) []tag {
	tags := []tag{{"info", "", p.T("action.desk.tag")}}
	if l.Hidden {
		tags = append(tags, tag{"no", "", p.T("hiding.state")})
	}
	if l.Edit {
		tags = append(tags, tag{"info", "", p.T("queue.tag.change")})
	}
	if l.Answered {
		tags = append(tags, tag{"ok", "", p.T("queue.tag.answered")})
	}
	switch {
	case l.Cancelled:
		tags = append(tags, tag{"no", "", p.T("action.desk.cancelled")})
	case l.State == models.Approved:
		tags = append(tags, tag{"ok", "", p.T("action.desk.published")})
	case l.State == models.Held:
		tags = append(tags, tag{"", "", p.T("queue.tag.held")})
	}
	if l.AtRisk {
		tags = append([]tag{{"no", "", p.T("queue.tag.at_risk")}}, tags...)
	}
	return tags
}

// actionTag says how the open action stands: one with a change that waits is published, and stands as it is until then.
func (p DeskPage) actionTag() tag {
	a := p.Action
	switch {
	case a.State == models.ActionCancelled:
		return tag{"no", "x", p.T("action.desk.cancelled")}
	case a.Hidden != nil:
		return tag{"no", "eye-off", p.T("hiding.state")}
	case a.State == models.ActionClosed:
		return tag{"wait", "lock", p.T("action.status.closed")}
	case a.State != models.ActionProposed:
		return tag{"ok", "circle-check", p.T("action.desk.published")}
	case a.Held != nil:
		return tag{"wait", "clock", p.heldTag(a.Held)}
	}
	return tag{"info", "circle-dot", p.T("action.status.proposed")}
}

// waits reports whether something of the open action or report waits.
func (p DeskPage) waits() bool {
	if p.Report != nil {
		return p.Report.State == models.ReportWaiting
	}
	return p.Action != nil && p.Action.Sent != nil
}

// sameRisk reports whether no change of the risk waits: else it is among what would change, now and then.
func (p DeskPage) sameRisk() bool {
	return p.Action.Edit == nil || p.Action.Edit.Risk == p.Action.Content.Risk
}

// riskTag says what it may cost to take part.
func (p DeskPage) riskTag() tag {
	switch r := p.Action.Content.Risk; r {
	case models.SomeRisk:
		return tag{"wait", "shield", p.T("action.desk.risk." + string(r))}
	case models.HighRisk:
		return tag{"no", "triangle-alert", p.T("action.desk.risk." + string(r))}
	}
	return tag{"", "", p.T("action.desk.risk.none")}
}

// actionStory is when it was sent, and when it was published.
func (p DeskPage) actionStory() string {
	switch a := p.Action; {
	case a.Sent != nil:
		return p.T("action.desk.sent", "date", p.Words.DateTime(*a.Sent, time.UTC))
	case a.Decided != nil:
		return p.T("action.desk.published_at", "date", p.Words.DateTime(*a.Decided, time.UTC))
	}
	return ""
}

// actionTitle is what it is called, and in which language.
func (p DeskPage) actionTitle() (title, lang string) {
	c := p.Action.Content
	return c.Texts[c.Original].Title, c.Original
}

// actionFacts are what everybody for whom it is will read of it beside its words.
func (p DeskPage) actionFacts() []fact {
	c := p.Action.Content
	capacity := p.T("action.desk.capacity.none")
	if c.Capacity > 0 {
		capacity = p.T("action.desk.capacity.bound", "n", c.Capacity)
	}
	all := []fact{
		{Label: p.T("action.desk.fact.kind"), Value: p.Words.ActionKind(c.Kind)},
		{Label: p.T("action.desk.fact.audience"), Value: p.T("action.desk.audience." + string(p.Action.Audience))},
		{Label: p.T("action.desk.fact.where"), Value: whereLines(p.Page, c.Where, p.Action.Audience)},
	}
	for _, community := range c.Communities {
		all = append(all, fact{Label: p.T("action.desk.fact.community"), Value: p.Words.Community(community)})
	}
	all = append(all, fact{Label: p.T("action.desk.fact.capacity"), Value: capacity})
	for _, m := range c.Materials {
		all = append(all, fact{Label: m.Label, Value: m.URL, Link: outside(m.URL)})
	}
	return all
}

// insideFacts are what only those who take part will learn.
func (p DeskPage) insideFacts() []fact {
	w := p.Action.Content.Where
	return filled(
		fact{Label: p.T("action.desk.fact.link"), Value: w.Link, Link: outside(w.Link)},
		fact{Label: p.T("action.desk.fact.venue"), Value: venueTold(p.Page, w)},
	)
}

// actionTimes say when it happens, a sentence each: the first time, the zone, the series.
func (p DeskPage) actionTimes() []string {
	w := p.Action.Content.When
	times := w.Occurrences()
	if len(times) == 0 {
		return nil
	}
	first, sentences := times[0], []string{p.timeOf(times[0])}
	if zone, err := occasion.Zone(w.Zone); w.Floating() {
		sentences = append(sentences, p.T("action.desk.floating", "first", p.Words.DateTime(first.Starts, time.UTC), "last", p.Words.DateTime(first.Ends, time.UTC)))
	} else if err == nil {
		sentences = append(sentences, p.T("action.desk.zone", "zone", w.Zone, "offset", p.Words.Offset(first.Starts.In(zone))))
	}
	if until, err := time.Parse(occasion.DayLayout, w.Until); err == nil {
		sentences = append(sentences, p.T("action.desk.weekly", "date", p.Words.Date(until), "n", takePlace(times)))
	}
	return sentences
}

// takePlace is how many of the times take place.
func takePlace(times []occasion.Occurrence) (n int) {
	for _, o := range times {
		if !o.Off {
			n++
		}
	}
	return n
}

// series are all times of a weekly one, none of an action that happens once.
func (p DeskPage) series() (times []string) {
	if w := p.Action.Content.When; w.Weekly() {
		for _, o := range w.Occurrences() {
			times = append(times, p.timeOf(o))
		}
	}
	return times
}

// timeOf is one time from its start to its end, with the zone, and in UTC.
func (p DeskPage) timeOf(o occasion.Occurrence) string {
	start, end := p.Words.LocalTime(o.LocalStart), p.Words.LocalTime(o.LocalEnd)
	if zone, err := occasion.Zone(p.Action.Content.When.Zone); err == nil {
		start, end = p.Words.DateTime(o.Starts, zone), p.Words.DateTime(o.Ends, zone)
	}
	if o.LocalStart.Format(time.DateOnly) == o.LocalEnd.Format(time.DateOnly) {
		end = p.Words.Clock(o.LocalEnd)
	}
	if o.Off {
		return p.T("action.desk.left_out", "time", start)
	}
	return p.T("action.desk.time", "start", start, "end", end)
}

// actionLanguages are the languages of its texts, the original first.
func (p DeskPage) actionLanguages() []string {
	c := p.Action.Content
	all := slices.Sorted(maps.Keys(c.Texts))
	slices.SortStableFunc(all, func(a, b string) int {
		switch c.Original {
		case a:
			return -1
		case b:
			return 1
		}
		return 0
	})
	return all
}

// textTitle is the heading over the text of a language.
func (p DeskPage) textTitle(lang string) string {
	key := "action.desk.text"
	if lang == p.Action.Content.Original {
		key = "action.desk.original"
	}
	return p.T(key, "language", p.Words.Language(lang))
}

// shareLength says how long the words for others are.
func (p DeskPage) shareLength(text string) string {
	return p.T("action.desk.share_length", "n", strconv.Itoa(len([]rune(text))), "most", strconv.Itoa(models.MaxActionShare))
}

// actionSentences are the names of the ready texts: of a question, of a hold, of a reason.
func actionSentences() (ask, hold, decline []string) {
	return []string{"safety", "place", "people"}, []string{"asking", "many"}, []string{"against", "danger", "twice"}
}

// sentenceKey is the key of a ready text of a verb.
func (p DeskPage) sentenceKey(step, name string) string {
	if p.Action != nil {
		return "action.desk.sentence." + step + "." + name
	}
	if p.Report != nil {
		return "report.desk.sentence." + step + "." + name
	}
	return "queue.sentence." + step + "." + name
}

// sendTitle is what the button of a verb's form says.
func (p DeskPage) sendTitle(step models.Step) string {
	if p.Action != nil && p.Action.Edit != nil && step == models.StepDecline {
		return p.T("action.desk.decline.send_edit")
	}
	if p.Action != nil && step == models.StepDecline {
		return p.T("action.desk.decline.send")
	}
	if p.Report != nil && step == models.StepDecline {
		return p.T("report.desk.decline.send")
	}
	return p.T("queue." + string(step) + ".send")
}

// asItStands leads back to the open case.
func (p DeskPage) asItStands() string {
	if p.Action != nil {
		return p.T("action.desk.as_it_stands")
	}
	return p.T("queue.refused.case")
}
