package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
)

// A host changes what is published: words at once, the title over the desk; nobody reads of it before.
func TestAMemberChangesAPublishedAction(t *testing.T) {
	s := newSite(t)
	nino, id := s.member("Nino", "House of Windows")
	irena := s.asRole("Irena", models.Coordinator)
	anybody := s.browser()
	list := "/en/me/" + id + "/actions"
	wantTo(t, "sent", nino.send(list+"/new", list+"/new", written(url.Values{"step": {"send"}})), list+"?done=sent")
	action := s.world().Text(t, "SELECT id FROM actions")
	own, edit, desk := list+"/"+action, list+"/"+action+"/edit", "/en/desk/actions/"+action
	wantTo(t, "not published yet", nino.get(edit), own)
	accept := func() {
		t.Helper()
		wantTo(t, "accepted", irena.send(desk, desk+"/accept", url.Values{"seen": {fieldOf(irena.get(desk), "seen")}}), "/en/desk?done="+action)
	}
	accept()
	wantStatus(t, "its page", nino.get(own), http.StatusOK, "Change this action", `href="/en/actions/light-in-the-window"`)
	wantStatus(t, "the form", nino.get(edit), http.StatusOK, "Save the change", "Small corrections are public at once; anything more is read first.", "Whoever is in stays in", `value="Light in the window"`)
	s.tell()
	wantStatus(t, "the notice", nino.get("/en/me"), http.StatusOK, "A joint action that you have a part in is published", `href="`+own+`"`)
	wantStatus(t, "everything that is held", nino.get("/en/me/data"), http.StatusOK, "Joint action", "Light in the window")

	send := func(more url.Values) answer {
		t.Helper()
		more["edition"] = []string{fieldOf(nino.get(edit), "edition")}
		form := written(more)
		form.Del("audience")
		return nino.send(edit, edit, form)
	}
	wantTo(t, "words", send(url.Values{"body": {"Place a lantern in a window.\r\n\r\nStay at home.", ""}}), own+"?done=edited")
	wantStatus(t, "words", nino.get(own+"?done=edited"), http.StatusOK, "Saved and published.")
	wantStatus(t, "for everybody", anybody.get("/en/actions/light-in-the-window"), http.StatusOK, "Place a lantern")

	wantStatus(t, "an end before the start", send(url.Values{"title": {"", ""}, "end": {"2026-12-10T17:00"}}), http.StatusUnprocessableEntity, "Write what it is called", "Choose an end after the start")
	wantTo(t, "a title", send(url.Values{"title": {"Secretly renamed", ""}}), own+"?done=edited")
	wantStatus(t, "it waits", nino.get(own+"?done=edited"), http.StatusOK, "Sent. A coordinator reads the change", "A change waits for the coordinators", "Light in the window", "Secretly renamed", "Take the change back")
	wantStatus(t, "at the desk", irena.get(desk), http.StatusOK, "What would change", "Light in the window", "Secretly renamed")
	for _, at := range []string{"/en/actions", "/en/actions.json", "/en/actions.csv", "/en/actions.atom", "/en/calendar.ics", "/en/actions/light-in-the-window"} {
		if page := anybody.get(at); page.StatusCode != http.StatusOK || strings.Contains(page.body, "renamed") {
			t.Errorf("%s tells of a change that waits, or answers %d", at, page.StatusCode)
		}
	}
	wantStatus(t, "its new name is nobody's", anybody.get("/en/actions/secretly-renamed"), http.StatusNotFound)
	accept()
	wantTo(t, "its old address", anybody.get("/en/actions/light-in-the-window"), "/en/actions/secretly-renamed")
	wantStatus(t, "it can be taken back", irena.get("/en/desk?done="+action), http.StatusOK, "The change is published.", desk+"/take-back")
	wantTo(t, "taken back", irena.send(desk, desk+"/take-back", nil), desk)
	wantStatus(t, "it has its old name", anybody.get("/en/actions/light-in-the-window"), http.StatusOK, "Light in the window")
	wantStatus(t, "its other name is nobody's", anybody.get("/en/actions/never-was"), http.StatusNotFound)
	wantTo(t, "given up", nino.send(own, edit+"/discard", nil), own+"?done=dropped")
	wantStatus(t, "given up", nino.get(own+"?done=dropped"), http.StatusOK, "The change is taken back.")

	wantTo(t, "cancelled", nino.send(own+"/cancel", own+"/cancel", url.Values{"reason": {"A storm is coming."}}), own+"?done=cancelled")
	page := nino.get(edit)
	wantStatus(t, "words alone", page, http.StatusOK, "only its words can change", `name="words_only"`)
	if strings.Contains(page.body, `name="start"`) {
		t.Error("the time of what is cancelled can be changed")
	}
	words := url.Values{"words_only": {"1"}, "lang": {"en"}, "edition": {fieldOf(page, "edition")}, "title": {"Light in the window"}, "body": {"We meet in spring."}, "before": {""}}
	wantTo(t, "words of what is cancelled", nino.send(edit, edit, words), own+"?done=edited")
	wantStatus(t, "that is more than a correction", nino.get(own+"?done=edited"), http.StatusOK, "Sent. A coordinator reads the change", "We meet in spring.")
	wantTo(t, "accepted", irena.send(desk, desk+"/accept", url.Values{"seen": {fieldOf(irena.get(desk), "seen")}}), "/en/desk?done="+action)
	wantStatus(t, "for everybody", anybody.get("/en/actions/light-in-the-window"), http.StatusOK, "We meet in spring.", "A storm is coming.")
}

