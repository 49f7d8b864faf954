package server_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/views/urls"
)

// send opens a page and sends its form with more fields.
func (b *browser) send(from, to string, more url.Values) answer {
	b.t.Helper()
	page := b.get(from)
	if page.StatusCode != http.StatusOK {
		b.t.Fatalf("%s: %d\n%s", from, page.StatusCode, page.body)
	}
	form := url.Values{"form_id": {page.formID()}}
	for name, values := range more {
		form[name] = values
	}
	return b.post(to, form)
}

func wantTo(t *testing.T, what string, a answer, address string) {
	t.Helper()
	if a.StatusCode != http.StatusSeeOther || !strings.HasPrefix(a.to(), address) {
		t.Errorf("%s: %d to %q, want %q\n%.2000s", what, a.StatusCode, a.to(), address, a.body)
	}
}

// endorsement is the id of an organisation's living endorsement.
func (s *site) endorsement(id string) string {
	return s.world().Text(s.t, "SELECT id FROM endorsements WHERE withdrawn_at IS NULL AND organisation_id = '"+id+"'")
}

func (s *site) listed() int {
	return s.world().Count(s.t, "SELECT count(*) FROM listings")
}

func TestQuieterAtOnceLouderAfterReading(t *testing.T) {
	s := newSite(t)
	b, id := s.member("Nino", "House of Windows")
	at, e := "/en/me/"+id+"/visibility", s.endorsement(id)
	wantStatus(t, "a level that is not offered", b.send(at, at, url.Values{"endorsement": {e}, "level": {"counted"}}),
		http.StatusUnprocessableEntity, "Error: How should we show you?", "two keepers are needed")
	wantStatus(t, "no day", b.send(at, at, url.Values{"endorsement": {e}, "level": {"public"}, "name_from": {"tomorrow"}}),
		http.StatusUnprocessableEntity, "Write a date like", `value="tomorrow"`)
	a := b.send(at, at, url.Values{"endorsement": {e}, "level": {"members"}})
	wantTo(t, "to members", a, at)
	wantStatus(t, "what happened", b.get(a.to()), http.StatusOK, "This is how you are shown now", "To members", "data-focus", "Back to your organisations")
	if s.listed() != 0 {
		t.Error("it is still named")
	}
	a = b.send(at, at, url.Values{"endorsement": {e}, "level": {"public"}})
	wantStatus(t, "louder asks first", a, http.StatusOK, "This becomes visible", "Everybody can read this", "https://example.org")
	if s.listed() != 0 {
		t.Error("named without a confirmation")
	}
	fingerprint := between(a.body, `name="fingerprint" value="`, `"`)
	confirm := url.Values{"form_id": {a.formID()}, "endorsement": {e}, "level": {"public"}, "name_from": {""}, "fingerprint": {fingerprint}}
	for range 2 { // the button is pressed twice
		wantTo(t, "confirmed", b.post(at, confirm), at)
	}
	if s.listed() != 1 {
		t.Error("it is not named")
	}
}

func TestNamedFromADayIsCountedUntilThen(t *testing.T) {
	s := newSite(t)
	b, id := s.member("Nino", "House of Windows")
	at, e := "/en/me/"+id+"/visibility", s.endorsement(id)
	wish := url.Values{"endorsement": {e}, "level": {"public"}, "name_from": {"2026-11-30"}}
	a := b.send(at, at, wish)
	if a.StatusCode == http.StatusOK { // asked to confirm
		wish["fingerprint"], wish["form_id"] = []string{between(a.body, `name="fingerprint" value="`, `"`)}, []string{a.formID()}
		a = b.post(at, wish)
	}
	wantTo(t, "named from a day", a, at)
	for what, page := range map[string]answer{"the choice": b.get(a.to()), "the first page": b.get("/en/me")} {
		wantStatus(t, what, page, http.StatusOK, ">Counted until 30 November 2026<", "Then, from Monday 30 November 2026, 00:00 UTC: By name")
		if strings.Contains(page.body, ">By name</span>") || strings.Contains(page.body, "This is how you are shown now") {
			t.Errorf("%s says that it is named already", what)
		}
	}
	wantStatus(t, "what was done", b.get(a.to()), http.StatusOK, "Until 30 November 2026 you are counted and not named.")
}

