package e2e

import "testing"

// Journey a, the joint actions: a visitor comes from the menu to the list, to an action, and to those that are over.
func TestJourneyThroughTheActions(t *testing.T) {
	app, browser := demoSite(t), allocate(t)
	for _, look := range looks() {
		t.Run(look.String(), func(t *testing.T) {
			r := read(t, browser, app.URL(), look)
			r.Open("/actions")
			r.light()
			r.Check("actions")
			r.PressOn(".timeline h3 a")
			r.light()
			r.Check("action-cancelled")
			r.Open("/actions/light-in-the-window")
			r.light()
			r.Check("action")
			r.Open("/actions/an-evening-of-letters-read-aloud")
			r.Check("action-in-a-zone")
			r.Open("/actions?when=past&online=yes")
			r.Check("actions-past")
			if said := r.Text("#list"); said != r.T("action.list.past") {
				t.Errorf("the list of what is over is called %q", said)
			}
		})
	}
}
