package views

import (
	"strings"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/occasion"
	"keephope/views/locale"
)

// A case with a change says how the action itself stands, with the way to its page, and tells a risk that would change among the
// changes alone.
func TestTheCaseOfAChangeSaysHowTheActionStands(t *testing.T) {
	p := Page{Lang: locale.English, Words: locale.For(locale.English)}
	edit := modelstest.Action()
	edit.Risk = models.SomeRisk
	now := edit
	now.Risk = models.NoRisk
	for state, stands := range map[models.ActionState]string{models.ActionOpen: "Published", models.ActionClosed: "Joining is closed"} {
		a := models.ActionCase{ID: "action", State: state, Audience: models.ForPublic, Content: now, Edit: &edit, Slug: "light"}
		head := rendered(t, actionHead(DeskPage{Page: p, Desk: models.Desk{Queue: models.Queue{At: before()}, Action: &a}}))
		for _, said := range []string{stands, "Change", `href="/en/actions/light"`} {
			if !strings.Contains(head, said) {
				t.Errorf("%s: the head lacks %q:\n%s", state, said, head)
			}
		}
		for _, said := range []string{"No risk", "Some risk", "Waiting for coordinator"} {
			if strings.Contains(head, said) {
				t.Errorf("%s: the head says %q", state, said)
			}
		}
	}
	members := DeskPage{Page: p, Desk: models.Desk{Done: &models.DoneJust{Action: true, Inside: true, State: models.Approved}}}
	if got := members.doneText(); strings.Contains(got, "published") {
		t.Errorf("of one for members: %q", got)
	}
}

// A date that is left out is none of the times that the desk counts.
func TestTheDeskCountsTheTimesThatTakePlace(t *testing.T) {
	c := modelstest.Action()
	c.When = occasion.When{Start: "2026-12-01T18:00", End: "2026-12-01T19:00", Zone: "UTC", Until: "2027-01-05", Except: []occasion.Exception{{Day: "2026-12-15", Off: true}}}
	p := DeskPage{Page: Page{Lang: locale.English, Words: locale.For(locale.English)}, Desk: models.Desk{Action: &models.ActionCase{Content: c}}}
	if got := strings.Join(p.actionTimes(), " "); !strings.Contains(got, "5 times") {
		t.Errorf("the desk says %q", got)
	}
}
