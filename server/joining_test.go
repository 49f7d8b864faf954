package server_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// campaign gives the site something to endorse.
func (s *site) campaign() modelstest.Call {
	return (&modelstest.World{Store: s.app.Store(), Clock: s.clock}).Call(s.t)
}

// begun is a browser whose person has begun an application, and the address of that.
func (s *site) begun(who, organisation string) (b *browser, at string) {
	s.t.Helper()
	b = s.as(who)
	page := b.get("/en/me/apply")
	a := b.post("/en/me/apply/new", url.Values{"form_id": {page.formID()}, "name": {organisation}})
	if a.StatusCode != http.StatusSeeOther || !strings.HasSuffix(a.to(), "/application") {
		s.t.Fatalf("begin: %d to %q\n%s", a.StatusCode, a.to(), a.body)
	}
	return b, a.to()
}

func wantStatus(t *testing.T, what string, a answer, status int, texts ...string) {
	t.Helper()
	if a.StatusCode != status {
		t.Errorf("%s: %d, want %d\n%.3000s", what, a.StatusCode, status, a.body)
	}
	for _, text := range texts {
		if !strings.Contains(a.body, text) {
			t.Errorf("%s: the page does not say %q", what, text)
		}
	}
}

func TestANewcomerAppliesFromTheFirstPageToTheAnswer(t *testing.T) {
	s := newSite(t)
	s.campaign()
	stranger := s.browser()
	wantStatus(t, "before you start", stranger.get("/en/apply"), http.StatusOK, "Before you start", "About 8 minutes")
	if a := stranger.get("/en/me/apply"); a.to() != "/en/sign-in" {
		t.Errorf("a stranger goes to %q", a.to())
	}
	b, at := s.begun("Nino", "ქალთა სახლი")
	save := func(part string, form url.Values) answer {
		t.Helper()
		page := b.get(at + "/" + part)
		wantStatus(t, part, page, http.StatusOK)
		form.Set("form_id", page.formID())
		return b.post(at+"/"+part, form)
	}
	a := save("organisation", url.Values{"name": {"ქალთა <b>სახლი</b>"}, "later": {"1"}})
	if a.to() != at {
		t.Errorf("saved for later, goes to %q", a.to())
	}
	wantStatus(t, "the list of parts", b.get(at), http.StatusOK, "Started", "Saved 12:00 UTC", "ქალთა &lt;b&gt;სახლი&lt;/b&gt;")
	a = save("organisation", url.Values{"name": {"ქალთა სახლი"}, "communities": {"women", "lgbti", "roma", "media-freedom"}, "website": {"http://x"}})
	wantStatus(t, "a faulty part", a, http.StatusUnprocessableEntity, "Error: Your organisation", "4 things need your attention",
		"Choose up to 3", "This link does not start with https://", `value="http://x"`, "Not saved yet", `data-unsaved="changed"`)
	if strings.Contains(a.body, "Saved 12:00 UTC") {
		t.Error("it says Saved of what was not")
	}
	a = save("organisation", url.Values{"name": {"ქალთა სახლი"}, "country": {"GE"}, "website": {"http://x"}, "later": {"1"}})
	wantStatus(t, "kept in part", a, http.StatusUnprocessableEntity, "There is one thing to correct", "Saved in part", "Saved 12:00 UTC",
		"Everything on this page is saved, except for what is marked.", `value="http://x"`, "Leave it for later")
	if page := b.get(at + "/organisation"); !strings.Contains(page.body, `<option value="GE" selected>`) || strings.Contains(page.body, "http://x") {
		t.Error("the country is lost, or a link that was refused is kept")
	}
	a = save("organisation", url.Values{"name": {"ქალთა სახლი"}, "english": {"Women's House"}, "kind": {"collective"}, "country": {"GE"},
		"communities": {"women", "lgbti"}, "website": {"https://example.org"}, "email": {"post@example.org"}})
	if a.to() != at+"/authority" {
		t.Fatalf("goes to %q\n%s", a.to(), a.body)
	}
	a = save("authority", url.Values{"position": {"Volunteer"}, "decided": {"asked"}})
	wantStatus(t, "who was asked to ask", b.get(a.to()), http.StatusOK, "Thank you. This is saved. Come back after they decided.")
	save("authority", url.Values{"position": {"Chair"}, "decided": {"board"}, "mandate": {"Our board"}, "confirm": {"1"}})
	wantStatus(t, "nothing chosen", save("naming", url.Values{}), http.StatusUnprocessableEntity, "Choose how we should show your organisation")
	save("naming", url.Values{"level": {"members"}, "town": {"თბილისი"}, "name_from": {"2026-12-10"}})
	page := b.get(at + "/words")
	a = b.upload(at+"/words", [][2]string{{"form_id", page.formID()}, {"quote", "ჩვენ ვრჩებით."}, {"quote_lang", "ka"}, {"file:logo", pngOf(t, 300, 100)}}, nil)
	if a.to() != at+"/check" {
		t.Fatalf("goes to %q\n%s", a.to(), a.body)
	}
	check := b.get(at + "/check")
	wantStatus(t, "check and send", check, http.StatusOK, "How you are shown", "<strong>By name, to members only</strong>",
		"Nothing. You are part of a number.", "From 10 December 2026, 00:00 UTC",
		"ჩვენ ვრჩებით.", "We stand together", "Version 1, English", "Send to coordinators", "Our board")
	version := between(check.body, `name="version" value="`, `"`)
	form := url.Values{"form_id": {check.formID()}, "version": {version}, "lang": {"en"}}
	for range 2 { // the button is pressed twice
		if a := b.post(at+"/check", form); a.to() != at {
			t.Fatalf("sending goes to %q\n%s", a.to(), a.body)
		}
	}
	wantStatus(t, "waiting", b.get(at), http.StatusOK, "Sent. A coordinator reads it, usually within 3 days. Nothing is public until then.", "22 Nov 2026")
	for _, lang := range []string{"ru", "ar"} {
		wantStatus(t, lang, b.get("/"+lang+strings.TrimPrefix(at, "/en")), http.StatusOK)
	}
	page = b.get(at)
	if a := b.post(at+"/withdraw", url.Values{"form_id": {page.formID()}}); a.to() != at {
		t.Errorf("taking it back: %d", a.StatusCode)
	}
	wantStatus(t, "taken back", b.get(at), http.StatusOK, "Withdrawn", "Send it again")
	page = b.get(at + "/delete")
	wantStatus(t, "asked before deleting", page, http.StatusOK, "Delete this application?")
	b.post(at+"/delete", url.Values{"form_id": {page.formID()}})
	wantStatus(t, "deleted", b.get(at), http.StatusNotFound)
}

