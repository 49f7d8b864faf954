package views

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/views/calendar"
	"keephope/views/feed"
	"keephope/views/locale"
)

// before is an instant before the first time of modelstest.Action, and after one when it is over.
func before() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }
func after() time.Time  { return time.Date(2027, 12, 22, 12, 0, 0, 0, time.UTC) }

// walked is what a surface tells of a value in all languages of the site. Of each field it has to tell, or spare names why not.
type walked[T any] struct {
	spare map[string]string
	tells func(t *testing.T, p Page, v T) string
}

func (w walked[T]) over(t *testing.T, v T) {
	t.Helper()
	all := func(v T) (text string) { // each text stands on the page of its language
		for _, lang := range locale.Langs() {
			text += w.tells(t, Page{Lang: lang, Words: locale.For(lang)}, v)
		}
		return text
	}
	now := all(v)
	met := map[string]bool{}
	modelstest.EachField(t, v, func(path string, changed T) {
		kind := modelstest.Unindexed(path)
		met[kind] = true
		if told := all(changed) != now; told == (w.spare[kind] != "") {
			t.Errorf("tells %s: %v; it need not: %q", path, told, w.spare[kind])
		}
	})
	for kind := range w.spare {
		if !met[kind] {
			t.Errorf("%s is spared, and no field", kind)
		}
	}
}

// spared is why some fields are not on a surface: each line names the reason, then the fields.
func spared(lines ...[]string) map[string]string {
	out := map[string]string{}
	for _, line := range lines {
		for _, field := range line[1:] {
			out[field] = line[0]
		}
	}
	return out
}

// standing is an action in a state, as everybody may read it.
func standing(v models.PublicAction, state models.ActionState) models.ActionSheet {
	last := v.When.Occurrences()
	a := models.ActionSheet{
		Name: models.PermanentName("0195d6a0-0000-7000-8000-000000000001"), Slug: "light-in-the-window", State: state, PublicAction: v, PublishedAt: before(), ChangedAt: before(),
		Hosts: []models.ActionPart{{Slug: "house", Names: models.Names{Own: "House of Windows", OwnLang: "en"}, Part: models.Host}},
	}
	if len(last) > 0 {
		a.LastAt = last[len(last)-1].Ends
	}
	return a
}

// plain is a component without what it says to programs.
func plain(t *testing.T, c templ.Component) string {
	t.Helper()
	html := rendered(t, c)
	if i := strings.Index(html, "application/ld+json"); i > 0 {
		return html[:i] + html[i+strings.Index(html[i:], "</script>"):]
	}
	return html
}

func pageTells(member string) func(t *testing.T, p Page, v models.PublicAction) string {
	return func(t *testing.T, p Page, v models.PublicAction) (all string) {
		for _, page := range []ActionPage{
			{Page: p, Action: standing(v, models.ActionOpen), At: before(), MemberID: member},
			{Page: p, Action: standing(v, models.ActionCancelled), At: before(), MemberID: member},
			{Page: p, Action: standing(v, models.ActionDone), At: after(), MemberID: member},
		} {
			all += plain(t, Action(page))
		}
		return all
	}
}

func calendarTells(t *testing.T, c calendar.Calendar) string {
	t.Helper()
	var out bytes.Buffer
	if err := calendar.Write(&out, c); err != nil { // a changed time may be none: then there is no calendar
		return err.Error()
	}
	return out.String()
}

// states are the same action before it begins and called off.
func states(v models.PublicAction) []models.ActionSheet {
	off := standing(v, models.ActionCancelled)
	off.Name = "0195d6a0-0000-7000-8000-000000000003"
	return []models.ActionSheet{standing(v, models.ActionOpen), off}
}

