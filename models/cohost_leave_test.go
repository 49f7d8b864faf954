package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// Coordinators read of a host that is out of sight by its level, also when it steps down where the others do not see it: hidden it is named in
// the ledger as in the rest of it, counted it is not there.
func TestWhatAHostOutOfSightDoesIsInTheLedgerByItsLevel(t *testing.T) {
	for how, goes := range map[string]func(company){"hidden": func(c company) { c.hides(c.host) }, "counted": func(c company) { c.counts(c.host) }} {
		t.Run(how, func(t *testing.T) {
			modelstest.On(t, func(t *testing.T, w *modelstest.World) {
				call := w.Call(t)
				keeper, _ := w.Keepers(t)
				irena := w.AsRole(t, "Irena", models.Coordinator)
				c := gathered(t, w, call, models.ForPublic)
				door := w.Member(t, call, "Door", models.Public)
				c.publish()
				c.joins(door, "Door")
				goes(c)
				did(t, w.Store.StepDown(t.Context(), c.host.Signatory, w.Sent("down"), c.step(c.host)))
				for _, reader := range []struct {
					as    models.Actor
					reads bool
				}{{irena, how == "hidden"}, {keeper, true}} {
					lines := about(told(t, w, reader.as, models.LogQuery{}), c.host.ID)
					if reads := len(lines) > 0 && lines[0].Verb == "cohost.stepped_down" && lines[0].Organisation.Name == "House of Windows"; reads != reader.reads || !reads && len(lines) > 0 {
						t.Errorf("%s reads %+v", reader.as.Name, lines)
					}
				}
			})
		})
	}
}
