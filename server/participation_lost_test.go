package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Whoever joined an action that is not shown any more reads on its first page and its own list that it may come back, leaves it from
// there by a page that asks first, or with the button of a page that it had open, and is led to that list.
func TestWhatIsLostIsLeftFromTheList(t *testing.T) {
	for _, how := range []string{"/actions/lost", "/join/%/leave"} {
		s := newSite(t)
		hosting, host := s.member("Nino", "House of Windows")
		id := s.calls(hosting, host)
		rosa, guest := s.joins("Rosa", "Lamp Post Library")
		mine := "/en/me/" + guest
		at, list := mine+"/join/"+id, mine+"/actions"
		wantStatus(t, "by name", rosa.post(at, url.Values{"form_id": {rosa.get(at).formID()}, "how": {"named"}, "town": {"Graz"}}), http.StatusSeeOther)
		for _, page := range []string{"/en/me", list} {
			if got := rosa.get(page); strings.Contains(got.body, "not shown any more") {
				t.Error("what is shown is said to be lost")
			}
		}
		wantTo(t, "nothing to ask", rosa.get(list+"/lost"), list)
		hosting.send("/en/me", "/en/me/"+host+"/hide", nil)
		for _, page := range []string{"/en/me", list} {
			got := rosa.get(page)
			wantStatus(t, page, got, http.StatusOK, "then your part in it is as it was", "ask them whether it takes place", `href="`+list+`/lost"`)
			if strings.Contains(got.body, id) || strings.Contains(got.body, "Light in the window") {
				t.Error("it is told which")
			}
		}
		asks := rosa.get(list + "/lost")
		wantStatus(t, "it asks", asks, http.StatusOK, "Your place, if you had one", `action="`+list+`/lost"`)
		form := url.Values{"form_id": {asks.formID()}}
		wantTo(t, "who was not asked", rosa.post(list+"/lost", form), list+"/lost")
		form.Set("asked", "1")
		got := rosa.post(mine+strings.Replace(how, "%", id, 1), form)
		if got.StatusCode != http.StatusSeeOther || got.to() != list+"?done=left" {
			t.Errorf("%s: %d to %q", how, got.StatusCode, got.to())
		}
		if got := rosa.get(got.to()); !strings.Contains(got.body, "Your organisation has no part in it any more") || strings.Contains(got.body, "not shown any more") {
			t.Error("afterwards it is still said to be lost, or nothing is said")
		}
	}
}