func TestWithdrawingWithATraceAndTakingItBack(t *testing.T) {
	s := newSite(t)
	b, id := s.member("Nino", "House of Windows")
	e := s.endorsement(id)
	at := "/en/me/" + id + "/withdraw"
	wantStatus(t, "the choice", b.get(at+"?endorsement="+e), http.StatusOK, "supported until November 2026", "as if it never was, at your old address too. Copies others made we cannot reach")
	wantTo(t, "withdrawn", b.send(at+"?endorsement="+e, at, url.Values{"endorsement": {e}, "trace": {"1"}}), "/en/me")
	wantStatus(t, "the first page", b.get("/en/me"), http.StatusOK, "Withdrawn", "Left behind in public", "Remove what was left behind")
	for lang, line := range map[string]string{"en": "supported until November 2026", "ru": "поддерживала до ноября 2026", "ar": "أيّدت حتى"} {
		wantStatus(t, "the statement's page in "+lang, b.get("/"+lang+"/statement"), http.StatusOK, "House of Windows", line)
	}
	wantStatus(t, "an earlier version's page", b.get("/en/statement/1"), http.StatusOK, "House of Windows")
	for _, address := range []string{"/en/", "/en/endorsers", "/en/endorsers.json", "/en/endorsers.csv", "/en/statement/1.txt"} {
		if a := b.get(address); a.StatusCode != http.StatusOK || strings.Contains(a.body, "House of Windows") {
			t.Errorf("%s counts or names the trace, %d", address, a.StatusCode)
		}
	}
	wantTo(t, "the trace goes", b.send(at+"?endorsement="+e, at+"/trace", url.Values{"endorsement": {e}}), "/en/me")
	if a := b.get("/en/statement"); strings.Contains(a.body, "House of Windows") || strings.Contains(a.body, "Supported until") {
		t.Error("the statement's page tells of a trace that is gone")
	}
	if n := s.world().Count(t, "SELECT count(*) FROM public_traces"); n != 0 || s.listed() != 0 {
		t.Errorf("%d traces, %d listings", n, s.listed())
	}
	wantStatus(t, "nothing is left to withdraw", b.get(at+"?endorsement="+e), http.StatusNotFound)
	again := "/en/me/" + id + "/endorse"
	open := b.get(again)
	wantStatus(t, "what is open", open, http.StatusOK, "?statement=")
	page := b.get(again + "?statement=" + between(open.body, "?statement=", `"`))
	wantStatus(t, "the text", page, http.StatusOK, "Version 1, English", "endorses exactly this text")
	form := url.Values{"form_id": {page.formID()}, "statement": {between(page.body, `name="statement" value="`, `"`)},
		"version": {between(page.body, `name="version" value="`, `"`)}, "lang": {"en"}, "mandate": {"Our board"}}
	wantStatus(t, "no level chosen", b.post(again, form), http.StatusUnprocessableEntity, "Choose how we should show your organisation", "Our board")
	form.Set("level", "public")
	wantTo(t, "endorsed again", b.post(again, form), "/en/me")
	s.world().Version(t)
	newest := again + "/newest?endorsement=" + s.endorsement(id)
	wantStatus(t, "asked again", b.get("/en/me"), http.StatusOK, "Version 2 is out")
	page = b.get(newest)
	wantStatus(t, "the newer text", page, http.StatusOK, "Version 2 of the text", "Another version.")
	wantTo(t, "affirmed", b.post(again+"/newest", url.Values{"form_id": {page.formID()}, "endorsement": {s.endorsement(id)},
		"version": {between(page.body, `name="version" value="`, `"`)}, "lang": {"en"}}), "/en/me")
	if n := s.world().Count(t, "SELECT version FROM listings"); n != 2 {
		t.Errorf("stands under version %d", n)
	}
}

