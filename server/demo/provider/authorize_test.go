package provider_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAVisitorGoesBackWithoutSigningIn(t *testing.T) {
	s := newStage(t, "")
	got := s.answer(s.send("POST", "/authorize", s.ask("cancel", "1")))
	want := url.Values{"error": {"access_denied"}, "state": {"the-state"}, "iss": {s.issuer}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWrongRequestsGoBackWithTheErrorOfTheStandard(t *testing.T) {
	s := newStage(t, "")
	for problem, ask := range map[string]url.Values{
		"unsupported_response_type": s.ask("response_type", "id_token"),
		"invalid_scope":             s.ask("scope", "profile"),
		"invalid_request":           s.ask("code_challenge", ""),
		"login_required":            s.ask("prompt", "none"),
		"request_not_supported":     s.ask("request", "eyJ"),
		"request_uri_not_supported": s.ask("request_uri", "https://evil.example/"),
		"access_denied":             s.ask("persona", "nobody"),
	} {
		got := s.answer(s.send("POST", "/authorize", ask))
		if got.Get("error") != problem || got.Get("state") != "the-state" || got.Has("code") {
			t.Errorf("%s: %v", problem, got)
		}
	}
	for _, ask := range []url.Values{s.ask("code_challenge_method", "plain"), s.ask("code_challenge", "short")} {
		if got := s.answer(s.send("GET", "/authorize", ask)); got.Get("error") != "invalid_request" {
			t.Errorf("%v: %v", ask, got)
		}
	}
	twice := s.ask()
	twice.Add("nonce", "another")
	if got := s.answer(s.send("GET", "/authorize", twice)); got.Get("error") != "invalid_request" {
		t.Errorf("nonce twice: %v", got)
	}
}

func TestNobodyIsSentToAStranger(t *testing.T) {
	s := newStage(t, "")
	stranger := s.ask()
	stranger.Add("redirect_uri", "https://evil.example/")
	for _, ask := range []url.Values{
		s.ask("redirect_uri", "https://evil.example/"), s.ask("redirect_uri", callback+"/.."), s.ask("redirect_uri", ""),
		s.ask("client_id", "another"), s.ask("client_id", ""), stranger,
	} {
		ask.Set("persona", "amal")
		for _, method := range []string{"GET", "POST"} {
			resp := s.send(method, "/authorize", ask)
			if resp.StatusCode != http.StatusBadRequest || resp.Header.Get("Location") != "" {
				t.Errorf("%s %v: %s to %q", method, ask, resp.Status, resp.Header.Get("Location"))
			}
		}
	}
}

func TestOnlyAPostChooses(t *testing.T) {
	s := newStage(t, "")
	resp := s.send("GET", "/authorize", s.ask("persona", "amal", "cancel", "1"))
	if resp.StatusCode != http.StatusOK || resp.Header.Get("Location") != "" {
		t.Errorf("a GET was answered with %s", resp.Status)
	}
}
