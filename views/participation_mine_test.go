package views

import (
	"strings"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/views/calendar"
	"keephope/views/locale"
)

// The members' page says to each member what it is to the action, and what it can do: change its part before the end, tell how it was
// after it. A host is asked neither.
func TestTheMembersPageSaysHowEachMemberTakesPart(t *testing.T) {
	a := standing(modelstest.PublicAction(t), models.ActionOpen)
	p := ActionPage{Page: Page{Lang: locale.English, Words: locale.For(locale.English)}, Action: a, MemberID: "vigil", Hosting: []string{"house"}}
	for _, id := range []string{"house", "lamp", "eye", "bell", "new"} {
		m := models.Representing{OrganisationID: id, Standing: models.Signatory, State: models.Member, Name: id}
		if id == "eye" {
			m.Standing = models.Observer
		}
		p.Mine = append(p.Mine, m)
	}
	for _, id := range []string{"lamp", "eye", "bell"} {
		p.Parts = append(p.Parts, models.OwnPart{MemberAction: models.MemberAction{ActionSheet: a}, OrganisationID: id, Quiet: id == "bell"})
	}
	said := func() string { return strings.Join(strings.Fields(rendered(t, myParts(p))), " ") }
	p.At = before()
	for what, n := range map[string]int{"You host this. Hosts take part by hosting.": 1, "Change or leave": 3, "How was it?": 0, "<bdi>new</bdi>": 0} {
		if got := strings.Count(said(), what); got != n {
			t.Errorf("before the end it says %q %d times, want %d", what, got, n)
		}
	}
	p.At = after()
	for what, n := range map[string]int{"You host this ": 1, "You joined ·": 2, "You joined quietly": 1, "Change or leave": 0, "How was it?": 1} {
		if got := strings.Count(said(), what); got != n {
			t.Errorf("after the end it says %q %d times, want %d in %s", what, got, n, said())
		}
	}
}

// An action at which somebody waits for a place is not settled in its calendar, unless it was called off.
func TestWhoWaitsIsNotSettledInItsCalendar(t *testing.T) {
	p := Page{Lang: locale.English, Words: locale.For(locale.English)}
	for state, want := range map[models.ActionState]calendar.Status{models.ActionOpen: calendar.Tentative, models.ActionCancelled: calendar.Cancelled} {
		a := models.PrivateAction{ActionSheet: standing(modelstest.PublicAction(t), state), Waiting: true}
		if got := PrivateCalendar(p, []models.PrivateAction{a}).Entries[0].Status; got != want {
			t.Errorf("%s: %s", state, got)
		}
		a.Waiting = false
		if got := PrivateCalendar(p, []models.PrivateAction{a}).Entries[0].Status; got == calendar.Tentative {
			t.Errorf("%s, in: %s", state, got)
		}
	}
}
