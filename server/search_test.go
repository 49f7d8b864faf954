package server_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"keephope/models"
	"keephope/server"
)

var (
	addressForm = regexp.MustCompile(`(?s)<form[^>]*method="get".*?</form>`)
	typedField  = regexp.MustCompile(`<textarea|<input[^>]*type="(text|search|email|url)"`)
	nameLink    = regexp.MustCompile(`(?i)href="/[^"]*(qlox|khuts)`)
)

// TestNoNameIsTypedIntoAnAddress searches every list that is not public by a name. An address is kept by browsers and
// proxies, and the menu of languages repeats it: there the name stands nowhere.
func TestNoNameIsTypedIntoAnAddress(t *testing.T) {
	s := newStory(t, "")
	s.member(quiet("Candle", models.Counted))
	s.applied(quiet("Lantern", models.Public))
	marta, ana := s.asRole("Marta", models.Keeper), s.asRole("Ana Khutsishvili", models.Administrator)
	for _, r := range s.app.Routes() {
		if r.Method != http.MethodGet || r.Access < server.SignedIn || strings.Count(r.Path, ":") != 1 {
			continue
		}
		for _, b := range []*browser{marta, ana} {
			for _, form := range addressForm.FindAllString(b.get(strings.Replace(r.Path, ":lang", "en", 1)).body, -1) {
				if typedField.MatchString(form) {
					t.Errorf("%s: what is typed here goes into the address: %s", r.Path, form)
				}
			}
		}
	}
	for path, look := range map[string]struct {
		as           *browser
		typed, found string
	}{
		"/en/desk": {marta, "qlox", "Qlox"}, "/en/desk/members": {marta, "qlox", "Candle Qlox"}, "/en/admin/people": {ana, "khuts", "Ana Khutsishvili"},
	} {
		page := look.as.send(path, path, url.Values{"q": {look.typed}})
		wantStatus(t, path, page, http.StatusOK, look.found, `value="`+look.typed+`"`)
		if link := nameLink.FindString(page.body); link != "" {
			t.Errorf("%s: what was found leads on by %s", path, link)
		}
		wantStatus(t, path+" finds nobody", look.as.send(path, path, url.Values{"q": {"nobody at all"}}), http.StatusOK)
		if page := look.as.get(path + "?q=" + look.typed); strings.Contains(page.body, `value="`+look.typed+`"`) {
			t.Errorf("%s takes a name from its address", path)
		}
	}
}

// TestAfterASearchTheNextPageIsAForm has more organisations of one name than a page shows.
func TestAfterASearchTheNextPageIsAForm(t *testing.T) {
	s := newStory(t, "")
	marta := s.asRole("Marta", models.Keeper)
	for range 51 {
		s.w.Member(t, s.call, "House of Windows", models.Public)
	}
	page := marta.send("/en/desk/members", "/en/desk/members", url.Values{"q": {"windows"}})
	after := regexp.MustCompile(`name="after" value="([^"]+)"`).FindStringSubmatch(page.body)
	if after == nil {
		t.Fatal("no next page")
	}
	next := marta.send("/en/desk/members", "/en/desk/members", url.Values{"q": {"windows"}, "after": {after[1]}})
	if n := strings.Count(next.body, "House of Windows"); n != 1 {
		t.Errorf("%d on the second page, want 1", n)
	}
	if page := marta.get("/en/desk/members"); !strings.Contains(page.body, `href="/en/desk/members?after=`) {
		t.Error("without a search the next page has no address")
	}
}