func between(text, before, after string) string {
	_, text, _ = strings.Cut(text, before)
	text, _, _ = strings.Cut(text, after)
	return text
}

// shape is the answer without what is new in every answer.
func (a answer) shape() string { return formIDShape.ReplaceAllString(a.body, "") }

func TestNobodyElseComesToAnApplication(t *testing.T) {
	s := newSite(t)
	s.campaign()
	_, at := s.begun("Nino", "Window")
	other := s.as("Sandro")
	missing := "/en/me/" + s.app.Store().NewID() + "/application"
	for _, page := range []string{"", "/organisation", "/authority", "/naming", "/words", "/check", "/delete"} {
		own, none := other.get(at+page), other.get(missing+page)
		if own.StatusCode != http.StatusNotFound || own.shape() != none.shape() {
			t.Errorf("%q: %d, and the answer is another than for what never was", page, own.StatusCode)
		}
	}
	for _, page := range []string{"/check", "/answer", "/withdraw", "/resume", "/again", "/delete"} {
		if a := other.post(at+page, url.Values{"form_id": {s.app.Store().NewID()}}); a.StatusCode != http.StatusNotFound {
			t.Errorf("POST %q: %d", page, a.StatusCode)
		}
	}
}

func TestWhoIsNotPublicIsNotFoundInTheVeryPageOfNobody(t *testing.T) {
	s := newSite(t)
	w := &modelstest.World{Store: s.app.Store(), Clock: s.clock}
	w.Call(t)
	w.Keepers(t)
	w.Applied(t, "Lantern", models.Counted)
	w.Applied(t, "Candle", models.Public)
	w.Applicant(t, "Sandro", "Sparks")
	b := s.as("Nino")
	shape := func(name string) string {
		t.Helper()
		a := b.post("/en/me/apply", url.Values{"form_id": {s.app.Store().NewID()}, "name": {name}})
		wantStatus(t, name, a, http.StatusOK, "Not found.")
		return strings.ReplaceAll(a.shape(), name, "")
	}
	never := shape("Nobody")
	for _, name := range []string{"Lantern", "Candle", "Sparks"} {
		if shape(name) != never {
			t.Errorf("%s is answered otherwise than a name that never was", name)
		}
	}
	for _, slug := range []string{"nobody", "lantern", "candle", "sparks"} {
		a := b.post("/en/me/apply/join", url.Values{"form_id": {s.app.Store().NewID()}, "slug": {slug}, "message": {"me"}})
		wantStatus(t, "asking "+slug, a, http.StatusNotFound)
	}
}

