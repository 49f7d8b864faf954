package server_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/modelstest"
)

// An action that says something in every field is saved, read, shown in its form, sent back as the browser sends it, and read
// again: nothing of it is lost or becomes something else.
func TestNoFieldOfAnActionIsLostInItsForm(t *testing.T) {
	s := newSite(t)
	nino, id := s.member("Nino", "House of Windows")
	as := s.actor(nino)
	want := modelstest.Action()
	action, err := s.app.Store().SaveAction(t.Context(), as, s.world().Sent("save"), models.ActionEdit{OrganisationID: id, Audience: models.ForMembers, Content: want})
	if err != nil {
		t.Fatal(err, models.FieldsOf(err))
	}
	read := func(what string, edition int) {
		t.Helper()
		own, err := s.app.Store().OwnActionByID(t.Context(), as, id, action)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, own.Content); diff != "" || own.Audience != models.ForMembers || own.Edition != edition {
			t.Errorf("%s, for %s, edition %d (-want +got):\n%s", what, own.Audience, own.Edition, diff)
		}
	}
	read("saved", 1)
	at := "/en/me/" + id + "/actions/" + action
	form := filled(t, nino.get(at).page(t).Find(`main form:has([name="title"])`))
	form.Set("step", "save")
	wantTo(t, "sent back", nino.post(at, form), at)
	read("sent back", 2)
}
