package server_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/server"
)

// quiet tells of an organisation whose every word is found nowhere else: no random id has an l or an o.
func quiet(name string, level models.Level) telling {
	return telling{
		own: name + " Qlox", ownLang: "en", english: name + " Qlox English", kind: "collective", country: "MV",
		communities: []string{"women"}, town: "Qloxtown", website: "https://" + strings.ToLower(name) + "-qlox.example",
		email: "qlox@" + strings.ToLower(name) + ".example", position: "Qloxkeeper", mandate: "Qloxes decided", quote: "We qlox.", level: level,
	}
}

// everyAddress are the desk's addresses in a language, for whatever ids they may be about.
func everyAddress(app *server.App, lang string, ids []string) (pages, forms []string) {
	slot := regexp.MustCompile(`:(id|organisation)`)
	for _, r := range app.Routes() {
		if r.Access != server.Desk || !strings.HasPrefix(r.Path, "/:lang/desk") || strings.Contains(r.Path, ":text") || strings.Contains(r.Path, ":number") {
			continue
		}
		addresses := []string{strings.Replace(r.Path, ":lang", lang, 1)}
		for slices.ContainsFunc(addresses, slot.MatchString) {
			var filled []string
			for _, address := range addresses {
				at := slot.FindStringIndex(address)
				for _, id := range ids {
					filled = append(filled, address[:at[0]]+id+address[at[1]:])
				}
			}
			addresses = filled
		}
		if r.Method == http.MethodGet {
			pages = append(pages, addresses...)
		} else {
			forms = append(forms, addresses...)
		}
	}
	return pages, forms
}

// TestNoAnswerOfTheDeskTellsACoordinatorOfTheUnnamed reads every page of the desk, and sends every form, about
// organisations that are for keepers alone, beside one with a similar name that is not. A keeper who does the same
// finds the words, so that the search can find.
func TestNoAnswerOfTheDeskTellsACoordinatorOfTheUnnamed(t *testing.T) {
	s := newStory(t, "")
	applying, standing := s.applied(quiet("Lantern", models.Counted)), s.member(quiet("Candle", models.Counted))
	ticked := quiet("Torch", models.Public)
	ticked.atRisk = true
	risky := s.applied(ticked)
	open := quiet("Lantern", models.Public)
	open.own, open.english, open.town, open.website, open.email = "Lantern", "Lantern", "Malé", "https://lantern.example", "a@lantern.example"
	open.position, open.mandate, open.quote = "Chair", "The board", "We stay."
	known := s.applied(open)
	wish := models.ProfileEdit{OrganisationID: standing.id, Profile: models.Profile{
		Names: models.Names{Own: "Candle Qlox Anew"}, Kind: "collective", Country: "MV", Communities: []string{"women"},
	}}
	_, err := s.w.Store.EditProfile(t.Context(), standing.as, s.w.Sent("edit"), wish)
	s.must(err)
	change := s.w.Text(t, "SELECT id FROM profile_changes")
	action := s.proposesUnnamed(standing)
	secrets := []string{action, applying.application, applying.id, standing.application, standing.id, standing.endorsement, risky.application, risky.id, change}

	coordinator, keeper := s.asRole("Irena", models.Coordinator), s.asRole("Marta", models.Keeper)
	found := 0
	for _, lang := range []string{"en", "ru", "ar"} {
		pages, _ := everyAddress(s.app, lang, append(secrets, known.application, known.id))
		for _, address := range append(pages, "/"+lang+"/desk?done="+applying.application) {
			body := strings.ToLower(coordinator.get(address).body)
			for _, word := range append([]string{"qlox"}, secrets...) {
				if strings.Contains(strings.ReplaceAll(body, strings.ToLower(address), ""), word) && !strings.Contains(address, word) {
					t.Errorf("GET %s tells %q", address, word)
				}
			}
			if strings.Contains(strings.ToLower(keeper.get(address).body), "qlox") {
				found++
			}
		}
	}
	if found == 0 {
		t.Error("a keeper finds nothing either: this test finds nothing")
	}
	for _, list := range []string{"/en/desk", "/en/desk/members"} {
		typed := url.Values{"q": {"qlox"}}
		if !strings.Contains(keeper.send(list, list, typed).body, "Qlox") {
			t.Errorf("%s: a keeper's search finds nothing", list)
		}
		if got := coordinator.send(list, list, typed).body; strings.Contains(strings.ReplaceAll(got, "qlox", ""), "Qlox") {
			t.Errorf("%s: a coordinator's search finds the unnamed", list)
		}
	}
	s.secretsAnswerLikeNothing(coordinator, secrets)
	if n := s.w.Count(t, "SELECT count(*) FROM application_notes"); n != 0 {
		t.Errorf("%d notes were written", n)
	}
}

