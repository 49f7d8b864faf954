package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Whoever joined an action that is not shown any more leaves it from its own list, or with the button of a page that it had open, and
// is led to that list: hosts that hid and hosts that are gone answer alike.
func TestWhatIsLostIsLeftFromTheList(t *testing.T) {
	for _, how := range []string{"/actions/lost", "/join/%/leave"} {
		s := newSite(t)
		hosting, host := s.member("Nino", "House of Windows")
		id := s.calls(hosting, host)
		rosa, guest := s.joins("Rosa", "Lamp Post Library")
		mine := "/en/me/" + guest
		at, list := mine+"/join/"+id, mine+"/actions"
		wantStatus(t, "by name", rosa.post(at, url.Values{"form_id": {rosa.get(at).formID()}, "how": {"named"}, "town": {"Graz"}}), http.StatusSeeOther)
		if got := rosa.get(list); strings.Contains(got.body, "no longer shown") {
			t.Error("what is shown is said to be lost")
		}
		hosting.send("/en/me", "/en/me/"+host+"/hide", nil)
		wantStatus(t, "the list", rosa.get(list), http.StatusOK, "no longer shown", `action="`+mine+`/actions/lost"`)
		got := rosa.post(mine+strings.Replace(how, "%", id, 1), url.Values{"form_id": {rosa.get(list).formID()}})
		if got.StatusCode != http.StatusSeeOther || got.to() != list+"?done=left" {
			t.Errorf("%s: %d to %q", how, got.StatusCode, got.to())
		}
		if got := rosa.get(got.to()); !strings.Contains(got.body, "Your organisation has no part in it any more") || strings.Contains(got.body, "no longer shown") {
			t.Error("afterwards it is still said to be lost, or nothing is said")
		}
	}
}
