package server_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"keephope/models"
)

func TestSessionsEndByIdlingAndByAge(t *testing.T) {
	s := newSite(t)
	in := func(b *browser) bool { return b.get("/en/me/sessions").StatusCode == http.StatusOK }
	for who, idle := range map[models.Role]time.Duration{
		"": models.SessionIdle, models.Coordinator: models.SessionIdleDesk, models.Administrator: models.SessionIdleDesk,
	} {
		name := "Layla-" + string(who)
		b := s.as(name)
		if who != "" {
			b = s.asRole(name, who)
		}
		s.clock.Add(idle - time.Minute)
		if !in(b) {
			t.Errorf("%q: out before the idle time is over", who)
		}
		s.clock.Add(idle)
		if in(b) {
			t.Errorf("%q: in after the idle time", who)
		}
		s.signIn(b, name)
		start := s.clock.Now()
		for s.clock.Now().Sub(start) < models.SessionLife-time.Hour {
			s.clock.Add(29 * time.Minute)
			in(b)
		}
		if !in(b) {
			t.Errorf("%q: out before the session's life is over", who)
		}
		s.clock.Set(start.Add(models.SessionLife))
		if in(b) {
			t.Errorf("%q: in after the session's life", who)
		}
	}
}

func TestOwnSessionsAreSeenAndEnded(t *testing.T) {
	s := newSite(t)
	here, there, other := s.as("Maja"), s.as("Maja"), s.as("Layla")
	page := here.get("/en/me/sessions")
	if got := strings.Count(page.body, `name="session"`); got != 2 || strings.Count(page.body, "This browser") != 1 {
		t.Errorf("%d sessions are listed, want 2 with this one marked", got)
	}
	foreign := here.post("/en/me/sessions/end", s.form("session", s.actor(other).SessionID))
	never := here.post("/en/me/sessions/end", s.form("session", s.app.Store().NewID()))
	if foreign.StatusCode != http.StatusNotFound || never.StatusCode != http.StatusNotFound || !s.actor(other).SignedIn() {
		t.Errorf("somebody else's session: %d, none: %d", foreign.StatusCode, never.StatusCode)
	}
	here.post("/en/me/sessions/end", s.form("session", s.actor(there).SessionID))
	if s.actor(there).SignedIn() || !s.actor(here).SignedIn() {
		t.Error("ending one session")
	}
	s.signIn(there, "Maja")
	here.post("/en/me/sessions/end-others", s.form())
	if s.actor(there).SignedIn() || !s.actor(here).SignedIn() || !s.actor(other).SignedIn() {
		t.Error("ending all others")
	}
}

func TestAnotherWayToSignInIsAddedOnlyByWhoeverIsSignedIn(t *testing.T) {
	s := newSite(t)
	b := s.as("Maja")
	maja := s.actor(b).PersonID
	s.second.sits("maja-at-second")
	added := b.follow(b.post("/en/me/sessions/link/second", nil))
	if added.Request.URL.Path != "/en/me/sessions" || !strings.Contains(added.body, "<b>Second</b>") {
		t.Errorf("after adding: %s", added.Request.URL.Path)
	}
	elsewhere := s.browser()
	elsewhere.follow(elsewhere.post("/en/auth/second", nil))
	if s.actor(elsewhere).PersonID != maja {
		t.Error("the second provider signs in somebody else")
	}

	// Mallory begins to add an identity and gets the victim to finish it.
	mallory, victim := s.as("Mallory"), s.as("Layla")
	s.second.sits("mallory-at-second")
	back := mallory.get(mallory.post("/en/me/sessions/link/second", nil).to()).to()
	if res := victim.get(back); res.StatusCode != http.StatusForbidden {
		t.Errorf("in the victim's browser: %d", res.StatusCode)
	}
	s.second.sits("mallory-at-second")
	third := s.browser()
	third.follow(third.post("/en/auth/second", nil))
	if s.actor(third).PersonID == s.actor(victim).PersonID {
		t.Fatal("Mallory's identity opens the victim's account")
	}

	// A session that was left open adds nothing: one signs in again first, and is led back.
	open := s.as("Nino")
	s.clock.Add(models.FreshFor)
	stale := open.get("/en/me/sessions")
	if strings.Contains(stale.body, "/link/") || !strings.Contains(stale.body, "sign in again first") {
		t.Error("a stale session is offered to add a way to sign in")
	}
	if res := open.post("/en/me/sessions/link/second", nil); res.StatusCode != http.StatusConflict {
		t.Errorf("a stale session adds a way to sign in: %d", res.StatusCode)
	}
	if again := s.signIn(open, "Nino"); again.Request.URL.Path != "/en/me/sessions" || !strings.Contains(again.body, "/link/second") {
		t.Errorf("signing in again leads to %s", again.Request.URL.Path)
	}
}
