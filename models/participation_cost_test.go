package models_test

import (
	"fmt"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// What it costs to read and to join an action does not grow with its hosts.
func TestJoiningCostsNoMoreWhereManyHost(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		call := w.Call(t)
		w.Keepers(t)
		house, guest := w.Member(t, call, "House of Windows", models.Public), w.Member(t, call, "Lamp Post Library", models.Public)
		costs := func(hosts int) (read, joined uint64) {
			t.Helper()
			id := opened(t, w, house, 0)
			for i := range hosts - 1 {
				w.Exec(t, fmt.Sprintf(`INSERT INTO action_hosts (action_id, organisation_id, part, state, asked_at, answered_at) VALUES ('%s', '%s', 'cohost', 'accepted', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)`,
					id, w.Member(t, call, fmt.Sprintf("Lamp %d of %d", i, hosts), models.Public).ID))
			}
			before := w.Store.Statements()
			_, err := w.Store.Joinable(t.Context(), guest.Signatory, guest.ID, id)
			did(t, err)
			read, before = w.Store.Statements()-before, w.Store.Statements()
			did(t, w.Store.JoinAction(t.Context(), guest.Signatory, w.Sent("participation.joined"), models.Joining{OrganisationID: guest.ID, ActionID: id, Way: models.JoinNamed, Town: "Graz"}))
			return read, w.Store.Statements() - before
		}
		readOne, joinedOne := costs(1)
		readMany, joinedMany := costs(9)
		if readMany > readOne || joinedMany > joinedOne || joinedOne > 22 {
			t.Errorf("statements: read %d and %d, joined %d and %d", readOne, readMany, joinedOne, joinedMany)
		}
	})
}
