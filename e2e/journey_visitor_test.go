package e2e

import "testing"

// Journey a: a visitor reads the campaign, its text and what keeps organisations safe, without a form.
func TestJourneyOfAVisitor(t *testing.T) {
	app, browser := demoSite(t), allocate(t)
	for _, look := range looks() {
		t.Run(look.String(), func(t *testing.T) {
			r := read(t, browser, app.URL(), look)
			r.Open("/")
			r.SeesKey("area.historical")
			r.Check("home")
			r.PressOn(`main a[href$="/statement"]`)
			r.Check("statement")
			r.PressOn(`footer a[href$="/safety"]`)
			r.Check("safety")
			r.PressOn(`footer a[href$="/privacy"]`)
			r.Check("privacy")
			r.PressOn(`footer a[href$="/accessibility"]`)
			r.Check("accessibility")
			r.Open("/nothing-here")
			r.SeesKey("error.404.title")
			r.Check("not-found")
		})
	}
}
