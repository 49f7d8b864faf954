package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Before anything is sent its hosts see the page that others will read, from the draft as it is kept, with and without what
// those alone learn who take part. Nobody else sees it.
func TestHostsSeeThePageBeforeTheySendIt(t *testing.T) {
	s := newSite(t)
	nino, id := s.member("Nino", "House of Windows")
	rosa, other := s.joins("Rosa", "Lamp Post Library")
	at := "/en/me/" + id + "/actions"
	form := written(url.Values{"step": {"preview"}, "mode": {"venue"}, "town": {"Tbilisi"}, "venue": {"Behind the old mill"}})
	kept := nino.send(at+"/new", at+"/new", form)
	wantTo(t, "kept", kept, at+"/")
	address := kept.to()
	if !strings.HasSuffix(address, "/preview") {
		t.Fatalf("led to %q", address)
	}
	public := nino.get(address)
	wantStatus(t, "as everybody reads it", public, http.StatusOK, "This is a preview", "This is how everybody will read it.", "Light in the window", "House of Windows",
		"Tbilisi", "Look for a window tonight.", `content="noindex"`, `href="`+address+`?as=participant"`)
	for _, secret := range []string{"old mill", "application/ld+json", "qr.svg", `href="/en/actions/"`, "Join with your organisation"} {
		if strings.Contains(public.body, secret) {
			t.Errorf("the public preview holds %q", secret)
		}
	}
	wantStatus(t, "as participants read it", nino.get(address+"?as=participant"), http.StatusOK, "Behind the old mill", "do not pass it on", "members’ page", "This is how those who take part by name will read it.")
	for name, b := range map[string]*browser{"another member": rosa, "nobody": s.browser()} {
		if got := b.get(address); strings.Contains(got.body, "Light in the window") {
			t.Errorf("%s reads the preview: %d", name, got.StatusCode)
		}
	}
	wantStatus(t, "by one's own organisation", rosa.get(strings.Replace(address, id, other, 1)), http.StatusNotFound)

	form = written(url.Values{"step": {"preview"}, "title": {"", ""}, "kind": {""}, "mode": {""}, "start": {""}, "end": {""}})
	wantStatus(t, "without a time", nino.get(nino.send(at+"/new", at+"/new", form).to()), http.StatusOK, "Write when it begins and ends")
	form = written(url.Values{"step": {"preview"}, "title": {"", ""}, "kind": {""}, "mode": {""}})
	wantStatus(t, "with little else", nino.get(nino.send(at+"/new", at+"/new", form).to()), http.StatusOK, "Without a name yet")
}