func TestAColleagueIsInvited(t *testing.T) {
	s := newSite(t)
	s.campaign()
	b, at := s.begun("Nino", "Window")
	people := strings.Replace(at, "/application", "/people", 1)
	page := b.get(people)
	wantStatus(t, "people", page, http.StatusOK, "Who acts for", "Signatory")
	for _, hint := range []string{"invites colleagues", "fills in, answers, hides you at once", "reads"} {
		if invite := between(page.body, `aria-labelledby="invite"`, "</form>"); !strings.Contains(invite, `<span class="hint">`) || !strings.Contains(invite, hint) {
			t.Errorf("whoever invites is not told of %q", hint)
		}
	}
	wantStatus(t, "nothing chosen", b.post(people+"/invite", url.Values{"form_id": {page.formID()}}), http.StatusUnprocessableEntity, "Choose what they may do")
	form := url.Values{"form_id": {page.formID()}, "standing": {"editor"}}
	made := b.post(people+"/invite", form)
	wantStatus(t, "the link", made, http.StatusOK, "shown only now")
	link := between(made.body, `id="link" type="text" value="`, `"`)
	if !strings.HasPrefix(link, siteURL+"/en/invitation/") {
		t.Fatalf("the link is %q", link)
	}
	if again := b.post(people+"/invite", form); strings.Contains(again.body, link) || again.StatusCode != http.StatusOK {
		t.Error("the link is shown again")
	}
	guest := s.browser()
	shown := guest.get(strings.TrimPrefix(link, siteURL))
	wantStatus(t, "the invitation", shown, http.StatusOK, "You are invited", "Editor: fills in, answers", "Sign in to accept")
	if strings.Contains(shown.body, "Window") {
		t.Error("it names the organisation to a stranger")
	}
	back := s.signIn(guest, "Giorgi")
	wantStatus(t, "back from signing in", back, http.StatusOK, "Accept")
	accepted := guest.post(strings.TrimPrefix(link, siteURL), url.Values{"form_id": {back.formID()}})
	if accepted.to() != people {
		t.Fatalf("%d to %q", accepted.StatusCode, accepted.to())
	}
	wantStatus(t, "a used link", guest.get(strings.TrimPrefix(link, siteURL)), http.StatusNotFound)
	wantStatus(t, "a link that never was", guest.get("/en/invitation/nothing"), http.StatusNotFound)
	page = guest.get(people)
	wantStatus(t, "an editor", page, http.StatusOK, "Giorgi", "Nino")
	for _, form := range []string{"/invite", "/standing", "/remove"} {
		a := guest.post(people+form, url.Values{"form_id": {s.app.Store().NewID()}, "standing": {"signatory"}})
		if a.StatusCode != http.StatusForbidden && a.StatusCode != http.StatusBadRequest {
			t.Errorf("an editor's POST %s: %d", form, a.StatusCode)
		}
	}
	last := b.post(people+"/leave", url.Values{"form_id": {b.get(people).formID()}})
	wantStatus(t, "the last signatory", last, http.StatusConflict, "Nobody would be left who may sign.")
	for n := range 30 {
		if a := guest.get(fmt.Sprintf("/en/invitation/guess%d", n)); a.StatusCode == http.StatusTooManyRequests {
			return
		}
	}
	t.Error("links can be guessed without end")
}
