package server_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
)

// written is the form of an action with everything that a published one needs, as a browser sends it.
func written(more url.Values) url.Values {
	form := url.Values{
		"edition": {"0"}, "lang": {"en"}, "text_lang": {"ru"},
		"title": {"Light in the window", ""}, "summary": {"", ""}, "body": {"Place a lamp in a window.\r\n\r\nStay at home.", ""},
		"steps": {"Find a lamp\r\nLight it", ""}, "share": {"Look for a window tonight.", ""}, "before": {"", ""},
		"kind": {"public-event"}, "start": {"2026-12-10T18:00"}, "end": {"2026-12-10T19:30"}, "zone": {"Europe/Vilnius"}, "until": {""}, "except": {""},
		"mode": {"window"}, "country": {"GE"}, "risk": {"none"}, "audience": {"public"}, "capacity": {""},
		"link_label": {"Poster", ""}, "link": {"https://example.org/poster", ""},
	}
	maps.Copy(form, more)
	return form
}

// A member writes an action, corrects it, keeps it, sends it, answers the desk, and cancels what was published.
func TestAMemberPostsAJointAction(t *testing.T) {
	s := newSite(t)
	nino, id := s.member("Nino", "House of Windows")
	irena := s.asRole("Irena", models.Coordinator)
	at := "/en/me/" + id + "/actions"
	wantStatus(t, "the first page", nino.get("/en/me"), http.StatusOK, `href="`+at+`"`, "Joint actions")
	wantStatus(t, "no action yet", nino.get(at), http.StatusOK, "Nothing here yet.")
	wantStatus(t, "the form", nino.get(at+"/new"), http.StatusOK, `<option value="Asia/Tbilisi" selected>`, "What do people do?", "Local time in every town")

	form := written(url.Values{"step": {"send"}, "risk": {"high"}, "title": {"", "Свет в окне"}, "end": {"2026-12-10T17:00"}, "capacity": {"many"}})
	wantStatus(t, "what is missing", nino.send(at+"/new", at+"/new", form), http.StatusUnprocessableEntity,
		"Write what it is called", "Choose an end after the start", "Write what to know before taking part", "Write title and text in Russian",
		`value="many"`, "Свет в окне", "Find a lamp\nLight it", `href="#before"`)
	if n := s.world().Count(t, "SELECT count(*) FROM actions"); n != 0 {
		t.Fatalf("%d half-written rows", n)
	}

	form = written(url.Values{"step": {"save"}})
	form.Set("form_id", nino.get(at+"/new").formID())
	first := nino.post(at+"/new", form)
	wantTo(t, "kept", first, at+"/")
	if again := nino.post(at+"/new", form); again.to() != first.to() || s.world().Count(t, "SELECT count(*) FROM actions") != 1 {
		t.Errorf("the same form twice: %q, then %q", first.to(), again.to())
	}
	action, _, _ := strings.Cut(first.to(), "?")
	wantStatus(t, "the draft", nino.get(first.to()), http.StatusOK, "Europe/Vilnius, UTC+2 on that day", "https://example.org/poster", "Saved")
	wantStatus(t, "the list", nino.get(at), http.StatusOK, "Light in the window", "Draft", "18:00 EET")

	stale := nino.send(action, action, written(url.Values{"step": {"save"}, "edition": {"0"}, "title": {"Dark", ""}}))
	wantStatus(t, "an older page", stale, http.StatusConflict, "Your text is still here", `value="Dark"`, "As it is saved now")

	edition := func() []string { return []string{fieldOf(nino.get(action), "edition")} }
	wantTo(t, "sent", nino.send(action, action, written(url.Values{"step": {"send"}, "edition": edition()})), at+"?done=sent")
	wantStatus(t, "it waits", nino.get(at+"?done=sent"), http.StatusOK, "Sent. A coordinator reads it", "Waiting for coordinator")
	wantStatus(t, "it is read only", nino.get(action), http.StatusOK, "Waiting for coordinator", "Look for a window tonight.")

	store, as := s.app.Store(), s.actor(irena)
	seen := func() models.Decision {
		t.Helper()
		c, err := store.ActionAtDesk(t.Context(), as, action[strings.LastIndex(action, "/")+1:])
		if err != nil {
			t.Fatal(err)
		}
		return models.Decision{ID: c.ID, Seen: c.Seen, Text: "Who looks after safety?"}
	}
	if err := store.AskAction(t.Context(), as, s.world().Sent("ask"), seen()); err != nil {
		t.Fatal(err)
	}
	wantStatus(t, "the reason", nino.get(action), http.StatusOK, "Question for you", "Who looks after safety?", `name="answer"`, `name="step" value="send"`)
	wantTo(t, "sent again", nino.send(action, action, written(url.Values{"step": {"send"}, "edition": edition()})), at+"?done=sent")
	if err := store.AcceptAction(t.Context(), as, s.world().Sent("accept"), seen()); err != nil {
		t.Fatal(err)
	}
	published := nino.get(action)
	wantStatus(t, "published", published, http.StatusOK, "Open to join", "Close joining", "Cancel this action")
	wantTo(t, "closed", nino.send(action, action+"/close", nil), action+"?done=closed")
	wantStatus(t, "closed", nino.get(action), http.StatusOK, "Joining is closed", "Open joining again")
	wantTo(t, "reopened", nino.send(action, action+"/reopen", nil), action+"?done=reopened")
	wantStatus(t, "no reason", nino.send(action+"/cancel", action+"/cancel", nil), http.StatusUnprocessableEntity, "Write why it does not take place", `href="#reason"`)
	wantTo(t, "cancelled", nino.send(action+"/cancel", action+"/cancel", url.Values{"reason": {"A storm is coming."}}), action+"?done=cancelled")
	wantStatus(t, "cancelled", nino.get(action), http.StatusOK, "Cancelled", "A storm is coming.")
}

