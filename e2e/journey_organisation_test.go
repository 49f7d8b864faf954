package e2e

import (
	"strings"
	"testing"
)

// Journey b: somebody registers an organisation, corrects what was missing, and sends it to the coordinators.
func TestJourneyOfAnOrganisation(t *testing.T) {
	browser := allocate(t)
	for _, look := range looks() {
		t.Run(look.String(), func(t *testing.T) {
			r := read(t, browser, demoSite(t).URL(), look)
			r.begin("Lamp Post Library")
			r.fillOrganisation()
			r.fillAuthority()
			r.fillNaming()
			r.fillWords()
			r.PressKey("application.check.send")
			r.Sees("Lamp Post Library")
			r.Check("sent")
			other := read(t, browser, r.base, look)
			other.Open("/")
			other.SeesNot("Lamp Post Library")
		})
	}
}

// begin goes from "Before you start" through sign-in to the task list. The stranger comes back to where they wanted.
func (r *Reader) begin(name string) {
	r.t.Helper()
	r.Open("/apply")
	r.SeesKey("application.before.need")
	r.Check("before")
	r.PressKey("application.before.begin")
	r.Check("sign-in")
	r.signInHere("newcomer")
	r.SeesKey("application.start.title")
	r.Fill("name", name)
	r.PressKey("application.start.find")
	r.SeesKey("application.start.not_found")
	r.Check("start")
	r.PressKey("application.start.register")
	r.SeesKey("application.progress.not_started")
	r.Check("task-list")
}

// fillOrganisation first sends the part empty: each field says what to do, in the words of the summary.
func (r *Reader) fillOrganisation() {
	r.t.Helper()
	r.PressKey("application.part.organisation")
	r.PressKey("application.continue")
	problem := r.T("application.organisation.country_missing")
	if n := strings.Count(r.Text("main"), problem); n != 2 {
		r.t.Errorf("%s: %q stands %d times on the page, want in the summary and beside the field", r.look, problem, n)
	}
	r.Check("organisation-errors")
	r.Fill("english", "Lamp Post Library")
	r.Choose("kind", "collective")
	r.Choose("country", "GE")
	r.Choose("communities", "students-academia")
	r.Fill("website", "https://lamp-post.example")
	r.Fill("email", "office@lamp-post.example")
	r.PressKey("application.continue")
}

func (r *Reader) fillAuthority() {
	r.t.Helper()
	r.SeesKey("application.authority.title")
	r.Check("authority")
	r.Fill("position", "Librarian")
	r.Choose("decided", "board")
	r.Choose("confirm", "1")
	r.PressKey("application.continue")
}

func (r *Reader) fillNaming() {
	r.t.Helper()
	r.SeesKey("application.naming.title")
	r.PressKey("application.continue")
	r.SeesKey("endorsement.level.choose")
	r.Check("naming-errors")
	r.Choose("level", "public")
	r.Choose("no_place", "1")
	r.PressKey("application.continue")
}

func (r *Reader) fillWords() {
	r.t.Helper()
	r.SeesKey("application.words.title")
	r.Check("words")
	r.Fill("quote", "A lamp post is a library for those who read at night.")
	r.PressKey("application.continue")
	r.SeesKey("application.check.bind")
	r.Check("check")
}
