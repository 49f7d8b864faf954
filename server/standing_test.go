package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
)

// member is a browser whose person is the signatory of a member that stands by name, and the address of its pages.
func (s *site) member(who, organisation string) (b *browser, id string) {
	s.t.Helper()
	s.campaign()
	return s.joins(who, organisation)
}

// joins is member once there is a campaign.
func (s *site) joins(who, organisation string) (b *browser, id string) {
	s.t.Helper()
	b, at := s.begun(who, organisation)
	id = strings.Split(at, "/")[3]
	w := s.world()
	as := s.actor(b)
	w.Fill(s.t, as, id, models.Public)
	w.Submit(s.t, as, id)
	irena := w.AsRole(s.t, "Irena", models.Coordinator)
	application := w.Text(s.t, "SELECT id FROM applications WHERE organisation_id = '"+id+"'")
	read, err := w.Store.Case(s.t.Context(), irena, application)
	if err == nil {
		err = w.Store.Accept(s.t.Context(), irena, w.Sent("accept"), models.Decision{ID: application, Seen: read.Seen})
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return b, id
}

func TestHideUsNowIsOneClickFromSignIn(t *testing.T) {
	s := newSite(t)
	b, id := s.member("Nino", "House of Windows")
	page := b.get("/en/me")
	wantStatus(t, "the first page", page, http.StatusOK, "Hide us now", "vanish from public and members’ pages at once, within 2 seconds",
		"By name", "Welcome. Your window is lit.")
	a := b.post("/en/me/"+id+"/hide", url.Values{"form_id": {page.formID()}})
	if a.to() != "/en/me" {
		t.Fatalf("after hiding: %d to %q\n%s", a.StatusCode, a.to(), a.body)
	}
	page = b.get("/en/me")
	wantStatus(t, "hidden", page, http.StatusOK, "12:00:00</time>. What next?", "Withdraw completely", "Show us again", "Hidden since 12:00:00")
	if strings.Contains(page.body, ">Hide us now<") || strings.Contains(page.body, "Welcome. Your window is lit.") {
		t.Error("it is asked again what is done already")
	}
	ask := b.get("/en/me/" + id + "/show")
	wantStatus(t, "what shows", ask, http.StatusOK, "House of Windows", "Everybody can read this", "https://example.org")
	fingerprint := between(ask.body, `name="fingerprint" value="`, `"`)
	a = b.post("/en/me/"+id+"/show", url.Values{"form_id": {ask.formID()}, "fingerprint": {"somethingelse"}})
	wantStatus(t, "something else was read", a, http.StatusConflict, "Something changed meanwhile")
	a = b.post("/en/me/"+id+"/show", url.Values{"form_id": {ask.formID()}, "fingerprint": {fingerprint}})
	if a.to() != "/en/me?done=shown" {
		t.Fatalf("after showing: %d to %q\n%s", a.StatusCode, a.to(), a.body)
	}
	page = b.get(a.to())
	wantStatus(t, "shown again", page, http.StatusOK, "Hide us now", "You are shown again, exactly as you confirmed.")
	if strings.Contains(page.body, "Welcome. Your window is lit.") {
		t.Error("it is welcomed as if it were new")
	}
}

func TestStayingCountedSaysSoAndWelcomesNobody(t *testing.T) {
	s := newSite(t)
	b, id := s.member("Nino", "House of Windows")
	s.world().AsRole(t, "Kira", models.Keeper)
	s.world().AsRole(t, "Kadri", models.Keeper)
	wantTo(t, "hidden", b.send("/en/me", "/en/me/"+id+"/hide", nil), "/en/me")
	a := b.send("/en/me", "/en/me/"+id+"/stay-counted", nil)
	wantTo(t, "lowered", a, "/en/me")
	page := b.get(a.to())
	wantStatus(t, "what was done", page, http.StatusOK, "You stay counted: you are named nowhere", ">Counted<", "Only keepers see “hidden”.")
	if strings.Contains(page.body, "Your window is lit") || strings.Contains(page.body, "See it") {
		t.Error("it is welcomed, and sent to look at itself")
	}
}

func TestNobodyElseHides(t *testing.T) {
	s := newSite(t)
	_, id := s.member("Nino", "House of Windows")
	other := s.as("Stranger")
	for _, page := range []string{"/show", "/people"} {
		mine, never := other.get("/en/me/"+id+page), other.get("/en/me/"+s.app.Store().NewID()+page)
		if mine.StatusCode != http.StatusNotFound || len(mine.body) != len(never.body) {
			t.Errorf("%s: a stranger is told %d, and %d of what never was", page, mine.StatusCode, never.StatusCode)
		}
	}
	page := other.get("/en/me")
	wantStatus(t, "somebody without an organisation", page, http.StatusOK, "Is your organisation already here?")
	wantStatus(t, "a stranger hides", other.post("/en/me/"+id+"/hide", url.Values{"form_id": {page.formID()}}), http.StatusNotFound)
	if a := s.browser().get("/en/me"); a.to() != "/en/sign-in" {
		t.Errorf("nobody goes to %q", a.to())
	}
}
