package views

import (
	"net/url"
	"strconv"
	"time"

	"keephope/models"
	"keephope/models/terms"
	"keephope/views/urls"
)

// DeskPage is the coordinators' desk: the queue, and beside it the case that is open.
type DeskPage struct {
	Page
	models.Desk
	Asked  models.QueueQuery
	Typed  map[string]string // what was typed into a form that came back, by field
	Opened models.Step       // whose form came back
	Wanted bool              // the case was asked for, not only the queue
	Refusal
}

// Refusal says why the desk did not do what was asked: the zero value if it did.
type Refusal struct{ Heading, Text string }

// tag is a short state in words, icon and colour.
type tag struct{ Class, Icon, Text string }

// unnamed is what an applicant is called whose name is not told.
func (p DeskPage) unnamed(number int) string {
	return p.T("queue.unnamed", "number", strconv.Itoa(number))
}

// current is the id of the case that is open, "" if none is.
func (p DeskPage) current() string {
	switch {
	case p.Case != nil:
		return p.Case.ID
	case p.Change != nil:
		return p.Change.ID
	case p.Action != nil:
		return p.Action.ID
	case p.Report != nil:
		return p.Report.ID
	case p.Mention != nil:
		return p.Mention.ID
	}
	return ""
}

// focusCase reports whether focus belongs on the name of the open case: somebody went there, or was led there by a
// decision. Keys work while focus is in the queue.
func (p DeskPage) focusCase() bool { return p.calm() && (p.Wanted || p.Done != nil) }

// focusLine reports whether focus belongs on the line of the open case: somebody came to the queue.
func (p DeskPage) focusLine() bool { return p.calm() && !p.Wanted && p.Done == nil }

// calm reports whether nothing on the page asks for focus by itself.
func (p DeskPage) calm() bool { return len(p.Problems) == 0 && p.Heading == "" }

// lost is what was typed into a form that is not on the page any more.
func (p DeskPage) lost() string {
	if p.current() != "" && p.may(p.Opened) {
		return ""
	}
	return p.Typed[string(p.Opened)+"_text"]
}

// next names the case to go on with after a decision, as a hidden field.
func (p DeskPage) next() string {
	line, ok := p.Queue.After(p.current())
	switch {
	case !ok:
		return ""
	case line.Change:
		return "changes/" + line.ID
	case line.Action:
		return "actions/" + line.ID
	case line.Report:
		return "reports/" + line.ID
	case line.Mention:
		return "mentions/" + line.ID
	}
	return "applications/" + line.ID
}

// lineAddress is where a line leads: its case, beside the queue as it is shown now.
func (p DeskPage) lineAddress(l models.QueueLine) string {
	switch {
	case l.Change:
		return p.beside(urls.Change(p.Lang, l.ID, ""), p.Asked.Shown)
	case l.Action:
		return p.beside(urls.ActionCase(p.Lang, l.ID, ""), p.Asked.Shown)
	case l.Report:
		return p.beside(urls.ReportCase(p.Lang, l.ID, ""), p.Asked.Shown)
	case l.Mention:
		return p.beside(urls.MentionCase(p.Lang, l.ID, ""), p.Asked.Shown)
	}
	return p.beside(urls.Case(p.Lang, l.ID, ""), p.Asked.Shown)
}

// beside is an address of the desk with the queue showing so many lines beside it. What was searched for is a name, and
// stands in no address.
func (p DeskPage) beside(address string, shown models.QueueCounts) string {
	if p.Asked.Search != "" {
		return address
	}
	lines := func(n int) string {
		if n <= models.QueueStep {
			return ""
		}
		return strconv.Itoa(n)
	}
	return urls.Beside(address, url.Values{
		"waiting": {lines(shown.Waiting)}, "elsewhere": {lines(shown.Elsewhere)}, "decided": {lines(shown.Decided)},
	})
}

// further is a part of the queue that has more lines than it shows.
type further struct {
	Address string // the queue with more of them, at the last that is shown now
	Left    int
}

// more says how to see more of a part; ok is false if all are there, or as many as there may be.
func (p DeskPage) more(part string) (more further, ok bool) {
	q, shown := p.Queue, p.Asked.Shown
	lines, n := q.Waiting, &shown.Waiting
	more.Left = q.Left.Waiting
	switch part {
	case "elsewhere":
		lines, n, more.Left = q.Elsewhere, &shown.Elsewhere, q.Left.Elsewhere
	case "decided":
		lines, n, more.Left = q.Decided, &shown.Decided, q.Left.Decided
	}
	if more.Left == 0 || len(lines) >= models.QueueMost {
		return further{}, false
	}
	*n = len(lines) + models.QueueStep
	more.Address = p.beside(urls.Desk(p.Lang, ""), shown) + "#" + lineID(part, len(lines)-1)
	return more, true
}

// lineID names a line on the page by its place: an id of what the reader may not open tells who waits.
func lineID(part string, place int) string { return part + "-" + strconv.Itoa(place+1) }