// Whatever hosts write of an action stands on each surface that tells of it, or there is a reason.
func TestEverySurfaceTellsEveryFieldOfAnAction(t *testing.T) {
	equalHours := []string{"tells two equal hours apart, which this day has not", "When.Except.Second"}
	noRisk := []string{"what to know before says it", "Risk"}
	short := []string{
		"the page has it, to which this leads", "Kind", "Communities", "Texts.Body", "Texts.Steps", "Texts.Before", "Texts.Share", "Risk",
		"Materials.Label", "Materials.URL", "Capacity", "Outcome",
	}
	status, line := []string{"the status says so", "Cancelled"}, []string{"a line has a title alone", "Texts.Summary"}
	once := []string{"of a series it shows the next time", "When.Until", "When.Except.Day", "When.Except.Off", "When.Except.Start", "When.Except.End"}
	for name, surface := range map[string]walked[models.PublicAction]{
		"page":         {spared(equalHours, noRisk), pageTells("")},
		"members page": {spared(equalHours, noRisk, []string{"for people who share the public page", "Texts.Share"}), pageTells("member")},
		"list": {spared(equalHours, short, status, line), func(t *testing.T, p Page, v models.PublicAction) string {
			return rendered(t, actionTimeline(p, states(v), before()))
		}},
		"members list": {spared(equalHours, short, status, line), func(t *testing.T, p Page, v models.PublicAction) string {
			list := MemberActionsPage{Page: p, List: models.MemberActionPage{At: before()}}
			for _, a := range states(v) {
				list.List.Actions = append(list.List.Actions, models.MemberAction{ID: "action", Audience: models.ForMembers, ActionSheet: a})
			}
			return rendered(t, memberActionList(list))
		}},
		"month": {spared(equalHours, short, status, line, []string{"a day of a month has no room for it", "Mode", "Country", "Town", "Place"}), monthTells},
		"card": {spared(equalHours, short, status, line, once), func(t *testing.T, p Page, v models.PublicAction) (all string) {
			for _, a := range states(v) {
				c := ActionCard(ActionPage{Page: p, Action: a, At: before()})
				all += strings.Join([]string{c.Lang, c.Title, c.Month, c.Day, c.Weekday, c.Line}, "\n")
			}
			return all
		}},
		"calendar": {spared(equalHours, short), func(t *testing.T, p Page, v models.PublicAction) string {
			return calendarTells(t, ActionCalendar(p, "", states(v)))
		}},
		"secret calendar": {spared(equalHours, short), func(t *testing.T, p Page, v models.PublicAction) string {
			var all []models.PrivateAction
			for _, a := range states(v) {
				all = append(all, models.PrivateAction{ActionSheet: a})
			}
			return calendarTells(t, PrivateCalendar(p, all))
		}},
		"feeds": {spared(equalHours, slices.DeleteFunc(slices.Clone(short), func(field string) bool { return field == "Texts.Body" })), feedsTell},
		"data for programs": {spared(equalHours, short, status, []string{"only online is told apart", "Mode"}), func(t *testing.T, p Page, v models.PublicAction) (all string) {
			for _, a := range states(v) {
				page := ActionPage{Page: p, Action: a, At: before()}
				all += rendered(t, actionData(page, shownAt(a, before())))
			}
			return all
		}},
	} {
		t.Run(name, func(t *testing.T) { surface.over(t, modelstest.PublicAction(t)) })
	}
}

func monthTells(t *testing.T, p Page, v models.PublicAction) (all string) {
	for _, a := range states(v) {
		byMonth := map[time.Time][]models.ActionTime{}
		var months []time.Time
		for _, o := range a.When.Occurrences() {
			month := time.Date(o.LocalStart.Year(), o.LocalStart.Month(), 1, 0, 0, 0, 0, time.UTC)
			if !slices.Contains(months, month) {
				months = append(months, month)
			}
			if !o.Off {
				byMonth[month] = append(byMonth[month], models.ActionTime{ActionSheet: a, Time: o})
			}
		}
		for _, month := range months {
			all += rendered(t, ActionMonth(NewActionMonthPage(p, models.ActionQuery{}, models.ActionMonth{At: before(), Month: month, Times: byMonth[month]})))
		}
	}
	return all
}

func feedsTell(t *testing.T, p Page, v models.PublicAction) (all string) {
	p.Site.Base, p.Site.Name = "https://keephope.example.org", "Keep Hope"
	f, err := ActionFeed(p, models.ActionChanges{Name: "0195d6a0-0000-7000-8000-000000000002", Actions: states(v)})
	if err != nil {
		t.Fatal(err)
	}
	for _, write := range []func(feed.Feed) ([]byte, error){feed.Atom, feed.JSON} {
		text, err := write(f)
		if err != nil {
			t.Fatal(err)
		}
		all += string(text)
	}
	return all
}