func TestWithdrawingCompletely(t *testing.T) {
	s := newSite(t)
	b, id := s.member("Nino", "House of Windows")
	at := "/en/me/" + id + "/erase"
	wantStatus(t, "what goes and what stays", b.get(at), http.StatusOK, "the key under which they are encrypted",
		"lines in the log, with random numbers", "deletes every backup after 14 days at the latest")
	wantStatus(t, "what is kept", b.get("/en/privacy"), http.StatusOK, "A backup of all this: 14 days at most.")
	wantStatus(t, "the wrong word", b.send(at, at, url.Values{"typed": {"remove"}}), http.StatusUnprocessableEntity, "Type DELETE", `value="remove"`)
	wantTo(t, "typed", b.send(at, at, url.Values{"typed": {"DELETE"}}), "/en/me")
	wantStatus(t, "48 hours", b.get("/en/me"), http.StatusOK, "Everything is deleted on Tuesday 24 November 2026, 12:00 UTC", "Keep it after all")
	wantTo(t, "kept", b.send("/en/me", at+"/keep", nil), "/en/me")
	wantStatus(t, "hidden still", b.get("/en/me"), http.StatusOK, "What next?", "Show us again")
	w := s.world()
	for n := range w.Count(t, "SELECT max(id) FROM events") {
		if err := w.Store.Tell(t.Context(), int64(n+1)); err != nil {
			t.Fatal(err)
		}
	}
	wantStatus(t, "what was told", b.get("/en/me"), http.StatusOK, "Your organisation is accepted")
	a := b.send(at, at, url.Values{"typed": {"delete "}, "at_once": {"1"}})
	wantTo(t, "at once", a, "/en/me")
	page := b.get(a.to())
	wantStatus(t, "afterwards", page, http.StatusOK, "In the log a line stays that an organisation was deleted", "Is your organisation already here?")
	if n := w.Count(t, "SELECT count(*) FROM notices"); n != 0 || strings.Contains(page.body, "Your organisation is accepted") {
		t.Errorf("%d people are still told of it", n)
	}
	wantStatus(t, "its pages", b.get(at), http.StatusNotFound)
	if n := s.world().Count(t, "SELECT count(*) FROM organisations"); n != 0 {
		t.Errorf("%d organisations are left", n)
	}
}

func TestARefusalKeepsTheWayOutAndAWayOn(t *testing.T) {
	s := newSite(t)
	b, id := s.member("Nino", "House of Windows")
	at := "/en/me/" + id + "/people"
	a := b.send(at, at+"/leave", nil)
	wantStatus(t, "the last signatory leaves", a, http.StatusConflict, "data-leave", `href="/en/me">Back to your organisations</a>`, "This was not done")
	if strings.Contains(a.body, "meanwhile") {
		t.Error("it says that something changed")
	}
	if !strings.Contains(a.Header.Get("Content-Security-Policy"), urls.Elsewhere) {
		t.Error("the policy lets nobody leave")
	}
}

func TestLeavingTheCoalition(t *testing.T) {
	s := newSite(t)
	b, id := s.member("Nino", "House of Windows")
	at := "/en/me/" + id + "/withdraw"
	wantTo(t, "left", b.send(at+"?endorsement="+s.endorsement(id), at+"/leave", nil), "/en/me")
	wantStatus(t, "the first page", b.get("/en/me"), http.StatusOK, "left the coalition on 22 November 2026")
	wantStatus(t, "the members' directory", b.get("/en/me/coalition"), http.StatusForbidden)
	if s.listed() != 0 {
		t.Error("it is still named")
	}
}

func TestAMemberEditsWhatItTells(t *testing.T) {
	s := newSite(t)
	b, id := s.member("Nino", "House of Windows")
	at, e := "/en/me/"+id+"/profile", s.endorsement(id)
	page := b.get(at)
	wantStatus(t, "the form", page, http.StatusOK, "What you take away is gone at once", `value="House of Windows"`, "We stay.")
	fields := func(name, website, quote string) [][2]string {
		return [][2]string{{"form_id", b.get(at).formID()}, {"name", name}, {"name_lang", "ka"}, {"english", ""}, {"kind", "collective"}, {"country", "GE"},
			{"communities", "women"}, {"website", website}, {"email", ""}, {"town", ""}, {"quote_of", e}, {"quote", quote}, {"quote_lang", "en"}}
	}
	a := b.upload(at, fields("", "http://x", "We stay."), nil)
	wantStatus(t, "a faulty form", a, http.StatusUnprocessableEntity, "Write the name of your organisation", "does not start with https://", `value="http://x"`)
	a = b.upload(at, append(fields("House of Windows", "", ""), [2]string{"file:logo", pngOf(t, 300, 100)}), nil)
	wantTo(t, "a logo waits", a, at)
	wantStatus(t, "it waits", b.get(at), http.StatusOK, "A coordinator looks at this change first. Until then the old text stays.", "/logo/")
	w := s.world()
	if got := w.Text(t, "SELECT website || quote || logo_id FROM listings"); got != "" {
		t.Errorf("shown is %q", got)
	}
	wantStatus(t, "the first page", b.get("/en/me"), http.StatusOK, "A coordinator looks at this change first.")
	observer := s.as("Oto")
	w.Exec(t, "INSERT INTO representatives (organisation_id, person_id, role, since) VALUES ('"+id+"', '"+s.actor(observer).PersonID+"', 'observer', '2026-11-22 12:00:00+00:00')")
	wantStatus(t, "an observer edits", observer.get(at), http.StatusForbidden)
}

