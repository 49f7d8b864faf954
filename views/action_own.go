package views

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"keephope/models"
	"keephope/models/occasion"
	"keephope/views/urls"
)

// OwnActionsPage is what an organisation plans and does together with others.
type OwnActionsPage struct {
	OwnPage
	List    models.OwnActionList
	Joined  models.OwnPartList
	Done    string // what the reader just did
	MayHost bool
}

// OwnActionPage is one action of an organisation that its hosts read but do not write now.
type OwnActionPage struct {
	OwnPage
	Action  models.OwnAction
	MayHost bool
	Reason  string // of cancelling, as it was typed
	Done    string
	Clash   string
}

// actionDone is the sentence for what was just done, "" for any other word.
func actionDone(p Page, done string) string {
	switch done {
	case "sent", "published", "discarded", "cancelled", "closed", "reopened", "finished":
		return p.T("action.own.done." + done)
	case "stepped_down":
		return p.T("cohost.stepped_down")
	case "left":
		return p.T("participation.left")
	case "edited", "dropped":
		return p.T("action.edit.done." + done)
	}
	return ""
}

// doneText is what was just done. Where members are trusted, what they send is published at once.
func (p OwnActionsPage) doneText() string {
	sent := p.sent()
	if p.Done != "sent" || sent == nil {
		return actionDone(p.Page, p.Done)
	}
	if sent.Published {
		return actionDone(p.Page, "published")
	}
	if when := p.soon(&sent.Content); when != "" {
		return p.T("action.own.done.sent_soon", "when", when)
	}
	return actionDone(p.Page, p.Done)
}

// sent is the action that was sent last, nil if there is none.
func (p OwnActionsPage) sent() *models.OwnAction { return p.List.Sent }

// hosts reports whether the page shows what the organisation hosts: all but later pages of what it takes part in do.
func (p OwnActionsPage) hosts() bool { return p.Joined.Number <= 1 }

// joins reports whether the page shows what the organisation takes part in: all but later pages of what it hosts do.
func (p OwnActionsPage) joins() bool { return p.List.Number <= 1 }

// listAt is a page of what the organisation hosts, partsAt one of what it takes part in.
func (p OwnActionsPage) listAt(page string) string { return urls.OwnActionsPage(p.Lang, p.M.ID, page) }

func (p OwnActionsPage) partsAt(page string) string { return urls.OwnPartsPage(p.Lang, p.M.ID, page) }

// Heading is what the page is called, with its number from the second one on.
func (p OwnActionsPage) Heading() string {
	switch {
	case !p.hosts():
		return p.T("site.pages.at", "title", p.T("participation.mine"), "n", p.Words.Number(int64(p.Joined.Number)))
	case !p.joins():
		return p.T("site.pages.at", "title", p.T("action.own.title"), "n", p.Words.Number(int64(p.List.Number)))
	}
	return p.T("action.own.title")
}

// doneText is what was just done. A change that a coordinator reads first is not published.
func (p OwnActionPage) doneText() string {
	if p.Done != "edited" || !p.Action.EditWaits {
		return actionDone(p.Page, p.Done)
	}
	if when := p.soon(&p.Action.Content, p.Action.Edit); when != "" {
		return p.T("action.edit.done.sent_soon", "when", when)
	}
	return p.T("action.edit.done.sent")
}

// waiting says when coordinators read what was sent to them.
func (p OwnActionPage) waiting() string {
	if when := p.soon(&p.Action.Content); when != "" {
		return p.T("action.own.waits_soon", "when", when)
	}
	if start := models.ActionStartOf(p.M.At, &p.Action.Content); start != nil && start.Begun(p.M.At) {
		return p.T("action.own.waits_late")
	}
	return p.T("action.own.waits")
}

// hurried reports whether what was just sent begins before coordinators usually have read it.
func (p OwnActionsPage) hurried() bool {
	sent := p.sent()
	return p.Done == "sent" && sent != nil && !sent.Published && p.soon(&sent.Content) != ""
}

// hurried reports whether what waits begins before coordinators usually have read it, or has begun.
func (p OwnActionPage) hurried() bool {
	if p.Action.State == models.ActionProposed {
		start := models.ActionStartOf(p.M.At, &p.Action.Content)
		return start != nil && (start.Begun(p.M.At) || start.Soon(p.M.At))
	}
	return p.Action.EditWaits && p.soon(&p.Action.Content, p.Action.Edit) != ""
}

// soon is how far the beginning of an action is, as it is and as it shall become, where the usual three days are too long: "in 2 days".
func (p OwnPage) soon(contents ...*models.ActionContent) string {
	start := models.ActionStartOf(p.M.At, contents...)
	if start == nil || start.Begun(p.M.At) || !start.Soon(p.M.At) {
		return ""
	}
	return p.Words.Relative(start.Starts, p.M.At)
}

// At is an address of the action.
func (p OwnActionPage) At(step string) string {
	return urls.OwnAction(p.Lang, p.M.ID, p.Action.ID, step)
}

// joining reports whether joining can be closed or opened, and the action cancelled: it is published, and neither over nor
// cancelled.
func (p OwnActionPage) joining() bool {
	return p.MayHost && p.Action.Stands(p.M.At)
}