// at is where a form of the open case goes.
func (p DeskPage) at(act string) string {
	switch {
	case p.Change != nil:
		return urls.Change(p.Lang, p.Change.ID, act)
	case p.Action != nil:
		return urls.ActionCase(p.Lang, p.Action.ID, act)
	case p.Report != nil:
		return urls.ReportCase(p.Lang, p.Report.ID, act)
	case p.Mention != nil:
		return urls.MentionCase(p.Lang, p.Mention.ID, act)
	}
	return urls.Case(p.Lang, p.Case.ID, act)
}

// tags say in a word or two how a line stands.
func (p DeskPage) tags(l models.QueueLine) []tag {
	if l.Action {
		return p.actionTags(l)
	}
	if l.Report {
		return p.reportTags(l)
	}
	if l.Mention {
		return p.mentionTags(l)
	}
	if !l.AtRisk {
		if change := p.T("queue.tag.change"); l.Change && p.tag(l).Text != change {
			return []tag{p.tag(l), {"info", "", change}}
		}
		return []tag{p.tag(l)}
	}
	tags := []tag{{"no", "", p.T("queue.tag.at_risk")}}
	if (l.Open || l.MayTake) && p.tag(l).Text != p.T("queue.tag.new") {
		tags = append(tags, p.tag(l))
	}
	return tags
}

func (p DeskPage) tag(l models.QueueLine) tag {
	switch {
	case l.State == models.Approved:
		return tag{"ok", "", p.T("application.state.approved")}
	case l.State == models.Declined:
		return tag{"no", "", p.T("application.state.declined")}
	case l.State == models.Asked:
		return tag{"wait", "", p.T("queue.tag.asked")}
	case l.State == models.Held:
		return tag{"", "", p.T("queue.tag.held")}
	case l.Approved:
		return tag{"wait", "", p.T("queue.tag.second")}
	case l.Answered:
		return tag{"ok", "", p.T("queue.tag.answered")}
	case l.Change:
		return tag{"info", "", p.T("queue.tag.change")}
	case l.Taken:
		return tag{"info", "", p.T("application.state.reading")}
	}
	return tag{"info", "", p.T("queue.tag.new")}
}

// about is the small line below a name: where, and since when.
func (p DeskPage) about(l models.QueueLine) string {
	place := p.T("queue.confidential")
	switch {
	case !l.Open && !l.MayTake:
		return p.T("queue.line", "place", place, "since", p.T("queue.keepers_read"))
	case l.Open && l.Action:
		place, _ = deskName(p.Page, l.Names)
	case l.Open:
		place = placeName(p.Page, l.Town, l.Country)
	}
	if l.Begins != nil && !l.Soon {
		place = p.T("queue.line", "place", place, "since", p.beginsText(l.Begins))
	}
	if l.Reader != "" && l.State == models.Submitted && !l.Own {
		place = p.T("queue.line", "place", place, "since", p.T("queue.read_by", "name", l.Reader))
	}
	switch {
	case l.Own:
		return p.T("queue.line", "place", place, "since", p.T("queue.own_short"))
	case l.State == models.Submitted && l.Answered:
		return p.T("queue.line", "place", place, "since", p.T("queue.answer_came", "span", p.span(l.Since)))
	case l.State == models.Submitted:
		return p.T("queue.line", "place", place, "since", p.T("queue.waits", "span", p.span(l.Since)))
	case l.State == models.Held && l.HeldUntil != nil:
		return p.T("queue.line", "place", place, "since", p.T("queue.held_until", "date", p.Words.DateShort(*l.HeldUntil)))
	}
	return place
}

// placeName is a town with its country, as far as they are told.
func placeName(p Page, town, country string) string {
	switch {
	case country == terms.Undisclosed:
		return p.T("queue.place_undisclosed")
	case town == "":
		return p.Words.Country(country)
	}
	return p.T("queue.place", "town", town, "country", p.Words.Country(country))
}

// span is how long ago an instant was: days above 48 hours, else whole hours, else minutes.
func (p DeskPage) span(at time.Time) string {
	d := max(p.Queue.At.Sub(at), time.Minute)
	if d >= time.Hour {
		d = d.Truncate(time.Hour)
	}
	return p.Words.Span(d)
}

// empty is the sentence for a queue in which nobody waits.
func (p DeskPage) empty() string {
	if p.Asked.Search != "" {
		return p.T("queue.not_found", "name", p.Asked.Search)
	}
	if p.Queue.Bar.LastDecision == nil {
		return p.T("queue.empty")
	}
	return p.T("queue.empty_last", "when", p.when(*p.Queue.Bar.LastDecision))
}

// when is an instant of the recent past, in UTC: "today 14:10", else with its day.
func (p DeskPage) when(at time.Time) string { return momentOf(p.Page, at, p.Queue.At) }

func momentOf(p Page, at, now time.Time) string {
	at, now = at.UTC(), now.UTC()
	if at.Format(time.DateOnly) == now.Format(time.DateOnly) {
		return p.T("queue.today", "time", p.Words.Clock(at))
	}
	return p.T("queue.on_day", "date", p.Words.DateShort(at), "time", p.Words.Clock(at))
}

// deskName is a name for this page's readers, in its language if that is known.
func deskName(p Page, n models.Names) (name, lang string) {
	name, _ = n.Shown(string(p.Lang))
	if name == n.Own {
		return name, n.OwnLang
	}
	return name, "en"
}
