package server_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"keephope/models"
)

// tell writes the notices of everything that happened so far.
func (s *site) tell() {
	s.t.Helper()
	for n := range s.world().Count(s.t, "SELECT max(id) FROM events") {
		if err := s.world().Store.Tell(s.t.Context(), int64(n+1)); err != nil {
			s.t.Fatal(err)
		}
	}
}

func TestTheFirstPageTellsHowAnApplicationStands(t *testing.T) {
	s := newSite(t)
	s.campaign()
	b, at := s.begun("Nino", "House of Windows")
	id, w := strings.Split(at, "/")[3], s.world()
	w.Fill(t, s.actor(b), id, models.Public)
	w.Submit(t, s.actor(b), id)
	wantStatus(t, "sent", b.get("/en/me"), http.StatusOK, "Sent. A coordinator reads it, usually within 3 days.", "Decision", "See your application")
	b.send(at, at+"/withdraw", nil)
	b.send(at, at+"/resume", nil)
	for _, page := range []string{"/en/me", at} {
		wantStatus(t, "the story is whole", b.get(page), http.StatusOK, "You took it back", "You sent it again", "Decision")
	}
	irena := w.AsRole(t, "Irena", models.Coordinator)
	application := w.Text(t, "SELECT id FROM applications WHERE organisation_id = '"+id+"'")
	read, err := w.Store.Case(t.Context(), irena, application)
	if err == nil {
		err = w.Store.Ask(t.Context(), irena, w.Sent("ask"), models.Decision{ID: application, Seen: read.Seen, Text: "Who are you?"})
	}
	if err != nil {
		t.Fatal(err)
	}
	s.tell()
	page := b.get("/en/me")
	wantStatus(t, "asked", page, http.StatusOK, "<b>A coordinator asks you something</b>", "Who are you?", "Read it and answer", ">Open your application</a>")
	if a := b.send(at, at+"/answer", url.Values{"answer": {"A house."}}); a.to() != at {
		t.Fatalf("the answer goes to %q", a.to())
	}
	page = b.get("/en/me")
	wantStatus(t, "answered", page, http.StatusOK, "A coordinator asks you something", "You answered")
	if strings.Contains(page.body, "<b>A coordinator asks you something</b>") {
		t.Error("a question that was answered is still new")
	}
}

// TestWhoWasLetInIsToldWhyTheySignInAgain: what somebody may do changes with a new session, and that is said.
func TestWhoWasLetInIsToldWhyTheySignInAgain(t *testing.T) {
	s := newSite(t)
	b, id := s.member("Nino", "House of Windows")
	guest, people, why := s.as("Giorgi"), "/en/me/"+id+"/people", "You were signed out."
	slug := s.world().Text(t, "SELECT slug FROM listings WHERE organisation_id = '"+id+"'")
	guest.post("/en/me/apply/join", url.Values{"form_id": {s.app.Store().NewID()}, "slug": {slug}, "message": {"me"}})
	request := s.world().Text(t, "SELECT id FROM join_requests")
	if a := b.send(people, people+"/join", url.Values{"request": {request}, "standing": {"editor"}}); a.to() != people {
		t.Fatalf("accepted: %d to %q", a.StatusCode, a.to())
	}
	a := guest.get("/en/me")
	if a.to() != "/en/sign-in" {
		t.Fatalf("the newcomer goes to %q", a.to())
	}
	wantStatus(t, "why", guest.get(a.to()), http.StatusOK, why, "somebody accepted your request")
	wantStatus(t, "then", s.signIn(guest, "Giorgi"), http.StatusOK, "House of Windows")
	guest.send("/en/me", "/en/sign-out", nil)
	for who, other := range map[string]*browser{"a stranger": s.browser(), "who signed out": guest} {
		if page := other.get("/en/sign-in"); strings.Contains(page.body, why) || page.StatusCode != http.StatusOK {
			t.Errorf("%s is told of a session: %d", who, page.StatusCode)
		}
	}
}

// TestEveryNoticeHasWords tells the person of a house, who is a keeper too, of every verb of the ledger.
func TestEveryNoticeHasWords(t *testing.T) {
	s := newSite(t)
	b, id := s.member("Nino", "House of Windows")
	w := s.world()
	w.Exec(t, "INSERT INTO roles (person_id, role, granted_at) VALUES ('"+s.actor(b).PersonID+"', 'keeper', '2026-11-22 12:00:00+00:00')")
	files, err := filepath.Glob("../views/locale/messages/event_*.en.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no events: %v", err)
	}
	told := 0
	for _, file := range files {
		words, texts := map[string]any{}, 0
		if content, err := os.ReadFile(file); err != nil || json.Unmarshal(content, &words) != nil {
			t.Fatal(file, err)
		}
		for key := range words {
			verb, n := strings.TrimPrefix(key, "event."), w.Count(t, "SELECT max(id) FROM events")+1
			w.Exec(t, "INSERT INTO events (id, at, actor_id, verb, object_kind, object_id, organisation_id, campaign_id) VALUES ("+
				strconv.Itoa(n)+", '2026-11-22 12:00:00+00:00', '', '"+verb+"', 'organisation', '"+id+"', '"+id+"', '')")
			if err := w.Store.Tell(t.Context(), int64(n)); err != nil {
				t.Fatal(verb, err)
			}
			if w.Count(t, "SELECT count(*) FROM notices WHERE event_id = "+strconv.Itoa(n)) == 0 {
				continue
			}
			texts++
			if page := b.get("/en/me"); page.StatusCode != http.StatusOK || strings.Contains(page.body, "notice."+verb) || strings.Contains(page.body, key) {
				t.Errorf("%s has no words", verb)
			}
		}
		told += texts
	}
	if told < 25 {
		t.Errorf("only %d verbs were told: the test is blind", told)
	}
}
