package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
	"keephope/models/occasion"
)

// calls has an organisation publish an action, as its host and a coordinator do.
func (s *site) calls(host *browser, organisationID string) string {
	return s.callsAs(host, organisationID, func(*models.ActionContent) {})
}

// callsAs is calls of an action that is otherwise.
func (s *site) callsAs(host *browser, organisationID string, otherwise func(*models.ActionContent)) string {
	s.t.Helper()
	ctx, store, as, irena := s.t.Context(), s.app.Store(), s.actor(host), s.actor(s.asRole("Irena", models.Coordinator))
	sent := func(verb models.Verb) models.Sent { return models.Sent{FormID: store.NewID(), Verb: verb} }
	must := func(err error) {
		s.t.Helper()
		if err != nil {
			s.t.Fatal(err, models.FieldsOf(err))
		}
	}
	edit := models.ActionEdit{OrganisationID: organisationID, Audience: models.ForPublic, Content: models.ActionContent{
		Kind: "public-event", Original: "en", Risk: models.NoRisk,
		Texts: map[string]models.ActionText{"en": {Title: "Light in the window", Body: "Place a lamp in a window."}},
		When:  occasion.When{Start: "2026-12-10T18:00", End: "2026-12-10T19:30", Zone: "Europe/Vilnius"},
		Where: models.Where{Mode: models.AtVenue, Country: "LT", Town: "Vilnius", Venue: "Behind the old mill"},
	}}
	otherwise(&edit.Content)
	id, err := store.SaveAction(ctx, as, sent("action.saved"), edit)
	must(err)
	edit.ActionID, edit.Edition = id, 1
	must(store.SendAction(ctx, as, sent("action.sent"), edit))
	c, err := store.ActionAtDesk(ctx, irena, id)
	must(err)
	must(store.AcceptAction(ctx, irena, sent("action.accepted"), models.Decision{ID: id, Seen: c.Seen}))
	return id
}

// A member takes part in an action by its public address, learns the venue, changes to quietly and leaves. An action of a
// host that hides answers like one that never was.
func TestAMemberTakesPartInAnAction(t *testing.T) {
	s := newSite(t)
	hosting, host := s.member("Nino", "House of Windows")
	id := s.calls(hosting, host)
	b, guest := s.joins("Rosa", "Lamp Post Library")
	start := b.get("/en/me/join/light-in-the-window")
	at := start.to()
	if start.StatusCode != http.StatusSeeOther || at != "/en/me/"+guest+"/join/"+id {
		t.Fatalf("with one organisation: %d to %q", start.StatusCode, at)
	}
	page := b.get(at)
	wantStatus(t, "the form", page, http.StatusOK, "Light in the window", "House of Windows")
	if strings.Contains(page.body, "old mill") {
		t.Error("the venue is told before joining")
	}
	send := func(form url.Values) answer {
		form.Set("form_id", b.get(at).formID())
		return b.post(at, form)
	}
	wantStatus(t, "nothing chosen", send(url.Values{"note": {"We bring soup."}}), http.StatusUnprocessableEntity, "We bring soup.")
	wantStatus(t, "by name", send(url.Values{"how": {"named"}, "town": {"Graz"}}), http.StatusSeeOther)
	wantStatus(t, "who is in", b.get(at), http.StatusOK, "Behind the old mill", "You are in.")
	inside, public := "/en/me/actions/"+id, "/en/actions/light-in-the-window"
	wantStatus(t, "the members' page, for who is in", b.get(inside), http.StatusOK, "You take part", "Behind the old mill", "do not pass it on")
	wantStatus(t, "the way there from the page of everybody", b.get(public), http.StatusOK, `<a href="/en/me/join/light-in-the-window">You take part? Read where you meet.</a>`)
	other, _ := s.joins("Mara", "Lantern House")
	for reader, got := range map[string]answer{"of another": other.get(inside), "of the host": hosting.get(inside), "that is public": b.get(public)} {
		if wantStatus(t, "the page "+reader, got, http.StatusOK); strings.Contains(got.body, "old mill") {
			t.Errorf("the page %s has the venue", reader)
		}
	}
	if list := hosting.get("/en/me/actions"); !strings.Contains(list.body, "You host this") || strings.Contains(b.get("/en/me/actions").body, "You host this") {
		t.Error("the list does not mark what one hosts, or marks it for others")
	}
	wantStatus(t, "quietly", send(url.Values{"how": {"quietly"}}), http.StatusSeeOther)
	wantStatus(t, "who is in quietly", b.get(at), http.StatusOK, "Neither the public nor the hosts learn of it.")
	wantStatus(t, "left", b.post(at+"/leave", url.Values{"form_id": {b.get(at).formID()}}), http.StatusSeeOther)
	wantStatus(t, "not in any more", b.get(at), http.StatusOK, "Join with your organisation")
	wantTo(t, "hidden", hosting.send("/en/me", "/en/me/"+host+"/hide", nil), "/en/me")
	for _, address := range []string{"/en/me/join/light-in-the-window", at} {
		if gone, never := b.get(address), b.get("/en/me/join/nothing-here"); gone.StatusCode != never.StatusCode {
			t.Errorf("%s of a hidden host: %d", address, gone.StatusCode)
		}
	}
}

