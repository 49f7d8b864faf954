package views

import (
	"net/url"
	"strconv"
	"time"

	"keephope/models"
	"keephope/models/occasion"
	"keephope/views/locale"
	"keephope/views/urls"
)

// ActionPage is the page of one public action.
type ActionPage struct {
	Page
	Action models.ActionSheet
	People models.ActionPeople
	At     time.Time // the instant of reading
	Told   []models.ToldReport

	MemberID string                // of the action, on the page where members read it; "" = its public page
	Only     bool                  // it is for members only
	Mine     []models.Representing // members that the reader may join with, on the members' page
	Parts    []models.OwnPart      // how they take part
	Named    []string              // those of them that can take part by name, on the members' page
	Inside   models.Inside         // of the place what they learn by that
	Hosting  []string              // those of them that host it
	Draft    *DraftShown           // for its hosts, before others read it; nil = the page itself
}

// occasionShown is one time of an action, as pages tell it.
type occasionShown struct {
	occasion.Occurrence
	zone *time.Location // nil = the local time of every town
	at   time.Time      // the instant of reading
}

// shownAt is the time of an action that is under way or next at an instant.
func shownAt(a models.ActionSheet, at time.Time) occasionShown {
	shown := occasionShown{Occurrence: a.Next(at), at: at}
	if !a.When.Floating() {
		if zone, err := occasion.Zone(a.When.Zone); err == nil {
			shown.zone = zone
		}
	}
	return shown
}

// machine is the beginning as programs read it: without an offset where each town has its own.
func (o occasionShown) machine() string { return o.machineOf(o.Starts, o.LocalStart) }

func (o occasionShown) machineOf(instant, local time.Time) string {
	if o.zone == nil {
		return local.Format(occasion.LocalLayout)
	}
	return instant.In(o.zone).Format(time.RFC3339)
}

// oneDay reports whether it ends on the day on which it begins.
func (o occasionShown) oneDay() bool {
	return o.LocalStart.Format(time.DateOnly) == o.LocalEnd.Format(time.DateOnly)
}

// line is the whole time in words, with the offset of that day.
func (o occasionShown) line(p Page) string {
	switch {
	case o.zone == nil && o.oneDay():
		return p.T("action.page.floating", "day", p.Words.Day(o.LocalStart), "from", p.Words.Clock(o.LocalStart), "to", p.Words.Clock(o.LocalEnd))
	case o.zone == nil:
		return p.T("action.page.floating_days", "from", p.Words.LocalTime(o.LocalStart), "to", p.Words.LocalTime(o.LocalEnd))
	case o.oneDay():
		return p.T("action.page.until", "start", p.Words.DateTime(o.Starts, o.zone), "end", p.Words.Clock(o.Ends.In(o.zone)))
	}
	return p.T("action.page.days", "start", p.Words.DateTime(o.Starts, o.zone), "end", p.Words.DateTime(o.Ends, o.zone))
}

// start is the beginning in words, as lists tell it.
func (o occasionShown) start(p Page) string {
	if o.zone == nil {
		return p.T("action.list.floating", "day", p.Words.LocalTime(o.LocalStart))
	}
	return p.Words.DateTime(o.Starts, o.zone)
}

// hours stand beside the big day; under them stands whose they are.
func (o occasionShown) hours(p Page) (hours, whose string) {
	from, to := p.Words.Clock(o.LocalStart), p.Words.Clock(o.LocalEnd)
	if !o.oneDay() {
		to = p.Words.LocalTime(o.LocalEnd)
	}
	if hours = p.T("action.page.hours", "from", from, "to", to); o.zone == nil {
		return hours, p.T("action.page.your_time")
	}
	return hours, p.Words.Hour(o.Starts, o.zone)
}

// elsewhere is an hour in other places, by the names of places that share it.
type elsewhere struct{ place, hour string }

// cities are the places whose hours are told: one for each part of the world that many readers are in.
func cities() [][2]string {
	return [][2]string{
		{"tbilisi", "Asia/Tbilisi"}, {"athens", "Europe/Athens"}, {"berlin", "Europe/Berlin"}, {"london", "Europe/London"},
		{"sao_paulo", "America/Sao_Paulo"}, {"new_york", "America/New_York"}, {"delhi", "Asia/Kolkata"}, {"tokyo", "Asia/Tokyo"},
	}
}

