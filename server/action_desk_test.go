package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
	"keephope/models/occasion"
)

// planned is an action with everything that a published one needs. Its words are found nowhere else.
func planned(title string) models.ActionContent {
	return models.ActionContent{
		Kind: "public-event", Original: "en", Communities: []string{"women"}, Risk: models.HighRisk, Capacity: 12,
		Texts: map[string]models.ActionText{
			"en": {Title: title, Summary: "One window in every town.", Body: "Place a *lamp* in a window.", Steps: []string{"Put a lamp"}, Share: "Look for a window tonight.", Before: "Do not photograph people."},
			"ru": {Title: "Свет в окне", Body: "Поставьте лампу."},
		},
		When:      occasion.When{Start: "2026-12-10T18:00", End: "2026-12-10T19:30", Zone: "Europe/Vilnius", Until: "2026-12-24"},
		Where:     models.Where{Mode: models.AtVenue, Country: "LT", Town: "Vilnius", Venue: "Behind the old mill", Link: "https://meet.example/room"},
		Materials: []models.ActionLink{{Label: "Window cards", URL: "https://cards.example/a5"}},
	}
}

// proposes is an action of a member that waits at the desk.
func (s *story) proposes(p *party, title string) (id string) {
	s.t.Helper()
	id, err := s.w.Store.SaveAction(s.t.Context(), p.as, s.w.Sent("save"), models.ActionEdit{OrganisationID: p.id, Audience: models.ForPublic, Content: planned(title)})
	s.must(err)
	s.sendsAgain(p, id)
	return id
}

// proposesUnnamed is an action that waits, of a host that has become unnamed since it sent it.
func (s *story) proposesUnnamed(p *party) (id string) {
	s.t.Helper()
	levels := func(level models.Level) {
		s.w.Exec(s.t, "UPDATE endorsements SET level = '"+string(level)+"' WHERE id = '"+p.endorsement+"'")
	}
	levels(models.Members)
	content := planned("Attic Qlox lights")
	id, err := s.w.Store.SaveAction(s.t.Context(), p.as, s.w.Sent("save"), models.ActionEdit{OrganisationID: p.id, Audience: models.ForMembers, Content: content})
	s.must(err)
	s.sendsAgain(p, id)
	levels(models.Counted)
	return id
}

func (s *story) sendsAgain(p *party, id string) {
	s.t.Helper()
	own, err := s.w.Store.OwnActionByID(s.t.Context(), p.as, p.id, id)
	s.must(err)
	s.must(s.w.Store.SendAction(s.t.Context(), p.as, s.w.Sent("send"), models.ActionEdit{OrganisationID: p.id, ActionID: id, Edition: own.Edition, Audience: own.Audience, Content: own.Content}))
}