// A week of a series takes place at another hour, all weeks are left out, and ten languages fit into the form.
func TestTheFormOfALongSeries(t *testing.T) {
	s := newSite(t)
	nino, id := s.member("Nino", "House of Windows")
	at := "/en/me/" + id + "/actions/new"
	moved := url.Values{
		"step": {"save"}, "until": {"2026-12-24"}, "moved_day": {"2026-12-17", ""}, "moved_start": {"2026-12-16T17:00", ""}, "moved_end": {"2026-12-16T18:00", ""},
	}
	first := nino.send(at, at, written(moved))
	wantTo(t, "kept", first, "/en/me/"+id+"/actions/")
	wantStatus(t, "it comes back", nino.get(first.to()), http.StatusOK, `value="2026-12-17"`, `value="2026-12-16T17:00"`)
	wantStatus(t, "it is told", nino.get("/en/me/"+id+"/actions"), http.StatusOK, "Instead of 17 December 2026")
	moved["moved_day"], moved["step"] = []string{"2026-12-18"}, []string{"send"} // a draft keeps what is not fit yet
	wantStatus(t, "no such day", nino.send(at, at, written(moved)), http.StatusUnprocessableEntity, `href="#moved_day-1"`, "This day is not in the series")
	none := url.Values{"step": {"send"}, "until": {"2026-12-17"}, "except": {"2026-12-10\n2026-12-17"}}
	wantStatus(t, "nothing is left", nino.send(at, at, written(none)), http.StatusUnprocessableEntity, "Leave at least one day of the series")

	langs := []string{"ka", "hy", "am", "hi", "th", "ja", "zh", "ko", "bn"}
	form := url.Values{"step": {"save"}, "text_lang": langs}
	for range len(langs) + 1 {
		for field, n := range map[string]int{"title": 120, "summary": 300, "body": 8000, "share": 240, "before": 2000} {
			form[field] = append(form[field], strings.Repeat("ქ", n))
		}
		form["steps"] = append(form["steps"], strings.TrimSpace(strings.Repeat(strings.Repeat("ქ", 200)+"\r\n", 8)))
	}
	form["lang"] = []string{"ru"}
	wantTo(t, "ten languages", nino.send(at, at, written(form)), "/en/me/"+id+"/actions/")
}