// What the desk reads before it says yes, and what hosts read of their own, is everything.
func TestTheDeskAndTheHostsReadEveryFieldOfAnAction(t *testing.T) {
	equalHours := []string{"tells two equal hours apart, which this day has not", "When.Except.Second"}
	for name, surface := range map[string]walked[models.ActionContent]{
		"own page": {spared(equalHours), func(t *testing.T, p Page, c models.ActionContent) string {
			return rendered(t, actionShown(p, models.OwnAction{ID: "action", Audience: models.ForPublic, State: models.ActionProposed, Content: c}))
		}},
		"desk": {spared(equalHours), func(t *testing.T, p Page, c models.ActionContent) string {
			sent := before()
			a := models.ActionCase{ID: "action", Host: models.Names{Own: "House of Windows"}, Audience: models.ForPublic, State: models.ActionProposed, Content: c, Sent: &sent}
			return rendered(t, actionArticle(DeskPage{Page: p, Desk: models.Desk{Queue: models.Queue{At: before()}, Action: &a}}))
		}},
	} {
		for _, mode := range []models.PlaceMode{models.AtPlace, models.AtWindow, models.Online, models.AtVenue} {
			c := modelstest.Action()
			c.Where.Mode = mode
			surface := walked[models.ActionContent]{maps.Clone(surface.spare), surface.tells}
			if mode == models.AtVenue {
				surface.spare["Where.Place"] = "what is sent has none beside a venue, and its form asks about it"
			}
			t.Run(name+", "+string(mode), func(t *testing.T) { surface.over(t, c) })
		}
	}
}

// Who takes part reads when and where it is, and what to know before, on the page on which it joined, whatever kind of place it has.
func TestWhoTakesPartReadsWhenAndWhere(t *testing.T) {
	onPage := []string{
		"the page of the action has it", "Kind", "Texts.Summary", "Texts.Body", "Texts.Steps", "Texts.Share", "Communities", "Risk",
		"Materials.Label", "Materials.URL",
	}
	equalHours := []string{"tells two equal hours apart, which this day has not", "When.Except.Second"}
	for _, mode := range []models.PlaceMode{models.AtPlace, models.AtWindow, models.Online, models.AtVenue} {
		spare := spared(equalHours, onPage, []string{"whether it is full is counted, not read", "Capacity"})
		if mode == models.AtVenue {
			spare["Where.Place"] = "what is sent has none beside a venue"
		}
		c := modelstest.Action()
		c.Where.Mode = mode
		walked[models.ActionContent]{spare, func(t *testing.T, p Page, c models.ActionContent) string {
			view := models.JoinView{ActionID: "action", State: models.ActionOpen, Audience: models.ForPublic, Content: c, MayName: true, Joined: &models.Participation{}, Called: []models.ActionPart{{Part: models.Host}}, At: before()}
			return rendered(t, TakePart(TakePartPage{OwnPage: OwnPage{Page: p}, A: view}))
		}}.over(t, c)
	}
}

// Who is in reads in the secret calendar where it is, unless it was called off.
func TestTheSecretCalendarTellsWhereItIs(t *testing.T) {
	type place struct{ Link, Venue string }
	for _, state := range []models.ActionState{models.ActionOpen, models.ActionClosed, models.ActionDone, models.ActionCancelled} {
		tells := func(t *testing.T, p Page, w place) string {
			return calendarTells(t, PrivateCalendar(p, []models.PrivateAction{{ActionSheet: standing(modelstest.PublicAction(t), state), Link: w.Link, Venue: w.Venue}}))
		}
		var spare map[string]string
		if state == models.ActionCancelled {
			spare = spared([]string{"nobody meets there", "Link", "Venue"})
		}
		walked[place]{spare, tells}.over(t, place{Link: "https://meet.example/room", Venue: "Behind the mill"})
	}
}