// A page on which somebody lets the hosts know carries who they are: once another one hosts it too, the form comes back as it was
// sent, with the hosts of now, and says so.
func TestTheFormAsksAgainWhenTheHostsChange(t *testing.T) {
	s := newSite(t)
	hosting, host := s.member("Nino", "House of Windows")
	door, other := s.joins("Otto", "Open Door")
	id := s.calls(hosting, host)
	b, guest := s.joins("Rosa", "Lamp Post Library")
	at := "/en/me/" + guest + "/join/" + id
	page := b.get(at)
	form := func(page answer) url.Values {
		return url.Values{"form_id": {page.formID()}, "hosts": {page.parsed(t).Find("input[name=hosts]").AttrOr("value", "")}, "how": {"quietly"}, "hosts_see": {"1"}, "town": {"Graz"}, "note": {"We bring lamps."}}
	}
	wantStatus(t, "the page of before", page, http.StatusOK, "House of Windows")
	s.hostsToo(door, other, models.CoHostStep{OrganisationID: host, ActionID: id}, hosting)
	again := b.post(at, form(page))
	wantStatus(t, "hosts changed", again, http.StatusConflict, "The hosts are other ones by now.", "Open Door", "We bring lamps.")
	wantStatus(t, "said again", b.post(at, form(again)), http.StatusSeeOther)
	wantStatus(t, "in", b.get(at), http.StatusOK, "only the hosts see your name")
}

// Whoever hosts an action reads on the page for joining that it does, and is offered nothing; its button for joining is nowhere.
func TestAHostIsNotAskedToJoin(t *testing.T) {
	s := newSite(t)
	hosting, host := s.member("Nino", "House of Windows")
	id := s.calls(hosting, host)
	at := "/en/me/" + host + "/join/" + id
	wantTo(t, "from its public page", hosting.get("/en/me/join/light-in-the-window"), at)
	page := hosting.get(at)
	wantStatus(t, "for joining", page, http.StatusOK, "You host this.", "/en/me/"+host+"/actions/"+id)
	members := hosting.get("/en/me/actions/" + id)
	wantStatus(t, "for members", members, http.StatusOK, "You host this.")
	for what, body := range map[string]string{"for joining": page.body, "for members": members.body} {
		for _, never := range []string{"Join with your organisation", "Tell me if a place opens", `name="how"`} {
			if strings.Contains(body, never) {
				t.Errorf("the page %s says %q", what, never)
			}
		}
	}
	sent := hosting.post(at, url.Values{"form_id": {hosting.get("/en/me").formID()}, "how": {"quietly"}})
	wantStatus(t, "joining all the same", sent, http.StatusConflict, "You host this.")
}

// Who can take part in no other way than quietly is asked nothing about it.
func TestWhoCanOnlyBeQuietIsNotAskedHow(t *testing.T) {
	s := newSite(t)
	hosting, host := s.member("Nino", "House of Windows")
	id := s.calls(hosting, host)
	b, guest := s.joins("Rosa", "Lamp Post Library")
	at := "/en/me/" + guest + "/join/" + id
	wantTo(t, "hidden", b.send("/en/me", "/en/me/"+guest+"/hide", nil), "/en/me")
	page := b.get(at)
	wantStatus(t, "hidden", page, http.StatusOK, "It can take part quietly.", ">Take part quietly</button>", `href="/en/me/actions/`+id+`"`)
	if strings.Contains(page.body, `type="radio"`) || strings.Contains(page.body, "If quietly") {
		t.Error("it is asked how, and there is one way")
	}
	form := page.parsed(t).Find("input[name=how]").AttrOr("value", "")
	wantStatus(t, "quietly", b.post(at, url.Values{"form_id": {page.formID()}, "how": {form}}), http.StatusSeeOther)
	wantStatus(t, "in", b.get(at), http.StatusOK, "You are in, quietly.")
}
