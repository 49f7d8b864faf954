package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
)

// What a coordinator says to a joint action and to a change of one is what its host reads: a hold with its day, a question that can
// be answered, a no; on its page, in the list and on the first page.
func TestAHostReadsWhatTheDeskSaid(t *testing.T) {
	s := newSite(t)
	nino, id := s.member("Nino", "House of Windows")
	irena := s.asRole("Irena", models.Coordinator)
	list := "/en/me/" + id + "/actions"
	wantTo(t, "sent", nino.send(list+"/new", list+"/new", written(url.Values{"step": {"send"}})), list+"?done=sent")
	action := s.world().Text(t, "SELECT id FROM actions")
	own, edit, desk := list+"/"+action, list+"/"+action+"/edit", "/en/desk/actions/"+action
	decide := func(step string, form url.Values) answer {
		t.Helper()
		form.Set("seen", fieldOf(irena.get(desk), "seen"))
		done := irena.send(desk, desk+"/"+step, form)
		wantTo(t, step, done, "/en/desk?done="+action)
		return irena.get("/en/desk?done=" + action)
	}
	hold := url.Values{"hold_until": {"2026-11-30"}, "hold_text": {"We ask two friends."}}
	everywhere := func(what, at string, words ...string) {
		t.Helper()
		for _, page := range []string{at, list, "/en/me"} {
			wantStatus(t, what+": "+page, nino.get(page), http.StatusOK, words...)
		}
	}
	decide("hold", hold)
	everywhere("on hold", own, "On hold until 30 Nov 2026", "We ask two friends.")
	page := nino.get(own)
	wantStatus(t, "its page", page, http.StatusOK, "We need a little longer, until 30 November 2026.")
	if strings.Contains(page.body, "usually within 3 days") {
		t.Error("it promises three days and to be on hold")
	}
	wantStatus(t, "asked", decide("ask", url.Values{"ask_text": {"Who cooks?"}}), http.StatusOK, "Question sent. The action is with its hosts again: you find it here when they answer.")
	everywhere("asked", own, "Question for you", "Who cooks?")
	form := written(url.Values{"step": {"send"}, "edition": {fieldOf(nino.get(own), "edition")}, "answer": {strings.Repeat("a", 1001)}})
	wantStatus(t, "too long", nino.send(own, own, form), http.StatusUnprocessableEntity, `href="#answer"`)
	form.Set("answer", "Ona does.")
	wantTo(t, "answered", nino.send(own, own, form), list+"?done=sent")
	wantStatus(t, "at the desk", irena.get(desk), http.StatusOK, ">Answered<", "You asked", "Who cooks?", "They answer", "Ona does.")
	wantStatus(t, "declined", decide("decline", url.Values{"decline_text": {"Too small."}}), http.StatusOK, "The action is declined. It is with its hosts again")
	everywhere("declined", own, "Declined", "Too small.")
	form = written(url.Values{"step": {"send"}, "edition": {fieldOf(nino.get(own), "edition")}})
	wantTo(t, "sent again", nino.send(own, own, form), list+"?done=sent")
	decide("accept", url.Values{})

	renamed := written(url.Values{"edition": {fieldOf(nino.get(edit), "edition")}, "title": {"Light everywhere", ""}})
	renamed.Del("audience")
	wantTo(t, "a change", nino.send(edit, edit, renamed), own+"?done=edited")
	wantStatus(t, "held", decide("hold", hold), http.StatusOK, "The change is on hold.")
	everywhere("a change on hold", own, "On hold until 30 Nov 2026", "We ask two friends.")
	wantStatus(t, "the button", irena.get(desk), http.StatusOK, "Decline the change")
	wantStatus(t, "a question", decide("ask", url.Values{"ask_text": {"Why?"}}), http.StatusOK, "The change is with its hosts again")
	everywhere("a change asked about", own, "Question for you", "Why?")
	wantStatus(t, "its form", nino.get(edit), http.StatusOK, "Question for you", `name="answer"`)
	renamed.Set("edition", fieldOf(nino.get(edit), "edition"))
	renamed.Set("answer", "It is shorter.")
	wantTo(t, "answered", nino.send(edit, edit, renamed), own+"?done=edited")
	wantStatus(t, "the change at the desk", irena.get(desk), http.StatusOK, "It is shorter.")
	wantStatus(t, "a no", decide("decline", url.Values{"decline_text": {"Not so."}}), http.StatusOK, "The change is declined.")
	everywhere("a change declined", own, "Declined", "Not so.")
	wantStatus(t, "it stays", nino.get(own), http.StatusOK, "The action stays as it is published.")
	wantStatus(t, "no answer to a no", nino.get(edit), http.StatusOK, "Not so.")
	if strings.Contains(nino.get(edit).body, `name="answer"`) {
		t.Error("a no is a question")
	}

	decide("hide", url.Values{"hide_text": {"Somebody is at risk."}})
	wantStatus(t, "hidden, its page", nino.get(own), http.StatusOK, "Hidden", "Only those who wrote it and the coordinators see it now.")
	if page := nino.get(list); !strings.Contains(page.body, "Hidden") || strings.Contains(page.body, "Open to join") {
		t.Error("the list does not tell that it is hidden")
	}
	wantStatus(t, "hidden, at the desk", irena.get(desk), http.StatusOK, "You find it under “Asked or on hold”.")
}
