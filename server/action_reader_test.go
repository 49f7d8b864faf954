package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
)

// To a suspended co-host every page of an action answers like one that never was.
func TestASuspendedCoHostReadsNoPage(t *testing.T) {
	s := newSite(t)
	hosting, host := s.member("Nino", "House of Windows")
	id := s.calls(hosting, host)
	_, guest := s.joins("Rosa", "Lamp Post Library")
	s.world().Exec(t, "INSERT INTO action_hosts (action_id, organisation_id, part, state, asked_at, answered_at) SELECT action_id, '"+guest+
		"', 'cohost', 'accepted', asked_at, answered_at FROM action_hosts WHERE action_id = '"+id+"'", "UPDATE actions SET audience = 'members', together = TRUE")
	pages := []string{"/en/me/" + guest + "/actions/" + id, "/en/me/" + guest + "/actions/" + id + "/hosts", "/en/me/" + guest + "/report/" + id}
	b := s.as("Rosa")
	for _, at := range pages {
		wantStatus(t, "a member: "+at, b.get(at), http.StatusOK)
	}
	s.world().Exec(t, "UPDATE organisations SET state = 'suspended' WHERE id = '"+guest+"'")
	b = s.as("Rosa")
	for _, at := range append(pages, "/en/me/actions/"+id, "/en/me/"+guest+"/join/"+id) {
		if a := b.get(at); a.StatusCode != http.StatusNotFound || strings.Contains(a.body, "Light in the window") {
			t.Errorf("suspended: %s answers %d", at, a.StatusCode)
		}
	}
}

// The desk says that an action was given back, and not what its hosts call it since.
func TestWhatWasGivenBackIsToldWithoutItsTitle(t *testing.T) {
	s := newSite(t)
	hosting, host := s.member("Nino", "House of Windows")
	id := s.calls(hosting, host)
	s.world().Exec(t, "UPDATE actions SET state = 'proposed', published_at = NULL, changed_at = NULL, proposed_at = saved_at")
	irena := s.asRole("Irena", models.Coordinator)
	at := "/en/desk/actions/" + id
	seen := between(irena.get(at).body, `name="seen" value="`, `"`)
	declined := irena.send(at, at+"/decline", url.Values{"seen": {seen}, "decline_text": {"Who guards it?"}})
	if declined.StatusCode != http.StatusSeeOther {
		t.Fatalf("declined: %d", declined.StatusCode)
	}
	own, err := s.app.Store().OwnActionByID(t.Context(), s.actor(hosting), host, id)
	if err != nil {
		t.Fatal(err)
	}
	text := own.Content.Texts["en"]
	text.Title = "A secret draft"
	own.Content.Texts["en"] = text
	edit := models.ActionEdit{OrganisationID: host, ActionID: id, Edition: own.Edition, Audience: own.Audience, Content: own.Content}
	if _, err := s.app.Store().SaveAction(t.Context(), s.actor(hosting), s.world().Sent("save"), edit); err != nil {
		t.Fatal(err)
	}
	if page := irena.get(declined.to()); page.StatusCode != http.StatusOK || strings.Contains(page.body, "A secret draft") {
		t.Errorf("the queue answers %d and tells of the draft", page.StatusCode)
	}
}
