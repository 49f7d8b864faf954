package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
)

// hostsToo has the host of an action ask an organisation to host it too, which accepts.
func (s *site) hostsToo(asked *browser, organisationID string, step models.CoHostStep, host *browser) {
	s.t.Helper()
	ctx, store := s.t.Context(), s.app.Store()
	sent := func(verb models.Verb) models.Sent { return models.Sent{FormID: store.NewID(), Verb: verb} }
	as := s.actor(asked)
	own, _ := as.At(organisationID)
	found, err := store.FindCoHosts(ctx, s.actor(host), step, own.Name)
	if err != nil || len(found) != 1 {
		s.t.Fatal(found, err)
	}
	if err := store.AskCoHosts(ctx, s.actor(host), sent("cohost.asked"), step, []string{found[0].Ref}); err != nil {
		s.t.Fatal(err)
	}
	yes := models.CoHostStep{OrganisationID: organisationID, ActionID: step.ActionID, Yes: true, Audience: models.ForPublic}
	if err := store.AnswerCoHost(ctx, as, sent("cohost.answered"), yes); err != nil {
		s.t.Fatal(err)
	}
}

// A host searches, asks, is answered, and sees who is in; the co-host hides and is on no page any more.
func TestTwoHouses(t *testing.T) {
	s := newSite(t)
	nino, host := s.member("Nino", "House of Windows")
	id := s.calls(nino, host)
	rosa, guest := s.joins("Rosa", "Lamp Post Library")
	hosts := "/en/me/" + host + "/actions/" + id + "/hosts"
	send := func(b *browser, from, to string, form url.Values) answer {
		t.Helper()
		if form == nil {
			form = url.Values{}
		}
		form.Set("form_id", b.get(from).formID())
		return b.post(to, form)
	}
	wantStatus(t, "alone", nino.get(hosts), http.StatusOK, "House of Windows", "Ask a co-host")
	wantStatus(t, "nobody's name", send(nino, hosts, hosts+"/find", url.Values{"q": {"Nobody"}}), http.StatusUnprocessableEntity, "No organisation of this name", `value="Nobody"`)
	found := send(nino, hosts, hosts+"/find", url.Values{"q": {"lamp post"}})
	wantStatus(t, "its name", found, http.StatusOK, "Lamp Post Library")
	_, rest, _ := strings.Cut(found.body, `name="org" value="`)
	ref, _, _ := strings.Cut(rest, `"`)
	wantStatus(t, "five hundred", send(nino, hosts, hosts+"/ask", url.Values{"q": {"lamp"}, "org": strings.Fields(strings.Repeat(ref+" ", 500))}),
		http.StatusUnprocessableEntity, "up to 20 co-hosts")
	wantStatus(t, "asked", send(nino, hosts, hosts+"/ask", url.Values{"q": {"lamp"}, "org": {ref}}), http.StatusSeeOther)
	wantStatus(t, "waits", nino.get(hosts), http.StatusOK, "Asked", "counts as no")
	asked := "/en/me/" + guest + "/cohost/" + id
	s.tell()
	wantStatus(t, "who is asked", rosa.get("/en/me"), http.StatusOK, "asks you to co-host", "Not this time", "counts as no", `<a href="`+asked+`">Read all of it`)
	page := rosa.get(asked)
	wantStatus(t, "what it is", page, http.StatusOK, "Light in the window", "Public:", "Vilnius", "Only participants:", "the rest of it, on their own page.", "Accept")
	if strings.Contains(page.body, "old mill") {
		t.Error("who is asked learns the venue")
	}
	if text := page.parsed(t).Find("main").Text(); strings.Count(text, "Vilnius") != 1 || strings.Count(text, "18:00") != 1 || strings.Contains(text, "You published") {
		t.Errorf("when and where it is stand there more than once, or it is told of a report that is none: %s", text)
	}
	public := "/en/actions/light-in-the-window"
	if strings.Contains(rosa.get(public).body, "Lamp Post") {
		t.Error("who is asked is named")
	}
	wantStatus(t, "accepted", send(rosa, asked, asked+"/accept", url.Values{"audience": {fieldOf(page, "audience")}}), http.StatusSeeOther)
	s.tell()
	wantStatus(t, "who asked is told", nino.get("/en/me"), http.StatusOK, "one co-host more", `<a href="`+hosts+`">See who takes part`)
	if page := nino.get(hosts); !strings.Contains(page.body, "to take part, join again") || strings.Contains(page.body, "without others it is deleted") {
		t.Error("who steps down is told of a draft, or not of its own part")
	}
	otto, third := s.joins("Otto", "Open Door")
	hilda, fourth := s.joins("Hilda", "Hill House")
	s.hostsToo(otto, third, models.CoHostStep{OrganisationID: host, ActionID: id}, nino)
	s.tell()
	s.hostsToo(hilda, fourth, models.CoHostStep{OrganisationID: host, ActionID: id}, nino)
	s.tell()
	s.world().Exec(t, "DELETE FROM notices WHERE event_id IN (SELECT id FROM events WHERE verb = 'action.published')") // told when there was one host
	wantStatus(t, "who co-hosts is told too", otto.get("/en/me"), http.StatusOK, "An action that you host has one co-host more", `<a href="/en/me/`+third+`/actions/`+id+`/hosts">See who takes part`)
	for b, own := range map[*browser]string{otto: third, hilda: fourth} {
		step := models.CoHostStep{OrganisationID: own, ActionID: id}
		if err := s.app.Store().StepDown(t.Context(), s.actor(b), models.Sent{FormID: s.app.Store().NewID(), Verb: "cohost.stepped_down"}, step); err != nil {
			t.Fatal(err)
		}
	}
	wantStatus(t, "named", rosa.get(public), http.StatusOK, "together with", "Lamp Post Library")
	wantStatus(t, "co-hosts", nino.get(hosts), http.StatusOK, "Lamp Post Library", "Offer the host")
	wantStatus(t, "what members do", rosa.get("/en/me/actions"), http.StatusOK, "/en/me/actions/"+id, "Light in the window")
	page = rosa.get("/en/me/actions/" + id)
	wantStatus(t, "for members", page, http.StatusOK, "Light in the window", "together with", "You host this")
	if strings.Contains(page.body, "/en/me/"+guest+"/join/"+id) {
		t.Error("who hosts it is asked to join")
	}
	wantStatus(t, "no such kind", rosa.get("/en/me/actions?kind=x"), http.StatusUnprocessableEntity, "What members do together")
	stranger := s.as("Stranger")
	for _, address := range []string{"/en/me/actions", "/en/me/actions/" + id} {
		wantStatus(t, "a stranger", stranger.get(address), http.StatusNotFound)
	}
	wantTo(t, "hidden", rosa.send("/en/me", "/en/me/"+guest+"/hide", nil), "/en/me")
	for _, address := range []string{public, "/en/actions.json", "/en/actions.csv", hosts} {
		if page := nino.get(address); page.StatusCode != http.StatusOK || strings.Contains(page.body, "Lamp Post") || !strings.Contains(page.body, "House of Windows") {
			t.Errorf("%s of a hidden co-host: %d", address, page.StatusCode)
		}
	}
	own := "/en/me/" + guest + "/actions/" + id
	page = rosa.get(own)
	wantStatus(t, "who hid reads it", page, http.StatusOK, "stays as it is", "Until then you read neither the venue nor the link")
	for _, secret := range []string{"old mill", own + "/cancel", own + "/edit"} {
		if strings.Contains(page.body, secret) {
			t.Errorf("who hid reads %q", secret)
		}
	}
	for _, step := range []string{"/edit", "/cancel"} {
		wantTo(t, step, rosa.get(own+step), own)
	}
	wantStatus(t, "who hid reads who hosts it", rosa.get(own+"/hosts"), http.StatusOK, "stays as it is", "step-down")
	if strings.Contains(rosa.get(own+"/hosts").body, own+"/hosts/find") {
		t.Error("who hid asks others")
	}
	wantStatus(t, "it steps down", send(rosa, own+"/hosts", own+"/hosts/step-down", nil), http.StatusSeeOther)
}

// Once an action was published, its form says why nobody chooses any more who may know of it, and keeps that.
func TestTheFormSaysForWhomItIs(t *testing.T) {
	s := newSite(t)
	nino, host := s.member("Nino", "House of Windows")
	id := s.calls(nino, host)
	s.world().Exec(t, "UPDATE actions SET state = 'draft', published_at = NULL")
	at := "/en/me/" + host + "/actions/" + id
	page := nino.get(at)
	wantStatus(t, "the form", page, http.StatusOK, "This was published before, or others host it too.", `name="audience" value="public"`)
	if strings.Contains(page.body, `value="members"`) {
		t.Error("it can be chosen")
	}
	again := nino.send(at, at, written(url.Values{"step": {"save"}, "edition": {fieldOf(page, "edition")}, "audience": {"members"}}))
	wantStatus(t, "another one", again, http.StatusUnprocessableEntity, "who may know of it stays", `href="#audience"`, `name="audience" value="public"`)
	wantTo(t, "as it is", nino.send(at, at, written(url.Values{"step": {"save"}, "edition": {fieldOf(again, "edition")}})), at)
}
