package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
)

// A coordinator pins an action; it stands on the first page, and on a member's own list as not yet done and then as done. The
// host hides, and nobody is asked; the host of another one keeps its place.
func TestACoordinatorPinsAnAsk(t *testing.T) {
	s := newSite(t)
	nino, host := s.member("Nino", "House of Windows")
	id := s.calls(nino, host)
	rosa, guest := s.joins("Rosa", "Lamp Post Library")
	irena, tomas := s.asRole("Irena", models.Coordinator), s.asRole("Tomas", models.Coordinator)
	const desk = "/en/desk/asks"
	wantStatus(t, "from the desk", irena.get("/en/desk/campaign/en"), http.StatusOK, desk)
	page := irena.get(desk)
	wantStatus(t, "the desk", page, http.StatusOK, "Nothing is pinned yet.", "Light in the window", `value="`+id+`"`)
	press := func(b *browser, step string, form url.Values) answer {
		t.Helper()
		if form.Get("form_id") == "" {
			form.Set("form_id", b.get(desk).formID())
		}
		return b.post(desk+step, form)
	}
	if strings.Contains(rosa.get("/en/").body, "/en/actions/light-in-the-window") && strings.Contains(rosa.get("/en/me").body, "Not yet") {
		t.Error("asked before it was pinned")
	}
	pinned := press(irena, "/pin", url.Values{"action": {id}})
	wantTo(t, "pinned", pinned, desk+"?done=pin")
	wantStatus(t, "pinned by another", press(tomas, "/pin", url.Values{"action": {id}}), http.StatusSeeOther)
	wantStatus(t, "what is pinned", irena.get(desk), http.StatusOK, "1 organisation takes part by name.", "Take off")
	wantStatus(t, "everybody", rosa.get("/en/"), http.StatusOK, "organisation can do", `<ol class="asks list">`, "Light in the window")
	wantStatus(t, "who hosts", nino.get("/en/me"), http.StatusOK, "What the campaign asks of you", "1 of 1 joined")
	wantStatus(t, "not yet", rosa.get("/en/me"), http.StatusOK, "0 of 1 joined", "Not yet", "/en/me/actions/"+id)
	join := "/en/me/" + guest + "/join/" + id
	wantStatus(t, "quietly", rosa.post(join, url.Values{"form_id": {rosa.get(join).formID()}, "how": {"quietly"}}), http.StatusSeeOther)
	wantStatus(t, "done", rosa.get("/en/me"), http.StatusOK, "1 of 1 joined")
	wantStatus(t, "of the quiet one the desk learns nothing", irena.get(desk), http.StatusOK, "1 organisation takes part by name.")
	for what, form := range map[string]url.Values{"none": {"action": {s.app.Store().NewID()}}, "junk": {"action": {"no such'--"}}, "nothing": {}} {
		for _, step := range []string{"/pin", "/unpin", "/move"} {
			wantStatus(t, what+" "+step, press(irena, step, form), http.StatusNotFound)
		}
	}
	wantStatus(t, "past nothing", press(irena, "/move", url.Values{"action": {id}, "past": {"x"}, "up": {"1"}}), http.StatusConflict, "changed meanwhile")
	wantTo(t, "hidden", nino.send("/en/me", "/en/me/"+host+"/hide", nil), "/en/me")
	for what, res := range map[string]answer{"everybody": rosa.get("/en/"), "a member": rosa.get("/en/me")} {
		if strings.Contains(res.body, "Light in the window") || strings.Contains(res.body, "What the campaign asks") {
			t.Errorf("%s reads of an ask whose host hid", what)
		}
	}
	wantStatus(t, "the desk keeps its place", irena.get(desk), http.StatusOK, "Light in the window", "It is not shown now")
	wantStatus(t, "taken off", press(tomas, "/unpin", url.Values{"action": {id}}), http.StatusSeeOther)
	wantStatus(t, "taken off twice", press(irena, "/unpin", url.Values{"action": {id}}), http.StatusNotFound)
	if strings.Contains(irena.get(desk).body, "Light in the window") {
		t.Error("the desk offers what nobody sees")
	}
}
