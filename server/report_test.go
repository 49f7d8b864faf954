package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"keephope/models"
)

// A member takes part by name, is asked afterwards how it was, and tells with a picture. A coordinator reads it first. Hidden,
// it tells nothing, and its picture answers like one that never was.
func TestAMemberTellsHowItWas(t *testing.T) {
	s := newSite(t)
	hosting, host := s.member("Nino", "House of Windows")
	id := s.calls(hosting, host)
	b, guest := s.joins("Rosa", "Lamp Post Library")
	quiet, third := s.joins("Aset", "Quiet Circle")
	at := "/en/me/" + guest + "/report/" + id
	join := func(b *browser, organisation, how string) {
		wantStatus(t, how, b.send("/en/me/"+organisation+"/join/"+id, "/en/me/"+organisation+"/join/"+id, url.Values{"how": {how}, "town": {"Graz"}}), http.StatusSeeOther)
	}
	join(b, guest, "named")
	join(quiet, third, "quietly")
	wantStatus(t, "before the end", b.get(at), http.StatusOK, "This is not over yet. You can tell how it was from")
	if got := b.upload(at, [][2]string{{"form_id", b.get("/en/me").formID()}, {"lang", "en"}, {"text", "Early"}}, nil); got.StatusCode != http.StatusConflict {
		t.Errorf("sent before the end: %d", got.StatusCode)
	}
	s.clock.Set(time.Date(2026, 12, 11, 8, 0, 0, 0, time.UTC))
	b, quiet, hosting = s.as("Rosa"), s.as("Aset"), s.as("Nino")
	if err := s.app.Store().AskReports(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	s.tell()
	wantStatus(t, "what waits", b.get("/en/me"), http.StatusOK, "Waits for you", "Light in the window", `href="`+at+`"`, "How was it? Two sentences, a number, a picture without faces")
	if page := quiet.get("/en/me"); strings.Contains(page.body, "Waits for you") {
		t.Error("who takes part quietly is asked")
	}
	wantStatus(t, "quietly", quiet.get("/en/me/"+third+"/report/"+id), http.StatusOK, "You take part quietly. A report would be read by coordinators")
	empty := b.get(at)
	wantStatus(t, "nothing is told yet", empty, http.StatusOK, "A coordinator reads it first, usually within 3 days. Then it stands", "What is on this picture?")
	for _, untrue := range []string{"Leave it as it is", "What is on this picture? *"} {
		if strings.Contains(empty.body, untrue) {
			t.Errorf("before anything is told it says %q", untrue)
		}
	}
	send := func(fields ...[2]string) answer {
		return b.upload(at, append([][2]string{{"form_id", b.get(at).formID()}, {"lang", "en"}, {"edition", "0"}}, fields...), nil)
	}
	wantStatus(t, "no words for the picture", send([2]string{"text", "Forty windows & one lamp."}, [2]string{"people", "40"}, [2]string{"file:picture", pngOf(t, 600, 400)}),
		http.StatusUnprocessableEntity, "Say in words what is on the picture", "Forty windows &amp; one lamp.</textarea>", `value="40"`)
	wantStatus(t, "a script", send([2]string{"text", "Forty."}, [2]string{"alt", "A lamp"}, [2]string{"file:picture", "<svg onload=alert(1)>"}),
		http.StatusUnprocessableEntity, "Choose a PNG or JPEG picture", "Forty.</textarea>", `value="A lamp"`)
	wantStatus(t, "sent", send([2]string{"text", "Forty windows."}, [2]string{"people", "40"}, [2]string{"alt", "A lamp"}, [2]string{"file:picture", pngOf(t, 600, 400)}), http.StatusSeeOther)
	page := b.get(at)
	wantStatus(t, "it stands", page, http.StatusOK, "A coordinator reads your report. Nobody else sees it yet.", `value="A lamp"`)
	own := between(page.body, `<img src="`, `"`)
	wantStatus(t, "the own picture", b.get(own), http.StatusOK)
	wantStatus(t, "to others", hosting.get(own), http.StatusNotFound)
	wantStatus(t, "to the public", s.browser().get("/en/actions/light-in-the-window"), http.StatusOK, "Nothing here yet.")

	irena := s.asRole("Irena", models.Coordinator)
	desk := irena.get("/en/desk")
	wantStatus(t, "the desk", desk, http.StatusOK, ">Report<", "Lamp Post Library", "Forty windows.", "40 people came", "Light in the window", `alt="A lamp"`)
	wantStatus(t, "the picture at the desk", irena.get(between(desk.body, `<figure><img src="`, `"`)), http.StatusOK)
	report := s.world().Text(t, "SELECT id FROM reports")
	address := "/en/desk/reports/" + report
	wantStatus(t, "nothing asked", irena.send(address, address+"/ask", nil), http.StatusUnprocessableEntity)
	if a := irena.send(address, address+"/accept", url.Values{"seen": {between(desk.body, `name="seen" value="`, `"`)}}); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("accepted: %d\n%s", a.StatusCode, a.body)
	}
	var public answer
	eventually(t, func() bool {
		public = s.browser().get("/en/actions/light-in-the-window")
		return strings.Contains(public.body, "Forty windows.")
	})
	after := b.get(at)
	wantStatus(t, "published, the form", after, http.StatusOK, "A coordinator reads a change first", "Leave it as it is")
	if strings.Contains(after.body, "Then it stands") {
		t.Error("what stands is said to stand later")
	}
	wantStatus(t, "the page", public, http.StatusOK, "Graz", "40 people came", `alt="A lamp"`, "Lamp Post Library")
	src := between(public.body, `<div class="pictures"><img src="`, `"`)
	wantStatus(t, "the public picture", s.browser().get(src), http.StatusOK)

	part := "/en/me/" + guest + "/join/" + id
	page = b.get(part)
	wantStatus(t, "its part after the end", page, http.StatusOK, "This is over.", "You joined by name.", `href="`+at+`"`, `href="`+part+`/leave"`)
	for _, gone := range []string{"Change how we take part", "Leave this action", "Change or leave"} {
		if strings.Contains(page.body+b.get("/en/me/"+guest+"/actions").body, gone) {
			t.Errorf("after the end it offers %q", gone)
		}
	}
	wantTo(t, "sent by a page from before the end", b.send(part, part+"/leave", nil), part+"/leave")
	wantStatus(t, "what goes", b.get(part+"/leave"), http.StatusOK, "Take our name and our report away", "Your name among those who took part", "Your town", "your report", "1 picture of your report", "Nobody can join any more")
	wantStatus(t, "nothing went", s.browser().get("/en/actions/light-in-the-window"), http.StatusOK, "Forty windows.", src)

	wantTo(t, "hidden", b.send("/en/me", "/en/me/"+guest+"/hide", nil), "/en/me")
	if page := s.browser().get("/en/actions/light-in-the-window"); page.StatusCode != http.StatusOK || strings.Contains(page.body, "Forty windows.") || strings.Contains(page.body, src) {
		t.Errorf("hidden, it still tells: %d", page.StatusCode)
	}
	if gone, never := s.browser().get(src), s.browser().get("/en/pictures/"+s.app.Store().NewID()+"-480"); gone.StatusCode != http.StatusNotFound || !same(gone, never) {
		t.Errorf("the picture of who is hidden answers %d, and otherwise than what never was", gone.StatusCode)
	}

	wantTo(t, "taken away", b.send(part+"/leave", part+"/leave", url.Values{"asked": {"1"}}), part+"?done=left")
	wantStatus(t, "and nothing is left", b.get(part+"?done=left"), http.StatusOK, "what it told is deleted", "This is over.")
	if n := s.world().Count(t, "SELECT count(*) FROM reports") + s.world().Count(t, "SELECT count(*) FROM report_pictures"); n != 0 {
		t.Errorf("%d rows of a report are left", n)
	}
	wantStatus(t, "nobody joins what is over", b.send(part, part, url.Values{"how": {"named"}, "town": {"Graz"}}), http.StatusConflict, "This is over.")
}