func TestTheDirectoryAndWhatIsHeld(t *testing.T) {
	s := newSite(t)
	b, id := s.member("Nino", "House of Windows")
	w := s.world()
	w.Member(t, modelstest.Call{
		StatementID: w.Text(t, "SELECT statement_id FROM statement_versions"), VersionID: w.Text(t, "SELECT id FROM statement_versions"),
	}, "House of Doors", models.Members)
	wantStatus(t, "the directory", b.get("/en/me/coalition"), http.StatusOK, "House of Windows", "House of Doors", "To members")
	a := b.send("/en/me/coalition", "/en/me/coalition", url.Values{"q": {"doors"}})
	wantStatus(t, "searched", a, http.StatusOK, "House of Doors")
	if strings.Contains(a.body, "House of Windows") {
		t.Error("the search finds everybody")
	}
	wantStatus(t, "a stranger", s.as("Stranger").get("/en/me/coalition"), http.StatusForbidden)
	wantStatus(t, "what is held", b.get("/en/me/data"), http.StatusOK, "House of Windows", "We stay.", "Download as JSON")
	file := b.get("/en/me/data.json")
	var held models.Holding
	if err := json.Unmarshal([]byte(file.body), &held); err != nil || len(held.Organisations) != 1 || held.Organisations[0].ID != id {
		t.Errorf("the file holds %+v, %v", held, err)
	}
	if got := file.Header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") || file.Header.Get("Cache-Control") != "private, no-store" {
		t.Errorf("the file comes as %q, %q", got, file.Header.Get("Cache-Control"))
	}
}

// Whoever answers what, a page of one's organisation says nothing of another's: 404 as if it never was.
func TestPagesOfAnOrganisationAnswerStrangersAsIfItNeverWas(t *testing.T) {
	s := newSite(t)
	b, id := s.member("Nino", "House of Windows")
	editor := s.as("Eka")
	s.world().Exec(t, "INSERT INTO representatives (organisation_id, person_id, role, since) VALUES ('"+id+"', '"+s.actor(editor).PersonID+"', 'editor', '2026-11-22 12:00:00+00:00')")
	stranger := s.as("Stranger")
	s.clock.Add(time.Second)
	for _, page := range []string{"/show", "/visibility", "/withdraw", "/erase", "/endorse", "/endorse/newest", "/profile"} {
		if a := stranger.get("/en/me/" + id + page); a.StatusCode != http.StatusNotFound || strings.Contains(a.body, "House of Windows") {
			t.Errorf("%s tells a stranger %d", page, a.StatusCode)
		}
		want := http.StatusForbidden
		if page == "/profile" {
			want = http.StatusOK
		}
		if a := editor.get("/en/me/" + id + page); a.StatusCode != want {
			t.Errorf("%s tells an editor %d, want %d", page, a.StatusCode, want)
		}
	}
	form := url.Values{"form_id": {stranger.get("/en/me").formID()}, "endorsement": {s.endorsement(id)}, "level": {"counted"}, "typed": {"DELETE"}}
	for _, to := range []string{"/hide", "/stay-counted", "/show", "/withdraw/leave", "/erase/keep"} {
		if a := stranger.post("/en/me/"+id+to, url.Values{"form_id": form["form_id"]}); a.StatusCode != http.StatusNotFound {
			t.Errorf("a stranger's POST %s is %d", to, a.StatusCode)
		}
	}
	wantStatus(t, "still there", b.get("/en/me"), http.StatusOK, "Hide us now", "By name")
}
