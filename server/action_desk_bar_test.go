package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
)

// The desk's case has one bar, it sticks: what is decided comes first, hiding last and without a key. What was done is said of the action.
func TestTheDeskHasOneBar(t *testing.T) {
	s := newStory(t, "")
	house := s.member(plain("Harbour"))
	id := s.proposes(house, "Light in the window")
	irena := s.asRole("Irena", models.Coordinator)
	at := "/en/desk/actions/" + id
	oneBar := func(wants ...string) {
		t.Helper()
		page := irena.get(at)
		wantStatus(t, "the case", page, http.StatusOK, wants...)
		if n := strings.Count(page.body, `class="decide"`); n != 1 {
			t.Errorf("%d bars", n)
		}
	}
	does := func(step string, more url.Values) string {
		t.Helper()
		more.Set("seen", fieldOf(irena.get(at), "seen"))
		told := irena.get(irena.send(at, at+step, more).to())
		return strings.Join(strings.Fields(told.page(t).Find(".toast p").Text()), " ")
	}
	oneBar(`data-key="h"`)
	if told := does("/accept", url.Values{}); told != "Light in the window The action is published." {
		t.Errorf("says %q", told)
	}
	oneBar(at+"/hide", "Hide now, decide later")
	if page := irena.get(at); strings.Contains(page.body, `data-key="h"`) {
		t.Error("a key hides")
	}
	if told := does("/hide", url.Values{"hide_text": {"A private home."}}); told != "Light in the window The action is out of sight." {
		t.Errorf("says %q", told)
	}
	oneBar(at + "/show")
	if told := does("/show", url.Values{}); told != "Light in the window The action is shown again." {
		t.Errorf("says %q", told)
	}
}