// secretsAnswerLikeNothing compares each address of a secret with that of an id that never was: status and body.
func (s *story) secretsAnswerLikeNothing(as *browser, secrets []string) {
	s.t.Helper()
	never := s.w.Store.NewID()
	forms := url.Values{"form_id": {""}}
	for _, secret := range secrets {
		pages, posts := everyAddress(s.app, "en", []string{secret})
		for _, address := range pages {
			if !strings.Contains(address, secret) {
				continue
			}
			got, want := as.get(address), as.get(strings.ReplaceAll(address, secret, never))
			if got.StatusCode != http.StatusNotFound || bare(got.body, secret) != bare(want.body, never) {
				s.t.Errorf("GET %s: %d, and not the answer to what never was", address, got.StatusCode)
			}
		}
		for _, address := range posts {
			forms.Set("form_id", s.w.Form())
			got := as.post(address, forms)
			forms.Set("form_id", s.w.Form())
			want := as.post(strings.ReplaceAll(address, secret, never), forms)
			if got.StatusCode != want.StatusCode || bare(got.body, secret) != bare(want.body, never) {
				s.t.Errorf("POST %s: %d, want %d and the answer to what never was", address, got.StatusCode, want.StatusCode)
			}
		}
	}
}

// bare leaves out what differs between any two answers: the id of the address, and the ids of forms.
func bare(body, id string) string {
	return formIDShape.ReplaceAllString(strings.ReplaceAll(body, id, ""), "")
}

func TestTheDeskWorksWithoutAScript(t *testing.T) {
	s := newStory(t, "")
	first := s.applied(quiet("Lamp", models.Public))
	s.clock.Add(time.Hour)
	second := s.applied(quiet("Candle", models.Members))
	irena := s.asRole("Irena", models.Coordinator)
	page := irena.get("/en/desk")
	wantStatus(t, "the queue", page, http.StatusOK, "Lamp Qlox", "Candle Qlox", "<b>2</b>", "What will be public", "Similar name", `href="https://lamp-qlox.example"`)

	form := url.Values{"form_id": {page.formID()}, "seen": {fieldOf(page, "seen")}, "next": {fieldOf(page, "next")}, "decline_text": {" "}, "decline_sentence": {""}, "decline_until": {""}}
	refused := irena.post("/en/desk/applications/"+first.application+"/decline", form)
	wantStatus(t, "no reason", refused, http.StatusUnprocessableEntity, "Write the reason, or choose a ready sentence", `href="#decline_text"`, "<title>Error: ")

	form = url.Values{"form_id": {page.formID()}, "seen": {fieldOf(page, "seen")}, "next": {fieldOf(page, "next")}}
	accepted := irena.post("/en/desk/applications/"+first.application+"/accept", form)
	if want := fmt.Sprintf("/en/desk/applications/%s?done=%s", second.application, first.application); accepted.StatusCode != http.StatusSeeOther || accepted.to() != want {
		t.Fatalf("accepted: %d to %q, want %q\n%.2000s", accepted.StatusCode, accepted.to(), want, accepted.body)
	}
	if again := irena.post("/en/desk/applications/"+first.application+"/accept", form); again.to() != accepted.to() {
		t.Errorf("the same form again: %d to %q", again.StatusCode, again.to())
	}
	next := irena.follow(accepted)
	wantStatus(t, "the next case", next, http.StatusOK, "Accepted.", "Undo", "Candle Qlox")
	late := irena.post("/en/desk/applications/"+first.application+"/accept", url.Values{"form_id": {next.formID()}, "seen": {form.Get("seen")}})
	wantStatus(t, "decided already", late, http.StatusConflict, "Irena accepted this meanwhile.")
	wantStatus(t, "undo", irena.follow(irena.post("/en/desk/applications/"+first.application+"/take-back", url.Values{"form_id": {next.formID()}})), http.StatusOK, "Lamp Qlox")
	if n := s.w.Count(t, "SELECT count(*) FROM listings"); n != 0 {
		t.Errorf("%d listed", n)
	}
	for _, odd := range []string{"https://elsewhere.example/", "applications/..", "changes/" + strings.Repeat("!", 26)} {
		page := irena.get("/en/desk/applications/" + second.application)
		a := irena.post("/en/desk/applications/"+second.application+"/hold", url.Values{
			"form_id": {page.formID()}, "seen": {fieldOf(page, "seen")}, "next": {odd}, "hold_until": {"2026-12-01"}, "hold_text": {""}, "hold_sentence": {""},
		})
		if !strings.HasPrefix(a.to(), "/en/desk?done=") {
			t.Errorf("next %q leads to %q (%d)", odd, a.to(), a.StatusCode)
		}
		irena.post("/en/desk/applications/"+second.application+"/take-back", url.Values{"form_id": {s.w.Form()}})
	}
}

func fieldOf(a answer, name string) string {
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(a.body)
	if m == nil {
		return ""
	}
	return m[1]
}

func TestASentenceReachesTheApplicantInItsLanguage(t *testing.T) {
	s := newStory(t, "")
	p := s.applied(quiet("Lamp", models.Public))
	s.w.Exec(t, "UPDATE people SET lang = 'ru' WHERE id = '"+p.as.PersonID+"'")
	page := s.asRole("Irena", models.Coordinator).get("/en/desk")
	wantStatus(t, "the form", page, http.StatusOK,
		`value="Кто в вашей организации принял решение поставить подпись и когда?">Who in your organisation decided to endorse, and when?<`)
}