// What no action can hold comes back beside its field, with what was typed: when it is saved, and what a draft may leave open
// when it is sent.
func TestBadInputOfAnActionComesBack(t *testing.T) {
	s := newSite(t)
	nino, id := s.member("Nino", "House of Windows")
	at := "/en/me/" + id + "/actions/new"
	for what, c := range map[string]struct {
		step string
		form url.Values
		says []string
	}{
		"a zone of Mars":          {"save", url.Values{"zone": {"Mars/Phobos"}}, []string{"Choose a time zone from the list", `value="Mars/Phobos"`}},
		"no zone":                 {"save", url.Values{"zone": {""}, "start": {""}, "end": {""}}, []string{"Choose a time zone from the list"}},
		"a book for a time":       {"save", url.Values{"start": {strings.Repeat("soon ", 20)}}, []string{`href="#start"`, "40 characters"}},
		"a hundred days left out": {"save", url.Values{"except": {strings.Repeat("2026-12-24\n", 106)}}, []string{`href="#except"`, "105"}},
		"a control character":     {"save", url.Values{"title": {"Li\u0007ght", ""}}, []string{"Remove the characters that cannot be shown"}},
		"a link of another kind":  {"save", url.Values{"link": {"javascript:alert(1)", ""}}, []string{`href="#link-1"`, "https://"}},
		"two texts in a language": {"save", url.Values{"text_lang": {"en"}, "title": {"Light", "Licht"}}, []string{"Two texts are in English", `value="Licht"`}},
		"too many steps":          {"save", url.Values{"steps": {strings.Repeat("step\n", 9), ""}}, []string{"Choose up to 8"}},
		"no time":                 {"send", url.Values{"start": {""}, "end": {""}}, []string{"Choose when it begins", "Choose when it ends"}},
		"the year 9999":           {"send", url.Values{"start": {"9999-12-10T18:00"}, "end": {"9999-12-10T19:00"}}, []string{"Choose a date within the next 5 years", `value="9999-12-10T18:00"`}},
		"words for a time":        {"send", url.Values{"start": {"tomorrow"}}, []string{"Write date and time as in", `type="text" value="tomorrow"`}},
		"an hour that is not":     {"send", url.Values{"start": {"2027-03-28T03:30"}, "end": {"2027-03-28T05:00"}}, []string{"03:30 does not exist that night. Did you mean 04:30?"}},
		"an hour that is twice":   {"send", url.Values{"start": {"2027-10-31T03:30"}, "end": {"2027-10-31T05:00"}}, []string{"Choose the first or the second", "The first, UTC+3", "The second, UTC+2", `href="#second"`}},
		"a day out of the series": {"send", url.Values{"until": {"2026-12-24"}, "except": {"2026-12-17\n2026-12-25"}}, []string{"Line 2, 2026-12-25: this day is not in the series", `href="#except"`}},
		"a day in another form":   {"send", url.Values{"until": {"2026-12-24"}, "except": {"22.12.2026"}}, []string{"Line 1, “22.12.2026”: write the day as in 2026-12-24", `href="#except"`}},
		"a day of no series":      {"send", url.Values{"except": {"2026-12-10"}}, []string{"Only a weekly series has such days", `href="#except"`}},
		"an end in another form":  {"send", url.Values{"until": {"24.12.2026"}}, []string{"Write the day as in 2026-12-24", `href="#until"`}},
	} {
		form := written(c.form)
		form.Set("step", c.step)
		wantStatus(t, what, nino.send(at, at, form), http.StatusUnprocessableEntity, append(c.says, "error-summary")...)
	}
	if n := s.world().Count(t, "SELECT count(*) FROM actions"); n != 0 {
		t.Errorf("%d rows are there", n)
	}
	answered := written(url.Values{"start": {"2027-10-31T03:30"}, "end": {"2027-10-31T05:00"}, "second": {"yes"}, "body": {"<script>alert(1)</script>", ""}, "step": {"send"}})
	wantTo(t, "the second of two", nino.send(at, at, answered), "/en/me/"+id+"/actions?done=sent")
	action := "/en/me/" + id + "/actions/" + s.world().Text(t, "SELECT id FROM actions")
	page := nino.get(action)
	wantStatus(t, "the second of two", page, http.StatusOK, "03:30 EET (01:30 UTC)")
	if strings.Contains(page.body, "<script>alert") {
		t.Error("HTML went through")
	}
}

