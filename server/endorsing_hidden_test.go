package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestWhileHiddenOnlySomethingQuieterIsChosen(t *testing.T) {
	s := newSite(t)
	b, id := s.member("Nino", "House of Windows")
	at, e := "/en/me/"+id+"/visibility", s.endorsement(id)
	wantTo(t, "hidden", b.send("/en/me", "/en/me/"+id+"/hide", nil), "/en/me")
	wantStatus(t, "before choosing", b.get(at), http.StatusOK, "To choose something louder, show yourselves again first", `href="/en/me/`+id+`/show"`)
	a := b.send(at, at, url.Values{"endorsement": {e}, "level": {"members"}})
	wantStatus(t, "quieter", b.get(a.to()), http.StatusOK, "You stay hidden: this holds from when you show yourselves again.", "Hidden since")
	a = b.send(at, at, url.Values{"endorsement": {e}, "level": {"public"}})
	wantStatus(t, "louder", a, http.StatusUnprocessableEntity, `href="#level">You are hidden. Show yourselves again first`, `href="/en/me/`+id+`/show"`)
	if strings.Contains(a.body, "meanwhile") {
		t.Error("it says that something changed meanwhile")
	}
}

func TestWhileHiddenNothingLouderIsEndorsed(t *testing.T) {
	s := newSite(t)
	b, id := s.member("Nino", "House of Windows")
	e, at := s.endorsement(id), "/en/me/"+id+"/endorse"
	wantTo(t, "withdrawn", b.send("/en/me/"+id+"/withdraw?endorsement="+e, "/en/me/"+id+"/withdraw", url.Values{"endorsement": {e}}), "/en/me")
	wantTo(t, "hidden", b.send("/en/me", "/en/me/"+id+"/hide", nil), "/en/me")
	page := b.get(at + "?statement=" + between(b.get(at).body, "?statement=", `"`))
	wantStatus(t, "before choosing", page, http.StatusOK, "For anything louder, show yourselves again first", `href="/en/me/`+id+`/show"`)
	form := url.Values{"form_id": {page.formID()}, "statement": {between(page.body, `name="statement" value="`, `"`)},
		"version": {between(page.body, `name="version" value="`, `"`)}, "lang": {"en"}, "mandate": {"Our board"}, "level": {"public"}}
	wantStatus(t, "by name", b.post(at, form), http.StatusUnprocessableEntity, `href="#level">You are hidden. Show yourselves again first`, "Our board")
}
