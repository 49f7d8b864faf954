package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
	"keephope/views/locale"
)

// Whoever comes second is told by whom, in the desk's own frame, with the case as it stands now and with what they wrote.
func TestWhoeverDecidesSecondIsToldAtTheDesk(t *testing.T) {
	s := newStory(t, "")
	irena, marta := s.asRole("Irena", models.Coordinator), s.asRole("Marta", models.Coordinator)
	house := s.applied(plain("House of Windows"))
	at := "/en/desk/applications/" + house.application
	open := marta.get(at)
	seen := url.Values{"seen": {fieldOf(open, "seen")}}
	asked := url.Values{"form_id": {irena.get(at).formID()}, "seen": seen["seen"], "ask_text": {"Who decided?"}}
	if a := irena.post(at+"/ask", asked); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("the question: %d %s", a.StatusCode, a.body)
	}
	late := seen
	late.Set("form_id", open.formID())
	late.Set("decline_text", "Not Qlox enough.")
	a := marta.post(at+"/decline", late)
	wantStatus(t, "too late", a, http.StatusConflict, "Irena asked a question about this meanwhile", "Something changed meanwhile",
		`href="`+at+`#case"`, `href="/en/desk"`, `aria-current="page"`, "House of Windows", "Not Qlox enough.", `class="decide"`)

	wantStatus(t, "not hers", marta.post(at+"/take-back", url.Values{"form_id": {marta.get(at).formID()}}), http.StatusConflict, "House of Windows")
	s.must(s.w.Store.Answer(t.Context(), house.as, s.w.Sent("answer"), models.Reply{OrganisationID: house.id, Text: "We all."}))
	a = irena.post(at+"/take-back", url.Values{"form_id": {irena.get(at).formID()}})
	wantStatus(t, "answered meanwhile", a, http.StatusConflict, locale.For("en").T("error.409.refused"), "There is nothing to take back", "House of Windows")
	if strings.Contains(a.body, "Something changed meanwhile") {
		t.Error("nothing changed, and it says that something did")
	}
	gone := marta.get(at)
	s.must(s.w.Store.WithdrawApplication(t.Context(), house.as, s.w.Sent("withdraw"), house.id))
	a = marta.post(at+"/accept", url.Values{"form_id": {gone.formID()}, "seen": {fieldOf(gone, "seen")}})
	wantStatus(t, "withdrawn", a, http.StatusConflict, "The applicant took this back", `href="/en/desk"`)
	if strings.Contains(a.body, "#case") {
		t.Error("it leads to a case that is not there")
	}
}

// Where nothing changed, the page does not say that something did, and leads back.
func TestARefusalOfTheAdministrationLeadsBack(t *testing.T) {
	s := newStory(t, "")
	ada := s.asRole("Ada", models.Administrator)
	id := s.w.Text(t, "SELECT person_id FROM roles WHERE role = 'administrator'")
	a := ada.post("/en/admin/people/"+id+"/revoke", url.Values{"form_id": {s.w.Form()}, "role": {"administrator"}})
	wantStatus(t, "the last one", a, http.StatusConflict, locale.For("en").T("error.409.refused"), `href="/en/admin"`)
}
