package e2e

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"keephope/models/modelstest"
	"keephope/server"
	"keephope/views/locale"
)

// backWithin is how soon the program serves again after its database has returned.
const backWithin = 5 * time.Second

func TestFaultPostgreSQLGoesAndComesBack(t *testing.T) {
	t.Parallel()
	s := newStage(t, modelstest.Postgres(t))
	g, behind := newGate(t, s.URL)
	s.place = s.with(map[string]string{"KEEPHOPE_DATABASE_URL": behind})
	r := s.serve(t)
	maja := newVisitor(t, s.Arrive(t, "Maja"))
	if a := maja.must(t, http.MethodGet, s.url()+"/ru/me/sessions", nil); a.status != http.StatusOK {
		t.Fatalf("before: %d", a.status)
	}
	for range 3 { // a connection that was lost is not lost for good
		g.shut()
		for lang, path := range map[string]string{"en": "/en/me/sessions", "ru": "/ru/me/sessions", "ar": "/ar/admin/people"} {
			away(t, lang, maja.must(t, http.MethodGet, s.url()+path, nil))
		}
		away(t, "ru", maja.must(t, http.MethodPost, s.url()+"/ru/sign-out", url.Values{"form_id": {s.Form()}}))
		if status, _ := r.probe("/readyz"); status != http.StatusServiceUnavailable {
			t.Errorf("/readyz: %d, want 503", status)
		}
		if status, body := r.probe("/healthz"); status != http.StatusOK || body != "alive\n" {
			t.Errorf("/healthz: %d %q, want 200: the process is well", status, body)
		}
		g.open()
		r.waitReady(backWithin)
		if a := maja.must(t, http.MethodGet, s.url()+"/ru/me/sessions", nil); a.status != http.StatusOK {
			t.Fatalf("after: %d, want 200: nobody was signed out", a.status)
		}
	}
	// The server closes all connections in an orderly way, as when it is started anew (SQLSTATE 57P01).
	s.Exec(t, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
	if a := maja.must(t, http.MethodGet, s.url()+"/ru/me/sessions", nil); a.status != http.StatusOK && a.status != http.StatusServiceUnavailable {
		t.Errorf("just after the server ended all connections: %d", a.status)
	}
	r.waitReady(backWithin)
	if strings.Contains(r.said.String(), "answered 500") || !strings.Contains(r.said.String(), "answered 503") {
		t.Errorf("the log:\n%s", r.said)
	}
}

// away is the answer while the database is away: 503 in the reader's language, with the time to wait.
func away(t testing.TB, lang string, a answer) {
	t.Helper()
	wait, err := strconv.Atoi(a.header.Get("Retry-After"))
	if a.status != http.StatusServiceUnavailable || err != nil || wait < 1 || wait > 60 {
		t.Errorf("in %s: %d, Retry-After %q, want 503 and some seconds", lang, a.status, a.header.Get("Retry-After"))
	}
	title := locale.For(locale.Lang(lang)).T("error.503.title")
	if !strings.Contains(a.body, `lang="`+lang+`"`) || !strings.Contains(a.body, title) {
		t.Errorf("the page is not the one in %s that says %q:\n%s", lang, title, a.body)
	}
	if strings.Contains(a.header.Get("Cache-Control"), "public") {
		t.Errorf("the answer may be cached: %q", a.header.Get("Cache-Control"))
	}
}

func TestFaultPostgreSQLAnswersNothingAtAll(t *testing.T) {
	t.Parallel()
	s := newStage(t, modelstest.Postgres(t))
	g, behind := newGate(t, s.URL)
	limits := server.Timeouts{Header: time.Second, Read: 5 * time.Second, Write: 10 * time.Second, Idle: time.Second, Request: time.Second}
	app := s.open(t, map[string]string{"KEEPHOPE_DATABASE_URL": behind}, server.Parts{Timeouts: limits})
	maja := newVisitor(t, s.Arrive(t, "Maja"))
	g.hold()
	for range 2 {
		began := time.Now()
		away(t, "ar", maja.must(t, http.MethodGet, app.URL()+"/ar/me/sessions", nil))
		if waited := time.Since(began); waited > 3*limits.Request {
			t.Errorf("the reader waited %s", waited)
		}
	}
	g.release()
	for end := time.Now().Add(backWithin); ; time.Sleep(50 * time.Millisecond) {
		if a := maja.must(t, http.MethodGet, app.URL()+"/readyz", nil); a.status == http.StatusOK {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("not ready %s after the database answers again", backWithin)
		}
	}
}

func TestFaultSomebodyElseWritesTheSQLiteFile(t *testing.T) {
	t.Parallel()
	s := newStage(t, "")
	r := s.serve(t)
	maja := newVisitor(t, s.Arrive(t, "Maja"))
	other := s.database(t)
	conn, err := other.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	refusal := make(chan answer)
	go func() {
		a, _ := maja.ask(http.MethodPost, s.url()+"/ru/sign-out", url.Values{"form_id": {s.Form()}})
		refusal <- a
	}()
	if a := maja.must(t, http.MethodGet, s.url()+"/ru/me/sessions", nil); a.status != http.StatusOK {
		t.Errorf("a reader meanwhile: %d, want 200", a.status)
	}
	away(t, "ru", <-refusal) // after the ten seconds for which a writer waits for another
	if _, err := conn.ExecContext(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	works(t, r, maja)
}

// works signs somebody out: the program writes again.
func works(t *testing.T, r *process, v *visitor) {
	t.Helper()
	a := v.must(t, http.MethodPost, r.url()+"/en/sign-out", url.Values{"form_id": {strings.Repeat("a", 26)}})
	if a.status != http.StatusSeeOther {
		t.Errorf("afterwards: %d, want 303", a.status)
	}
	if a := v.must(t, http.MethodGet, r.url()+"/en/me/sessions", nil); a.status != http.StatusSeeOther {
		t.Errorf("signed out, and the page answers %d", a.status)
	}
}