// elsewhere tells the beginning in other places, where the clock shows another hour. Nothing for the time of every town.
func (o occasionShown) elsewhere(p Page) (all []elsewhere) {
	if o.zone == nil {
		return nil
	}
	here := o.Starts.In(o.zone)
	hour := func(t time.Time) string {
		if t.Day() != here.Day() {
			return p.T("action.page.other_day", "day", strconv.Itoa(t.Day()), "month", p.Words.MonthShort(t), "hour", p.Words.Clock(t))
		}
		return p.Words.Clock(t)
	}
	for _, city := range cities() {
		zone, err := occasion.Zone(city[1])
		if err != nil {
			continue
		}
		if there := o.Starts.In(zone); there.Format(time.DateTime) != here.Format(time.DateTime) {
			all = append(all, elsewhere{p.T("action.city." + city[0]), hour(there)})
		}
	}
	if utc := o.Starts.UTC(); utc.Format(time.DateTime) != here.Format(time.DateTime) {
		all = append(all, elsewhere{"UTC", hour(utc)})
	}
	return all
}

// statusLook is the colour and the icon of a status; its words say the same.
func statusLook(status models.ActionStatus) (class, icon string) {
	switch status {
	case models.ActionStatus(models.ActionOpen):
		return "status ok", "circle-check"
	case models.ActionStatus(models.ActionClosed):
		return "status wait", "lock"
	case models.Full:
		return "status wait", "users"
	case models.HappeningNow:
		return "status info", "circle-dot"
	case models.ActionStatus(models.ActionCancelled):
		return "status no", "x"
	}
	return "status", "history"
}

// placeNames are the parts of the place: the hosts' own words, and the country.
func placeNames(p Page, a models.ActionSheet) (parts []string) {
	for _, part := range []string{a.Place, a.Town} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if a.Country != "" {
		parts = append(parts, country(p, a.Country))
	}
	return parts
}

// between stands behind one of n parts: a comma, before the last word of a sentence "and", nothing at the end.
func between(p Page, i, n int, and bool) string {
	switch {
	case i == n-1:
		return ""
	case and && i == n-2:
		return " " + p.T("action.page.and") + " "
	}
	return p.T("listing.comma") + " "
}

// placeMode says of an action how it has a place; "" where the place says it.
func placeMode(p Page, a models.ActionSheet) string {
	if a.Mode == models.AtPlace || a.Mode == "" {
		return ""
	}
	return p.T("action.where." + string(a.Mode))
}

// placeModeAt is placeMode while an action is ahead. Of what is over or cancelled nobody learns a place or a link any more.
func placeModeAt(p Page, a models.ActionSheet, at time.Time) string {
	switch {
	case a.Ahead(at):
	case a.Mode == models.Online:
		return p.T("action.form.online")
	case a.Mode == models.AtVenue && len(placeNames(p, a)) > 0:
		return ""
	}
	return placeMode(p, a)
}

// inOther are the words to share in the other languages of an action.
type inOther struct{ lang, text string }

func (p ActionPage) shareInOther(shown string) (all []inOther) {
	if p.over() {
		return nil
	}
	for _, l := range p.Words.Languages() {
		if text := p.Action.Texts[l.Slug].Share; text != "" && l.Slug != shown {
			all = append(all, inOther{l.Slug, p.shareAs(text, l.Slug).whole()})
		}
	}
	return all
}

// share is what the action's words pass on: of what is over its title, for the words to share call for it.
func (p ActionPage) share(text models.ActionText) Share {
	say := text.Share
	if say == "" || p.over() {
		say = text.Title
	}
	return p.shareAs(say, string(p.Lang))
}

// shareAs are words with the address of the page in their language, or in the reader's where the site does not speak it.
func (p ActionPage) shareAs(say, lang string) Share {
	to, shipped := locale.Parse(lang)
	if !shipped {
		to = p.Lang
	}
	return Share{Text: say, URL: p.Site.Base + urls.PublicAction(to, p.Action.Slug)}
}

// hostOf is the name of the site that a link leads to.
func hostOf(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
