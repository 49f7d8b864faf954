package e2e

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"keephope/models"
	"keephope/models/fold"
)

// The action of the journey. Its title is also its address.
const (
	togetherTitle = "Lamps along the river"
	guestTown     = "Rustaviville"
	venue         = "Behind the old mill"

	untilEvening = 10 * 24 * time.Hour
)

// together is the journey while it is walked: the windows of those who take part in it.
type together struct {
	*company
	t                            *testing.T
	look                         Look
	host, beside, guest          party
	hosting, hosts, joins, reads *Reader
	stranger                     *Reader
	action                       string // its id
	calendar                     string // the path of the guest's secret calendar
}

// Journeys c and d for joint actions: an organisation posts one, a coordinator asks and accepts, a second organisation hosts
// it too, a third takes part, hides itself and comes back, and at the end they tell how it was.
func TestJourneyOfAJointAction(t *testing.T) {
	browser := allocate(t)
	for _, look := range looks() {
		t.Run(look.String(), func(t *testing.T) {
			c := keepCompany(t)
			call := c.Call(t)
			j := &together{company: c, t: t, look: look,
				host: c.party(t, call, "House of Windows"), beside: c.party(t, call, "Bridge Library"), guest: c.party(t, call, "Orchard Circle")}
			come := func() {
				j.hosting, j.hosts = c.enter(t, browser, look, j.host.Signatory, "host"), c.enter(t, browser, look, j.beside.Signatory, "co-host")
				j.joins, j.reads = c.enter(t, browser, look, j.guest.Signatory, "guest"), c.enter(t, browser, look, j.desk, "coordinator")
				j.stranger = read(t, browser, c.url, look)
			}
			come()
			j.posts()
			j.askedAndCorrected()
			j.hostedByTwo()
			j.joined()
			j.hidesInTheMiddle()
			c.Clock.Add(untilEvening + 5*24*time.Hour)
			come() // sessions are new, the evening is over
			j.told()
		})
	}
}

// posts fills the form on a night on which a clock shows half past three twice, is asked which one is meant, and sends it.
func (j *together) posts() {
	r := j.hosting
	r.Open("/me/" + j.host.ID + "/actions")
	r.SeesKey("action.own.none")
	r.Check("own-none")
	r.PressKey("action.own.new")
	r.PressKey("action.form.send")
	r.SeesKey("action.title_missing")
	r.Check("form-errors")
	r.is("what few need is folded", `[...document.querySelectorAll("main details")].every(d => !d.open)`)
	r.is("few fields are seen at once", `[...document.querySelectorAll("main :is(input, select, textarea):not([type=hidden], [type=radio])")].filter(e => e.checkVisibility()).length <= 12`)
	r.opensMore()
	r.Choose("lang", j.look.Lang)
	r.Fill("title", togetherTitle)
	r.Fill("body", "Everybody puts a lamp on the bank. *Nobody* speaks.")
	r.Fill("steps", "Bring a lamp\nCome to the bank")
	r.Fill("share", "Lamps tonight #KeepHopeAlive")
	r.Choose("kind", "public-event")
	r.Fill("start", "2027-10-31T03:30")
	r.Fill("end", "2027-10-31T06:30")
	r.Choose("zone", "Europe/Vilnius")
	r.Choose("mode", string(models.AtVenue))
	r.Choose("country", "LT")
	r.Fill("town", "Vilnius")
	r.Fill("venue", venue)
	r.Choose("risk", string(models.SomeRisk))
	r.Fill("before", "Leave your telephone at home.")
	r.Choose("audience", string(models.ForPublic))
	r.PressKey("action.form.send")
	r.SeesKey("action.form.which")
	r.is("empty rows do not grow", `document.querySelectorAll("[name=link]").length === 2`)
	r.is("the offset of the zone on that day is told", `/UTC\+[23]/.test(document.querySelector("#zone-hint").textContent)`)
	r.Check("form-clock")
	r.Choose("second", "yes")
	r.PressKey("action.form.send")
	r.SeesKey("action.own.done.sent")
	r.Check("sent")
	j.action = j.Text(j.t, "SELECT id FROM actions")
	j.finds("before a coordinator read it", togetherTitle, false)
}

// askedAndCorrected lets the coordinator ask, the host move the action to a day in ten days, and the coordinator accept.
func (j *together) askedAndCorrected() {
	d, r := j.reads, j.hosting
	d.Open("/desk/actions/" + j.action)
	d.Sees(togetherTitle)
	d.Check("desk-case")
	d.unfold("ask")
	d.Fill("ask_text", "Could it be sooner?")
	d.PressKey("queue.ask.send")
	r.Open("/me/" + j.host.ID + "/actions")
	r.Sees("Could it be sooner?")
	r.Check("own-asked")
	r.Press(togetherTitle)
	r.Sees("Could it be sooner?")
	r.Check("form-asked")
	day := j.Clock.Now().Add(untilEvening).Format(time.DateOnly)
	r.Fill("start", day+"T18:00")
	r.Fill("end", day+"T20:00")
	r.PressKey("action.form.send")
	r.SeesKey("action.own.done.sent")
	d.Open("/desk/actions/" + j.action)
	d.PressOn(".decide [data-key=a]")
	d.Open("/actions")
	d.Sees(togetherTitle)
	j.finds("accepted", togetherTitle, true)
}

