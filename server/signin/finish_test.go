package signin_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"keephope/models"
	"keephope/server/signin"
)

// refusedFor checks that a sign-in failed for the reason that the test planted, with words that are fit for a log.
func refusedFor(t *testing.T, err, kind error, cause string) {
	t.Helper()
	var failure *signin.Failure
	if !errors.As(err, &failure) || !errors.Is(err, kind) || !strings.Contains(failure.Cause, cause) {
		t.Errorf("got %v, want %v for %q", err, kind, cause)
		return
	}
	for _, leak := range []string{"<", "code-", "access-", "eyJ", clientSecret, "127.0.0.1", "SECRET"} {
		if strings.Contains(err.Error(), leak) {
			t.Errorf("the log would read %q", err)
		}
	}
}

// claim sets one claim of the ID token; nil takes it away.
func claim(name string, value any) func(map[string]any) {
	return func(c map[string]any) {
		if c[name] = value; value == nil {
			delete(c, name)
		}
	}
}

// TestTamperedAnswers changes what the browser brings back.
func TestTamperedAnswers(t *testing.T) {
	cases := map[string]struct {
		tamper func(t *testing.T, h *house, back *trip)
		kind   error
		cause  string
	}{
		"state used before": {func(t *testing.T, h *house, back *trip) {
			if _, _, err := h.arrive(t, *back); err != nil {
				t.Fatal(err)
			}
		}, signin.ErrExpired, "unknown or used"},
		"state invented": {func(_ *testing.T, _ *house, back *trip) {
			back.query.Set("state", strings.Repeat("A", 43))
		}, signin.ErrExpired, "unknown or used"},
		"no state": {func(_ *testing.T, _ *house, back *trip) { back.query.Del("state") }, signin.ErrRefused, "without a state"},
		"too late": {func(_ *testing.T, h *house, _ *trip) { h.clock.add(10 * time.Minute) }, signin.ErrExpired, "too long ago"},
		"no cookie": {func(_ *testing.T, _ *house, back *trip) {
			back.begun.BrowserSecret = ""
		}, signin.ErrRefused, "another browser"},
		"the attacker's answer in the victim's browser, which began too": {func(t *testing.T, h *house, back *trip) {
			back.begun.BrowserSecret = h.begin(t).BrowserSecret
		}, signin.ErrRefused, "another browser"},
		"the victim's code in the attacker's sign-in": {func(t *testing.T, h *house, back *trip) {
			victim := h.travel(t)
			back.query.Set("code", victim.query.Get("code"))
		}, signin.ErrRefused, "code not accepted"},
		"iss of another": {func(_ *testing.T, h *house, back *trip) {
			back.query.Set("iss", h.other.URL)
		}, signin.ErrRefused, "another issuer"},
		"promised iss missing": {func(_ *testing.T, _ *house, back *trip) { back.query.Del("iss") }, signin.ErrRefused, "promised issuer"},
		"code twice":           {twice("code"), signin.ErrRefused, "repeats code"},
		"state twice":          {twice("state"), signin.ErrRefused, "repeats state"},
		"iss twice":            {twice("iss"), signin.ErrRefused, "repeats iss"},
		"error twice": {func(_ *testing.T, _ *house, back *trip) {
			back.query["error"] = []string{"a", "b"}
		}, signin.ErrRefused, "repeats error"},
		"code and error": {func(_ *testing.T, _ *house, back *trip) {
			back.query.Set("error", "access_denied")
		}, signin.ErrRefused, "a code or an error"},
		"neither": {func(_ *testing.T, _ *house, back *trip) { back.query.Del("code") }, signin.ErrRefused, "a code or an error"},
		"endless code": {func(_ *testing.T, _ *house, back *trip) {
			back.query.Set("code", strings.Repeat("x", 5000))
		}, signin.ErrRefused, "too long"},
		"the person said no": {func(_ *testing.T, _ *house, back *trip) {
			back.query.Del("code")
			back.query.Set("error", "access_denied")
			back.query.Set("error_description", "<b>SECRET</b>")
		}, signin.ErrRefused, "access_denied"},
		"the provider has a fault": {func(_ *testing.T, _ *house, back *trip) {
			back.query.Del("code")
			back.query.Set("error", "server_error")
		}, signin.ErrUnavailable, "server_error"},
		"error with markup": {func(_ *testing.T, _ *house, back *trip) {
			back.query.Del("code")
			back.query.Set("error", "<script>SECRET</script>")
		}, signin.ErrRefused, "unknown error"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, 0)
			h.signInPlainly(t)
			back := h.travel(t)
			c.tamper(t, h, &back)
			_, _, err := h.arrive(t, back)
			refusedFor(t, err, c.kind, c.cause)
			h.signInPlainly(t)
		})
	}
}

func twice(name string) func(*testing.T, *house, *trip) {
	return func(_ *testing.T, _ *house, back *trip) { back.query.Add(name, back.query.Get(name)) }
}

// TestAnErrorAlsoUsesUpTheSignIn keeps an answer with an error from leaving its state behind.
func TestAnErrorAlsoUsesUpTheSignIn(t *testing.T) {
	h := newHouse(t, 0)
	back := h.travel(t)
	stolen := trip{back.begun, visit(t, back.begun.URL)}
	back.query.Del("code")
	back.query.Set("error", "access_denied")
	_, _, err := h.arrive(t, back)
	refusedFor(t, err, signin.ErrRefused, "access_denied")
	_, _, err = h.arrive(t, stolen)
	refusedFor(t, err, signin.ErrExpired, "unknown or used")
}

// TestAnotherProvidersCallback is the mix-up attack: an answer of one provider at the callback of another.
func TestAnotherProvidersCallback(t *testing.T) {
	h := newHouse(t, 0)
	back := h.travel(t)
	back.query.Set("iss", h.other.URL)
	_, _, err := h.Finish(t.Context(), "second", back.query, back.begun.BrowserSecret)
	refusedFor(t, err, signin.ErrRefused, "another provider")
	if h.other.times("/token") != 0 {
		t.Error("the other provider was given the code")
	}
	_, _, err = h.Finish(t.Context(), "third", back.query, back.begun.BrowserSecret)
	refusedFor(t, err, signin.ErrRefused, "no such provider")
	_, err = h.Begin(t.Context(), "third", signin.Ask{Purpose: models.PurposeSignIn})
	refusedFor(t, err, signin.ErrRefused, "no such provider")
}

// TestOnlyTheCodeOfTheQueryReachesGoth plants what goth would take from the query.
func TestOnlyTheCodeOfTheQueryReachesGoth(t *testing.T) {
	h := newHouse(t, 0)
	back := h.travel(t)
	back.query.Set("redirect_uri", "https://evil.example/callback")
	back.query.Set("code_verifier", strings.Repeat("v", 43))
	back.query.Set("session_state", "Keycloak's own")
	// The provider checks both, so they would make it refuse.
	if _, _, err := h.arrive(t, back); err != nil {
		t.Error(err)
	}
}
