package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"keephope/models"
)

func TestWhatWasReadIsWhatIsBound(t *testing.T) {
	s := newSite(t)
	b, id := s.member("Nino", "House of Windows")
	withdraw := "/en/me/" + id + "/withdraw"
	wantTo(t, "withdrawn", b.send(withdraw+"?endorsement="+s.endorsement(id), withdraw, url.Values{"endorsement": {s.endorsement(id)}}), "/en/me")
	at := "/en/me/" + id + "/endorse"
	page := b.get(at + "?statement=" + between(b.get(at).body, "?statement=", `"`))
	form := filled(t, page.page(t).Find(`main form[action="`+at+`"]`))
	form.Del("level")    // none is chosen yet
	s.world().Version(t) // published between showing and sending
	wantStatus(t, "no level chosen", b.post(at, form), http.StatusUnprocessableEntity,
		"Version 2 was published while you had this page open.", `name="version" value="`+form.Get("version")+`"`, "Version 1, English")
	form.Set("level", "public")
	wantTo(t, "endorsed", b.post(at, form), "/en/me")
	if got := s.world().Text(t, "SELECT version_id FROM endorsements WHERE withdrawn_at IS NULL"); got != form.Get("version") {
		t.Errorf("it stands under %s, want the version that was shown, %s", got, form.Get("version"))
	}
	wantStatus(t, "and is asked again", b.get("/en/me"), http.StatusOK, "/endorse/newest?endorsement=")
	form.Set("form_id", s.app.Store().NewID())
	form.Set("version", s.app.Store().NewID())
	if res := b.post(at, form); res.StatusCode != http.StatusNotFound {
		t.Errorf("a version that never was: %d", res.StatusCode)
	}
}

func TestAnAcceptedOrganisationIsSeenWhereItStands(t *testing.T) {
	s := newStory(t, "")
	named := s.member(plain("House of Windows"))
	quietly := plain("Lantern")
	quietly.level = models.Members
	quiet := s.member(quietly)
	for who, id := range map[string]string{"named": named.id, "quiet": quiet.id} {
		s.tokens[who] = s.w.Arrive(t, who)
		s.w.Exec(t, "INSERT INTO representatives (organisation_id, person_id, role, since) VALUES ('"+id+"', '"+
			s.w.As(t, s.tokens[who]).PersonID+"', 'observer', '2026-11-22 12:00:00+00:00')")
	}
	for who, want := range map[string]string{"named": "/en/endorsers/" + named.slug, "quiet": "/en/me#o-" + quiet.id} {
		id := map[string]string{"named": named.id, "quiet": quiet.id}[who]
		page := s.ask(asked{method: http.MethodGet, path: "/en/me/" + id + "/application", as: who})
		if !strings.Contains(page.body, `<a class="btn" href="`+want+`">See it</a>`) {
			t.Errorf("%s: no way to %s, %d", who, want, page.StatusCode)
		}
	}
}

func TestAStoredLogoIsServedAndGoneAfterHiding(t *testing.T) {
	s := newStory(t, "")
	house := s.member(plain("House of Windows"))
	at := asked{method: http.MethodGet, path: "/en/logos/" + house.face + "-96"}
	page := s.ask(asked{method: http.MethodGet, path: "/en/endorsers/" + house.slug})
	if house.face == "" || !strings.Contains(page.body, "/en/logos/"+house.face) {
		t.Fatal("its page shows no logo")
	}
	if row := s.ask(asked{method: http.MethodGet, path: "/en/logos/" + house.logo + "-96"}); row.StatusCode != http.StatusNotFound {
		t.Errorf("the address of its row, which nobody was told: %d", row.StatusCode)
	}
	logo := s.ask(at)
	if kind := http.DetectContentType([]byte(logo.body)); logo.StatusCode != http.StatusOK || kind != logo.Header.Get("Content-Type") || !strings.HasPrefix(kind, "image/") {
		t.Fatalf("the logo: %d, %s that says it is %s", logo.StatusCode, kind, logo.Header.Get("Content-Type"))
	}
	if policy := logo.Header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "sandbox; default-src 'none'") {
		t.Errorf("the logo may do %q", policy)
	}
	s.hide(house)
	never := at
	never.path = "/en/logos/" + s.w.Store.NewID() + "-96"
	for _, accept := range representations {
		at.accept, never.accept = accept, accept
		if gone, nothing := s.ask(at), s.ask(never); gone.StatusCode != http.StatusNotFound || !same(gone, nothing) {
			t.Errorf("%s, hidden: %d %v\nnever: %d %v", accept, gone.StatusCode, gone.Header, nothing.StatusCode, nothing.Header)
		}
	}
	at.header = map[string]string{"If-None-Match": logo.Header.Get("ETag")}
	if gone := s.ask(at); gone.StatusCode != http.StatusNotFound {
		t.Errorf("to a browser that has it: %d", gone.StatusCode)
	}
}