// over reports whether its last time is over: then it is told how it went.
func (p OwnActionPage) over() bool {
	return models.ActionStatusAt(p.Action.State, p.Action.Content.When, p.M.At) == models.Over
}

// actionTag is how an action stands, in a word.
func actionTag(p OwnPage, a models.OwnAction) tag {
	status := a.Status(p.M.At)
	class, icon := statusLook(status)
	switch {
	case a.Hidden:
		return tag{"no", "eye-off", p.T("hiding.state")}
	case a.State == models.ActionProposed && a.Held != nil:
		return tag{"wait", "clock", p.heldWord(*a.Held)}
	case a.State == models.ActionDraft && backWord(p.Page, a.Said.Verb) != "":
		return backTag(p.Page, a.Said.Verb)
	case a.State == models.ActionProposed:
		class, icon = "wait", "clock"
	case a.State == models.ActionDraft:
		class, icon = "info", "pencil"
	}
	return tag{strings.TrimPrefix(class, "status"), icon, p.T("action.status." + string(status))}
}

// actionTitle is what an action is called: in the page's language if it has a name in it, else in its original's.
func actionTitle(p Page, c models.ActionContent) models.Worded {
	if text := c.Texts[string(p.Lang)]; text.Title != "" {
		return models.Worded{Text: text.Title, Lang: string(p.Lang)}
	}
	if text := c.Texts[c.Original]; text.Title != "" {
		return models.Worded{Text: text.Title, Lang: c.Original}
	}
	return models.Worded{Text: p.T("action.own.untitled"), Lang: string(p.Lang)}
}

// actionWhen says when an action is, in sentences: none while its time is not complete.
func actionWhen(p Page, w occasion.When) []string {
	times := w.Occurrences()
	if len(times) == 0 {
		return nil
	}
	out := []string{p.actionTimes(w, times[0])}
	if until, err := time.Parse(occasion.DayLayout, w.Until); err == nil {
		out = append(out, p.T("action.shown.weekly", "date", p.Words.Date(until)))
	}
	for _, o := range times {
		if line := p.exception(w, o); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// actionTimes says start and end of one time of an action.
func (p Page) actionTimes(w occasion.When, o occasion.Occurrence) string {
	start, end := o.LocalStart, o.LocalEnd
	oneDay := start.Format(time.DateOnly) == end.Format(time.DateOnly)
	zone, err := occasion.Zone(w.Zone)
	switch {
	case w.Floating() && oneDay:
		return p.T("action.shown.floating", "date", p.Words.Day(start), "start", p.Words.Clock(start), "end", p.Words.Clock(end))
	case w.Floating():
		return p.T("action.shown.floating_long", "start", p.Words.Date(start)+" "+p.Words.Clock(start), "end", p.Words.Date(end)+" "+p.Words.Clock(end))
	case err != nil:
		return ""
	case oneDay:
		return p.T("action.shown.until", "start", p.Words.DateTime(o.Starts, zone), "end", p.Words.Clock(end))
	}
	return p.T("action.page.days", "start", p.Words.DateTime(o.Starts, zone), "end", p.Words.DateTime(o.Ends, zone))
}

// offsetOf is how far a clock is ahead of UTC at an instant: "UTC+2", "UTC+5:30".
func offsetOf(at time.Time) string {
	_, seconds := at.Zone()
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	if seconds == 0 {
		return "UTC"
	}
	text := "UTC" + sign + strconv.Itoa(seconds/3600)
	if minutes := seconds % 3600 / 60; minutes != 0 {
		text += fmt.Sprintf(":%02d", minutes)
	}
	return text
}

// actionWhere says where an action is, as far as its hosts know.
func actionWhere(p Page, w models.Where) []string {
	mode := map[models.PlaceMode]string{
		models.AtPlace: "action.form.place", models.AtWindow: "action.form.window", models.Online: "action.form.online", models.AtVenue: "action.form.venue",
	}[w.Mode]
	var out []string
	if mode != "" {
		out = append(out, p.T(mode))
	}
	if w.Mode == models.AtVenue { // beside a venue nobody is told a place
		w.Place = ""
	}
	for _, text := range []string{w.Place, w.Town} {
		if text != "" {
			out = append(out, text)
		}
	}
	if w.Country != "" {
		out = append(out, p.Words.Country(w.Country))
	}
	return out
}

// readBy says who reads what is not for participants alone.
func readBy(p Page, audience models.Audience) string {
	if audience == models.ForMembers {
		return p.T("action.shown.read_by_members")
	}
	return p.T("action.shown.read_by_public")
}

// actionRisk says what it may cost to take part; "" while nobody said.
func actionRisk(p Page, r models.Risk) string {
	switch r {
	case models.NoRisk, models.SomeRisk, models.HighRisk:
		return p.T("action.form.risk." + string(r))
	}
	return ""
}

// actionLangs are the languages of an action's texts, its original's first.
func actionLangs(c models.ActionContent) []string {
	out := []string{c.Original}
	for _, lang := range textTabs(c.Original) {
		if _, has := c.Texts[lang]; has && lang != c.Original {
			out = append(out, lang)
		}
	}
	return withRest(out, c.Texts)
}
