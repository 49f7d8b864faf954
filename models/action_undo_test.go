package models_test

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// The yes to a change is taken back while joining is closed too, and leaves it closed.
func TestAYesToAChangeOfAClosedActionIsTakenBack(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d, ctx, call := desk{w, t}, t.Context(), w.Call(t)
		irena := d.AsRole(t, "Irena", models.Coordinator)
		host, id := d.published(call, irena, "House of Windows")
		d.want("edit", d.edits(host, id, titled("Light everywhere")))
		d.want("close joining", d.Store.CloseAction(ctx, host.Signatory, d.Sent("close"), models.ActionStep{OrganisationID: host.ID, ActionID: id}))
		d.want("accept what was sent before", d.accepts(irena, id))
		if done, ok, err := d.Store.DoneJust(ctx, irena, id); err != nil || !ok || !done.Undo {
			t.Errorf("just done: %+v, %v, %v", done, ok, err)
		}
		d.want("take it back", d.Store.TakeActionBack(ctx, irena, d.Sent("back"), id))
		if own := d.own(host, id); own.State != models.ActionClosed || own.Edit == nil || !own.EditWaits {
			t.Errorf("closed, and taken back: %+v", own)
		}
	})
}