// A draft keeps a time that is none yet, as it was typed, and asks about it when it is sent.
func TestADraftKeepsATimeThatIsNoneYet(t *testing.T) {
	s := newSite(t)
	nino, id := s.member("Nino", "House of Windows")
	at := "/en/me/" + id + "/actions/new"
	for what, c := range map[string]struct {
		form url.Values
		kept []string
	}{
		"words for a time":      {url.Values{"start": {"tomorrow"}}, []string{`value="tomorrow"`}},
		"an hour that is not":   {url.Values{"start": {"2027-03-28T03:30"}, "end": {"2027-03-28T05:00"}}, []string{`value="2027-03-28T03:30"`}},
		"an hour that is twice": {url.Values{"start": {"2027-10-31T03:30"}, "end": {"2027-10-31T05:00"}}, []string{`value="2027-10-31T03:30"`, "The first, UTC+3"}},
		"the year 9999":         {url.Values{"start": {"9999-12-10T18:00"}, "end": {"9999-12-10T19:00"}, "until": {"9999-12-31"}}, []string{`value="9999-12-10T18:00"`}},
		"an end before":         {url.Values{"end": {"2026-12-09T18:00"}, "until": {"soon"}}, []string{`value="soon"`}},
		"a day in another form": {url.Values{"except": {"22.12.2026"}}, []string{"22.12.2026</textarea>"}},
	} {
		form := written(c.form)
		form.Set("step", "save")
		address, _, _ := strings.Cut(nino.send(at, at, form).to(), "?")
		wantStatus(t, what, nino.get(address), http.StatusOK, c.kept...)
		form.Set("step", "send")
		form.Set("edition", "1")
		again := nino.send(address, address, form)
		wantStatus(t, what+", sent", again, http.StatusUnprocessableEntity, "error-summary")
		wantStatus(t, what+", listed", nino.get("/en/me/"+id+"/actions"), http.StatusOK, "Light in the window")
		wantStatus(t, what+", its hosts", nino.get(address+"/hosts"), http.StatusOK)
	}
}

// Somebody else's action answers as one that never was, below whichever organisation it is asked for.
func TestAnotherOrganisationsActionIsNotThere(t *testing.T) {
	s := newSite(t)
	nino, id := s.member("Nino", "House of Windows")
	maja, other := s.joins("Maja", "Orchard")
	first := nino.send("/en/me/"+id+"/actions/new", "/en/me/"+id+"/actions/new", written(url.Values{"step": {"save"}}))
	address, _, _ := strings.Cut(first.to(), "?")
	action := address[strings.LastIndex(address, "/")+1:]
	for _, path := range []string{"/en/me/" + id + "/actions/" + action, "/en/me/" + other + "/actions/" + action} {
		for _, step := range []string{"", "/cancel"} {
			wantStatus(t, path+step, maja.get(path+step), http.StatusNotFound)
		}
		for _, step := range []string{"", "/close", "/reopen", "/cancel", "/discard"} {
			form := url.Values{}
			if step == "" {
				form = written(url.Values{"edition": {"1"}})
			}
			form.Set("form_id", maja.get("/en/me/"+other+"/actions/new").formID())
			wantStatus(t, "POST "+path+step, maja.post(path+step, form), http.StatusNotFound)
		}
	}
	wantTo(t, "discarded", nino.send(address, address+"/discard", nil), "/en/me/"+id+"/actions?done=discarded")
	if n := s.world().Count(t, "SELECT (SELECT count(*) FROM actions) + (SELECT count(*) FROM data_keys WHERE owner_id = '"+action+"')"); n != 0 {
		t.Errorf("%d rows outlive a draft", n)
	}
}
