package server_test

import (
	"net/http"
	"net/url"
	"testing"

	"keephope/models"
)

// Of what a coordinator hid every change is read first: the form says so, and that the action stays out of sight.
func TestAChangeOfWhatIsHiddenWaits(t *testing.T) {
	s := newSite(t)
	nino, host := s.member("Nino", "House of Windows")
	id := s.calls(nino, host)
	irena := s.asRole("Irena", models.Coordinator)
	own, desk := "/en/me/"+host+"/actions/"+id, "/en/desk/actions/"+id
	wantStatus(t, "in sight", nino.get(own+"/edit"), http.StatusOK, "Small corrections are public at once")
	hide := url.Values{"seen": {fieldOf(irena.get(desk), "seen")}, "hide_text": {"A private home."}}
	wantStatus(t, "hidden", irena.send(desk, desk+"/hide", hide), http.StatusSeeOther)
	form := nino.get(own + "/edit")
	wantStatus(t, "out of sight", form, http.StatusOK, "A coordinator hid this action, so every change of it is read first.")
	change := written(url.Values{"title": {"Lamps in the window", ""}, "edition": {fieldOf(form, "edition")}})
	change.Del("audience")
	wantTo(t, "changed", nino.send(own+"/edit", own+"/edit", change), own+"?done=edited")
	wantStatus(t, "the change waits", nino.get(own), http.StatusOK, "only those who wrote it and the coordinators read the change.")
}
