package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// Whoever gives away what it cannot get back is asked first: its place in what is full, its turn among those who wait, what nobody
// can join any more. Everything else goes at one word.
func TestWhatCannotBeHadAgainIsAskedAbout(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		content := vigil()
		content.Capacity = 2
		c := company{World: w, t: t, host: w.Member(t, call, "House of Windows", models.Public)}
		c.id = openedAs(t, w, c.host, content)
		houses := map[string]modelstest.Joined{}
		for _, name := range []string{"Lamp", "Door", "Yard", "Bell"} {
			houses[name] = w.Member(t, call, name, models.Public)
		}
		quiet := func(name string, asked bool) error {
			return w.Store.JoinAction(t.Context(), houses[name].Signatory, w.Sent("participation.joined"),
				models.Joining{OrganisationID: houses[name].ID, ActionID: c.id, Way: models.JoinQuietly, Asked: asked})
		}
		leave := func(name string, asked bool) error {
			return w.Store.LeaveAction(t.Context(), houses[name].Signatory, w.Sent("participation.left"),
				models.LeavingPart{OrganisationID: houses[name].ID, ActionID: c.id, Asked: asked})
		}
		asks := func(what string, err error) {
			t.Helper()
			if models.KindOf(err) != models.Conflict {
				t.Errorf("%s goes, and nobody was asked: %v", what, err)
			}
		}
		did(t, c.joinsAs(houses["Lamp"], models.JoinNamed))
		did(t, quiet("Lamp", false))
		did(t, leave("Lamp", false))
		for _, name := range []string{"Lamp", "Door", "Yard"} {
			did(t, c.joinsAs(houses[name], models.JoinNamed))
		}
		did(t, c.joinsAs(houses["Bell"], models.JoinQuietly))
		for name, loses := range map[string]bool{"Lamp": true, "Yard": true, "Bell": false} {
			if v := c.reads(houses[name]); v.LosesPlace() != loses || v.LeavesAsked() != loses {
				t.Errorf("%s loses its place: %v, is asked: %v", name, v.LosesPlace(), v.LeavesAsked())
			}
		}
		asks("the place, quietly", quiet("Lamp", false))
		asks("the place, away", leave("Lamp", false))
		asks("the turn, quietly", quiet("Yard", false))
		asks("the turn, away", leave("Yard", false))
		if !c.reads(houses["Yard"]).Joined.Waiting || c.reads(houses["Lamp"]).Joined.Quiet {
			t.Fatal("what was only asked about is gone")
		}
		did(t, quiet("Lamp", true))
		if c.reads(houses["Yard"]).Joined.Waiting {
			t.Error("nobody got the place")
		}
		did(t, w.Store.CloseAction(t.Context(), c.host.Signatory, w.Sent("action.closed"), models.ActionStep{OrganisationID: c.host.ID, ActionID: c.id}))
		asks("quietly, of what is closed", leave("Bell", false))
		did(t, leave("Bell", true))
	})
}