// hostedByTwo asks a second organisation, which accepts.
func (j *together) hostedByTwo() {
	r, other := j.hosting, j.hosts
	r.Open("/me/" + j.host.ID + "/actions/" + j.action + "/hosts")
	r.Fill("q", "bridge")
	r.PressKey("cohost.search")
	r.Check("hosts-found")
	r.Sees(j.beside.name) // the only one that is found is ticked already
	r.PressKey("cohost.ask")
	r.SeesKey("cohost.is_asked")
	r.Check("hosts-asked")
	other.Open("/me")
	other.SeesKey("cohost.asks", "org", j.host.name)
	other.Check("me-asked")
	other.Open("/me/" + j.beside.ID + "/cohost/" + j.action)
	other.Check("asked")
	other.PressKey("cohost.accept")
	other.Open("/me/" + j.beside.ID + "/actions")
	other.Sees(togetherTitle)
	j.finds("hosted by two", j.beside.name, true)
}

// joined lets the third take part from the public page, by name and with its town.
func (j *together) joined() {
	r := j.joins
	r.Open("/actions/" + fold.Slug(togetherTitle))
	r.SeesNot("old mill")
	r.Check("action")
	r.PressKey("action.page.join")
	r.PressKey("participation.join")
	r.SeesKey("participation.how_missing")
	r.Check("join-errors")
	r.Choose("how", string(models.JoinNamed))
	r.Fill("town", guestTown)
	r.Fill("note", "We bring twelve lamps.")
	r.PressKey("participation.join")
	r.Sees(venue)
	r.is("who is in by name did not tick what the hosts may see of who is in quietly", `!document.querySelector("[name=hosts_see]").checked`)
	r.Check("joined")
	j.hosting.Open("/me/" + j.host.ID + "/actions/" + j.action + "/hosts")
	j.hosting.Sees("We bring twelve lamps.")
	j.hosting.Check("hosts")
	r.Open("/me/" + j.guest.ID + "/calendar")
	r.Check("calendar")
	r.PressKey("calendar.make")
	r.Check("calendar-made")
	made := ask[string](r, `document.querySelector("#calendar-link").value`)
	j.calendar = made[strings.Index(made, "/calendar/"):]
	j.calendarTells("joined", true)
	j.finds("joined", j.guest.name, true)
}

// hidesInTheMiddle has the third hide itself and come back: meanwhile nobody finds it, not even the hosts.
func (j *together) hidesInTheMiddle() {
	r := j.joins
	r.Open("/me")
	r.PressKey("organisation.hide.now")
	j.finds("hidden", j.guest.name, false)
	j.finds("hidden", guestTown, false)
	r.Open("/me/" + j.guest.ID + "/join/" + j.action)
	r.SeesKey("participation.apart_hidden") // the hosts know of it no more
	j.calendarTells("hidden", false)
	r.Check("joined-hidden")
	r.Open("/me")
	r.PressKey("organisation.hide.show")
	r.PressKey("organisation.show.do")
	j.finds("shown again", j.guest.name, true)
	j.finds("shown again", guestTown, true)
	j.calendarTells("shown again", true)
}

// calendarTells looks whether the guest's secret calendar has the place that only participants see.
func (j *together) calendarTells(when string, is bool) {
	j.t.Helper()
	if a := newVisitor(j.t, "").must(j.t, http.MethodGet, j.url+j.calendar, nil); strings.Contains(a.body, venue) != is {
		j.t.Errorf("%s: %s: that the secret calendar tells the venue is %t:\n%s", j.look, when, !is, a.body)
	}
}

// told is after the evening: a report with a picture, what the desk says to it, and how it went in the host's words.
func (j *together) told() {
	r, d := j.joins, j.reads
	r.Open("/me")
	r.Check("me-due")
	r.Open("/me/" + j.guest.ID + "/report/" + j.action)
	r.PressKey("report.send")
	r.SeesKey("report.text_missing")
	r.Check("report-errors")
	r.Fill("text", "Forty lamps stood on the bank.")
	r.Fill("people", "40")
	r.do("choose a picture", chromedp.SetUploadFiles(chromedp.CSS(`#picture`), []string{lampPicture(j.t)}))
	r.Fill("alt", "Lamps on a river bank")
	r.PressKey("report.send")
	r.SeesKey("report.stands.waiting")
	r.Check("report")
	j.holds("before the desk read it", "/actions/"+fold.Slug(togetherTitle), "Forty lamps", false)
	d.Open("/desk")
	d.Check("desk")
	d.Open("/desk/reports/" + j.Text(j.t, "SELECT id FROM reports"))
	d.Sees("Forty lamps stood on the bank.")
	d.Check("desk-report")
	d.PressOn(".decide [data-key=a]")
	j.hosting.Open("/me/" + j.host.ID + "/actions/" + j.action)
	j.hosting.SeesNot(j.hosting.T("action.own.close"))
	j.hosting.Check("own-over")
	j.hosting.PressKey("action.outcome.begin")
	j.hosting.PressKey("action.outcome.send")
	j.hosting.SeesKey("action.outcome.missing")
	j.hosting.Check("outcome")
	j.hosting.Fill("outcome", "Two towns, *one* river.")
	j.hosting.PressKey("action.outcome.send")
	j.hosting.SeesKey("action.own.done.finished")
	j.hosting.Check("own-done")
	j.stranger.Open("/actions/" + fold.Slug(togetherTitle))
	j.stranger.SeesKey("action.page.report")
	j.stranger.Sees("Two towns, one river.")
	j.stranger.Sees("Forty lamps stood on the bank.")
	j.stranger.loads(".pictures img", 1)
	j.stranger.opensMore()
	j.stranger.loads("img[src$='/qr.svg']", 1)
	j.stranger.Check("action-told")
	j.stranger.Open("/actions/month/" + j.Clock.Now().Add(-5*24*time.Hour).Format("2006-01"))
	j.stranger.Sees(togetherTitle)
	j.stranger.Check("month")
}