// An action is read at the desk, goes back with a question, comes again, waits a while and is published.
func TestAnActionAtTheDesk(t *testing.T) {
	s := newStory(t, "")
	house := s.member(plain("Harbour"))
	id := s.proposes(house, "Light in the window")
	irena := s.asRole("Irena", models.Coordinator)
	queue, at := irena.get("/en/desk"), "/en/desk/actions/"+id
	wantStatus(t, "the queue", queue, http.StatusOK, "<b>1</b> waiting", ">Action<", "Light in the window", "Harbour · Begins Thursday 10 December 2026, 18:00 EET (16:00 UTC) · waiting 1 minute", `href="`+at+`"`)
	wantStatus(t, "the search", irena.send("/en/desk", "/en/desk", url.Values{"q": {"light in"}}), http.StatusOK, `href="`+at+`"`)
	wantStatus(t, "the case", irena.get(at), http.StatusOK,
		"Thursday 10 December 2026, 18:00 EET (16:00 UTC) to 19:30", "Europe/Vilnius, UTC+2 on that day", "Every week until 24 December 2026: 3 times", "Thursday 24 December 2026",
		"High risk", "Before you take part", "Do not photograph people.", "Behind the old mill", `href="https://meet.example/room"`, `href="https://cards.example/a5"`,
		"Свет в окне", "Поставьте лампу.", "<em>lamp</em>", "Put a lamp", "Look for a window tonight.", "26 of 240", "Women", "Everybody", "12 organisations at most", "Public event",
		`data-key="a"`, `data-key="q"`, `data-key="h"`, `data-key="d"`, "What do you do for the safety of those who take part?")
	decide := func(step string, more url.Values) answer {
		t.Helper()
		more.Set("seen", fieldOf(irena.get(at), "seen"))
		return irena.send(at, at+step, more)
	}
	wantStatus(t, "no question", decide("/ask", url.Values{"ask_text": {" "}}), http.StatusUnprocessableEntity, "Write your question, or choose a ready sentence", `href="#ask_text"`, "<title>Error: ")
	stale := fieldOf(irena.get(at), "seen")
	asked := decide("/ask", url.Values{"ask_text": {"Who cares for safety?"}})
	wantTo(t, "asked", asked, "/en/desk?done="+id)
	told := irena.get(asked.to())
	wantStatus(t, "what they just did", told, http.StatusOK, "Question sent.", "Nobody is waiting. Last decision: today")
	if strings.Contains(told.body, "take-back") {
		t.Error("it offers to take back what is not taken back")
	}
	own, err := s.w.Store.OwnActionByID(t.Context(), house.as, house.id, id)
	if err != nil || own.State != models.ActionDraft || own.Said.Reason != "Who cares for safety?" {
		t.Errorf("its host reads %+v, %v", own, err)
	}
	wantStatus(t, "a draft again", irena.get(at), http.StatusNotFound)
	tomas := s.asRole("Tomas", models.Coordinator)
	late := tomas.send("/en/desk", at+"/decline", url.Values{"seen": {stale}, "decline_text": {"It was dark."}})
	wantStatus(t, "another one decides too", late, http.StatusConflict, "Irena asked a question about this meanwhile.", "It was dark.")

	s.sendsAgain(house, id)
	wantTo(t, "held", decide("/hold", url.Values{"hold_until": {"2026-12-01"}}), "/en/desk?done="+id)
	wantStatus(t, "on hold", irena.get(at), http.StatusOK, "On hold until 1 Dec 2026", "Who cares for safety?")
	wantTo(t, "accepted", decide("/accept", url.Values{}), "/en/desk?done="+id)
	wantStatus(t, "published", irena.get(at), http.StatusOK, "Published")
	if slug := s.w.Text(t, "SELECT slug FROM listed_actions"); slug != "light-in-the-window" {
		t.Errorf("its public copy is at %q", slug)
	}

	id = s.proposes(house, "Lamps")
	at = "/en/desk/actions/" + id
	wantTo(t, "declined", decide("/decline", url.Values{"decline_text": {""}, "decline_sentence": {"Not so."}}), "/en/desk?done="+id)
	if own, err := s.w.Store.OwnActionByID(t.Context(), house.as, house.id, id); err != nil || own.State != models.ActionDraft || own.Said.Reason != "Not so." {
		t.Errorf("its host reads %+v, %v", own, err)
	}
}

// The desk is told of an action with a link to it, and a coordinator finds the one that comes after another.
func TestTheDeskIsToldOfAnAction(t *testing.T) {
	s := newStory(t, "")
	irena := s.asRole("Irena", models.Coordinator)
	house := s.member(plain("Harbour"))
	first := s.proposes(house, "Light in the window")
	second := s.proposes(house, "Lamps")
	s.must(s.w.Store.Tell(t.Context(), int64(s.w.Count(t, "SELECT max(id) FROM events"))))
	wantStatus(t, "what is new", irena.get("/en/me"), http.StatusOK, "New action to read", `href="/en/desk/actions/`+second+`"`)
	open, other := "/en/desk/actions/"+first, second
	page := irena.get(open)
	done := irena.send(open, open+"/accept", url.Values{"seen": {fieldOf(page, "seen")}, "next": {fieldOf(page, "next")}})
	wantTo(t, "the next one", done, "/en/desk/actions/"+other+"?done="+first)
	wantStatus(t, "what they just did", irena.get(done.to()), http.StatusOK, "The action is published.")
}

func TestWhoPublishesActionsIsSet(t *testing.T) {
	s := newStory(t, "")
	ada := s.asRole("Ada", models.Administrator)
	wantTo(t, "set", ada.send("/en/admin/settings", "/en/admin/settings/actions", url.Values{"trust_actions": {"1"}}), "/en/admin/settings?saved=")
	s.proposes(s.member(plain("Harbour")), "Light in the window")
	if n := s.w.Count(t, "SELECT count(*) FROM listed_actions"); n != 1 {
		t.Errorf("%d actions are public, want 1", n)
	}
	wantTo(t, "set back", ada.send("/en/admin/settings", "/en/admin/settings/actions", nil), "/en/admin/settings?saved=")
	if on, _ := s.w.Store.TrustsActions(t.Context()); on {
		t.Error("members are trusted still")
	}
}