// Hosts say how it went: then the action is done, and its page begins with their words.
func TestHostsSayHowItWent(t *testing.T) {
	s := newSite(t)
	b, host := s.member("Nino", "House of Windows")
	id := s.calls(b, host)
	at := "/en/me/" + host + "/actions/" + id
	wantTo(t, "before it begins", b.get(at+"/outcome"), at)
	wantStatus(t, "sent before it begins", b.send("/en/me", at+"/outcome", url.Values{"outcome": {"Done."}}), http.StatusConflict, "This has not begun yet.", "Done.</textarea>")
	s.clock.Set(time.Date(2026, 12, 10, 18, 30, 0, 0, time.UTC))
	b = s.as("Nino")
	wantStatus(t, "its page", b.get(at), http.StatusOK, `href="`+at+`/outcome"`)
	wantStatus(t, "no words", b.send(at+"/outcome", at+"/outcome", url.Values{"outcome": {" "}}), http.StatusUnprocessableEntity, "Write how it went")
	wantStatus(t, "said", b.follow(b.send(at+"/outcome", at+"/outcome", url.Values{"outcome": {"Windows in **eleven** towns.<script>alert(1)</script>"}})), http.StatusOK, "Done. Your words stand on the action’s page.", "Change how it went")
	eventually(t, func() bool {
		page := s.browser().get("/en/actions/light-in-the-window")
		return strings.Contains(page.body, "<strong>eleven</strong>") && !strings.Contains(page.body, "<script>alert")
	})
}
