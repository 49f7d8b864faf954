package server_test

import (
	"net/http"
	"strings"
	"testing"

	"keephope/models"
)

// Who hid has of a draft of others a page that says nothing of it, and from there it can step down.
func TestAHiddenCoHostHasABarePageOfADraft(t *testing.T) {
	s := newSite(t)
	hosting, host := s.member("Nino", "House of Windows")
	door, other := s.joins("Otto", "Open Door")
	id := s.calls(hosting, host)
	ctx, store := t.Context(), s.app.Store()
	sent := func(verb models.Verb) models.Sent { return models.Sent{FormID: store.NewID(), Verb: verb} }
	step := models.CoHostStep{OrganisationID: host, ActionID: id}
	found, err := store.FindCoHosts(ctx, s.actor(hosting), step, "Open Door")
	if err != nil {
		t.Fatal(err)
	}
	if err := store.AskCoHosts(ctx, s.actor(hosting), sent("cohost.asked"), step, []string{found[0].Ref}); err != nil {
		t.Fatal(err)
	}
	yes := models.CoHostStep{OrganisationID: other, ActionID: id, Yes: true, Audience: models.ForPublic}
	if err := store.AnswerCoHost(ctx, s.actor(door), sent("cohost.accepted"), yes); err != nil {
		t.Fatal(err)
	}
	s.world().Exec(t, "UPDATE actions SET state = 'draft', published_at = NULL, changed_at = NULL")
	wantTo(t, "hidden", door.send("/en/me", "/en/me/"+other+"/hide", nil), "/en/me")
	own := "/en/me/" + other + "/actions"
	for _, at := range []string{own, own + "/" + id, own + "/" + id + "/hosts"} {
		page := door.get(at)
		wantStatus(t, at, page, http.StatusOK, "Without a name yet")
		for _, secret := range []string{"Light in the window", "old mill", "Vilnius"} {
			if strings.Contains(page.body, secret) {
				t.Errorf("%s tells %s", at, secret)
			}
		}
	}
	wantStatus(t, "preview", door.get(own+"/"+id+"/preview"), http.StatusNotFound)
	wantStatus(t, "leaves", door.get(own+"/"+id+"/hosts"), http.StatusOK, "Step down as a host")
}
