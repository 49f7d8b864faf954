package server_test

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/views/locale"
)

// A session ends while a coordinator writes: the text comes back to copy, with why, and nothing was done. After signing
// in, the case is there.
func TestTextOutlivesItsSession(t *testing.T) {
	s := newStory(t, "")
	irena := s.asRole("Irena", models.Coordinator)
	at := "/en/desk/applications/" + s.applied(plain("House of Windows")).application
	open := irena.get(at)
	s.clock.Add(models.SessionIdleDesk + time.Minute)
	const written = "Not <b>yet</b>,\nyou & \"we\""
	form := url.Values{"form_id": {open.formID()}, "seen": {fieldOf(open, "seen")}, "decline_text": {written}, "decline_until": {"2026-12-31"}}
	send := func(path, referer string, form url.Values) answer {
		return irena.do(http.MethodPost, path, form, map[string]string{"Referer": referer, "Sec-Fetch-Dest": "document"})
	}
	a := send(at+"/decline", s.app.BaseURL()+at, form)
	en := locale.For("en")
	wantStatus(t, "declined without a session", a, http.StatusUnauthorized, en.T("error.401.title"), en.T("error.401.text"),
		">"+html.EscapeString(written)+"</textarea>", `href="/en/sign-in"`)
	if strings.Contains(a.body, "<b>yet") || strings.Contains(a.body, "2026-12-31") || a.Header.Get("Cache-Control") != "no-store" || a.Header.Get("WWW-Authenticate") == "" {
		t.Errorf("the page of an ended session: %v\n%s", a.Header, a.body)
	}
	if again := irena.get(at); again.StatusCode != http.StatusSeeOther || strings.Contains(again.body, "Not ") {
		t.Errorf("the case without a session: %d", again.StatusCode)
	}
	send(at+"/decline", s.app.BaseURL()+at, form)
	wantStatus(t, "after signing in", s.signIn(irena, "Irena"), http.StatusOK, "House of Windows", `id="decision"`)
}

// Where nobody wrote anything, or where a program asks, a form without a session leads to the sign-in as ever; a page of
// another site is nowhere to come back to.
func TestAFormWithoutWordsLeadsToTheSignIn(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	for what, form := range map[string]url.Values{
		"no words": {"form_id": {"x"}, "seen": {"12"}, "decline_text": {" \r\n"}}, "no text": {"decline_text": {"\xff\xfe"}, "note": {"a\x00b"}},
	} {
		a := b.do(http.MethodPost, "/en/desk/applications/x/decline", form, map[string]string{"Referer": "https://elsewhere.example/ar/me"})
		if a.StatusCode != http.StatusSeeOther || a.to() != "/en/sign-in" {
			t.Errorf("%s: %d to %q", what, a.StatusCode, a.to())
		}
		if a.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s: a page of another site is remembered: %s", what, a.Header.Get("Set-Cookie"))
		}
	}
	a := b.do(http.MethodPost, "/en/desk/applications/x/decline", url.Values{"note": {"Qlox"}}, map[string]string{"Accept": "application/json"})
	if a.StatusCode != http.StatusSeeOther || strings.Contains(a.body, "Qlox") {
		t.Errorf("a program without a session: %d %s", a.StatusCode, a.body)
	}
}

// A note that was added is told, beside the notes; in another language it is not told again.
func TestANoteThatWasAddedIsTold(t *testing.T) {
	s := newStory(t, "")
	irena := s.asRole("Irena", models.Coordinator)
	at := "/en/desk/applications/" + s.applied(plain("House of Windows")).application
	a := irena.post(at+"/notes", url.Values{"form_id": {irena.get(at).formID()}, "note": {"Known since 2019."}})
	page := irena.follow(a)
	told := locale.For("en").T("queue.note.added", "time", s.clock.Now().UTC().Format("15:04"))
	wantStatus(t, "a note", page, http.StatusOK, told, "Known since 2019.")
	if !strings.HasSuffix(a.to(), "#notes") || strings.Contains(page.body, `href="/ru/desk/applications/`+at[len("/en/desk/applications/"):]+"?saved") {
		t.Errorf("the note leads to %q", a.to())
	}
	if open := irena.get(at); strings.Contains(open.body, told) {
		t.Error("a note is told that nobody just added")
	}
}

// Choosing a quote comes back to the button that was pressed.
func TestChoosingAQuoteKeepsItsPlace(t *testing.T) {
	s := newStory(t, "")
	house := s.member(plain("House of Windows"))
	irena := s.asRole("Irena", models.Coordinator)
	const at = "/en/desk/campaign/voices"
	for _, act := range []string{"/pick", "/drop"} {
		a := irena.post(at+act, url.Values{"form_id": {s.w.Form()}, "organisation": {house.id}})
		page := irena.get(at)
		if want := at + "#voice-" + house.id; a.to() != want || !strings.Contains(page.body, `id="voice-`+house.id+`"`) {
			t.Errorf("%s: %d to %q, want %q in\n%s", act, a.StatusCode, a.to(), want, page.page(t).Find("main").Text())
		}
	}
}
