package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
)

// A question about a change of a profile has an answer, a refusal reaches those whom it is for, and what was decided
// reads as decided.
func TestBothSidesOfAChangeOfAProfile(t *testing.T) {
	s := newSite(t)
	nino, id := s.member("Nino", "House of Windows")
	irena := s.asRole("Irena", models.Coordinator)
	at := "/en/me/" + id + "/profile"
	wish := func(website string) {
		t.Helper()
		wantTo(t, "a wish", nino.upload(at, [][2]string{
			{"form_id", nino.get(at).formID()}, {"name", "House of Windows"}, {"name_lang", "ka"}, {"kind", "collective"}, {"country", "GE"},
			{"communities", "women"}, {"website", website},
		}, nil), at+"?done=sent")
	}
	wish("https://doors.example")
	wantStatus(t, "what they just did", nino.get(at+"?done=sent"), http.StatusOK, "Saved. A coordinator looks at this change first.", "data-focus")
	change := "/en/desk/changes/" + s.world().Text(t, "SELECT id FROM profile_changes WHERE state = 'submitted'")
	decide := func(step string, more url.Values) answer {
		t.Helper()
		more.Set("seen", fieldOf(irena.get(change), "seen"))
		return irena.send(change, change+step, more)
	}
	open := irena.get(change)
	wantStatus(t, "a change", open, http.StatusOK, "What would change", `<a href="https://doors.example"`, "The organisation reads it and can answer.")
	if strings.Contains(open.body, "The applicant") || strings.Contains(open.body, "ay apply again") {
		t.Error("it speaks of an applicant")
	}
	wantTo(t, "asked", decide("/ask", url.Values{"ask_text": {"Whose door is it?"}}), "/en/desk")
	wantStatus(t, "first page", nino.get("/en/me"), http.StatusOK, "A coordinator has a question about your change.", at)
	wantStatus(t, "the question", nino.get(at), http.StatusOK, "Whose door is it?", `name="answer"`, "data-unsaved")
	wantStatus(t, "no answer", nino.send(at, at+"/answer", nil), http.StatusUnprocessableEntity, `href="#answer"`, "Whose door is it?")
	wantTo(t, "answered", nino.send(at, at+"/answer", url.Values{"answer": {"Ours, since May."}}), at+"?done=answered")
	wantStatus(t, "answered", irena.get(change), http.StatusOK, "Ours, since May.", "Whose door is it?", "Nino", "Messages with the organisation", `data-key="a"`)

	wantTo(t, "declined", decide("/decline", url.Values{"decline_text": {"That address shows nothing."}}), "/en/desk")
	wantStatus(t, "the reason", nino.get(at), http.StatusOK, "Declined on", "That address shows nothing.")
	wantStatus(t, "what is held", nino.get("/en/me/data"), http.StatusOK, "That address shows nothing.")
	declined := irena.get(change)
	wantStatus(t, "the record", declined, http.StatusOK, "What was not changed", "https://doors.example", "https://example.org")

	wish("https://gates.example")
	change = "/en/desk/changes/" + s.world().Text(t, "SELECT id FROM profile_changes WHERE state = 'submitted'")
	wantTo(t, "accepted", decide("/accept", url.Values{}), "/en/desk")
	accepted := irena.get(change)
	wantStatus(t, "the record", accepted, http.StatusOK, "What was changed", "https://example.org", "https://gates.example", "Accepted by Irena")
	if strings.Contains(accepted.body, "Until you decide") {
		t.Error("it says that it waits")
	}
}
